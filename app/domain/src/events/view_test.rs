use super::*;
use crate::events::{
    DayInput, EventInput, EventPlan, Seats,
    roll::{Roll, event, half, noon, tandem},
    rules,
    tandem::MyRegistrationView,
};
use chrono::NaiveDate;

#[test]
fn a_row_says_when_where_and_whether_there_is_room() {
    let input = EventInput {
        title: "Startseminar".into(),
        format: "tandem_startseminar".into(),
        days: ["2027-02-01", "2027-02-02"]
            .map(|date| DayInput {
                date: date.into(),
                begin: "09:00".into(),
                end: "16:00".into(),
                place: "Kreishaus".into(),
                ..Default::default()
            })
            .into(),
        capacity: "2".into(),
        closes: "2027-01-15".into(),
        audience: "public".into(),
        status: "offen".into(),
        ..Default::default()
    };
    let now = NaiveDate::from_ymd_opt(2026, 11, 22).and_then(|day| day.and_hms_opt(12, 0, 0)).expect("a valid time");
    let plan = input.check(now.date()).expect("a good form");
    let id = crate::ids::EventId::new(uuid::Uuid::nil());
    let seats = Seats { capacity: 2, taken: 1, ..Seats::default() };
    let event = Event { id, plan, seats, revision: 1, series: None };
    let row = EventRow::of(&event, now);
    assert_eq!((row.dates.as_str(), row.place.as_str()), ("01.02.2027 bis 02.02.2027", "Kreishaus"));
    assert_eq!((row.availability_text.as_str(), row.status.as_str()), ("Noch 1 Platz frei.", "Veröffentlicht"));
    let full = Event { seats: rules::take(event.seats, 1).expect("one is free"), ..event };
    let row = EventRow::of(&full, now);
    assert_eq!(row.availability_text, "Ausgebucht: Alle Plätze sind vergeben.");
    assert_eq!(row.status, "Ausgebucht", "in the office's lists");
}

fn row(roll: &Roll, number: u32) -> Registration {
    roll.row(number).expect("registered").clone()
}

#[test]
fn who_still_waits_when_the_event_begins_is_told_that_it_came_to_nothing() {
    let mut roll = Roll::with_waiting_list(1);
    roll.register_singles(&[1, 2]);
    let (rows, waits) = (roll.rows.values().cloned().collect::<Vec<_>>(), row(&roll, 2));
    let place = |local| place(&roll.event, &rows, &waits, local).expect("on the waiting list");
    assert_eq!(place(noon(19)), "Platz 1: wartet auf einen freien Platz");
    assert_eq!(place(noon(20)), "kam nicht zum Zug");
    let place = place_of(&roll.event.plan, &rows, &waits.person);
    let linked = Linked { event: roll.event.clone(), registration: waits.clone(), partner: None, place };
    let mine = |local| MyEventRow::of(&linked, local).state;
    assert_eq!(mine(noon(19)), "Warteliste, Platz 1: wartet auf einen freien Platz");
    assert_eq!(mine(noon(20)), "Warteliste, kam nicht zum Zug");
    let page = |local| MyRegistrationView::of(&linked, local);
    assert_eq!(page(noon(19)).title, "Sie stehen auf der Warteliste");
    let why = "Sie stehen auf Platz 1 der Warteliste. Noch ist kein Platz frei geworden.";
    assert!(page(noon(19)).text.ends_with(why), "{}", page(noon(19)).text);
    assert_eq!(page(noon(20)).title, "Sie sind nicht zum Zug gekommen");
    assert!(!page(noon(20)).text.contains("Platz 1"));
    let cancels = |local| MyEventRow::of(&linked, local).can_cancel;
    assert_eq!((cancels(noon(19)), cancels(noon(20))), (true, false));
}

