use super::*;
use crate::events::{
    roll::{Roll, date, half, noon, person, single, tandem},
    types::EventStatus,
};
use chrono::TimeDelta;
use proptest::prelude::*;

/// The first of two sessions is on the 20th at 12:00.
fn walk_in(roll: &Roll, number: u32, session: usize, beyond: bool) -> WalkIn {
    WalkIn { participant: person(number), session: Session::of(&roll.event.plan.days[session]), beyond }
}

fn decide(roll: &Roll, walk_in: &WalkIn, local: NaiveDateTime) -> Arrival {
    let (rows, held) = (roll.all(), roll.held());
    let others = Others { waiting: &rows, held: &held, regions: &roll.regions };
    arrive(&roll.event, walk_in, &rows, others, (local - TimeDelta::hours(1)).and_utc(), local)
}

/// Decides, and stores what was decided, as the store does.
fn admit(roll: &mut Roll, number: u32, beyond: bool) -> Arrival {
    let decision = decide(roll, &walk_in(roll, number, 0, beyond), noon(20));
    if let Arrival::Admitted { seats, registration } = &decision {
        roll.write(*seats, vec![Registration::clone(registration)]);
    }
    decision
}

fn is_admitted(arrival: &Arrival) -> bool {
    matches!(arrival, Arrival::Admitted { .. })
}

fn input() -> WalkInInput {
    WalkInInput {
        name: "Ulla Ungeplant".into(),
        email: "ulla@beispiel.de".into(),
        funktion: "netzwerkpartner".into(),
        session: "2027-01-20T12:00".into(),
        ..WalkInInput::default()
    }
}

#[test]
fn the_form_asks_for_what_a_registration_asks_for() {
    let read = input().check().expect("a good form");
    assert_eq!((read.participant.kita, read.session.date, read.beyond), (None, date(20), false));
    let blank = WalkInInput::default().check().expect_err("a blank form");
    let fields: Vec<_> = blank.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["name", "email", "funktion", "session"]);
    let leitung = WalkInInput { funktion: "kita_leitung".into(), ..input() };
    assert_eq!(leitung.check(), Err(vec![FieldError::new("kita", ErrorCode::Required)]));
}

#[test]
fn who_comes_without_registration_gets_a_free_seat_long_after_registration_has_closed() {
    let mut roll = Roll::new(1);
    let Arrival::Admitted { seats, registration } = admit(&mut roll, 1, false) else { panic!("one seat is free") };
    assert_eq!(seats.taken, 1);
    assert!(registration.walk_in && registration.status.holds_seat() && !registration.linked);
    // A second click, or one after the seat was the last: the person is there, and nothing else is written.
    assert_eq!(admit(&mut roll, 1, false), Arrival::Expected(registration.person));
    assert_eq!((roll.event.seats.taken, roll.rows.len()), (1, 1));
}

#[test]
fn beyond_the_seats_nobody_is_taken_in_unless_the_koordination_says_so() {
    let mut roll = Roll::new(1);
    roll.register_singles(&[1]);
    assert_eq!(admit(&mut roll, 2, false), Arrival::NoSeat(NoSeat::Full));
    assert_eq!(roll.event.seats.taken, 1);
    assert!(is_admitted(&admit(&mut roll, 2, true)));
    assert_eq!((roll.event.seats.taken, roll.event.seats.free()), (2, -1));
    roll.cancel(1);
    assert_eq!(roll.event.seats.taken, 1, "the seat that was too many is gone with one cancellation");
}

#[test]
fn nobody_is_taken_in_before_the_day_nor_in_what_was_called_off_or_closed() {
    let mut roll = Roll::new(9);
    let early = decide(&roll, &walk_in(&roll, 1, 1, true), noon(20));
    let ahead = attendance::Refusal::Ahead(date(21));
    assert_eq!(early, Arrival::Refused(Refusal::Attendance(ahead)));
    for status in [EventStatus::Entwurf, EventStatus::Abgesagt, EventStatus::Abgeschlossen] {
        roll.event.plan.status = status;
        let refusal = Refusal::Attendance(attendance::Refusal::Status(status));
        assert_eq!(admit(&mut roll, 1, true), Arrival::Refused(refusal));
    }
    roll.event.plan.status = EventStatus::Durchgefuehrt;
    assert!(is_admitted(&admit(&mut roll, 1, false)), "who was overlooked can be entered afterwards");
}

