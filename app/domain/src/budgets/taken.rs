//! What a person did with a payment run or a Verwendungsnachweis, and as a page shows it.

use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A step of kind `K` that was taken. Steps are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken<K> {
    pub kind: K,
    pub by: AccountId,
    /// Name of the account, for those who may see who it was.
    pub name: String,
    pub at: DateTime<Utc>,
    /// Why; for steps back only.
    pub reason: Option<String>,
}

/// The same without the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenRow<K> {
    pub kind: K,
    /// Empty for who may not know.
    pub name: String,
    pub at: DateTime<Utc>,
    pub reason: Option<String>,
}

impl<K: Copy> From<&Taken<K>> for TakenRow<K> {
    fn from(step: &Taken<K>) -> Self {
        Self { kind: step.kind, name: step.name.clone(), at: step.at, reason: step.reason.clone() }
    }
}