/// pretix#3628: nobody was told why nobody moved up. Here those who wait are, and not only the office.
#[test]
fn regression_r4_who_does_not_move_up_sees_why() {
    let mut roll = Roll::with_waiting_list(2);
    roll.register_singles(&[1, 2]);
    roll.register(&tandem(3, 103), noon(6));
    roll.register_singles(&[4]);
    roll.cancel(1);
    let rows: Vec<_> = roll.rows.values().cloned().collect();
    let linked = |number| {
        let (registration, partner) = roll.with_partner(number).expect("registered");
        let place = place_of(&roll.event.plan, &rows, &registration.person);
        Linked { event: roll.event.clone(), registration, partner, place }
    };
    let text = |number| MyRegistrationView::of(&linked(number), noon(7)).text;
    for half in [3, 103] {
        let why = "Sie stehen auf Platz 1 der Warteliste. Frei ist ein Platz, Ihr Tandem braucht zwei.";
        assert!(text(half).ends_with(why), "{}", text(half));
        let mine = MyEventRow::of(&linked(half), noon(7)).state;
        let reason = "Warteliste, beide zusammen, Platz 1: braucht zwei Plätze, frei ist einer";
        assert!(mine.ends_with(reason), "{mine}");
    }
    let why = "Sie stehen auf Platz 2 der Warteliste. Was frei ist, gehört denen, die vor Ihnen stehen.";
    assert!(text(4).ends_with(why), "{}", text(4));
    assert!(!text(2).contains("Warteliste"), "who has a seat waits for nothing");
}

#[test]
fn a_tandem_that_was_not_confirmed_and_a_search_end_with_the_begin() {
    let mut roll = Roll::new(4);
    roll.register(&tandem(1, 101), noon(14));
    roll.register(&half(2), noon(14));
    let rows: Vec<_> = roll.rows.values().cloned().collect();
    let nowhere = |_: KitaId| None::<String>;
    let state = |local| {
        let rows = tandem_rows(&roll.event, &rows, &Tandem::all(&rows), &nowhere, local);
        rows.first().map(|row| row.state.clone()).expect("a tandem")
    };
    assert!(state(noon(19)).starts_with("wartet auf die Bestätigung von Person 101 bis 20.01.2027"));
    assert_eq!(state(noon(20)), "die Bestätigung von Person 101 blieb aus");
    let until = |begun| HalfRow::all(&rows, begun, &nowhere).first().map(|row| row.until.clone());
    assert_eq!(until(false).as_deref(), Some("20.01.2027"));
    assert_eq!(until(true).as_deref(), Some("zum Beginn; niemand gefunden"));
}

#[test]
fn who_has_a_seat_reads_until_when_it_can_be_given_up() {
    let mut roll = Roll::new(2);
    roll.register_singles(&[1]);
    let linked =
        |roll: &Roll| Linked { event: roll.event.clone(), registration: row(roll, 1), partner: None, place: None };
    let page = |roll: &Roll, day| MyRegistrationView::of(&linked(roll), noon(day));
    assert_eq!((page(&roll, 7).text.as_str(), page(&roll, 7).can_cancel), ("Ein Platz ist für Sie reserviert.", true));
    roll.event.plan.cancel_until = Some(noon(12).date());
    assert!(page(&roll, 12).text.ends_with("Stornieren können Sie bis zum 12.01.2027.") && page(&roll, 12).can_cancel);
    let late = page(&roll, 13);
    assert!(late.text.ends_with("bitte wenden Sie sich jetzt an die Koordination."), "{}", late.text);
    assert!(!late.can_cancel && !MyEventRow::of(&linked(&roll), noon(13)).can_cancel);
    let mine = |day| MyEventRow::of(&linked(&roll), noon(day));
    assert!(mine(12).can_cancel && !mine(12).asks);
    assert_eq!(mine(12).cancelling, "Stornieren können Sie bis zum 12.01.2027.");
    assert!(mine(13).cancelling.starts_with("Stornieren war bis zum 12.01.2027 möglich"), "why there is no button");
    assert_eq!(mine(20).cancelling, "", "it has begun");
}

