use super::*;
use crate::{
    events::{
        Attendance::{Anwesend, Entschuldigt, Unentschuldigt},
        attendance::{Mark, Session, Sheet, rules::Refusal},
        roll::{date, event, seated},
        types::RegistrationStatus,
    },
    ids::{DeviceId, EventId},
};

/// Two people, two sessions: the 20th and the 21st of January 2027.
fn sheet() -> Sheet {
    let event = event(40, 2);
    let registrations = vec![seated(&event, 1), seated(&event, 2)];
    Sheet { event, registrations, marks: vec![], certificates: vec![] }
}

fn first(sheet: &Sheet) -> Session {
    Session::of(&sheet.event.plan.days[0])
}

fn change(sheet: &Sheet, attendance: Option<Attendance>, base: Option<Attendance>) -> TabletChange {
    TabletChange {
        id: Uuid::from_u128(5),
        event: sheet.event.id,
        person: sheet.registrations[0].person.to_string(),
        session: first(sheet).to_string(),
        attendance,
        base,
        other: None,
    }
}

fn judged(sheet: &Sheet, attendance: Option<Attendance>, base: Option<Attendance>) -> Result<Judged, Refusal> {
    let marking = change(sheet, attendance, base).marking().expect("a person and a session");
    judge(sheet, &marking, (base, None), date(22))
}

fn with_mark(attendance: Attendance) -> Sheet {
    let mut sheet = sheet();
    let (person, session) = (sheet.registrations[0].person.clone(), first(&sheet));
    sheet.marks.push(Mark { person, session, attendance, other: None });
    sheet
}

#[test]
fn what_was_seen_is_replaced_and_what_was_not_stays_beside_it() {
    let empty = judged(&sheet(), Some(Anwesend), None).expect("an entry");
    assert_eq!((empty.written[0].attendance, empty.written[0].other), (Anwesend, None));
    let sheet = with_mark(Anwesend);
    let seen = judged(&sheet, Some(Entschuldigt), Some(Anwesend)).expect("an entry");
    assert_eq!((seen.written[0].attendance, seen.written[0].other), (Entschuldigt, None));
    let unseen = judged(&sheet, Some(Entschuldigt), None).expect("an entry");
    assert_eq!((unseen.written[0].attendance, unseen.written[0].other), (Entschuldigt, Some(Anwesend)));
    // Two who say the same do not contradict each other.
    assert_eq!(judged(&sheet, Some(Anwesend), Some(Unentschuldigt)), Ok(Judged::default()));
}

#[test]
fn only_what_was_seen_is_taken_back() {
    let sheet = with_mark(Entschuldigt);
    let seen = judged(&sheet, None, Some(Entschuldigt)).expect("taken back");
    assert_eq!(seen.removed, [(sheet.registrations[0].person.clone(), first(&sheet))]);
    assert_eq!(judged(&sheet, None, Some(Anwesend)), Ok(Judged::default()));
}

#[test]
fn what_was_displaced_unseen_stays_until_somebody_decides_in_sight_of_it() {
    let mut sheet = with_mark(Anwesend);
    sheet.marks[0].other = Some(Entschuldigt);
    // Put right on the same tablet, which knows of nobody else's entry.
    let slip = judged(&sheet, Some(Unentschuldigt), Some(Anwesend)).expect("an entry");
    assert_eq!((slip.written[0].attendance, slip.written[0].other), (Unentschuldigt, Some(Entschuldigt)));
    let back = judged(&sheet, None, Some(Anwesend)).expect("taken back");
    assert_eq!((back.written[0].attendance, back.written[0].other, back.removed), (Entschuldigt, None, vec![]));
    let same = judged(&sheet, Some(Entschuldigt), Some(Anwesend)).expect("an entry");
    assert_eq!((same.written[0].attendance, same.written[0].other), (Entschuldigt, None));

    let marking = change(&sheet, Some(Unentschuldigt), None).marking().expect("a person and a session");
    let seen = judge(&sheet, &marking, (Some(Anwesend), Some(Entschuldigt)), date(22)).expect("an entry");
    assert_eq!((seen.written[0].attendance, seen.written[0].other), (Unentschuldigt, None));
}

