//! What travels in the form from page to page: the server keeps nothing of a person who has not sent the last page.

use crate::questionnaires::submission::Draft;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A random number that one filling-in has, so that a form sent twice is counted once. It is no number of a device, and
/// the store keeps only its hash, apart from the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mark(Uuid);

impl Mark {
    /// `random`: a UUID of version 4.
    pub fn new(random: Uuid) -> Self {
        Self(random)
    }

    /// SHA-256 in hex: what is kept for 30 days.
    pub fn hash(self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }

    /// What is kept besides of a filling-in that was thrown away: it is over like one that was sent, and says so.
    pub fn discarded_hash(self) -> String {
        hex(&Sha256::new().chain_update(b"discarded").chain_update(self.0.as_bytes()).finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.simple().fmt(f)
    }
}

impl FromStr for Mark {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::from_str(text).map(Self)
    }
}

/// Where somebody is in a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// Counted from 0.
    pub page: usize,
    pub mark: Mark,
    /// Keeps the order of shuffled choices.
    pub seed: u64,
    pub draft: Draft,
}

impl Stand {
    /// As the hidden field carries it. Names of questions are left out: their places say enough.
    pub fn write(&self) -> String {
        let mut short = self.clone();
        short.draft.answers.iter_mut().for_each(|answer| answer.name.clear());
        serde_json::to_string(&short).unwrap_or_default()
    }

    /// `None` when somebody has changed the field.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_thrown_away_is_told_from_what_was_sent() {
        let [one, other] = [1, 2].map(|number| Mark::new(Uuid::from_u128(number)));
        assert_ne!(one.hash(), one.discarded_hash());
        assert_ne!(one.discarded_hash(), other.discarded_hash());
        assert_eq!(one.discarded_hash().len(), one.hash().len());
    }
}
