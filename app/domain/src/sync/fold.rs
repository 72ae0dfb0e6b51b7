use super::change::{Change, Entry};
use crate::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Answer, Draft, Place, SentSubmission},
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One submission as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSubmission {
    pub id: SubmissionId,
    pub erhebung: ErhebungId,
    /// Day on which it was begun.
    pub day: NaiveDate,
    pub draft: Draft,
    pub state: LocalState,
    /// Number of its last entry.
    pub changed: u32,
    /// Number of the last entry of each answer: tells whether a cached one is younger.
    pub answered: BTreeMap<Place, u32>,
}

/// How far a submission has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalState {
    Draft,
    /// Finished, and not known to have arrived.
    Waiting(SentSubmission),
    /// The server holds it.
    Arrived,
}

/// What follows from a journal, whatever the order in which its entries come and however often: entries count in the
/// order of their numbers, each number once. Discarded drafts are left out.
///
/// Changes to a submission that was never started, or after it was finished, say nothing and are passed over.
pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<LocalSubmission> {
    let ordered: BTreeMap<u32, &Change> = entries.into_iter().map(|entry| (entry.seq, &entry.change)).collect();
    let mut submissions: BTreeMap<SubmissionId, LocalSubmission> = BTreeMap::new();
    for (seq, change) in ordered {
        apply(&mut submissions, seq, change);
    }
    submissions.into_values().collect()
}

fn apply(submissions: &mut BTreeMap<SubmissionId, LocalSubmission>, seq: u32, change: &Change) {
    let id = change.submission();
    if let Change::Started { erhebung, day, .. } = change {
        submissions.entry(id).or_insert_with(|| LocalSubmission {
            id,
            erhebung: *erhebung,
            day: *day,
            draft: Draft::default(),
            state: LocalState::Draft,
            changed: seq,
            answered: BTreeMap::new(),
        });
        return;
    }
    let Some(submission) = submissions.get_mut(&id) else { return };
    match (change, &submission.state) {
        (Change::Answered { place, value, .. }, LocalState::Draft) => {
            set_answer(&mut submission.draft, place, value);
            submission.answered.insert(place.clone(), seq);
        }
        (Change::Arranged { repeats, .. }, LocalState::Draft) => submission.draft.repeats.clone_from(repeats),
        (Change::Finished { sent }, LocalState::Draft) => submission.state = LocalState::Waiting(sent.clone()),
        // A receipt for other content is none: the answers on this device have not arrived.
        (Change::Arrived { hash, .. }, LocalState::Waiting(sent)) if *hash == sent.hash => {
            submission.state = LocalState::Arrived;
        }
        (Change::Discarded { .. }, LocalState::Draft) => {
            submissions.remove(&id);
            return;
        }
        _ => return,
    }
    if let Some(submission) = submissions.get_mut(&id) {
        submission.changed = seq;
    }
}

pub(super) fn set_answer(draft: &mut Draft, place: &Place, value: &str) {
    draft.answers.retain(|answer| answer.place != *place);
    if !value.is_empty() {
        draft.answers.push(Answer { place: place.clone(), name: String::new(), value: value.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{QuestionId, Submission};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> SubmissionId {
        SubmissionId::new(Uuid::from_u128(number))
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
    }

    fn started(number: u128) -> Change {
        Change::Started { submission: id(number), erhebung: ErhebungId::new(Uuid::nil()), day: day() }
    }

    fn answered(number: u128, question: u32, value: &str) -> Change {
        Change::Answered { submission: id(number), place: Place::of(QuestionId(question)), value: value.into() }
    }

    fn finished(number: u128) -> Change {
        let erhebung = ErhebungId::new(Uuid::nil());
        Change::Finished { sent: SentSubmission::new(id(number), erhebung, day(), Submission::default()) }
    }

    fn journal(changes: impl IntoIterator<Item = Change>) -> Vec<Entry> {
        (1..).zip(changes).map(|(seq, change)| Entry { seq, change }).collect()
    }

    #[test]
    fn a_draft_holds_the_last_answer_to_each_question() {
        let journal =
            journal([started(1), answered(1, 1, "a"), answered(1, 2, "b"), answered(1, 1, "c"), answered(1, 2, "")]);
        let folded = fold(&journal);
        assert_eq!(folded.len(), 1);
        assert_eq!(folded[0].draft.answers.iter().map(|answer| answer.value.as_str()).collect::<Vec<_>>(), ["c"]);
        assert_eq!((folded[0].changed, &folded[0].state), (5, &LocalState::Draft));
    }

    #[test]
    fn a_finished_submission_no_longer_changes_and_arrives_by_its_own_receipt_only() {
        let hash = Submission::default().hash();
        let mut changes =
            vec![started(1), finished(1), answered(1, 1, "late"), Change::Discarded { submission: id(1) }];
        changes.push(Change::Arrived { submission: id(1), hash: "other".into() });
        let before = fold(&journal(changes.clone()));
        assert!(matches!(before[0].state, LocalState::Waiting(_)));
        assert!(before[0].draft.answers.is_empty());
        changes.push(Change::Arrived { submission: id(1), hash });
        assert_eq!(fold(&journal(changes))[0].state, LocalState::Arrived);
    }

    #[test]
    fn a_discarded_draft_is_gone() {
        assert!(fold(&journal([started(1), answered(1, 1, "a"), Change::Discarded { submission: id(1) }])).is_empty());
    }

    fn any_change() -> impl Strategy<Value = Change> {
        (0u128..3, 0u32..3, "[a-c]?", 0usize..6).prop_map(|(number, question, value, kind)| match kind {
            0 => started(number),
            1 => finished(number),
            2 => Change::Arrived { submission: id(number), hash: Submission::default().hash() },
            3 if value == "c" => Change::Discarded { submission: id(number) },
            _ => answered(number, question, &value),
        })
    }

    proptest! {
        /// Arrival out of order (S4) and more than once changes nothing.
        #[test]
        fn order_and_repetition_do_not_matter(changes in prop::collection::vec(any_change(), 0..40), seed: u64) {
            let entries = journal(changes);
            let mut shuffled: Vec<&Entry> = entries.iter().chain(entries.iter().take(7)).collect();
            shuffled.sort_by_key(|entry| u64::from(entry.seq).wrapping_mul(seed | 1).rotate_left(17));
            prop_assert_eq!(fold(shuffled), fold(&entries));
        }

        /// Cutting the journal short (the device is killed) never loses what stood before the cut.
        #[test]
        fn a_prefix_is_a_former_state(changes in prop::collection::vec(any_change(), 1..40), cut in 0usize..40) {
            let entries = journal(changes);
            let cut = cut.min(entries.len());
            for submission in fold(&entries[..cut]) {
                let later = fold(&entries).into_iter().find(|later| later.id == submission.id);
                if matches!(submission.state, LocalState::Waiting(_) | LocalState::Arrived) {
                    prop_assert_eq!(later.map(|later| later.draft), Some(submission.draft));
                }
            }
        }
    }
}
