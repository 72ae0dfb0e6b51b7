use super::*;
use crate::{
    ids::{DeviceId, ErhebungId},
    questionnaires::{Place, QuestionId, SentSubmission, Submission},
    sync::{
        Arrival, Change, Seen,
        client::{Relief, Stored},
        german,
        protocol::{DeviceView, Position, Push, ServerHead},
    },
};
use chrono::NaiveDate;
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));
const ERHEBUNG: ErhebungId = ErhebungId::new(Uuid::from_u128(22));

fn id(number: u128) -> SubmissionId {
    SubmissionId::new(Uuid::from_u128(number))
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
}

fn does(client: &mut Client, lane: Lane, change: Change) {
    let writes = client.note(lane, ERHEBUNG, change, Seen::default()).expect("a device in use");
    client.settle(&writes);
}

/// A submission with one answer, finished or not.
fn begun(client: &mut Client, lane: Lane, number: u128, is_finished: bool) {
    does(client, lane, Change::Started { submission: id(number), erhebung: ERHEBUNG, day: day() });
    let place = Place::of(QuestionId(1));
    does(client, lane, Change::Answered { submission: id(number), place, value: "ja".into() });
    if is_finished {
        let sent = SentSubmission::new(id(number), ERHEBUNG, day(), Submission::default());
        does(client, lane, Change::Finished { sent });
    }
}

fn arrive(client: &mut Client, lane: Lane, verdict: Verdict) {
    let arrival = Some(Arrival { at: Some(1), verdict });
    let seqs: Vec<u32> = client.stored().lane(lane).records.keys().copied().collect();
    let writes: Vec<Write> = seqs.into_iter().map(|seq| Write::Arrive { lane, seq, arrival }).collect();
    client.settle(&writes);
}

fn client() -> Client {
    Client::open(Stored::new(DEVICE))
}

fn discard_of(client: &Client, number: u128) -> Option<Discard> {
    let submission = client.submissions().into_iter().find(|one| one.id == id(number))?;
    client.discard_of(&submission)
}

fn delete(client: &mut Client, number: u128) {
    let writes = client.delete(id(number)).expect("nothing is on its way");
    client.settle(&writes);
}

#[test]
fn every_kind_of_item_can_be_thrown_away_and_each_says_what_that_means() {
    let mut device = client();
    begun(&mut device, Lane::Shared, 1, false);
    begun(&mut device, Lane::Shared, 2, true);
    begun(&mut device, Lane::Anonymous, 3, false);
    begun(&mut device, Lane::Anonymous, 4, true);
    let kinds: Vec<_> = (1..=4).filter_map(|number| discard_of(&device, number)).collect();
    let every = [Discard::Draft, Discard::Unsent, Discard::RespondentsDraft, Discard::RespondentsAnswers];
    assert_eq!(kinds, every);
    arrive(&mut device, Lane::Anonymous, Verdict::Accepted);
    assert_eq!(discard_of(&device, 4), Some(Discard::Copy));
    let others = [Discard::Copy, Discard::TurnedDown];
    let texts: BTreeSet<&str> = every.into_iter().chain(others).map(german::discard).collect();
    assert_eq!(texts.len(), 6, "no consequence is said of two kinds");
    assert_eq!(discard_of(&device, 9), None);
}

#[test]
fn deleted_answers_of_a_respondent_are_gone_and_the_others_stay() {
    let mut device = client();
    begun(&mut device, Lane::Anonymous, 1, true);
    begun(&mut device, Lane::Anonymous, 2, true);
    delete(&mut device, 1);
    let left: Vec<SubmissionId> = device.submissions().into_iter().map(|one| one.id).collect();
    assert_eq!((left, device.waiting()), (vec![id(2)], 1));
    assert_eq!(device.stored().anonymous.last, 6, "no number is given out twice");
}

