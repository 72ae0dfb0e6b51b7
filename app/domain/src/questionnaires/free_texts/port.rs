//! What deciding about free texts needs of a store.

use super::{Decision, FreeText, FreeTextKey};
use crate::{access::KiSo, error::AppError, ids::ErhebungId, questionnaires::port::FieldPackage};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An Erhebung of respondents with everything that they wrote in words of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct ErhebungTexts {
    pub package: FieldPackage,
    pub texts: Vec<FreeText>,
}

/// What somebody saw who decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// [`super::text_hash`] of the text.
    pub hash: String,
    /// How often somebody had decided about it.
    pub revision: u32,
}

/// Free texts of respondents, for the KiSo of the Kita.
///
/// Erhebungen about events have no Kita and so nobody who decides; their texts stay unseen. Protocol sheets hold no texts of
/// respondents.
#[async_trait]
pub trait FreeTextStore: Send + Sync {
    /// The Erhebungen of respondents in the KiSo's own Kitas, the newest first.
    async fn erhebungen_with_texts(&self, by: &KiSo) -> Result<Vec<ErhebungTexts>, AppError>;

    /// One of them; `NotFound` for any other.
    async fn free_texts_of(&self, by: &KiSo, erhebung: ErhebungId) -> Result<ErhebungTexts, AppError>;

    /// Keeps a decision about a text, also in place of an earlier one; the text itself is not kept with it.
    ///
    /// The same decision sent again changes nothing. `Conflict` when somebody else has decided since; `Forbidden` outside
    /// the own Kitas and for protocol sheets; `NotFound` when the submission is gone.
    async fn decide_free_text(
        &self,
        by: &KiSo,
        key: &FreeTextKey,
        seen: &Seen,
        decision: &Decision,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;
}
