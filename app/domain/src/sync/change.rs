use crate::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Place, SentSubmission},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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

/// A change in the journal under its number, counted from 1 on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub seq: u32,
    pub change: Change,
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
        let content = Submission { answers: vec![answer] };
        let erhebung = ErhebungId::new(Uuid::from_u128(2));
        let changes = [
            Change::Started { submission, erhebung, day },
            Change::Answered { submission, place: place.clone(), value: "ja".into() },
            Change::Arranged { submission, repeats: vec![(place, vec![1, 3])] },
            Change::Finished { sent: SentSubmission::new(submission, erhebung, day, content) },
            Change::Arrived { submission, hash: "ab".into() },
            Change::Discarded { submission },
        ];
        let entries: Vec<Entry> = (1..).zip(changes).map(|(seq, change)| Entry { seq, change }).collect();
        let golden = include_str!("golden/journal-1.json");
        assert_eq!(serde_json::from_str::<Vec<Entry>>(golden).expect("the golden journal"), entries);
        assert_eq!(serde_json::to_string_pretty(&entries).expect("JSON"), golden.trim_end());
    }
}
