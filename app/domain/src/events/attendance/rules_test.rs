use super::*;
use crate::events::{
    certificate::CertificateNumber,
    roll::{date, event, noon, seated},
    types::{PersonKey, RegistrationStatus},
};
use chrono::NaiveTime;
use proptest::prelude::*;

fn registration(number: u32, status: RegistrationStatus) -> Registration {
    Registration { status, ..seated(&event(40, 0), number) }
}

fn sheet(people: u32) -> Sheet {
    let registrations = (1..=people).map(|number| registration(number, RegistrationStatus::Angemeldet)).collect();
    Sheet { event: event(40, people), registrations, marks: vec![], certificates: vec![] }
}

fn sessions(sheet: &Sheet) -> Vec<Session> {
    sheet.event.plan.days.iter().map(Session::of).collect()
}

fn marking(sheet: &Sheet, person: usize, session: usize, attendance: Option<Attendance>) -> Marking {
    Marking { person: sheet.registrations[person].person.clone(), session: sessions(sheet)[session], attendance }
}

/// What the store does with what [`enter`] returns.
fn entered(mut sheet: Sheet, (written, removed): (Vec<Mark>, Vec<(PersonKey, Session)>)) -> Sheet {
    let gone = |mark: &Mark| {
        written.iter().any(|new| new.person == mark.person && new.session == mark.session)
            || removed.contains(&(mark.person.clone(), mark.session))
    };
    sheet.marks.retain(|mark| !gone(mark));
    sheet.marks.extend(written);
    sheet
}

fn fresh(number: u64) -> CertificateNumber {
    CertificateNumber::of_bits(number)
}

#[test]
fn a_day_can_be_entered_when_it_has_come_and_not_before() {
    let sheet = sheet(1);
    let [first, second] = sessions(&sheet)[..] else { panic!("two days") };
    assert_eq!(is_open(&sheet.event, first, date(19)), Err(Refusal::Ahead(date(20))));
    assert_eq!(is_open(&sheet.event, first, date(20)), Ok(()));
    assert_eq!(is_open(&sheet.event, second, date(20)), Err(Refusal::Ahead(date(21))));
    assert_eq!(is_open(&sheet.event, first, date(28)), Ok(()));
    let other = Session { date: date(22), ..first };
    assert_eq!(is_open(&sheet.event, other, date(28)), Err(Refusal::NoSuchSession));
}

#[test]
fn nothing_is_entered_of_what_was_called_off_or_closed() {
    for status in [EventStatus::Entwurf, EventStatus::Abgesagt, EventStatus::Abgeschlossen] {
        let mut sheet = sheet(1);
        sheet.event.plan.status = status;
        let marking = marking(&sheet, 0, 0, Some(Attendance::Anwesend));
        assert_eq!(enter(&sheet, &[marking], date(28)), Err(Refusal::Status(status)));
    }
}

#[test]
fn only_those_are_marked_who_hold_a_seat() {
    let mut sheet = sheet(1);
    sheet.registrations[0].status = RegistrationStatus::Storniert;
    let marking = marking(&sheet, 0, 0, Some(Attendance::Anwesend));
    assert_eq!(enter(&sheet, &[marking], date(28)), Err(Refusal::NotExpected));
}

#[test]
fn a_second_click_changes_nothing_and_a_mark_can_be_taken_back() {
    let there = |sheet: &Sheet| vec![marking(sheet, 0, 0, Some(Attendance::Anwesend))];
    let sheet = sheet(1);
    let sheet = entered(sheet.clone(), enter(&sheet, &there(&sheet), date(20)).expect("an open day"));
    assert_eq!(sheet.marks.len(), 1);
    assert_eq!(enter(&sheet, &there(&sheet), date(20)), Ok((vec![], vec![])));
    let back = enter(&sheet, &[marking(&sheet, 0, 0, None)], date(20)).expect("an open day");
    assert_eq!(entered(sheet, back).marks, vec![]);
}

