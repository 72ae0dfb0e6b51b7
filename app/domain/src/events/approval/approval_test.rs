use super::*;
use crate::events::{
    german as events_german,
    limits::Limits,
    port::Linked,
    roll::{KISO, Roll, noon, single, tandem},
    rules::{Availability, Refusal},
    tandem::{Answer, MyRegistrationView, Needs, rules as tandem_rules},
    types::Funktion,
};
use RegistrationStatus::{Angefragt, Angemeldet, NichtZugelassen, Storniert, Warteliste};
use proptest::prelude::*;

/// An event with so many seats and a waiting list in which the Koordination decides.
fn asking(capacity: u32) -> Roll {
    let mut roll = Roll::with_waiting_list(capacity);
    roll.event.plan.approval = true;
    roll
}

fn decide(roll: &mut Roll, number: u32, ruling: Ruling) -> RequestOutcome {
    let Some((row, partner)) = roll.with_partner(number) else { return RequestOutcome::TooLate };
    match rule(&roll.event, ruling, &row, partner.as_ref(), &roll.all(), noon(7)) {
        Ok(Ruled { seats, registrations, outcome }) => {
            roll.write(seats, registrations);
            outcome
        }
        Err(outcome) => outcome,
    }
}

fn counts(roll: &Roll) -> (u32, u32) {
    (roll.event.seats.taken, roll.event.seats.waiting)
}

#[test]
fn a_request_holds_no_seat_and_an_approval_takes_one_once() {
    let mut roll = asking(2);
    assert!(matches!(roll.register(&single(1), noon(6)), Decision::Requested { .. }));
    assert_eq!(roll.register(&single(1), noon(6)), Decision::AlreadyRequested);
    assert_eq!((counts(&roll), roll.status(1)), ((0, 0), Some(Angefragt)));
    assert_eq!(decide(&mut roll, 1, Ruling::Approve), RequestOutcome::Seated);
    assert_eq!(decide(&mut roll, 1, Ruling::Approve), RequestOutcome::Unchanged, "a second click");
    assert_eq!(decide(&mut roll, 1, Ruling::Deny), RequestOutcome::TooLate, "a seat is cancelled, not denied");
    assert_eq!((counts(&roll), roll.status(1)), ((1, 0), Some(Angemeldet)));
    assert_eq!(roll.register(&single(1), noon(6)), Decision::AlreadyRegistered);
}

#[test]
fn who_is_let_in_later_is_in_line_where_they_asked() {
    let mut roll = asking(1);
    roll.register_singles(&[1, 2, 3]);
    assert_eq!(decide(&mut roll, 1, Ruling::Approve), RequestOutcome::Seated);
    assert_eq!(decide(&mut roll, 3, Ruling::Approve), RequestOutcome::Waitlisted);
    assert_eq!(decide(&mut roll, 2, Ruling::Approve), RequestOutcome::Waitlisted);
    assert_eq!(counts(&roll), (1, 2));
    roll.cancel(1);
    assert_eq!((roll.status(2), roll.status(3)), (Some(Angemeldet), Some(Warteliste)), "2 asked before 3");
}

#[test]
fn a_denied_request_is_over_and_can_be_made_anew() {
    let mut roll = asking(1);
    roll.register_singles(&[1]);
    assert_eq!(decide(&mut roll, 1, Ruling::Deny), RequestOutcome::Denied);
    assert_eq!(decide(&mut roll, 1, Ruling::Deny), RequestOutcome::Unchanged);
    assert_eq!(decide(&mut roll, 1, Ruling::Approve), RequestOutcome::TooLate);
    assert_eq!((counts(&roll), roll.status(1)), ((0, 0), Some(NichtZugelassen)));
    assert!(matches!(roll.register(&single(1), noon(8)), Decision::Requested { .. }));
    assert_eq!(roll.row(1).map(|row| row.turn), Some(2));
}

