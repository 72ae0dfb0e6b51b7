use super::*;
use crate::events::{
    attendance::Mark,
    roll::{date, event, noon, seated},
    types::RegistrationStatus,
};

/// One person, sessions on the 20th and the 21st from 12:00 to 16:00.
fn sheet() -> Sheet {
    let event = event(40, 1);
    let registration = seated(&event, 1);
    Sheet { event, registrations: vec![registration], marks: vec![], certificates: vec![] }
}

fn view(sheet: &Sheet, local: NaiveDateTime) -> PassView {
    PassView::of(sheet, &sheet.registrations[0], local)
}

#[test]
fn a_pass_leads_to_the_session_of_today() {
    let sheet = sheet();
    let early = view(&sheet, date(20).and_hms_opt(8, 0, 0).expect("a time"));
    assert_eq!((early.session.as_str(), early.refusal.as_str()), ("2027-01-20T12:00", ""));
    assert_eq!((early.name.as_str(), early.attendance), ("Person 1", None));
    assert_eq!(view(&sheet, noon(21)).session, "2027-01-21T12:00");
    let before = view(&sheet, noon(19));
    assert_eq!((before.session.as_str(), before.day.as_str()), ("", ""));
    assert_eq!(before.refusal, german::NO_SESSION_TODAY);
}

#[test]
fn what_stands_already_is_shown_and_what_cannot_be_entered_says_why() {
    let mut sheet = sheet();
    let (person, session) = (sheet.registrations[0].person.clone(), Session::of(&sheet.event.plan.days[0]));
    sheet.marks.push(Mark { person, session, attendance: Attendance::Anwesend, other: None });
    assert_eq!(view(&sheet, noon(20)).attendance, Some(Attendance::Anwesend));
    sheet.registrations[0].status = RegistrationStatus::Storniert;
    assert!(view(&sheet, noon(20)).refusal.starts_with("Diese Person ist nicht mehr angemeldet"));
}

#[test]
fn who_holds_a_seat_has_a_pass_until_the_event_is_over() {
    let mut sheet = sheet();
    let has = |sheet: &Sheet, day| has_pass(&sheet.event, &sheet.registrations[0], noon(day));
    assert!(has(&sheet, 6) && has(&sheet, 21) && !has(&sheet, 22));
    sheet.registrations[0].status = RegistrationStatus::Warteliste;
    assert!(!has(&sheet, 6));
    sheet.registrations[0].status = RegistrationStatus::Bestaetigt;
    sheet.event.plan.status = EventStatus::Abgesagt;
    assert!(!has(&sheet, 6));
}