#[test]
fn an_event_is_held_then_closed_and_can_be_reopened() {
    let mut sheet = sheet(1);
    assert_eq!(step(&sheet, Step::Hold, noon(20)), Err(Obstacle::Ahead(date(21))));
    assert_eq!(step(&sheet, Step::Close, noon(21)), Err(Obstacle::Status(EventStatus::Offen)));
    sheet.event.plan.status = step(&sheet, Step::Hold, noon(21)).expect("the last day has begun");
    assert_eq!(step(&sheet, Step::Close, noon(21)), Err(Obstacle::Missing(2)));
    let both = [0, 1].map(|day| marking(&sheet, 0, day, Some(Attendance::Entschuldigt)));
    let mut sheet = entered(sheet.clone(), enter(&sheet, &both, date(21)).expect("open days"));
    sheet.event.plan.status = step(&sheet, Step::Close, noon(21)).expect("nothing is missing");
    assert_eq!(sheet.event.plan.status, EventStatus::Abgeschlossen);
    assert_eq!(step(&sheet, Step::Reopen, noon(22)), Ok(EventStatus::Durchgefuehrt));
}

#[test]
fn sessions_count_by_their_length() {
    let mut sheet = sheet(1);
    sheet.event.plan.status = EventStatus::Durchgefuehrt;
    // Four hours and one: 80 % of the time with one of two days.
    sheet.event.plan.days[1].end = NaiveTime::from_hms_opt(13, 0, 0).expect("a valid time");
    let marks = [(0, Attendance::Anwesend), (1, Attendance::Entschuldigt)];
    let marks = marks.map(|(day, attendance)| marking(&sheet, 0, day, Some(attendance)));
    let mut sheet = entered(sheet.clone(), enter(&sheet, &marks, date(21)).expect("open days"));
    let person = sheet.registrations[0].person.clone();
    assert_eq!(share(&sheet, &person), Share { attended: 240, planned: 300 });
    assert!(earns(&sheet, &person));
    sheet.event.plan.required_share = 81;
    assert!(!earns(&sheet, &person));
}

#[test]
fn a_certificate_fixes_what_it_says() {
    let mut sheet = sheet(1);
    sheet.event.plan.status = EventStatus::Durchgefuehrt;
    let marks = [0, 1].map(|day| marking(&sheet, 0, day, Some(Attendance::Anwesend)));
    let mut sheet = entered(sheet.clone(), enter(&sheet, &marks, date(21)).expect("open days"));
    let [row] = to_certify(&sheet)[..] else { panic!("one has earned it") };
    let certificate = certify(&sheet, row, "Kita Beispiel".into(), fresh(7), date(22));
    assert_eq!((certificate.facts.days.len(), certificate.facts.minutes), (2, 480));
    sheet.certificates.push(certificate);
    assert!(to_certify(&sheet).is_empty());
    let away = marking(&sheet, 0, 0, Some(Attendance::Entschuldigt));
    assert_eq!(enter(&sheet, &[away], date(22)), Err(Refusal::Certified));
}

#[test]
fn a_certificate_that_is_taken_back_lets_attendance_be_corrected_and_another_one_be_earned() {
    let mut sheet = sheet(1);
    sheet.event.plan.status = EventStatus::Durchgefuehrt;
    let marks = [0, 1].map(|day| marking(&sheet, 0, day, Some(Attendance::Anwesend)));
    let mut sheet = entered(sheet.clone(), enter(&sheet, &marks, date(21)).expect("open days"));
    let certificate = certify(&sheet, &sheet.registrations[0], String::new(), fresh(7), date(22));
    let number = certificate.number.clone();
    assert_eq!(withdraws(&sheet, &number), Err(AppError::NotFound));
    sheet.certificates.push(certificate);
    assert_eq!(withdraws(&sheet, &number), Ok(true));
    sheet.certificates[0].withdrawn = Some(date(23));
    assert_eq!(withdraws(&sheet, &number), Ok(false), "once");

    let person = sheet.registrations[0].person.clone();
    assert_eq!((sheet.certificate(&person), sheet.withdrawn(&person)), (None, Some(date(23))));
    let away = marking(&sheet, 0, 0, Some(Attendance::Entschuldigt));
    let away = entered(sheet.clone(), enter(&sheet, &[away], date(23)).expect("nothing says otherwise any more"));
    assert!(to_certify(&away).is_empty(), "half of the time is not enough");
    assert_eq!(to_certify(&sheet).len(), 1);
    let another = certify(&sheet, &sheet.registrations[0], String::new(), fresh(8), date(24));
    sheet.certificates.push(another);
    assert_eq!(sheet.certificate(&person).map(|one| one.number.clone()), Some(fresh(8)));
}

