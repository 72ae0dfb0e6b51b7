use super::{
    change::is_zero,
    fold::{LocalState, LocalSubmission, set_answer},
};
use crate::{ids::DeviceId, questionnaires::Place};
use serde::{Deserialize, Serialize};

/// An answer in the field cache: written at once, while the journal still writes.
///
/// Chromium brings localStorage to disk about once a minute only, so after a crash the cache may hold an *older* value
/// than the journal. `after` tells: the number of the last journal entry that the page knew when this was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedEntry {
    pub after: u32,
    /// How often the text of that entry had been replaced by then, if it was the one that was being typed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub edits: u32,
    pub value: String,
}

/// Puts cached answers that never reached the journal of device `own` into a draft; returns those, for writing them into
/// it now. What the journal has a later text of under the same number is left out before (`Client::is_outrun`).
pub fn overlay(
    submission: &mut LocalSubmission,
    own: DeviceId,
    cached: impl IntoIterator<Item = (Place, CachedEntry)>,
) -> Vec<(Place, String)> {
    let mut missing = Vec::new();
    if submission.state != LocalState::Draft {
        return missing;
    }
    for (place, entry) in cached {
        let journalled = submission.answered.get(&place).map_or(0, |seen| seen.through(own));
        if entry.after >= journalled && value_of(submission, &place) != entry.value {
            set_answer(&mut submission.draft, &place, &entry.value);
            missing.push((place, entry.value));
        }
    }
    missing
}

fn value_of<'a>(submission: &'a LocalSubmission, place: &Place) -> &'a str {
    submission.draft.answers.iter().find(|answer| answer.place == *place).map_or("", |answer| answer.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{ErhebungId, SubmissionId},
        questionnaires::QuestionId,
        sync::{Change, Entry, NO_DEVICE, fold},
    };
    use uuid::Uuid;

    fn draft_with(value: &str) -> LocalSubmission {
        let submission = SubmissionId::new(Uuid::nil());
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let changes = [
            Change::Started { submission, erhebung: ErhebungId::new(Uuid::nil()), day },
            Change::Answered { submission, place: Place::of(QuestionId(1)), value: value.into() },
        ];
        let entries: Vec<Entry> = (1..).zip(changes).map(|(seq, change)| Entry::local(seq, change)).collect();
        fold(&entries).remove(0)
    }

    fn cached(after: u32, value: &str) -> [(Place, CachedEntry); 1] {
        [(Place::of(QuestionId(1)), CachedEntry { after, edits: 0, value: value.into() })]
    }

    #[test]
    fn what_was_typed_after_the_last_entry_wins() {
        let mut draft = draft_with("alt");
        assert_eq!(overlay(&mut draft, NO_DEVICE, cached(2, "neu")), [(Place::of(QuestionId(1)), "neu".to_owned())]);
        assert_eq!(value_of(&draft, &Place::of(QuestionId(1))), "neu");
    }

    #[test]
    fn a_cache_that_a_crash_left_behind_the_journal_loses() {
        let mut draft = draft_with("neu");
        assert!(overlay(&mut draft, NO_DEVICE, cached(1, "alt")).is_empty());
        assert_eq!(value_of(&draft, &Place::of(QuestionId(1))), "neu");
    }

    #[test]
    fn a_cleared_answer_stays_cleared() {
        let mut draft = draft_with("alt");
        assert_eq!(overlay(&mut draft, NO_DEVICE, cached(2, "")), [(Place::of(QuestionId(1)), String::new())]);
        assert!(draft.draft.answers.is_empty());
    }
}
