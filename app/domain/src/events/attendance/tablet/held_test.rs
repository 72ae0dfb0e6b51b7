use super::*;
use crate::events::{
    Attendance::{Anwesend, Entschuldigt},
    attendance::{Mark, Session},
    roll::{event, noon, seated},
    types::Attendance,
};
use uuid::Uuid;

const KEY: DataKey = DataKey::new([7; 32]);

fn device() -> DeviceId {
    DeviceId::new(Uuid::from_u128(7))
}

/// One person, who stands as `Entschuldigt` in the first session.
fn sheet() -> Sheet {
    let event = event(40, 1);
    let registration = seated(&event, 1);
    let mark = Mark {
        person: registration.person.clone(),
        session: Session::of(&event.plan.days[0]),
        attendance: Entschuldigt,
        other: None,
    };
    Sheet { event, registrations: vec![registration], marks: vec![mark], certificates: vec![] }
}

fn change(sheet: &Sheet, id: u128, attendance: Option<Attendance>) -> TabletChange {
    TabletChange {
        id: Uuid::from_u128(id),
        event: sheet.event.id,
        person: sheet.registrations[0].person.to_string(),
        session: Session::of(&sheet.event.plan.days[0]).to_string(),
        attendance,
        base: None,
        other: None,
    }
}

fn sealed(key: &str, change: TabletChange, refusal: &str) -> SealedRecord {
    let record = TabletRecord { change, refusal: refusal.into() };
    let text = serde_json::to_string(&record).expect("JSON");
    let sealed = KEY.seal(&format!("{ENTRIES}/{key}"), [1; 24], &text).expect("short");
    SealedRecord { key: key.into(), sealed }
}

#[test]
fn envelopes_open_in_their_place_and_with_the_key_of_the_tablet_alone() {
    let sheet = sheet();
    let waits = sealed("0000000001-a", change(&sheet, 1, Some(Anwesend)), "");
    let refused = sealed("0000000002-b", change(&sheet, 2, Some(Anwesend)), "Diese Person ist nicht mehr angemeldet.");
    let moved = SealedRecord { key: "0000000003-c".into(), ..waits.clone() };
    let upload = SealedRecords { device: device(), entries: vec![waits.clone(), refused.clone(), moved.clone()] };
    let opened = upload.open(&KEY).expect("the key of the tablet");
    assert_eq!(opened, [("0000000001-a".to_owned(), change(&sheet, 1, Some(Anwesend)))]);
    assert_eq!(upload.open(&DataKey::new([8; 32])), None);
    assert_eq!(SealedRecords { device: device(), entries: vec![moved] }.open(&KEY), None);
    // Refused long ago: known to be of this tablet, and nothing to decide.
    assert_eq!(SealedRecords { device: device(), entries: vec![refused] }.open(&KEY), Some(vec![]));
}

#[test]
fn a_receipt_is_for_exactly_this_envelope() {
    let sheet = sheet();
    let one = sealed("0000000001-a", change(&sheet, 1, Some(Anwesend)), "");
    let other = sealed("0000000001-a", change(&sheet, 1, Some(Entschuldigt)), "");
    let upload = SealedRecords { device: device(), entries: vec![one.clone()] };
    let reply = |record: &SealedRecord| SealedRecordsReply { receipts: vec![record.receipt()] };
    assert_eq!(upload.held(&reply(&one)), ["0000000001-a"]);
    assert_eq!(upload.held(&reply(&other)), Vec::<String>::new());
    assert_eq!(upload.held(&SealedRecordsReply { receipts: vec![] }), Vec::<String>::new());
}

#[test]
fn what_is_held_stands_beside_what_the_list_says() {
    let sheet = sheet();
    let held = |id, attendance| HeldEntry {
        device: device(),
        since: noon(21).and_utc(),
        change: change(&sheet, id, attendance),
    };
    let entries = [held(1, Some(Anwesend)), held(2, None)];
    let view =
        HeldView::of(&entries, HeldAbout::Sheet(&sheet), "Demo".into(), |moment| moment.naive_utc()).expect("entries");
    assert_eq!((view.title.as_str(), view.since.as_str()), ("Startseminar", "21.01.2027, 12:00 Uhr"));
    let line = |held: &str| HeldLine {
        person: "Person 1".into(),
        session: "20.01.2027, 12:00 Uhr".into(),
        held: held.into(),
        stands: "entschuldigt".into(),
    };
    assert_eq!(view.lines, [line("anwesend"), line(german::TAKEN_BACK)]);
    // The event is gone: that much is said.
    let gone = HeldView::of(&entries, HeldAbout::Gone, "Demo".into(), |moment| moment.naive_utc()).expect("entries");
    assert_eq!(gone.title, german::EVENT_GONE);
    assert_eq!(
        (gone.lines[0].person.as_str(), gone.lines[0].stands.as_str()),
        (german::PERSON_GONE, german::NOT_ENTERED)
    );
    // It is there and cannot be read: nothing is said of the person.
    let unreadable =
        HeldView::of(&entries, HeldAbout::Unreadable, "Demo".into(), |moment| moment.naive_utc()).expect("entries");
    assert_eq!(unreadable.title, german::EVENT_UNREADABLE);
    assert_eq!(
        (unreadable.lines[0].person.as_str(), unreadable.lines[0].held.as_str()),
        (german::UNREADABLE, "anwesend")
    );
    assert_eq!(HeldView::of(&[], HeldAbout::Sheet(&sheet), String::new(), |moment| moment.naive_utc()), None);
    // Another tablet's entries are another decision.
    let other = HeldEntry { device: DeviceId::new(Uuid::from_u128(8)), ..held(3, None) };
    let groups = by_event(vec![held(1, None), other, held(2, None)]);
    assert_eq!(groups.iter().map(|(_, entries)| entries.len()).collect::<Vec<_>>(), [2, 1]);
}