#[test]
fn a_session_is_the_same_at_another_time_of_its_day_and_on_no_other_day() {
    let day = |number: u32, hour: u32| EventDay {
        date: date(number),
        begin: NaiveTime::from_hms_opt(hour, 0, 0).expect("a valid time"),
        end: NaiveTime::from_hms_opt(18, 0, 0).expect("a valid time"),
        place: "Kreishaus".into(),
        speaker: None,
    };
    let moved = |before: &[EventDay], after: &[EventDay]| {
        let moved = moved_sessions(before, after).into_iter();
        moved.map(|(from, to)| (from.to_string(), to.to_string())).collect::<Vec<_>>()
    };
    let two = [day(20, 9), day(21, 9)];
    assert!(moved(&two, &two).is_empty());
    let later = ("2027-01-20T09:00".to_owned(), "2027-01-20T10:00".to_owned());
    assert_eq!(moved(&two, &[day(20, 10), day(21, 9)]), [later]);
    assert!(moved(&two, &[day(21, 9), day(22, 9)]).is_empty(), "another day");
    let twice = [day(20, 9), day(20, 13)];
    assert!(moved(&twice, &[day(20, 10), day(20, 14)]).is_empty(), "which is which nobody can tell");
    assert_eq!(moved(&twice, &[day(20, 9), day(20, 14)]).len(), 1);
}

#[test]
fn a_session_that_has_come_is_dropped_by_another_day_and_not_by_another_hour() {
    let day = |number: u32, hour: u32| EventDay {
        date: date(number),
        begin: NaiveTime::from_hms_opt(hour, 0, 0).expect("a valid time"),
        end: NaiveTime::from_hms_opt(18, 0, 0).expect("a valid time"),
        place: "Kreishaus".into(),
        speaker: None,
    };
    let dropped = |before: &[EventDay], after: &[EventDay], today: u32| {
        let sessions = dropped_sessions(before, after, date(today)).into_iter();
        sessions.map(|session| session.to_string()).collect::<Vec<_>>()
    };
    let two = [day(20, 9), day(21, 9)];
    assert!(dropped(&two, &two, 22).is_empty());
    assert!(dropped(&two, &[day(20, 10), day(21, 9)], 22).is_empty(), "its entries go with it");
    assert_eq!(dropped(&two, &[day(21, 9), day(22, 9)], 20), ["2027-01-20T09:00"]);
    assert_eq!(dropped(&two, &[day(20, 9)], 21), ["2027-01-21T09:00"], "left out");
    assert!(dropped(&two, &[day(20, 9), day(22, 9)], 20).is_empty(), "nobody can have entered what is ahead");
    // Which of two is which nobody can tell, so both would be lost.
    assert_eq!(dropped(&[day(20, 9), day(20, 13)], &[day(20, 10), day(20, 14)], 20).len(), 2);
}

