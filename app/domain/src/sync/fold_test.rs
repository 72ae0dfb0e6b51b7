use super::*;
use crate::{
    ids::DeviceId,
    questionnaires::{QuestionId, Submission},
};
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
    (1..).zip(changes).map(|(seq, change)| Entry::local(seq, change)).collect()
}

#[test]
fn a_draft_holds_the_last_answer_to_each_question() {
    let journal =
        journal([started(1), answered(1, 1, "a"), answered(1, 2, "b"), answered(1, 1, "c"), answered(1, 2, "")]);
    let folded = fold(&journal);
    assert_eq!(folded.len(), 1);
    assert_eq!(folded[0].draft.answers.iter().map(|answer| answer.value.as_str()).collect::<Vec<_>>(), ["c"]);
    assert_eq!((folded[0].changed, &folded[0].state), (5, &LocalState::Draft));
    assert_eq!(folded[0].answers(), 1, "an answer that was taken back does not count");
}

#[test]
fn a_finished_submission_no_longer_changes_and_arrives_by_its_own_receipt_only() {
    let hash = Submission::default().hash();
    let mut changes = vec![started(1), finished(1), answered(1, 1, "late"), Change::Discarded { submission: id(1) }];
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

fn device(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

/// A change of one of several devices, made in sight of `base`.
fn on(number: u128, seq: u32, base: &[(u128, u32)], change: Change) -> Entry {
    let mut seen = Seen::default();
    for (number, seq) in base {
        seen.see(ChangeKey { device: device(*number), seq: *seq });
    }
    Entry { device: device(number), seq, base: seen, follows: seq - 1, erhebung: None, change }
}

fn answers(submission: &LocalSubmission) -> Vec<&str> {
    submission.draft.answers.iter().map(|answer| answer.value.as_str()).collect()
}

fn in_conflict(submission: &LocalSubmission) -> Vec<&str> {
    let values = submission.conflicts.iter().flat_map(|conflict| match conflict {
        Conflict::Answers { answers, .. } => answers.iter().map(|(_, value)| value.as_str()).collect(),
        Conflict::Finished { .. } => Vec::new(),
    });
    values.collect()
}

#[test]
fn an_answer_given_in_sight_of_another_replaces_it() {
    let entries =
        [on(1, 1, &[], started(1)), on(1, 2, &[(1, 1)], answered(1, 1, "a")), on(2, 1, &[(1, 2)], answered(1, 1, "b"))];
    let folded = fold(&entries);
    assert_eq!((answers(&folded[0]), folded[0].conflicts.len()), (vec!["b"], 0));
    assert_eq!((folded[0].seen.through(device(1)), folded[0].seen.through(device(2))), (2, 1));
}

#[test]
fn answers_out_of_each_others_sight_are_both_kept_until_somebody_decides() {
    let mut entries = vec![
        on(1, 1, &[], started(1)),
        on(1, 2, &[(1, 1)], answered(1, 1, "a")),
        on(2, 1, &[(1, 1)], answered(1, 1, "b")),
    ];
    let folded = fold(&entries);
    assert_eq!(in_conflict(&folded[0]), ["b", "a"]);
    entries.push(on(2, 2, &[(1, 2), (2, 1)], answered(1, 1, "c")));
    let folded = fold(&entries);
    assert_eq!((answers(&folded[0]), folded[0].conflicts.len()), (vec!["c"], 0));
}

#[test]
fn the_same_answer_twice_is_no_conflict() {
    let entries =
        [on(1, 1, &[], started(1)), on(1, 2, &[(1, 1)], answered(1, 1, "a")), on(2, 1, &[(1, 1)], answered(1, 1, "a"))];
    assert!(fold(&entries)[0].conflicts.is_empty());
}

#[test]
fn an_answer_out_of_sight_of_finishing_or_discarding_stays_visible() {
    let begin = [on(1, 1, &[], started(1)), on(2, 1, &[(1, 1)], answered(1, 1, "late"))];
    let mut finish = begin.to_vec();
    finish.push(on(1, 2, &[(1, 1)], finished(1)));
    assert_eq!(in_conflict(&fold(&finish)[0]), ["", "late"]);
    let mut discard = begin.to_vec();
    discard.push(on(1, 2, &[(1, 1)], Change::Discarded { submission: id(1) }));
    assert_eq!(answers(&fold(&discard)[0]), ["late"]);
    discard.push(on(1, 3, &[(1, 2), (2, 1)], Change::Discarded { submission: id(1) }));
    assert!(fold(&discard).is_empty());
}

#[test]
fn finished_twice_with_different_content_shows_both_and_the_first_counts() {
    let place = Place::of(QuestionId(1));
    let answer = Answer { place, name: String::new(), value: "x".into() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    let other = SentSubmission::new(id(1), ErhebungId::new(Uuid::nil()), day(), content);
    let first = on(1, 2, &[(1, 1)], finished(1));
    let second = on(2, 3, &[(1, 1)], Change::Finished { sent: other.clone() });
    let folded = fold(&[on(1, 1, &[], started(1)), first, second]);
    assert!(matches!(&folded[0].state, LocalState::Waiting(sent) if sent.content.answers.is_empty()));
    let [Conflict::Finished { contents }] = &folded[0].conflicts[..] else { panic!("{:?}", folded[0].conflicts) };
    assert_eq!(contents[1].1, other);
}

/// Instances of a repeat that were added out of each other's sight all stay: answers stand in them.
#[test]
fn arrangements_out_of_each_others_sight_lose_no_instance() {
    let arranged = |numbers: &[u32]| Change::Arranged {
        submission: id(1),
        repeats: vec![(Place::of(QuestionId(9)), numbers.to_vec())],
    };
    let entries =
        [on(1, 1, &[], started(1)), on(1, 2, &[(1, 1)], arranged(&[1, 2])), on(2, 1, &[(1, 1)], arranged(&[1, 3]))];
    assert_eq!(fold(&entries)[0].draft.repeats, [(Place::of(QuestionId(9)), vec![1, 3, 2])]);
}

/// A change that is not here was not seen, even if later ones of the same device are here.
#[test]
fn a_gap_is_not_seen() {
    let mut entries = vec![on(1, 1, &[], started(1)), on(1, 3, &[(1, 2)], answered(1, 1, "c"))];
    assert_eq!(fold(&entries)[0].seen.through(device(1)), 1);
    entries.push(on(1, 2, &[(1, 1)], answered(1, 1, "b")));
    assert_eq!(fold(&entries)[0].seen.through(device(1)), 3);
}

/// The record of its beginning is damaged: what was answered is shown all the same.
#[test]
fn a_submission_without_its_beginning_is_shown() {
    let mut answer = on(1, 2, &[(1, 1)], answered(1, 1, "a"));
    assert!(fold(&[answer.clone()]).is_empty());
    answer.erhebung = Some(ErhebungId::new(Uuid::from_u128(5)));
    let folded = fold(&[answer]);
    assert_eq!((answers(&folded[0]), folded[0].day), (vec!["a"], None));
}
