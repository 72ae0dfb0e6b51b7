//! What deciding about free texts needs of a store.

use super::{Decision, FreeText, FreeTextKey, Reach};
use crate::{
    error::AppError,
    ids::ErhebungId,
    questionnaires::{definition::Definition, erhebung::Erhebung},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An Erhebung of respondents with what they wrote in words of their own, as far as it is to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ErhebungTexts {
    pub erhebung: Erhebung,
    /// Name of the Kita that it is about, or title of the event.
    pub about_name: String,
    pub definition: Definition,
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

/// Free texts of respondents, for whoever decides about them ([`Reach`]). Protocol sheets hold no texts of respondents.
#[async_trait]
pub trait FreeTextStore: Send + Sync {
    /// The Erhebungen of respondents that are reached, the newest first.
    async fn erhebungen_with_texts(&self, reach: &Reach) -> Result<Vec<ErhebungTexts>, AppError>;

    /// One of them; `NotFound` for any other.
    async fn free_texts_of(&self, reach: &Reach, erhebung: ErhebungId) -> Result<ErhebungTexts, AppError>;

    /// Keeps a decision about a text, also in place of an earlier one; the text itself is not kept with it.
    ///
    /// The same decision sent again changes nothing. `Conflict` when somebody else has decided since; `Forbidden` outside
    /// the reach and for protocol sheets; `NotFound` when the submission is gone.
    async fn decide_free_text(
        &self,
        reach: &Reach,
        key: &FreeTextKey,
        seen: &Seen,
        decision: &Decision,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;
}
