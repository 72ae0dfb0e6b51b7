use super::*;
use crate::events::{
    roll::{Roll, date, event, noon, person, single, tandem},
    types::Participant,
};
use chrono::TimeDelta;
use proptest::prelude::*;

fn refused(decision: Decision) -> Option<Refusal> {
    match decision {
        Decision::Refused(refusal) => Some(refusal),
        _ => None,
    }
}

#[test]
fn the_last_seat_is_given_once_and_who_comes_too_late_is_told() {
    let mut roll = Roll::new(1);
    assert!(matches!(roll.register(&single(1), noon(6)), Decision::Seated { .. }));
    let late = roll.register(&single(2), noon(6));
    assert_eq!(refused(late), Some(Refusal::Unavailable { availability: Availability::Full }));
    assert_eq!((roll.event.seats.taken, roll.rows.len()), (1, 1));
}

#[test]
fn a_second_click_is_the_same_registration_even_when_full_or_closed() {
    let mut roll = Roll::new(1);
    roll.register(&single(1), noon(6));
    assert_eq!(roll.register(&single(1), noon(6)), Decision::AlreadyRegistered);
    assert_eq!(roll.register(&single(1), noon(25)), Decision::AlreadyRegistered);
    assert_eq!(roll.event.seats.taken, 1);
}

#[test]
fn a_tandem_gets_two_seats_or_none() {
    let mut roll = Roll::new(3);
    assert!(matches!(roll.register(&tandem(1, 2), noon(6)), Decision::Seated { .. }));
    assert_eq!(refused(roll.register(&tandem(3, 4), noon(6))), Some(Refusal::TooFewForTandem { free: 1 }));
    assert!(matches!(roll.register(&single(3), noon(6)), Decision::Seated { .. }));
    assert_eq!(roll.seated().len(), 3);
    assert_eq!(roll.register(&tandem(1, 2), noon(6)), Decision::AlreadyRegistered);
}

#[test]
fn a_tandem_is_two_people_none_of_whom_sits_elsewhere() {
    let mut roll = Roll::new(9);
    assert_eq!(refused(roll.register(&tandem(1, 1), noon(6))), Some(Refusal::SamePersonTwice));
    roll.register(&single(1), noon(6));
    assert_eq!(refused(roll.register(&tandem(1, 2), noon(6))), Some(Refusal::InOtherParty));
    roll.register(&tandem(3, 4), noon(6));
    assert_eq!(refused(roll.register(&tandem(4, 5), noon(6))), Some(Refusal::InOtherParty));
    assert_eq!(roll.register(&single(4), noon(6)), Decision::AlreadyRegistered);
}

#[test]
fn two_people_with_one_mailbox_are_not_taken_for_one() {
    let mut roll = Roll::new(9);
    roll.register(&single(1), noon(6));
    let colleague = Participant { name: "Somebody Else".into(), ..person(1) };
    assert_eq!(refused(roll.register(&Party::Single(colleague), noon(6))), Some(Refusal::AddressTaken));
    let same = Participant { name: " PERSON  1 ".into(), ..person(1) };
    assert_eq!(roll.register(&Party::Single(same), noon(6)), Decision::AlreadyRegistered);
}

#[test]
fn cancelling_frees_the_seats_of_a_tandem_together_and_only_once() {
    let mut roll = Roll::new(2);
    roll.register(&tandem(1, 2), noon(6));
    roll.cancel(2);
    roll.cancel(2);
    roll.cancel(1);
    assert_eq!((roll.event.seats.taken, roll.seated().len()), (0, 0));
    roll.register(&single(1), noon(7));
    assert_eq!((roll.event.seats.taken, roll.seated()[0].turn), (1, 2));
}

#[test]
fn cancelling_a_former_partner_leaves_who_came_back_alone_seated() {
    let mut roll = Roll::new(2);
    roll.register(&tandem(1, 2), noon(6));
    roll.cancel(1);
    roll.register(&single(1), noon(7));
    roll.cancel(2);
    assert_eq!((roll.event.seats.taken, roll.seated().len()), (1, 1));
}

