use super::*;
use crate::{
    ids::DeviceId,
    questionnaires::{Answer, Place, QuestionId, SentSubmission, Submission},
    sync::{Change, Seen, client::Token},
};
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));
const SHEET: ErhebungId = ErhebungId::new(Uuid::from_u128(22));

fn change(number: u128) -> Change {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    Change::Started { submission: SubmissionId::new(Uuid::from_u128(number)), erhebung: SHEET, day }
}

fn notes(client: &mut Client, lane: Lane, number: u128) {
    let writes = client.note(lane, SHEET, change(number), Seen::default()).expect("a device in use");
    client.settle(&writes);
}

#[test]
fn what_another_page_noted_does_not_end_the_round_under_way() {
    let mut leader = Client::open(Stored::new(DEVICE));
    let mut other = leader.clone();
    let (token, _) = leader.ask().expect("a round begins");
    notes(&mut other, Lane::Shared, 1);
    notes(&mut other, Lane::Anonymous, 2);
    assert_ne!(leader.stored().stamp(), other.stored().stamp());
    leader.catch_up(other.stored().clone());
    assert_eq!(leader.stored(), other.stored());
    assert!(leader.in_flight.as_ref().is_some_and(|asked| asked.token == token));
    assert_eq!(leader.unsent().len(), 1, "what is not finished does not wait");
}

#[test]
fn after_more_than_notes_the_round_begins_anew_and_old_replies_are_not_listened_to() {
    let mut leader = Client::open(Stored::new(DEVICE));
    let (token, _) = leader.ask().expect("a round begins");
    let mut stored = leader.stored().clone();
    stored.apply(&Write::Wipe);
    leader.catch_up(stored.clone());
    assert_eq!(leader.stored(), &stored);
    assert!(leader.in_flight.as_ref().is_none_or(|asked| asked.token != token));
    assert_eq!(leader.note(Lane::Shared, SHEET, change(1), Seen::default()), None);
}

/// Two windows of one tablet: the second content would neither be sent nor chosen, so it is not finished at all.
#[test]
fn answers_of_a_respondent_are_finished_with_one_content() {
    let mut tablet = Client::open(Stored::new(DEVICE));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let finished = |value: &str| {
        let answer = Answer { place: Place::of(QuestionId(1)), name: String::new(), value: value.into() };
        let content = Submission { answers: vec![answer], ..Submission::default() };
        Change::Finished { sent: SentSubmission::new(SubmissionId::new(Uuid::from_u128(1)), SHEET, day, content) }
    };
    assert!(!tablet.is_finished_otherwise(&finished("a")));
    let writes = tablet.note(Lane::Anonymous, SHEET, finished("a"), Seen::default()).expect("a device in use");
    tablet.settle(&writes);
    assert!(tablet.is_finished_otherwise(&finished("b")));
    assert!(!tablet.is_finished_otherwise(&finished("a")), "written again after a failure that was none");
    assert!(!tablet.is_finished_otherwise(&change(1)));
    // Of a sheet of the KiSo both are kept, and somebody chooses.
    let mut tablet = Client::open(Stored::new(DEVICE));
    let writes = tablet.note(Lane::Shared, SHEET, finished("a"), Seen::default()).expect("a device in use");
    tablet.settle(&writes);
    assert!(!tablet.is_finished_otherwise(&finished("b")));
}

#[test]
fn tokens_are_not_given_out_twice() {
    let mut page = Client::open(Stored::new(DEVICE));
    let (Token(first), _) = page.ask().expect("a round begins");
    page.reopen(Stored::new(DEVICE));
    assert_eq!(page.ask().map(|(token, _)| token), Some(Token(first + 1)));
}
