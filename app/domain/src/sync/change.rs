use super::seen::{ChangeKey, Seen};
use crate::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::{Place, SentSubmission},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing that happened on this device. Additive JSON: old devices keep old entries, a golden file pins them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// A questionnaire was opened for one more answer.
    Started { submission: SubmissionId, erhebung: ErhebungId, day: NaiveDate },
    /// An answer as it was typed; `""` clears it.
    Answered { submission: SubmissionId, place: Place, value: String },
    /// Which instances each repeat has after one was added or removed.
    Arranged { submission: SubmissionId, repeats: Vec<(Place, Vec<u32>)> },
    /// Finished by the person: from here on it is sent as it is.
    Finished { sent: SentSubmission },
    /// The server has said that it holds exactly this content.
    Arrived { submission: SubmissionId, hash: String },
    /// Thrown away by the person while still a draft.
    Discarded { submission: SubmissionId },
}

impl Change {
    pub fn submission(&self) -> SubmissionId {
        match self {
            Self::Started { submission, .. }
            | Self::Answered { submission, .. }
            | Self::Arranged { submission, .. }
            | Self::Arrived { submission, .. }
            | Self::Discarded { submission } => *submission,
            Self::Finished { sent } => sent.id,
        }
    }
}

/// The device that stands at entries which leave this one only as a finished whole: none, on purpose.
pub const NO_DEVICE: DeviceId = DeviceId::new(Uuid::nil());

/// A change under its number, counted from 1 on its device, with what lay before the person who made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(default = "no_device", skip_serializing_if = "is_no_device")]
    pub device: DeviceId,
    pub seq: u32,
    #[serde(default, skip_serializing_if = "Seen::is_empty")]
    pub base: Seen,
    /// As in [`Noted`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub follows: u32,
    /// The Erhebung as it stands beside the change: a submission whose beginning is damaged is shown all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erhebung: Option<ErhebungId>,
    pub change: Change,
}

impl Entry {
    /// An entry of a journal that only this device reads.
    pub fn local(seq: u32, change: Change) -> Self {
        Self { device: NO_DEVICE, seq, base: Seen::default(), follows: 0, erhebung: None, change }
    }

    pub fn key(&self) -> ChangeKey {
        ChangeKey { device: self.device, seq: self.seq }
    }
}

fn no_device() -> DeviceId {
    NO_DEVICE
}

pub(super) fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn is_no_device(device: &DeviceId) -> bool {
    *device == NO_DEVICE
}

/// A change as its text stands in the journal and travels: the change with its base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    #[serde(flatten)]
    pub change: Change,
    #[serde(default, skip_serializing_if = "Seen::is_empty")]
    pub base: Seen,
    /// Number of the device's change before this one in the same submission; 0 for its first. Where one is missing, who
    /// reads sees the gap.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub follows: u32,
}

impl Noted {
    /// `None` for a text of a later version, or a damaged one: it is kept and passed on, but says nothing here.
    pub fn read(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }

    /// The text; only types with plain keys are in it, so writing cannot fail.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn entry(self, key: ChangeKey, erhebung: Option<ErhebungId>) -> Entry {
        Entry {
            device: key.device,
            seq: key.seq,
            base: self.base,
            follows: self.follows,
            erhebung,
            change: self.change,
        }
    }
}

/// The server's word that a submission is stored there, with the hash of what it stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub submission: SubmissionId,
    pub hash: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{Answer, Submission};
    use uuid::Uuid;

    /// Tablets hold journals of this form: a change that this test does not survive loses answers in the field.
    #[test]
    fn the_form_of_entries_is_frozen() {
        let submission = SubmissionId::new(Uuid::from_u128(1));
        let place: Place = "3:1".parse().expect("a place");
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let answer = Answer { place: place.clone(), name: "a/b".into(), value: "ja".into() };
        let content = Submission { answers: vec![answer], ..Submission::default() };
        let erhebung = ErhebungId::new(Uuid::from_u128(2));
        let changes = [
            Change::Started { submission, erhebung, day },
            Change::Answered { submission, place: place.clone(), value: "ja".into() },
            Change::Arranged { submission, repeats: vec![(place, vec![1, 3])] },
            Change::Finished { sent: SentSubmission::new(submission, erhebung, day, content) },
            Change::Arrived { submission, hash: "ab".into() },
            Change::Discarded { submission },
        ];
        let entries: Vec<Entry> = (1..).zip(changes).map(|(seq, change)| Entry::local(seq, change)).collect();
        let golden = include_str!("golden/journal-1.json");
        assert_eq!(serde_json::from_str::<Vec<Entry>>(golden).expect("the golden journal"), entries);
        assert_eq!(serde_json::to_string_pretty(&entries).expect("JSON"), golden.trim_end());
    }

    /// A journal text from before changes carried a base is read as one.
    #[test]
    fn a_text_without_base_is_read_and_written_as_it_was() {
        let change = Change::Discarded { submission: SubmissionId::new(Uuid::from_u128(1)) };
        let old = serde_json::to_string(&change).expect("JSON");
        let noted = Noted::read(&old).expect("an old text");
        assert_eq!((&noted.change, noted.base.is_empty()), (&change, true));
        assert_eq!(noted.text(), old);
        assert_eq!(Noted::read(r#"{"kind":"of_tomorrow","submission":"x"}"#), None);
    }

    #[test]
    fn a_base_is_written_beside_the_change() {
        let device = DeviceId::new(Uuid::from_u128(7));
        let mut base = Seen::default();
        base.see(ChangeKey { device, seq: 3 });
        let noted =
            Noted { change: Change::Discarded { submission: SubmissionId::new(Uuid::nil()) }, base, follows: 2 };
        assert!(
            noted.text().ends_with(r#""base":{"00000000-0000-0000-0000-000000000007":3},"follows":2}"#),
            "{}",
            noted.text()
        );
        assert_eq!(Noted::read(&noted.text()), Some(noted));
    }
}
