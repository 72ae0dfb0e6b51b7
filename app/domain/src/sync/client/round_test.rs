use super::*;
use crate::{
    ids::{DeviceId, ErhebungId},
    questionnaires::Submission,
    sync::{
        Change, Seen,
        client::{Lane, Stored},
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

const SURVEY: ErhebungId = ErhebungId::new(Uuid::from_u128(22));

fn id(number: u128) -> SubmissionId {
    SubmissionId::new(Uuid::from_u128(number))
}

/// A device with these finished submissions, all of which the server has said that it lacks.
fn client(numbers: &[u128]) -> Client {
    let mut client = Client::open(Stored::new(DeviceId::new(Uuid::from_u128(7))));
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    for number in numbers {
        let sent = SentSubmission::new(id(*number), SURVEY, day, Submission::default());
        let change = Change::Finished { sent };
        let writes = client.note(Lane::Anonymous, SURVEY, change, Seen::default()).expect("a device in use");
        client.settle(&writes);
    }
    client.round = lacking(numbers);
    client
}

fn lacking(numbers: &[u128]) -> Round {
    let missing = numbers.iter().copied().map(id).collect();
    Round { view: Some(DeviceView::default()), checked: true, missing, ..Round::default() }
}

fn next(client: &mut Client) -> Option<SubmissionId> {
    match client.ask() {
        Some((_, Request::Submit(sent))) => Some(sent.id),
        _ => None,
    }
}

#[test]
fn the_submission_that_a_person_asks_for_goes_first_and_the_others_follow() {
    let mut client = client(&[1, 2, 3]);
    assert_eq!(next(&mut client.clone()), Some(id(1)));
    client.wake_for(id(2));
    assert_eq!(client.round.view, None, "a new round begins");
    client.round = lacking(&[1, 2, 3]);
    assert_eq!(next(&mut client.clone()), Some(id(2)));
    client.round = lacking(&[1, 3]);
    assert_eq!(next(&mut client.clone()), Some(id(1)));
    client.wake_for(id(9));
    client.round = lacking(&[3]);
    assert_eq!(next(&mut client), Some(id(3)), "one that is not here holds up nothing");
}

/// Whoever waits for the end of a round is told by this, not by a second page that finds nothing to ask.
#[test]
fn a_round_is_under_way_until_its_last_answer_has_come_or_failed() {
    let mut client = client(&[1]);
    assert!(!client.is_asking());
    let (token, _) = client.ask().expect("something is missing");
    assert_eq!(client.ask(), None);
    assert!(client.is_asking());
    client.failed(token, crate::sync::client::Trouble::Unreachable);
    assert!(!client.is_asking());
}

/// "Alles senden", or the network that comes back, in the middle of a round: what came to the server after this round had read is
/// fetched by the next one, and not by the tick in half a minute.
#[test]
fn a_round_that_is_asked_for_while_one_is_under_way_follows_it_once() {
    let mut client = client(&[1]);
    let (token, _) = client.ask().expect("something is missing");
    client.wake();
    client.wake();
    client.round.missing.clear();
    client.round.pulled = true;
    client.in_flight = None;
    let (second, request) = client.ask().expect("another round");
    assert!(token != second && matches!(request, Request::Status(_)), "it begins anew: {request:?}");
    client.failed(second, crate::sync::client::Trouble::Unreachable);
    assert_eq!(client.ask(), None, "once");
}

#[test]
fn a_round_that_fails_after_another_was_asked_for_is_tried_once_more() {
    let mut client = client(&[1]);
    let (token, _) = client.ask().expect("something is missing");
    client.wake();
    client.failed(token, crate::sync::client::Trouble::Unreachable);
    let (second, _) = client.ask().expect("the network may be back");
    client.failed(second, crate::sync::client::Trouble::Unreachable);
    assert_eq!(client.ask(), None);
    client.wake();
    assert!(client.ask().is_some());
}
