use super::*;
use crate::{
    ids::DeviceId,
    questionnaires::{Answer, QuestionId, SentSubmission, Submission},
    sync::client::{Request, Stored},
};
use chrono::NaiveDate;
use proptest::prelude::*;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));
const SHEET: ErhebungId = ErhebungId::new(Uuid::from_u128(22));
const SURVEY: ErhebungId = ErhebungId::new(Uuid::from_u128(23));

fn id(number: u8) -> SubmissionId {
    SubmissionId::new(Uuid::from_u128(number.into()))
}

/// Even submissions are protocol sheets.
fn erhebung(number: u8) -> ErhebungId {
    if number.is_multiple_of(2) { SHEET } else { SURVEY }
}

fn lane_of(erhebung: ErhebungId) -> Lane {
    if erhebung == SHEET { Lane::Shared } else { Lane::Anonymous }
}

fn started(number: u8) -> Change {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    Change::Started { submission: id(number), erhebung: erhebung(number), day }
}

fn answered(number: u8, question: u32, value: &str) -> Change {
    Change::Answered { submission: id(number), place: Place::of(QuestionId(question)), value: value.into() }
}

fn finished(number: u8, value: &str) -> Change {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let answer = Answer { place: Place::of(QuestionId(1)), name: String::new(), value: value.into() };
    Change::Finished {
        sent: SentSubmission::new(
            id(number),
            erhebung(number),
            day,
            Submission { answers: vec![answer], ..Submission::default() },
        ),
    }
}

fn receipt(finished: &Change) -> Change {
    let Change::Finished { sent } = finished else { panic!("a receipt is for what is finished") };
    Change::Arrived { submission: sent.id, hash: sent.hash.clone() }
}

fn journal(changes: impl IntoIterator<Item = Change>) -> Vec<Entry> {
    (1..).zip(changes).map(|(seq, change)| Entry::local(seq, change)).collect()
}

fn nothing(_: SubmissionId) -> Vec<(Place, CachedEntry)> {
    Vec::new()
}

fn carried(earlier: &[Entry], cached: impl Fn(SubmissionId) -> Vec<(Place, CachedEntry)>) -> Client {
    let mut client = Client::open(Stored::new(DEVICE));
    let writes = client.carry_over(earlier, cached, lane_of);
    client.settle(&writes);
    client
}

/// What a person sees of a submission.
fn seen(submission: &LocalSubmission) -> (SubmissionId, ErhebungId, Option<NaiveDate>, Vec<(Place, String)>, String) {
    let mut answers: Vec<_> =
        submission.draft.answers.iter().map(|answer| (answer.place.clone(), answer.value.clone())).collect();
    answers.sort_by_key(|(place, _)| place.to_string());
    (submission.id, submission.erhebung, submission.day, answers, format!("{:?}", submission.state))
}

#[test]
fn a_draft_of_a_protocol_sheet_travels_from_now_on_and_a_survey_stays() {
    let client = carried(
        &journal([started(2), answered(2, 1, "a"), answered(2, 1, "ab"), started(1), answered(1, 1, "x")]),
        nothing,
    );
    assert_eq!((client.lane_of(id(2)), client.lane_of(id(1))), (Some(Lane::Shared), Some(Lane::Anonymous)));
    assert_eq!(client.unsent().into_iter().collect::<Vec<_>>(), [id(2)]);
    let sheet = client.submissions().into_iter().find(|one| one.id == id(2)).expect("the sheet");
    assert_eq!((sheet.draft.answers[0].value.as_str(), sheet.conflicts.len()), ("ab", 0));
}

#[test]
fn what_only_the_field_cache_holds_comes_along() {
    let newer = |_| vec![(Place::of(QuestionId(1)), CachedEntry { after: 2, edits: 0, value: "typed last".into() })];
    let client = carried(&journal([started(2), answered(2, 1, "a")]), newer);
    assert_eq!(client.submissions()[0].draft.answers[0].value, "typed last");
    let older = |_| vec![(Place::of(QuestionId(1)), CachedEntry { after: 1, edits: 0, value: "typed first".into() })];
    let client = carried(&journal([started(2), answered(2, 1, "a")]), older);
    assert_eq!(client.submissions()[0].draft.answers[0].value, "a");
}

#[test]
fn what_is_finished_is_still_sent_as_a_whole_and_what_has_arrived_is_not_sent_again() {
    let (waiting, arrived) = (finished(2, "waits"), finished(4, "arrived"));
    let mut client =
        carried(&journal([started(2), waiting.clone(), started(4), arrived.clone(), receipt(&arrived)]), nothing);
    let states: Vec<LocalState> = client.submissions().into_iter().map(|one| one.state).collect();
    let Change::Finished { sent } = waiting else { panic!("finished") };
    assert_eq!(states, [LocalState::Waiting(sent), LocalState::Arrived]);
    assert_eq!((client.waiting(), client.unsent().len()), (1, 1));
    assert!(matches!(client.ask(), Some((_, Request::Status(_)))));
}

#[test]
fn what_was_thrown_away_stays_behind() {
    let client = carried(&journal([started(2), answered(2, 1, "a"), Change::Discarded { submission: id(2) }]), nothing);
    assert_eq!((client.entries().count(), client.submissions().len()), (0, 0));
}

#[test]
fn a_submission_whose_beginning_is_damaged_is_kept_and_never_travels() {
    let client = carried(&journal([answered(2, 1, "a")]), nothing);
    assert_eq!(client.lane_of(id(2)), Some(Lane::Anonymous));
    assert_eq!(client.submissions()[0].draft.answers[0].value, "a");
    assert_eq!(client.unsent().len(), 0);
}

/// An old page that is still open goes on writing into the old journal.
#[test]
fn a_second_journal_goes_on_where_the_first_one_ended() {
    let mut client = carried(&journal([started(2), answered(2, 1, "a")]), nothing);
    let later = [Entry::local(3, answered(2, 1, "b")), Entry::local(4, answered(2, 2, "c"))];
    let writes = client.carry_over(&later, nothing, lane_of);
    client.settle(&writes);
    let draft = &client.submissions()[0];
    let values: Vec<_> = draft.draft.answers.iter().map(|answer| answer.value.as_str()).collect();
    assert_eq!((values, draft.conflicts.len(), client.waiting()), (vec!["b", "c"], 0, 4));
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (1..=4u8, 0..6u8, 1..=3u32, "[a-c]{0,2}").prop_map(|(number, kind, question, value)| match kind {
        0 => started(number),
        1 => finished(number, &value),
        2 => receipt(&finished(number, &value)),
        3 => Change::Discarded { submission: id(number) },
        _ => answered(number, question, &value),
    });
    let begun = (1..=4u8).map(started).collect::<Vec<_>>();
    proptest::collection::vec(change, 0..40).prop_map(move |more| begun.iter().cloned().chain(more).collect())
}

proptest! {
    /// 0 lost: what a person saw of the earlier journal is what they see now.
    #[test]
    fn nothing_is_lost_and_nothing_looks_different(changes in changes()) {
        let earlier = journal(changes);
        let before = fold(&earlier);
        let after = carried(&earlier, nothing).submissions();
        prop_assert_eq!(after.iter().map(seen).collect::<Vec<_>>(), before.iter().map(seen).collect::<Vec<_>>());
    }
}
