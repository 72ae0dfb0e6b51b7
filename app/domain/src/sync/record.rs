use super::{
    change::{Noted, is_zero},
    protocol::SentChange,
    seen::ChangeKey,
};
use crate::ids::{ErhebungId, SubmissionId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What travels in place of a record that can no longer be read, so that the device's numbers stay without gaps and the
/// loss is known on the server. No version reads it as a change.
pub const UNREADABLE: &str = r#"{"kind":"unreadable"}"#;

/// A change as it lies on the device: text and hash are those that travel, byte by byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub erhebung: ErhebungId,
    pub submission: SubmissionId,
    /// JSON of a [`Noted`].
    pub body: String,
    /// [`change_hash`], computed when the person made the change: tells a damaged record.
    pub hash: String,
    /// The server's word that it holds the change; until then it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Arrival>,
    /// How often its text was replaced while it was open; says nothing to the server and is not in the hash.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub edits: u32,
}

/// What the server said about a change or a submission that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// Number of the server's head when it said so: a backup with a later head contains the change. `None` until a reply
    /// has named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u64>,
    pub verdict: Verdict,
}

/// What became of a change on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Stored, and seen by everybody who may see the Kita.
    Accepted,
    /// Stored, and waits until the Koordination has looked at it ("zu prüfen").
    ToReview,
    /// Stored apart: the device had been revoked.
    Quarantined,
    /// Only its number is stored: an answer of a respondent must not lie under a device. It stays on the device.
    Refused,
    /// It waited, and the Koordination has thrown it away. It stays on the device. Said by [`super::protocol::DeviceView`] alone
    /// and in no receipt: older pages do not know it.
    TurnedDown,
}

impl Verdict {
    const ALL: [Self; 5] = [Self::Accepted, Self::ToReview, Self::Quarantined, Self::Refused, Self::TurnedDown];

    /// Stable name in the database, the same as on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::ToReview => "to_review",
            Self::Quarantined => "quarantined",
            Self::Refused => "refused",
            Self::TurnedDown => "turned_down",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

impl Record {
    pub fn new(key: ChangeKey, erhebung: ErhebungId, noted: &Noted) -> Self {
        let body = noted.text();
        let hash = change_hash(key, Some(erhebung), &body);
        Self { erhebung, submission: noted.change.submission(), body, hash, arrival: None, edits: 0 }
    }

    /// Whether text and hash still belong together.
    pub fn is_whole(&self, key: ChangeKey) -> bool {
        self.hash == change_hash(key, Some(self.erhebung), &self.body)
    }

    /// As it travels. A damaged record never blocks the rest: [`UNREADABLE`] goes in its place.
    pub fn sent(&self, key: ChangeKey) -> SentChange {
        if self.is_whole(key) {
            let Self { erhebung, body, hash, .. } = self.clone();
            return SentChange { seq: key.seq, erhebung: Some(erhebung), body, hash };
        }
        Self::lost(key)
    }

    /// What travels under a number whose record cannot be read or is gone.
    pub fn lost(key: ChangeKey) -> SentChange {
        let hash = change_hash(key, None, UNREADABLE);
        SentChange { seq: key.seq, erhebung: None, body: UNREADABLE.to_owned(), hash }
    }

    /// Whether the server's receipt or head is about this content.
    pub fn answers_to(&self, key: ChangeKey, hash: &str) -> bool {
        self.hash == hash || self.sent(key).hash == hash
    }
}

/// Hash of a change (SHA-256, hex) over device, number, Erhebung and text.
pub fn change_hash(key: ChangeKey, erhebung: Option<ErhebungId>, body: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(key.device.uuid().as_bytes());
    hasher.update(key.seq.to_be_bytes());
    hasher.update(erhebung.map_or([0; 16], |erhebung| *erhebung.uuid().as_bytes()));
    hasher.update(body.as_bytes());
    hex(&hasher.finalize())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}
