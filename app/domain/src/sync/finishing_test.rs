use super::*;
use crate::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Answer, Place, QuestionId, Submission},
    sync::{Conflict, LocalState, fold},
};
use chrono::NaiveDate;
use proptest::prelude::*;

const SHEET: SubmissionId = SubmissionId::new(Uuid::from_u128(1));
const ERHEBUNG: ErhebungId = ErhebungId::new(Uuid::from_u128(2));

fn device(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

fn sent(value: &str) -> SentSubmission {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let answer = Answer { place: Place::of(QuestionId(1)), name: String::new(), value: value.into() };
    SentSubmission::new(SHEET, ERHEBUNG, day, Submission { answers: vec![answer], ..Submission::default() })
}

/// Finished on one of several devices, in sight of `base`.
fn finished(number: u128, seq: u32, base: &[(u128, u32)], value: &str) -> Entry {
    let mut seen = Seen::default();
    for (number, seq) in base {
        seen.see(ChangeKey { device: device(*number), seq: *seq });
    }
    let change = Change::Finished { sent: sent(value) };
    Entry { device: device(number), seq, base: seen, follows: seq - 1, erhebung: Some(ERHEBUNG), change }
}

/// One sheet, finished on two devices out of each other's sight.
fn twice() -> Vec<Entry> {
    vec![finished(1, 5, &[], "a"), finished(2, 3, &[], "b")]
}

fn values(entries: &[Entry]) -> Vec<String> {
    let contents = Finishing::of(entries).map(|finishing| finishing.contents).unwrap_or_default();
    contents.into_iter().map(|(_, sent)| sent.content.answers[0].value.clone()).collect()
}

#[test]
fn both_contents_stand_until_somebody_chooses_and_the_choice_is_the_only_one_left() {
    let mut entries = twice();
    let open = Finishing::of(&entries).expect("finished");
    assert_eq!((values(&entries), open.is_open(), open.chosen()), (vec!["b".into(), "a".into()], true, None));

    let (key, noted) = open.choose(&sent("a").hash).expect("one of them");
    entries.push(noted.entry(key, Some(ERHEBUNG)));
    let done = Finishing::of(&entries).expect("finished");
    assert_eq!((values(&entries), done.is_open(), done.chosen()), (vec!["a".into()], false, Some(&sent("a"))));
    assert_eq!(done.hashes.len(), 2, "what was decided against is known all the same");

    let folded = fold(&entries);
    assert_eq!((folded[0].conflicts.len(), &folded[0].state), (0, &LocalState::Waiting(sent("a"))));
}

#[test]
fn the_same_choice_is_the_same_change_and_another_content_cannot_be_chosen() {
    let open = Finishing::of(&twice()).expect("finished");
    assert_eq!(open.choose(&sent("a").hash), open.choose(&sent("a").hash));
    assert_ne!(open.choose(&sent("a").hash), open.choose(&sent("b").hash));
    assert_eq!(open.choose(&sent("c").hash), None);
    assert_eq!(Finishing::of(&[]), None);
}

/// Two windows, one of them pressed twice: the first content is what is sent.
#[test]
fn answers_of_respondents_said_again_are_no_choice() {
    let under_no_device = |seq, value: &str| Entry::local(seq, Change::Finished { sent: sent(value) });
    assert_eq!(values(&[under_no_device(1, "a"), under_no_device(2, "b"), under_no_device(3, "b")]), ["a", "b"]);
}

/// A tablet of an early version sent it as a whole; the server says it as a change, and every device can choose.
#[test]
fn a_content_that_came_as_a_whole_is_one_content_and_can_be_decided_against() {
    let whole = Entry::local(1, Change::Finished { sent: sent("a") });
    let (key, noted) = as_change(&sent("a"));
    assert_eq!(as_change(&sent("a")), (key, noted.clone()));
    let mut entries = vec![whole, noted.entry(key, Some(ERHEBUNG)), finished(2, 3, &[], "b")];
    let open = Finishing::of(&entries).expect("finished");
    assert_eq!((values(&entries), open.contents[0].0), (vec!["a".into(), "b".into()], key));
    let (choice, noted) = open.choose(&sent("b").hash).expect("one of them");
    entries.push(noted.entry(choice, Some(ERHEBUNG)));
    assert_eq!(values(&entries), ["b"]);
}

#[test]
fn two_choices_out_of_each_others_sight_are_open_again() {
    let mut entries = twice();
    let seen = [(1, 5), (2, 3)];
    entries.extend([finished(3, 1, &seen, "a"), finished(4, 1, &seen, "b")]);
    assert_eq!(values(&entries).len(), 2);
    entries.push(finished(5, 1, &[(1, 5), (2, 3), (3, 1), (4, 1)], "b"));
    assert_eq!(values(&entries), ["b"]);
}

#[test]
fn a_content_that_nobody_had_said_takes_nothings_place() {
    let mut entries = twice();
    entries.push(finished(3, 9, &[(1, 5), (2, 3)], "c"));
    assert_eq!(values(&entries).len(), 3);
    // What claims to have seen each other hides nothing.
    let circle = [
        finished(1, 1, &[(2, 2)], "a"),
        finished(1, 2, &[(1, 1), (2, 2)], "a"),
        finished(2, 1, &[(1, 2)], "b"),
        finished(2, 2, &[(2, 1), (1, 2)], "b"),
    ];
    assert_eq!(values(&circle).len(), 2);
}

#[test]
fn what_comes_after_the_choice_and_out_of_its_sight_asks_anew() {
    let mut entries = twice();
    let (key, noted) = Finishing::of(&entries).and_then(|open| open.choose(&sent("a").hash)).expect("a choice");
    entries.push(noted.entry(key, Some(ERHEBUNG)));
    entries.push(finished(3, 8, &[], "b"));
    assert_eq!(values(&entries), ["a", "b"]);
}

#[test]
fn an_answer_that_came_late_stays_visible_after_the_choice() {
    let mut entries = twice();
    let place = Place::of(QuestionId(1));
    let change = Change::Answered { submission: SHEET, place: place.clone(), value: "spät".into() };
    entries.push(Entry { change, ..finished(1, 6, &[], "a") });
    let folded = fold(&entries);
    let [Conflict::Finished { contents }, Conflict::Answers { .. }] = &folded[0].conflicts[..] else {
        panic!("{:?}", folded[0].conflicts)
    };
    let base = base_of_choice(contents);
    entries.push(Entry { base, ..finished(2, 4, &[], "a") });
    let conflicts = fold(&entries).remove(0).conflicts;
    assert!(matches!(&conflicts[..], [Conflict::Answers { place: late, .. }] if *late == place), "{conflicts:?}");
}

proptest! {
    /// Whatever devices say they have seen: something stands, each content once, and the order of arrival changes nothing.
    #[test]
    fn something_always_stands(
        said in prop::collection::vec((0u128..4, 1u32..6, 0u128..4, 0u32..6, "[a-c]"), 1..12),
        turn in 0usize..12,
    ) {
        let mut entries: Vec<Entry> = said
            .iter()
            .map(|(number, seq, other, through, value)| finished(*number, *seq, &[(*other, *through)], value))
            .collect();
        entries.sort_by_key(Entry::key);
        entries.dedup_by_key(|entry| entry.key());
        let stood = values(&entries);
        prop_assert!(!stood.is_empty());
        prop_assert_eq!(stood.iter().collect::<BTreeSet<_>>().len(), stood.len());
        let turn = turn % entries.len();
        entries.rotate_left(turn);
        prop_assert_eq!(values(&entries), stood);
    }
}