#[test]
fn registration_is_open_from_its_first_to_its_last_day_and_never_after_the_begin() {
    let at = |day| availability(&event(2, 0), noon(day));
    assert_eq!(at(4), Availability::NotYet { opens: date(5) });
    assert_eq!(at(5), Availability::Open { free: 2 });
    assert_eq!(at(15), Availability::Open { free: 2 });
    assert_eq!(at(16), Availability::Closed { closes: date(15) });
    assert_eq!(at(20), Availability::Begun);
    let mut late = event(2, 0);
    late.plan.closes = date(20);
    assert_eq!(availability(&late, noon(20)), Availability::Begun);
    assert_eq!(availability(&late, noon(20) - TimeDelta::minutes(1)), Availability::Open { free: 2 });
}

#[test]
fn an_event_is_over_when_its_last_session_is() {
    let plan = event(2, 0).plan;
    let end = date(21).and_hms_opt(16, 0, 0).expect("a valid time");
    assert!(plan.has_ended(end) && !plan.has_ended(end - TimeDelta::minutes(1)));
    assert_eq!(plan.last_day(), Some(date(21)));
}

#[test]
fn the_last_day_lasts_until_midnight() {
    let last_minute = date(15).and_hms_opt(23, 59, 0).expect("a valid time");
    assert_eq!(availability(&event(2, 0), last_minute), Availability::Open { free: 2 });
    let first_minute = last_minute + TimeDelta::minutes(1);
    assert_eq!(availability(&event(2, 0), first_minute), Availability::Closed { closes: date(15) });
}

#[test]
fn a_lowered_capacity_throws_nobody_out_and_lets_nobody_in() {
    let mut roll = Roll::new(3);
    (1..=3).for_each(|number| assert!(matches!(roll.register(&single(number), noon(6)), Decision::Seated { .. })));
    roll.event.seats.capacity = 1;
    assert_eq!(roll.event.seats.free(), -2);
    let late = roll.register(&single(4), noon(6));
    assert_eq!(refused(late), Some(Refusal::Unavailable { availability: Availability::Full }));
    assert_eq!(roll.seated().len(), 3);
}

#[test]
fn nobody_registers_for_a_draft() {
    let mut hidden = event(2, 0);
    hidden.plan.status = EventStatus::Entwurf;
    assert_eq!(availability(&hidden, noon(6)), Availability::Entwurf);
}

#[test]
fn who_comes_when_all_seats_are_taken_waits_in_order_and_moves_up() {
    let mut roll = Roll::with_waiting_list(1);
    roll.register(&single(1), noon(6));
    for number in [2, 3] {
        assert!(matches!(roll.register(&single(number), noon(6)), Decision::Waitlisted { .. }));
    }
    assert_eq!(roll.register(&single(2), noon(6)), Decision::AlreadyWaiting);
    assert_eq!(availability(&roll.event, noon(6)), Availability::WaitingList { waiting: 2 });
    roll.cancel(1);
    assert_eq!(roll.status(2), Some(RegistrationStatus::Angemeldet));
    assert_eq!(roll.status(3), Some(RegistrationStatus::Warteliste));
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (1, 1));
    assert_eq!(roll.register(&single(2), noon(6)), Decision::AlreadyRegistered);
}

/// pretix#974: a tandem waits, moves up and leaves as one.
#[test]
fn regression_r1_a_tandem_waits_and_moves_up_together_and_nobody_overtakes_it() {
    let mut roll = Roll::with_waiting_list(2);
    roll.register(&single(1), noon(6));
    roll.register(&single(2), noon(6));
    assert!(matches!(roll.register(&tandem(3, 4), noon(6)), Decision::Waitlisted { .. }));
    roll.register(&single(5), noon(6));
    roll.cancel(1);
    assert_eq!((roll.seated().len(), roll.waiting().len()), (1, 3), "one seat is no use to two, and is theirs");
    assert!(matches!(roll.register(&single(6), noon(6)), Decision::Waitlisted { .. }), "mod_booking#809");
    roll.cancel(2);
    assert_eq!((roll.status(3), roll.status(4)), (Some(RegistrationStatus::Angemeldet), roll.status(3)));
    roll.cancel(4);
    assert_eq!(roll.status(3), Some(RegistrationStatus::Storniert));
    assert_eq!((roll.status(5), roll.status(6)), (Some(RegistrationStatus::Angemeldet), roll.status(5)));
}

