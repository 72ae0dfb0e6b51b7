//! What a device keeps to be looked up without network, beside questionnaires: the own Kitas and the own events. It is read here
//! and changed elsewhere, so the server's word replaces the whole of it.
//!
//! Finished text: the device shows it and computes nothing with it. Nobody's name has a field here, and an event stands without
//! the other half of its tandem.

use super::record::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A Kita in which somebody works, as the directory shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnKita {
    pub id: String,
    /// Official number.
    pub number: String,
    pub name: String,
    pub kommune: String,
    pub sozialraum: String,
    /// Operator of the Kita.
    pub traeger: String,
    /// Places of the operating licence; blank where they are not entered.
    #[serde(default)]
    pub places: String,
    /// Weekdays on which this person is there, `Mo, Mi`; blank where none are agreed.
    #[serde(default)]
    pub days: String,
    /// Hours a week that this person is there, `9,50`.
    #[serde(default)]
    pub hours: String,
}

/// An event ahead that somebody is registered for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnEvent {
    pub id: String,
    pub title: String,
    /// `Montag, 1. Februar 2027, 09:00 bis 16:00 Uhr, Kreishaus`, one a day.
    pub days: Vec<String>,
    /// Where the registration stands.
    pub state: String,
}

/// Everything of the kind, in the order in which it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    #[serde(default)]
    pub kitas: Vec<OwnKita>,
    #[serde(default)]
    pub events: Vec<OwnEvent>,
}

impl Reference {
    /// SHA-256 of its JSON, in hex: the cursor, by which a device says what it has.
    pub fn hash(&self) -> String {
        // Only types with plain keys are in it, so writing cannot fail.
        hex(&Sha256::digest(serde_json::to_vec(self).unwrap_or_default()))
    }
}

/// `GET reference?after=`: the hash of what the device has, blank where it has nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceQuery {
    #[serde(default)]
    pub after: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceReply {
    /// Hash of what there is now.
    pub hash: String,
    /// `None` when the device has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Reference>,
}

impl ReferenceReply {
    pub fn of(content: Reference, after: &str) -> Self {
        let hash = content.hash();
        let is_new = hash != after;
        Self { hash, content: is_new.then_some(content) }
    }
}

/// As it lies on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptReference {
    /// As the server named it: another version of the page may write the content otherwise.
    pub hash: String,
    /// When the server last said that this is how it is, in milliseconds since 1970.
    pub at: i64,
    pub content: Reference,
}

impl KeptReference {
    /// What is kept after a reply at `now`; `None`, and all of it is asked for the next time, when the reply is about something
    /// that does not lie here.
    pub fn after(kept: Option<Self>, reply: ReferenceReply, now: i64) -> Option<Self> {
        let ReferenceReply { hash, content } = reply;
        match content {
            Some(content) => Some(Self { hash, at: now, content }),
            None => kept.filter(|kept| kept.hash == hash).map(|kept| Self { at: now, ..kept }),
        }
    }
}

#[cfg(test)]
#[path = "reference_test.rs"]
mod tests;