#[test]
fn what_was_entered_of_people_without_a_seat_holds_no_session() {
    let mut sheet = sheet(2);
    let [first, second] = sessions(&sheet)[..] else { panic!("two days") };
    assert_eq!(first_entered(&sheet, &[first, second]), None);
    let tick = marking(&sheet, 1, 1, Some(Attendance::Entschuldigt));
    let entries = enter(&sheet, &[tick], date(21)).expect("an open day");
    sheet = entered(sheet, entries);
    assert_eq!(first_entered(&sheet, &[first, second]), Some(second));
    assert_eq!(first_entered(&sheet, &[first]), None);
    sheet.registrations[1].status = RegistrationStatus::Storniert;
    assert_eq!(first_entered(&sheet, &[first, second]), None);
}

fn attendances() -> impl Strategy<Value = Option<Attendance>> {
    prop_oneof![
        Just(None),
        Just(Some(Attendance::Anwesend)),
        Just(Some(Attendance::Entschuldigt)),
        Just(Some(Attendance::Unentschuldigt)),
    ]
}

proptest! {
    /// Whatever is entered in whatever order: the last entry of each person and session stands, and nothing else.
    #[test]
    fn the_last_entry_stands(steps in prop::collection::vec((0..3_usize, 0..2_usize, attendances()), 0..40)) {
        let mut sheet = sheet(3);
        let mut last = std::collections::BTreeMap::new();
        for (person, session, attendance) in steps {
            let changes = enter(&sheet, &[marking(&sheet, person, session, attendance)], date(21)).expect("an open day");
            sheet = entered(sheet, changes);
            last.insert((person, session), attendance);
        }
        for person in 0..3 {
            for (number, session) in sessions(&sheet).into_iter().enumerate() {
                let expected = last.get(&(person, number)).copied().flatten();
                prop_assert_eq!(sheet.attendance(&sheet.registrations[person].person, session), expected);
            }
        }
        prop_assert_eq!(sheet.marks.len(), last.values().flatten().count());
    }

    /// A certificate is earned exactly when the attended part of the time is at least the required one, whatever the
    /// lengths of the sessions; and never with nothing attended, or with an entry missing.
    #[test]
    fn a_certificate_follows_from_the_attended_time(
        lengths in prop::collection::vec(1..600_u32, 1..8),
        marks in prop::collection::vec(attendances(), 8),
        required in 1..=100_u32,
    ) {
        let mut sheet = sheet(1);
        sheet.event.plan.status = EventStatus::Durchgefuehrt;
        sheet.event.plan.required_share = required;
        let begin = NaiveTime::from_hms_opt(8, 0, 0).expect("a valid time");
        let day = |(number, minutes): (usize, &u32)| EventDay {
            date: date(1 + number as u32),
            begin,
            end: begin + chrono::TimeDelta::minutes(i64::from(*minutes)),
            place: "Kreishaus".into(),
            speaker: None,
        };
        sheet.event.plan.days = lengths.iter().enumerate().map(day).collect();
        let person = sheet.registrations[0].person.clone();
        let markings: Vec<_> = (0..lengths.len()).map(|day| marking(&sheet, 0, day, marks[day])).collect();
        let sheet = entered(sheet.clone(), enter(&sheet, &markings, date(28)).expect("open days"));
        let there = |day: &usize| marks[*day] == Some(Attendance::Anwesend);
        let attended: u32 = (0..lengths.len()).filter(there).map(|day| lengths[day]).sum();
        let planned: u32 = lengths.iter().sum();
        let complete = marks[..lengths.len()].iter().all(Option::is_some);
        prop_assert_eq!(share(&sheet, &person), Share { attended, planned });
        prop_assert_eq!(earns(&sheet, &person), complete && 0 < attended && attended * 100 >= planned * required);
        prop_assert!(share(&sheet, &person).percent() <= 100);
        // More is never worth less.
        if earns(&sheet, &person) {
            let all = (0..lengths.len()).map(|day| marking(&sheet, 0, day, Some(Attendance::Anwesend))).collect::<Vec<_>>();
            let full = entered(sheet.clone(), enter(&sheet, &all, date(28)).expect("open days"));
            prop_assert!(earns(&full, &person));
        }
    }
}