#[test]
fn what_every_entry_is_refused_for_is_refused() {
    let mut closed = sheet();
    closed.event.plan.status = EventStatus::Abgeschlossen;
    assert_eq!(judged(&closed, Some(Anwesend), None), Err(Refusal::Status(EventStatus::Abgeschlossen)));
    let mut gone = sheet();
    gone.registrations[0].status = RegistrationStatus::Storniert;
    assert_eq!(judged(&gone, Some(Anwesend), None), Err(Refusal::NotExpected));
    let odd = TabletChange { person: "x".into(), ..change(&gone, None, None) };
    assert_eq!(odd.marking(), None);
}

#[test]
fn a_tablet_has_a_list_from_a_week_before_until_three_days_after() {
    let plan = sheet().event.plan;
    assert_eq!(keep_until(&plan, date(12)), None);
    // The second day is not near yet.
    assert_eq!(keep_until(&plan, date(13)), Some(date(23)));
    assert_eq!(keep_until(&plan, date(14)), Some(date(24)));
    assert_eq!(keep_until(&plan, date(24)), Some(date(24)));
    assert_eq!(keep_until(&plan, date(25)), None);
    for status in [EventStatus::Entwurf, EventStatus::Abgesagt, EventStatus::Abgeschlossen] {
        assert_eq!(keep_until(&EventPlan { status, ..plan.clone() }, date(20)), None);
    }
}

#[test]
fn a_list_shows_what_was_entered_on_the_tablet_before_it_is_sent() {
    let sheet = with_mark(Anwesend);
    let list = TabletSheet::of(&sheet, date(20)).expect("in the window");
    let (name, session) = (sheet.registrations[0].person.to_string(), first(&sheet).to_string());
    assert_eq!((list.mark(&name, &session), list.entered(&session)), (Some(Anwesend), 1));
    assert_eq!(list.current(date(19)).map(|one| one.key.clone()), Some(session.clone()));
    assert!(!list.sessions[1].has_come(date(20)) && list.sessions[1].has_come(date(21)));
    let changes = [change(&sheet, Some(Entschuldigt), Some(Anwesend)), change(&sheet, None, Some(Entschuldigt))];
    assert_eq!(list.clone().with(&changes[..1]).mark(&name, &session), Some(Entschuldigt));
    assert_eq!(list.clone().with(&changes).mark(&name, &session), None);
    let elsewhere = TabletChange { event: EventId::new(Uuid::from_u128(9)), ..changes[0].clone() };
    assert_eq!(list.clone().with([&elsewhere]), list);
}

/// Names are what a list is for; addresses, Kitas and needs have no place on the device.
#[test]
fn of_a_person_a_list_holds_the_name_only() {
    let list = serde_json::to_string(&TabletSheet::of(&sheet(), date(20))).expect("JSON");
    assert!(list.contains("Person 1"), "{list}");
    for hidden in ["beispiel.de", "Sonnenschein", "kita_leitung"] {
        assert!(!list.contains(hidden), "{hidden} stands in {list}");
    }
}