#[test]
fn the_office_sees_how_many_are_missing() {
    let plan = EventPlan { minimum: Some(8), cancel_until: Some(noon(12).date()), ..event(9, 0).plan };
    let first = |taken| german::notes(&plan, taken).first().cloned();
    assert_eq!(first(5).as_deref(), Some("Mindestzahl 8: Es fehlen noch 3 Personen."));
    assert_eq!(first(7).as_deref(), Some("Mindestzahl 8: Es fehlt noch 1 Person."));
    assert_eq!(first(9).as_deref(), Some("Mindestzahl 8: So viele sind angemeldet."));
    assert!(german::notes(&plan, 5)[1].contains("bis zum 12.01.2027"));
    assert_eq!(german::notes(&event(9, 0).plan, 5), [""; 0]);
}

#[test]
fn the_office_is_not_invited_to_register() {
    let full = Availability::WaitingList { waiting: 3 };
    assert!(german::availability(full).contains("Sie können sich auf die Warteliste setzen lassen."));
    let office = german::availability_for_office(full);
    assert_eq!(office, "Ausgebucht: Auf der Warteliste stehen 3 Personen; wer sich jetzt anmeldet, kommt dazu.");
}

#[test]
fn who_moved_up_is_asked_on_the_own_page_until_the_event_begins() {
    let mut roll = Roll::with_waiting_list(1);
    roll.event.plan.reply_days = Some(30);
    roll.register_singles(&[1, 2]);
    let (registration, rows) = (row(&roll, 2), roll.rows.values().cloned().collect::<Vec<_>>());
    let place = place_of(&roll.event.plan, &rows, &registration.person);
    let waiting = Linked { event: roll.event.clone(), registration, partner: None, place };
    let text = MyRegistrationView::of(&waiting, noon(6)).text;
    assert!(text.ends_with("Rücken Sie nach, haben Sie 30 Tage Zeit, den Platz zu bestätigen."), "{text}");

    roll.cancel(1);
    let linked = Linked { event: roll.event.clone(), registration: row(&roll, 2), partner: None, place: None };
    let page = |day| MyRegistrationView::of(&linked, noon(day));
    let asked = page(7);
    assert_eq!((asked.title.as_str(), asked.asks, asked.single), ("Bitte bestätigen Sie Ihren Platz", true, true));
    let text = "Sie sind nachgerückt. Der Platz ist bis zum 20.01.2027 für Sie reserviert";
    assert!(asked.text.starts_with(text) && !asked.can_cancel, "{}", asked.text);
    let mine = |day| MyEventRow::of(&linked, noon(day));
    assert_eq!((mine(7).state.as_str(), mine(7).asks), ("angemeldet, noch zu bestätigen bis 20.01.2027", true));
    assert!(!mine(20).asks, "it has begun");
    for day in [20, 22] {
        let begun = page(day);
        assert_eq!((begun.title.as_str(), begun.asks), ("Sie sind angemeldet", false), "who has a seat has it");
    }
}

/// The seat is cleared away within the hour; until then the page already says that it is gone, and nothing else.
#[test]
fn who_did_not_take_the_seat_in_time_is_not_told_until_when_to_give_it_up() {
    let mut roll = Roll::with_waiting_list(1);
    (roll.event.plan.reply_days, roll.event.plan.cancel_until) = (Some(3), Some(noon(18).date()));
    roll.register_singles(&[1, 2]);
    roll.cancel(1);
    let linked = Linked { event: roll.event.clone(), registration: row(&roll, 2), partner: None, place: None };
    let late = MyRegistrationView::of(&linked, noon(10));
    assert_eq!((late.title.as_str(), late.can_cancel), ("Die Frist ist abgelaufen", false));
    assert!(!late.text.contains("Stornieren"), "{}", late.text);
}
