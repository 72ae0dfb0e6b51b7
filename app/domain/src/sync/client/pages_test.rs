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

/// What lies on the device once its stamp is another one, as a page reads it.
fn with_stamp(stored: &Stored, stamp: Stamp) -> Stored {
    let mut read = stored.clone();
    (read.shared.last, read.anonymous.last) = (stamp.shared, stamp.anonymous);
    (read.replica.cursor, read.wiped, read.open) = (stamp.cursor, stamp.wiped, stamp.open);
    read
}

/// Four changes that travel and one answer of a respondent; the last of the former is open.
fn written() -> Stored {
    let mut page = Client::open(Stored::new(DEVICE));
    for number in 1..=3 {
        notes(&mut page, Lane::Shared, number);
    }
    notes(&mut page, Lane::Anonymous, 9);
    let answered = Change::Answered {
        submission: SubmissionId::new(Uuid::from_u128(3)),
        place: Place::of(QuestionId(1)),
        value: "Wort".into(),
    };
    let writes = page.note_typed(Lane::Shared, SHEET, answered, Seen::default()).expect("a device in use");
    page.settle(&writes);
    page.stored().clone()
}

#[test]
fn a_stamp_that_lags_behind_the_journal_is_mended_and_gives_out_no_number_again() {
    let whole = written();
    let stamp = whole.stamp();
    assert_eq!((stamp.shared, stamp.anonymous, stamp.open.map(|open| open.seq)), (4, 1, Some(4)));
    assert_eq!(whole.mended(), None, "what is open stays open where nothing lags");
    let closed = Stamp { open: None, ..stamp.clone() };
    let stale = Some(Open { lane: Lane::Shared, seq: 3, edits: 0 });
    for lagging in [
        Stamp { shared: 3, ..stamp.clone() },
        Stamp { shared: 2, open: None, ..stamp.clone() },
        Stamp { anonymous: 0, ..stamp.clone() },
        // One that could not be read.
        Stamp::default(),
        // The third record was closed, and may have been sent, when the fourth was written.
        Stamp { shared: 3, open: stale, ..stamp },
    ] {
        let read = with_stamp(&whole, lagging.clone());
        assert_eq!(read.mended(), Some(closed.clone()), "{lagging:?}");
        // Without it a number is given out again, under which another content lies.
        let again = |page: &Client, lane| match page.note(lane, SHEET, change(5), Seen::default()).as_deref() {
            Some([Write::Append { seq, .. }]) => page.stored().lane(lane).records.contains_key(seq),
            other => panic!("one record, not {other:?}"),
        };
        let lanes = [Lane::Shared, Lane::Anonymous];
        assert!(lanes.iter().any(|lane| again(&Client::open(read.clone()), *lane)), "{lagging:?}");
        let mended = with_stamp(&read, read.mended().expect("a stamp"));
        assert!(lanes.iter().all(|lane| !again(&Client::open(mended.clone()), *lane)), "{lagging:?}");
        assert_eq!(mended.mended(), None, "once is enough");
        // What another page has in hand counts on: its text comes under a new number, and nothing of it is lost.
        let mut page = Client::open(whole.clone());
        page.catch_up(mended);
        assert_eq!((page.stored().stamp(), page.unsent()), (closed.clone(), Client::open(whole.clone()).unsent()));
    }
}

/// Records go once they are safe; that a number was given out is known all the same.
#[test]
fn a_number_whose_record_is_gone_is_not_given_out_again_either() {
    let mut gone = written();
    for seq in [3, 4] {
        gone.apply(&Write::Drop { lane: Lane::Shared, seq });
    }
    let lagging = Stamp { shared: 2, ..gone.stamp() };
    assert_eq!(with_stamp(&gone, lagging).mended().map(|stamp| stamp.shared), Some(4));
    // A wiped device gives out none.
    gone.apply(&Write::Wipe);
    assert_eq!(gone.mended(), None);
    assert_eq!(gone.stamp().mended(5, 5), None);
}

#[test]
fn tokens_are_not_given_out_twice() {
    let mut page = Client::open(Stored::new(DEVICE));
    let (Token(first), _) = page.ask().expect("a round begins");
    page.reopen(Stored::new(DEVICE));
    assert_eq!(page.ask().map(|(token, _)| token), Some(Token(first + 1)));
}