/// pretix#1163: cancelled after moving up and back on the list, the seat stayed taken.
#[test]
fn regression_r2_who_moved_up_cancels_and_waits_again_frees_the_seat() {
    let mut roll = Roll::with_waiting_list(1);
    roll.register_singles(&[1, 2, 3]);
    roll.cancel(1);
    roll.cancel(2);
    assert_eq!(roll.status(3), Some(RegistrationStatus::Angemeldet));
    assert!(matches!(roll.register(&single(2), noon(6)), Decision::Waitlisted { .. }));
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (1, 1));
}

/// pretix#1031: somebody moved up while the event was running.
#[test]
fn regression_r3_nobody_moves_up_after_the_begin_or_when_it_is_called_off() {
    let mut roll = Roll::with_waiting_list(1);
    roll.register_singles(&[1, 2]);
    roll.event.seats.capacity = 2;
    assert_eq!(roll.promote(noon(20)), []);
    roll.event.plan.status = EventStatus::Abgesagt;
    assert_eq!(roll.promote(noon(6)), []);
    roll.event.plan.status = EventStatus::Offen;
    assert_eq!(roll.promote(noon(19)).len(), 1, "the window is closed, the list still moves");
}

/// mod_booking#899, mod_scheduler#85: raising the capacity let people in past the list.
#[test]
fn regression_r6_a_larger_capacity_lets_those_in_who_wait_first() {
    let mut roll = Roll::with_waiting_list(1);
    roll.register_singles(&[1, 2, 3, 4]);
    roll.set_capacity(3);
    assert_eq!((roll.status(2), roll.status(3)), (Some(RegistrationStatus::Angemeldet), roll.status(2)));
    assert_eq!(roll.status(4), Some(RegistrationStatus::Warteliste));
}

/// mod_booking#899: raising the maximum let people in without the confirmation that all others needed.
#[test]
fn regression_r6_whoever_moves_up_is_asked_however_the_seat_became_free() {
    let mut roll = Roll::with_waiting_list(1);
    roll.event.plan.reply_days = Some(3);
    roll.register_singles(&[1, 2, 3, 4]);
    roll.set_capacity(2);
    roll.cancel(1);
    let until = |number| roll.row(number).and_then(|row| row.deadline);
    assert_eq!([1, 2, 3, 4].map(until), [None, Some(date(9)), Some(date(9)), None]);
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (2, 1));
}

#[test]
fn who_has_no_link_to_confirm_with_has_the_seat_at_once() {
    let mut roll = Roll::with_waiting_list(1);
    roll.event.plan.reply_days = Some(3);
    roll.register_singles(&[1, 2]);
    roll.rows.values_mut().for_each(|row| row.linked = false);
    roll.cancel(1);
    assert_eq!(roll.row(2).map(|row| (row.status, row.deadline)), Some((RegistrationStatus::Angemeldet, None)));
}

#[test]
fn those_concerned_are_told_of_days_and_of_a_cancellation_and_of_nothing_else() {
    let before = event(2, 0).plan;
    let told = |after: &EventPlan| news(&before, after, noon(6));
    assert_eq!(told(&EventPlan { title: "Neuer Titel".into(), capacity: 9, ..before.clone() }), None);
    assert_eq!(told(&EventPlan { status: EventStatus::Abgesagt, ..before.clone() }), Some(News::CalledOff));
    let mut spoken = before.clone();
    spoken.days[0].speaker = Some("Dr. Kim Beispiel".into());
    assert_eq!(told(&spoken), None, "nobody has to be elsewhere for that");
    let mut moved = before.clone();
    moved.days[0].place = "Bürgerhaus".into();
    assert_eq!(told(&moved), Some(News::Changed));
    assert_eq!(news(&before, &moved, noon(20)), None, "it has begun");
    let draft = EventPlan { status: EventStatus::Entwurf, ..before.clone() };
    assert_eq!(news(&draft, &moved, noon(6)), None);
    let called_off = EventPlan { status: EventStatus::Abgesagt, ..before.clone() };
    assert_eq!(news(&called_off, &before, noon(6)), Some(News::Changed));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Single(u32),
    Tandem(u32, u32),
    Cancel(u32),
    Capacity(u32),
    /// The same request once more: a double click, a reload, a retry.
    Again,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..12u32).prop_map(Step::Single),
        3 => (0..12u32, 0..12u32).prop_map(|(first, second)| Step::Tandem(first, second)),
        2 => (0..12u32).prop_map(Step::Cancel),
        1 => (0..8u32).prop_map(Step::Capacity),
        2 => Just(Step::Again),
    ];
    proptest::collection::vec(step, 0..60)
}