#[test]
fn of_a_sheet_that_has_arrived_in_part_only_the_rest_goes() {
    let mut device = client();
    begun(&mut device, Lane::Shared, 1, false);
    arrive(&mut device, Lane::Shared, Verdict::Accepted);
    let records = device.stored().shared.records.clone();
    let read_back = records.iter().map(|(seq, record)| Write::Keep {
        key: ChangeKey { device: DEVICE, seq: *seq },
        erhebung: ERHEBUNG,
        body: record.body.clone(),
    });
    let read_back: Vec<Write> = read_back.collect();
    device.settle(&read_back);
    let sent = SentSubmission::new(id(1), ERHEBUNG, day(), Submission::default());
    does(&mut device, Lane::Shared, Change::Finished { sent });
    assert_eq!(discard_of(&device, 1), Some(Discard::Unsent));
    delete(&mut device, 1);
    let left = device.submissions();
    assert_eq!((left.len(), &left[0].state, device.waiting()), (1, &LocalState::Draft, 0));
    // What is gone travels as lost, and holds up nothing.
    let view = DeviceView { received: 2, ..DeviceView::default() };
    let sent = crate::sync::diff(DEVICE, &device.stored().shared.records, device.stored().shared.last, &view);
    assert_eq!((sent.len(), sent[0].erhebung), (1, None));
}

#[test]
fn what_waits_to_be_reviewed_is_told_apart_and_its_copy_can_go() {
    let mut device = client();
    begun(&mut device, Lane::Shared, 1, true);
    assert!(device.in_review().is_empty());
    arrive(&mut device, Lane::Shared, Verdict::ToReview);
    assert_eq!(device.in_review(), BTreeSet::from([id(1)]));
    assert_eq!(discard_of(&device, 1), Some(Discard::Copy));
    let body = device.stored().shared.records[&3].body.clone();
    let mut let_in = device.clone();
    let_in.settle(&[1, 2, 3].map(|seq| Write::Keep {
        key: ChangeKey { device: DEVICE, seq },
        erhebung: ERHEBUNG,
        body: body.clone(),
    }));
    assert!(let_in.in_review().is_empty());
    assert_eq!(discard_of(&let_in, 1), None, "it would be read again");
    delete(&mut device, 1);
    assert!(device.submissions().is_empty() && device.in_review().is_empty());
}

/// It no longer waits, the device is told, and what was typed stays until the person deletes it.
#[test]
fn what_was_turned_down_is_told_and_lies_here_alone() {
    let mut device = client();
    begun(&mut device, Lane::Shared, 1, true);
    arrive(&mut device, Lane::Shared, Verdict::ToReview);
    let head = |through| ServerHead {
        epoch: "e".into(),
        head: Position { number: 9, link: "l".into() },
        backed_up_through: through,
        lineage_kept: true,
    };
    let view = DeviceView { received: 3, turned_down: vec![1, 2, 3], ..DeviceView::default() };
    let writes = device.judge_device(&head(0), &view, &[]);
    device.settle(&writes);
    assert!(device.in_review().is_empty());
    assert_eq!(device.turned_down(), BTreeSet::from([id(1)]));
    assert_eq!((device.waiting(), discard_of(&device, 1)), (0, Some(Discard::TurnedDown)));
    assert_eq!(device.submissions()[0].state, LocalState::Arrived);
    // Neither a backup nor a full device takes away what the server does not have.
    let writes = device.judge_device(&head(100), &view, &[]);
    device.settle(&writes);
    assert!(device.relieve(Relief::Arrived).is_empty());
    assert_eq!(device.stored().shared.records.len(), 3);
    delete(&mut device, 1);
    assert!(device.submissions().is_empty() && device.turned_down().is_empty());
}

#[test]
fn what_is_on_its_way_is_not_deleted_meanwhile() {
    let mut device = client();
    begun(&mut device, Lane::Shared, 1, true);
    begun(&mut device, Lane::Shared, 2, false);
    let view = DeviceView::default();
    let changes = crate::sync::diff(DEVICE, &device.stored().shared.records, 3, &view);
    let (token, _) = device.ask().expect("a round begins");
    let request = Request::Push(Push { device: DEVICE, known: None, changes });
    device.in_flight = Some(crate::sync::client::round::InFlight { token, request, age: 0 });
    assert_eq!(device.delete(id(1)), None);
    assert_eq!(device.delete(id(2)).map(|writes| writes.len()), Some(2));
}

/// Another page has deleted it: this one must not send it.
#[test]
fn what_another_page_deleted_is_not_sent_from_here() {
    let mut leader = client();
    begun(&mut leader, Lane::Anonymous, 1, true);
    let mut other = leader.clone();
    delete(&mut other, 1);
    assert_eq!(leader.stored().stamp(), other.stored().stamp());
    leader.catch_up(other.stored().clone());
    assert_eq!((leader.stored(), leader.waiting()), (other.stored(), 0));
}