#[test]
fn an_address_stands_for_one_person() {
    let mut roll = Roll::new(9);
    roll.register_singles(&[1]);
    let mut colleague = walk_in(&roll, 1, 0, true);
    colleague.participant.name = "Somebody Else".into();
    assert_eq!(decide(&roll, &colleague, noon(20)), Arrival::Refused(Refusal::AddressTaken));
    roll.cancel(1);
    assert!(is_admitted(&decide(&roll, &colleague, noon(20))), "a cancelled registration keeps no address");
}

#[test]
fn who_waited_leaves_the_list_for_a_seat_and_keeps_the_registration() {
    let mut roll = Roll::with_waiting_list(1);
    roll.register_singles(&[1, 2, 3]);
    let waited = roll.row(3).expect("on the list").clone();
    assert_eq!(admit(&mut roll, 3, false), Arrival::NoSeat(NoSeat::Full));
    assert!(is_admitted(&admit(&mut roll, 3, true)));
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (2, 1));
    let row = roll.row(3).expect("a seat");
    assert_eq!((row.registered_at, row.linked, row.walk_in), (waited.registered_at, waited.linked, true));
}

#[test]
fn before_the_begin_a_free_seat_belongs_to_who_waits_for_it() {
    let mut roll = Roll::with_waiting_list(2);
    roll.register(&single(1), noon(6));
    roll.register(&tandem(2, 102), noon(6));
    let morning = noon(20) - TimeDelta::hours(4);
    assert_eq!(decide(&roll, &walk_in(&roll, 5, 0, false), morning), Arrival::NoSeat(NoSeat::Promised));
    assert!(is_admitted(&decide(&roll, &walk_in(&roll, 5, 0, true), morning)));
    assert!(is_admitted(&decide(&roll, &walk_in(&roll, 5, 0, false), noon(20))), "from the begin on nobody moves up");
}

#[test]
fn half_of_a_waiting_tandem_and_who_looked_for_a_partner_come_alone() {
    let mut roll = Roll::with_waiting_list(2);
    roll.register(&single(1), noon(6));
    roll.register(&tandem(2, 102), noon(6));
    roll.register(&half(3), noon(14));
    for number in [102, 3] {
        assert!(is_admitted(&admit(&mut roll, number, true)));
        let row = roll.row(number).expect("a seat");
        assert_eq!((row.partner.as_ref(), row.deadline), (None, None));
    }
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (3, 1));
    assert_eq!(roll.status(2), Some(RegistrationStatus::Warteliste));
}

proptest! {
    /// Whoever registers, cancels and comes in whatever order: the head record counts what the rows say, and goes beyond the
    /// capacity only by those who were taken in explicitly.
    #[test]
    fn the_head_record_counts_the_rows(steps in prop::collection::vec((0..4_u8, 1..9_u32), 0..60), capacity in 1..5_u32) {
        let mut roll = Roll::with_waiting_list(capacity);
        let mut explicit = 0;
        for (act, number) in steps {
            match act {
                0 => _ = roll.register(&single(number), noon(6)),
                1 => roll.cancel(number),
                2 => _ = admit(&mut roll, number, false),
                _ => {
                    let full = roll.event.seats.free() <= 0;
                    explicit += u32::from(is_admitted(&admit(&mut roll, number, true)) && full);
                }
            }
            let seats = roll.event.seats;
            prop_assert_eq!(seats.taken as usize, roll.seated().len());
            prop_assert_eq!(seats.waiting as usize, roll.waiting().len());
            prop_assert!(seats.taken <= capacity + explicit);
        }
    }
}