fn walk(roll: &mut Roll, step: Step) {
    match step {
        Step::Single(number) => drop(roll.register(&single(number), noon(6))),
        Step::Tandem(first, second) => drop(roll.register(&tandem(first, second), noon(6))),
        Step::Cancel(number) => roll.cancel(number),
        Step::Capacity(capacity) => roll.set_capacity(capacity),
        Step::Again => {}
    }
}

/// Nobody is promoted past somebody who came earlier, and no seat stays free that the first in line could take.
fn list_is_fair(roll: &Roll) -> bool {
    let all: Vec<_> = roll.rows.values().cloned().collect();
    let parties = parties(&all);
    let first_fits = parties.first().is_some_and(|first| i64::from(first.len() as u32) <= roll.event.seats.free());
    let whole = parties.iter().all(|party| match party[..] {
        [one] => one.partner.is_none(),
        [one, other] => one.partner.as_ref() == Some(&other.person) && other.partner.as_ref() == Some(&one.person),
        _ => false,
    });
    !first_fits && whole
}

proptest! {
    #[test]
    fn a_waiting_list_is_fair_whole_and_counted(steps in steps()) {
        let mut roll = Roll::with_waiting_list(3);
        for step in steps {
            let before = roll.event.seats.taken;
            walk(&mut roll, step);
            let seats = roll.event.seats;
            prop_assert_eq!(seats.taken as usize, roll.seated().len());
            prop_assert_eq!(seats.waiting as usize, roll.waiting().len());
            prop_assert!(seats.taken <= before || seats.taken <= seats.capacity);
            prop_assert!(list_is_fair(&roll), "{:?}", roll);
        }
    }

    #[test]
    fn the_head_counts_exactly_who_is_seated_and_nobody_enters_above_the_capacity(steps in steps()) {
        let mut roll = Roll::new(5);
        for step in steps {
            let before = roll.event.seats.taken;
            walk(&mut roll, step);
            let seats = roll.event.seats;
            prop_assert_eq!(seats.taken as usize, roll.seated().len());
            prop_assert!(seats.taken <= before || seats.taken <= seats.capacity);
            for row in roll.seated() {
                let Some(partner) = &row.partner else { continue };
                let other = roll.rows.get(partner);
                prop_assert!(
                    other.is_some_and(|other| other.status.holds_seat() && other.partner.as_ref() == Some(&row.person)),
                    "half a tandem"
                );
            }
        }
    }

    #[test]
    fn repeating_requests_changes_nothing(steps in steps()) {
        let (mut once, mut repeated) = (Roll::new(5), Roll::new(5));
        let mut last = None;
        for step in steps {
            walk(&mut once, step);
            walk(&mut repeated, match step { Step::Again => last.unwrap_or(Step::Again), other => other });
            // A repeated cancellation or capacity is one by its meaning; a registration must be one by the rules.
            last = Some(step).filter(|step| !matches!(step, Step::Again)).or(last);
        }
        prop_assert_eq!(once, repeated);
    }

    #[test]
    fn whoever_asks_first_gets_the_seat(capacity in 0..10u32, order in Just((0..12u32).collect::<Vec<_>>()).prop_shuffle()) {
        let mut roll = Roll::new(capacity);
        let seated: Vec<_> = order
            .iter()
            .filter(|number| matches!(roll.register(&single(**number), noon(6)), Decision::Seated { .. }))
            .collect();
        prop_assert_eq!(seated, order.iter().take(capacity as usize).collect::<Vec<_>>());
    }
}