/// Tablets hold and send entries of this form.
#[test]
fn the_form_of_entries_is_frozen() {
    let golden = concat!(
        r#"{"device":"00000000-0000-0000-0000-000000000007","changes":[{"id":"00000000-0000-0000-0000-000000000005","#,
        r#""event":"00000000-0000-0000-0000-000000000001","person":"ab","session":"2027-01-20T12:00","#,
        r#""attendance":"anwesend","base":null}]}"#
    );
    let (person, session) = ("ab".to_owned(), "2027-01-20T12:00".to_owned());
    let change = TabletChange { person, session, ..change(&sheet(), Some(Anwesend), None) };
    let push = TabletPush { device: DeviceId::new(Uuid::from_u128(7)), changes: vec![change] };
    assert_eq!(serde_json::to_string(&push).expect("JSON"), golden);
    assert_eq!(serde_json::from_str::<TabletPush>(golden).expect("a push"), push);
    let without = r#"{"id":"00000000-0000-0000-0000-000000000005","refusal":""}"#;
    let receipt: TabletReceipt = serde_json::from_str(&without.replace(r#","refusal":"""#, "")).expect("a receipt");
    assert_eq!(serde_json::to_string(&receipt).expect("JSON"), without);
    let reply = TabletReply { receipts: vec![], held_up: vec![] };
    assert_eq!(serde_json::to_string(&reply).expect("JSON"), r#"{"receipts":[]}"#);
    assert_eq!(serde_json::from_str::<TabletReply>(r#"{"receipts":[]}"#).expect("an old reply"), reply);
}

/// The list that lay here stays, with its names and entries; what the portal has called off or can read again is as it says.
#[test]
fn an_event_that_cannot_be_read_takes_no_list_away() {
    let today = date(22);
    let before = TabletSheet::of(&with_mark(Anwesend), today).expect("a list near today");
    let gone = TabletSheet { event: EventId::new(Uuid::from_u128(98)), ..before.clone() };
    let new = TabletSheet::of_unreadable(EventId::new(Uuid::from_u128(99)), today);
    let given = vec![TabletSheet::of_unreadable(before.event, today), new.clone()];
    let kept = TabletSheet::renewed(given.clone(), &[before.clone(), gone]);
    assert_eq!(kept, [TabletSheet { unreadable: true, ..before.clone() }, new]);
    // As often as it is asked, and until it can be read.
    assert_eq!(TabletSheet::renewed(given, &kept), kept);
    assert_eq!(TabletSheet::renewed(vec![before.clone()], &kept), [before]);
}

/// A tablet of the version before reads it as a list without people; the one that can be read is as it was.
#[test]
fn the_form_of_a_list_that_cannot_be_read_is_frozen() {
    let golden = concat!(
        r#"{"event":"00000000-0000-0000-0000-000000000001","title":"Veranstaltung, die sich zurzeit nicht lesen lässt","#,
        r#""keep_until":"2027-01-25","sessions":[],"people":[],"unreadable":true}"#
    );
    let list = TabletSheet::of_unreadable(EventId::new(Uuid::from_u128(1)), date(22));
    assert_eq!(serde_json::to_string(&list).expect("JSON"), golden);
    let readable = golden.replace(r#","unreadable":true"#, "");
    assert_eq!(
        serde_json::from_str::<TabletSheet>(&readable).expect("a list"),
        TabletSheet { unreadable: false, ..list }
    );
    assert_eq!(german::unreadable(0), None);
    assert_ne!(german::unreadable(1), german::unreadable(2));
}

/// The page says "gespeichert" of what is on disk alone.
#[test]
fn what_is_not_on_disk_is_not_called_saved() {
    assert_eq!(german::sent(0, 0), "Alles ist gesendet.");
    assert!(german::sent(2, 0).starts_with("2 Einträge sind auf diesem Gerät gespeichert"));
    assert_eq!(german::sent(2, 1), "1 Eintrag ist noch nicht auf diesem Gerät gespeichert.");
    assert_eq!(german::sent(2, 2), "2 Einträge sind noch nicht auf diesem Gerät gespeichert.");
    assert_eq!(german::status(true, 0), "online");
    assert_eq!(german::status(false, 1), "offline, 1 Eintrag nicht gesendet");
    assert_eq!(german::status(true, 2), "online, 2 Einträge nicht gesendet");
    assert_eq!(german::held_up(0), None);
    assert_ne!(german::held_up(1), german::held_up(2));
}