#[test]
fn without_room_and_waiting_list_the_request_stays_open() {
    let mut roll = asking(2);
    roll.event.plan.waiting_list = false;
    roll.event.plan.limits = Limits { per_funktion: [(Funktion::KitaLeitung, 1)].into(), ..Limits::default() };
    roll.register_singles(&[1, 2, KISO, KISO + 1]);
    assert_eq!(decide(&mut roll, 1, Ruling::Approve), RequestOutcome::Seated);
    let reached = Reached::Funktion { funktion: Funktion::KitaLeitung, limit: 1 };
    assert_eq!(decide(&mut roll, 2, Ruling::Approve), RequestOutcome::NoSeat(Some(reached)));
    assert_eq!(decide(&mut roll, KISO, Ruling::Approve), RequestOutcome::Seated);
    assert_eq!(decide(&mut roll, KISO + 1, Ruling::Approve), RequestOutcome::NoSeat(None));
    assert_eq!((counts(&roll), roll.status(2)), ((2, 0), Some(Angefragt)));
    let full = Refusal::Unavailable { availability: Availability::Full };
    assert_eq!(roll.register(&single(3), noon(6)), Decision::Refused(full));
}

#[test]
fn a_tandem_asks_is_let_in_and_gives_up_as_one() {
    let mut roll = asking(2);
    assert!(matches!(roll.register(&tandem(1, KISO), noon(6)), Decision::Requested { .. }));
    let (row, partner) = roll.with_partner(KISO).expect("the invited half");
    let reply = tandem_rules::answer(&roll.event, &row, partner.as_ref(), Answer::Confirm, &Needs::default(), noon(6));
    let tandem_rules::Reply::Changed { seats, registrations } = reply else { panic!("confirmed") };
    roll.write(seats, registrations);
    assert_eq!((roll.status(1), roll.status(KISO), counts(&roll)), (Some(Angefragt), Some(Angefragt), (0, 0)));
    assert_eq!(decide(&mut roll, KISO, Ruling::Approve), RequestOutcome::Seated);
    assert_eq!((roll.status(1), counts(&roll)), (Some(RegistrationStatus::Bestaetigt), (2, 0)));
    roll.register(&tandem(2, KISO + 1), noon(6));
    roll.cancel(2);
    assert_eq!((roll.status(2), roll.status(KISO + 1), counts(&roll)), (Some(Storniert), Some(Storniert), (2, 0)));
}

#[test]
fn nobody_is_let_in_after_the_begin() {
    let mut roll = asking(2);
    roll.register_singles(&[1]);
    let row = roll.row(1).expect("asked").clone();
    for ruling in [Ruling::Approve, Ruling::Deny] {
        assert_eq!(rule(&roll.event, ruling, &row, None, &roll.all(), noon(20)), Err(RequestOutcome::TooLate));
    }
}

#[test]
fn who_asked_reads_that_the_koordination_decides_and_how() {
    let mut roll = asking(1);
    roll.register_singles(&[1]);
    let page = |roll: &Roll, day| {
        let registration = roll.row(1).expect("asked").clone();
        MyRegistrationView::of(
            &Linked { event: roll.event.clone(), registration, partner: None, place: None },
            noon(day),
        )
    };
    let asked = page(&roll, 7);
    assert_eq!(
        (asked.title.as_str(), asked.can_cancel, asked.asks),
        ("Ihre Anfrage liegt bei der Koordination", true, false)
    );
    assert!(asked.text.contains("kein Platz für Sie reserviert"), "{}", asked.text);
    assert!(page(&roll, 20).text.contains("nicht entschieden"));
    assert_eq!(events_german::registration_status(Angefragt), "angefragt");
    decide(&mut roll, 1, Ruling::Deny);
    let denied = page(&roll, 7);
    assert_eq!((denied.title.as_str(), denied.can_cancel), ("Ihre Anfrage ist abgelehnt", false));
}

proptest! {
    /// However people ask, are let in or not, and leave: the head record counts the rows, and nobody who was let in is passed by
    /// somebody who asked later.
    #[test]
    fn requests_take_seats_in_the_order_in_which_they_came(
        steps in proptest::collection::vec((0..4_u8, 0..8_u32), 0..60),
        capacity in 1..4_u32,
    ) {
        let mut roll = asking(capacity);
        for (act, number) in steps {
            match act {
                0 => drop(roll.register(&single(number), noon(6))),
                1 => _ = decide(&mut roll, number, Ruling::Approve),
                2 => _ = decide(&mut roll, number, Ruling::Deny),
                _ => roll.cancel(number),
            }
            let seats = roll.event.seats;
            prop_assert_eq!(seats.taken as usize, roll.seated().len());
            prop_assert_eq!(seats.waiting as usize, roll.waiting().len());
            prop_assert!(seats.taken <= capacity);
            prop_assert!(seats.waiting == 0 || seats.free() == 0, "a seat is free and somebody waits");
        }
    }
}
