use super::*;
use crate::events::{
    approval::{Ruled, Ruling, rule},
    port::Linked,
    roll::{KISO, Roll, date, half, noon, single, tandem},
    rules::{Others, Refusal, parties},
    tandem::{MyRegistrationView, Needs, rules as tandem_rules},
};
use RegistrationStatus::{Abgelaufen, Angemeldet, Bestaetigt, Warteliste};
use proptest::prelude::*;

/// UTC of an hour on the office's clock in January.
fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    (local - TimeDelta::hours(1)).and_utc()
}

/// Seats, a waiting list, and a day to confirm for guests.
fn roll(capacity: u32) -> Roll {
    let mut roll = Roll::with_waiting_list(capacity);
    roll.event.plan.guest_hours = Some(24);
    roll
}

/// A guest comes at noon of the 6th.
fn come(roll: &mut Roll, party: &Party) {
    come_at(roll, party, noon(6));
}

fn come_at(roll: &mut Roll, party: &Party, local: NaiveDateTime) {
    let (rows, held) = (roll.all(), roll.held());
    let others = Others { waiting: &rows, held: &held, regions: &roll.regions };
    let now = utc(local);
    let decision = crate::events::rules::decide(&roll.event, party, &rows, others, now, local);
    let decision = ask(&roll.event.plan, Registrar::Guest, party, decision, now);
    roll.apply(&decision);
}

fn confirm_at(roll: &mut Roll, number: u32, local: NaiveDateTime) -> Option<Reply> {
    let (row, partner) = roll.with_partner(number)?;
    let reply = confirm(&roll.event, &row, partner.as_ref(), Answer::Confirm, local);
    if let Some(Reply::Changed { seats, registrations }) = &reply {
        roll.write(*seats, registrations.clone());
    }
    reply
}

fn expire_at(roll: &mut Roll, local: NaiveDateTime) {
    let (seats, rows) = expire(&roll.event, roll.event.seats, &roll.all(), utc(local), local);
    roll.write(seats, rows);
    roll.promote(local);
}

#[test]
fn a_guest_who_confirms_keeps_the_seat_and_one_who_does_not_gives_it_to_the_next() {
    let mut roll = roll(2);
    for number in [1, 2, 3] {
        come(&mut roll, &single(number));
    }
    assert!(matches!(confirm_at(&mut roll, 1, noon(7)), Some(Reply::Changed { .. })), "in the last minute");
    assert!(matches!(confirm_at(&mut roll, 3, noon(7)), Some(Reply::Changed { .. })), "who waits confirms as well");
    expire_at(&mut roll, noon(7));
    assert_eq!([1, 2, 3].map(|number| roll.status(number)), [Some(Bestaetigt), Some(Angemeldet), Some(Warteliste)]);
    let late = noon(7) + TimeDelta::minutes(1);
    expire_at(&mut roll, late);
    assert_eq!([1, 2, 3].map(|number| roll.status(number)), [Some(Bestaetigt), Some(Abgelaufen), Some(Angemeldet)]);
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (2, 0));
    assert_eq!(confirm_at(&mut roll, 2, late), None, "it is over");
}

#[test]
fn the_page_behind_the_link_says_how_long_there_is_to_confirm() {
    let mut roll = roll(1);
    [1, 2].into_iter().for_each(|number| come(&mut roll, &single(number)));
    let (row, _) = roll.with_partner(1).expect("registered");
    let text = |hours| {
        let mut event = roll.event.clone();
        event.plan.guest_hours = hours;
        german::page(&event, &row).1
    };
    let rest = "Ein Platz ist so lange für Sie reserviert. Ohne Bestätigung verfällt Ihre Anmeldung.";
    assert_eq!(text(Some(24)), format!("Dafür haben Sie nach der Anmeldung 24 Stunden Zeit. {rest}"));
    assert_eq!(text(Some(1)), format!("Dafür haben Sie nach der Anmeldung eine Stunde Zeit. {rest}"));

    let (registration, partner) = roll.with_partner(2).expect("waits");
    let place = crate::events::rules::place_of(&roll.event.plan, &roll.all(), &registration.person);
    let linked = Linked { event: roll.event.clone(), registration, partner, place };
    let waits = MyRegistrationView::of(&linked, noon(6)).text;
    assert_eq!(waits.matches("der Warteliste").count(), 1, "{waits}");
}

#[test]
fn a_guest_confirms_for_two_and_only_then_the_other_half_is_asked() {
    let mut roll = roll(2);
    for _ in 0..2 {
        come(&mut roll, &tandem(1, 101));
    }
    let row = |roll: &Roll, number| roll.row(number).expect("registered").clone();
    let unheard = |roll: &Roll| is_unheard_of(&row(roll, 101), Some(&row(roll, 1)));
    assert_eq!([1, 101].map(|number| row(&roll, number).confirm_by), [Some(utc(noon(7))), None]);
    assert!(unheard(&roll) && !is_unheard_of(&row(&roll, 1), Some(&row(&roll, 101))));
    let mail = german::asked(&roll.event, &row(&roll, 1)).text;
    assert!(
        mail.contains(
            "Zwei Plätze sind so lange für Ihr Tandem reserviert. Die andere Person wird erst danach gefragt."
        )
    );
    assert!(!mail.contains("Person 101"), "the form could have been filled in by anybody: {mail}");
    // The other half has no link yet; with an account it sees the registration, and cannot be the first.
    assert_eq!(confirm_at(&mut roll, 101, noon(6)), Some(Reply::TooLate));

    assert!(matches!(confirm_at(&mut roll, 1, noon(7)), Some(Reply::Changed { .. })));
    let before = roll.clone();
    assert_eq!(confirm_at(&mut roll, 1, noon(7)), None, "a second click");
    answer_at(&mut roll, 1, Answer::Confirm, noon(7));
    assert_eq!(roll, before);
    assert!(!unheard(&roll));
    let invited = row(&roll, 101);
    assert_eq!(invited.deadline, Some(date(14)), "all its days");
    assert_eq!(([1, 101].map(|number| roll.status(number)), roll.event.seats.taken), ([Some(Angemeldet); 2], 2));
    sweep(&mut roll, noon(8));
    answer_at(&mut roll, 101, Answer::Confirm, noon(14));
    assert_eq!(([1, 101].map(|number| roll.status(number)), roll.event.seats.taken), ([Some(Bestaetigt); 2], 2));
}

#[test]
fn a_tandem_that_no_guest_confirms_frees_both_seats_for_the_next_one() {
    let late = noon(7) + TimeDelta::minutes(1);
    let mut roll = roll(2);
    come(&mut roll, &tandem(1, 101));
    roll.register(&tandem(2, 102), noon(6));
    sweep(&mut roll, noon(7));
    assert_eq!(roll.status(2), Some(Warteliste));
    sweep(&mut roll, late);
    assert_eq!(
        [1, 101, 2, 102].map(|number| roll.status(number)),
        [Some(Abgelaufen), Some(Abgelaufen), Some(Angemeldet), Some(Angemeldet)]
    );
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (2, 0));
    assert_eq!(confirm_at(&mut roll, 1, late), None, "it is over");
    let again = roll.clone();
    sweep(&mut roll, late);
    assert_eq!(roll, again);
}

#[test]
fn a_tandem_is_held_no_longer_than_its_other_half_could_have_answered() {
    let mut roll = roll(2);
    (roll.event.plan.guest_hours, roll.event.plan.confirm_days) = (Some(168), 1);
    come(&mut roll, &tandem(1, 101));
    sweep(&mut roll, noon(7));
    assert_eq!(roll.event.seats.taken, 2);
    sweep(&mut roll, noon(8));
    assert_eq!(([1, 101].map(|number| roll.status(number)), roll.event.seats.taken), ([Some(Abgelaufen); 2], 0));
}

#[test]
fn a_guest_who_looks_for_a_partner_is_found_nobody_before_having_confirmed() {
    let mut roll = roll(4);
    come(&mut roll, &half(1));
    roll.register(&half(101), noon(6));
    let pair = |roll: &Roll| {
        let row = |number| roll.row(number).expect("registered").clone();
        tandem_rules::pair(&roll.event, &row(1), &row(101), &roll.all(), noon(6))
    };
    assert_eq!(pair(&roll), Decision::Refused(Refusal::CannotPair));
    assert!(matches!(confirm_at(&mut roll, 1, noon(6)), Some(Reply::Changed { .. })));
    assert_eq!(roll.status(1), Some(RegistrationStatus::SuchtPartner));
    assert!(roll.row(1).is_some_and(|row| row.deadline.is_some()), "the search ends some day");
    assert!(matches!(pair(&roll), Decision::Seated { .. }));
    come(&mut roll, &half(2));
    sweep(&mut roll, noon(8));
    assert_eq!(roll.status(2), Some(Abgelaufen));
}

#[test]
fn who_registers_with_an_account_has_nothing_to_confirm() {
    let mut roll = roll(4);
    roll.register(&tandem(1, 101), noon(6));
    roll.register_singles(&[2]);
    assert!(roll.all().iter().all(|row| row.confirm_by.is_none()));
    expire_at(&mut roll, noon(19));
    assert_eq!(roll.event.seats.taken, 3);
}

#[test]
fn a_late_yes_counts_as_long_as_the_seat_is_nobody_elses() {
    let mut roll = roll(1);
    come(&mut roll, &single(1));
    let late = noon(7) + TimeDelta::minutes(1);
    assert!(matches!(confirm_at(&mut roll, 1, late), Some(Reply::Changed { .. })));
    expire_at(&mut roll, late);
    assert_eq!(roll.status(1), Some(Bestaetigt));
    // Once the event has begun nobody is asked any more.
    come(&mut roll, &single(2));
    assert_eq!((roll.status(2), confirm_at(&mut roll, 2, noon(20))), (Some(Warteliste), Some(Reply::TooLate)));
}

#[test]
fn whoever_has_not_confirmed_is_told_apart_and_told_so_again_with_the_seat() {
    let mut roll = roll(1);
    come(&mut roll, &single(1));
    come(&mut roll, &single(2));
    let state = |roll: &Roll, number| {
        let row = roll.row(number).expect("registered");
        crate::events::view::standing(&roll.event, &roll.all(), row, noon(6))
    };
    assert_eq!(state(&roll, 1), "angemeldet, noch nicht über den Link bestätigt");
    assert_eq!(
        state(&roll, 2),
        "Warteliste, Platz 1: wartet auf einen freien Platz, noch nicht über den Link bestätigt"
    );
    roll.cancel(1);
    let text = |roll: &Roll| {
        let row = roll.row(2).expect("registered").clone();
        crate::events::german::promotion(&roll.event, &row).text
    };
    assert!(text(&roll).contains(german::ALSO), "{}", text(&roll));
    confirm_at(&mut roll, 2, noon(6));
    assert_eq!(state(&roll, 2), "bestätigt");
    assert!(!text(&roll).contains(german::ALSO));
}

#[test]
fn nothing_is_cleared_away_once_the_event_has_begun() {
    let mut roll = roll(2);
    come(&mut roll, &single(1));
    expire_at(&mut roll, noon(20));
    assert_eq!(roll.status(1), Some(Angemeldet));
}

#[test]
fn the_page_behind_the_link_asks_until_it_is_confirmed() {
    let mut roll = roll(2);
    come(&mut roll, &single(1));
    let page = |roll: &Roll| {
        let registration = roll.row(1).expect("registered").clone();
        MyRegistrationView::of(&Linked { event: roll.event.clone(), registration, partner: None, place: None }, noon(6))
    };
    let asked = page(&roll);
    assert_eq!((asked.title.as_str(), asked.asks, asked.single), ("Bitte bestätigen Sie Ihre Anmeldung", true, true));
    confirm_at(&mut roll, 1, noon(6));
    let confirmed = page(&roll);
    assert_eq!((confirmed.title.as_str(), confirmed.asks), ("Sie sind angemeldet", false));
}

/// What happens to an event that asks guests, those who move up, and at times the Koordination.
#[derive(Clone, Copy, Debug)]
enum Step {
    Guest(u32),
    Tandem(u32, u32),
    Half(u32),
    Member(u32),
    Answer(u32, Answer),
    Cancel(u32),
    Decide(u32, Ruling),
    Sweep,
    Hours(i64),
    Capacity(u32),
    Approval(bool),
    Reply(Option<u32>),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let kisos = || KISO..KISO + 3;
    let people = || prop_oneof![3 => 0..8u32, 1 => kisos()];
    let answers = prop_oneof![3 => Just(Answer::Confirm), 1 => Just(Answer::Decline), 1 => Just(Answer::Cancel)];
    let rulings = prop_oneof![3 => Just(Ruling::Approve), 1 => Just(Ruling::Deny)];
    let step = prop_oneof![
        4 => people().prop_map(Step::Guest),
        4 => (0..4u32, kisos()).prop_map(|(leitung, kiso)| Step::Tandem(leitung, kiso)),
        1 => people().prop_map(Step::Half),
        2 => people().prop_map(Step::Member),
        4 => (people(), answers).prop_map(|(number, answer)| Step::Answer(number, answer)),
        1 => people().prop_map(Step::Cancel),
        3 => (people(), rulings).prop_map(|(number, ruling)| Step::Decide(number, ruling)),
        3 => Just(Step::Sweep),
        3 => (1..40i64).prop_map(Step::Hours),
        1 => (0..6u32).prop_map(Step::Capacity),
        1 => any::<bool>().prop_map(Step::Approval),
        1 => proptest::option::of(1..3u32).prop_map(Step::Reply),
    ];
    proptest::collection::vec(step, 0..60)
}

/// What the store does when it clears away what is past its deadline.
fn sweep(roll: &mut Roll, local: NaiveDateTime) {
    let (seats, rows) = tandem_rules::expire(&roll.event, &roll.all(), local);
    roll.write(seats, rows);
    expire_at(roll, local);
}

/// What the store does for an answer through a link.
fn answer_at(roll: &mut Roll, number: u32, answer: Answer, local: NaiveDateTime) {
    let Some((row, partner)) = roll.with_partner(number) else { return };
    let (event, answer, needs) = (&roll.event, meant(&row, answer), Needs::default());
    let reply = confirm(event, &row, partner.as_ref(), answer, local);
    let reply = reply.unwrap_or_else(|| tandem_rules::answer(event, &row, partner.as_ref(), answer, &needs, local));
    if let Reply::Changed { seats, registrations } = reply {
        roll.write(seats, registrations);
        roll.promote(local);
    }
}

fn decide_at(roll: &mut Roll, number: u32, ruling: Ruling, local: NaiveDateTime) {
    let Some((row, partner)) = roll.with_partner(number) else { return };
    if let Ok(Ruled { seats, registrations, .. }) =
        rule(&roll.event, ruling, &row, partner.as_ref(), &roll.all(), local)
    {
        roll.write(seats, registrations);
    }
}

fn walk(roll: &mut Roll, local: &mut NaiveDateTime, step: Step) {
    match step {
        Step::Guest(number) => come_at(roll, &single(number), *local),
        Step::Tandem(leitung, kiso) => come_at(roll, &tandem(leitung, kiso), *local),
        Step::Half(number) => come_at(roll, &half(number), *local),
        Step::Member(number) => drop(roll.register(&single(number), *local)),
        Step::Answer(number, answer) => answer_at(roll, number, answer, *local),
        Step::Cancel(number) => roll.cancel(number),
        Step::Decide(number, ruling) => decide_at(roll, number, ruling, *local),
        Step::Sweep => sweep(roll, *local),
        Step::Hours(hours) => *local = (*local + TimeDelta::hours(hours)).min(noon(19)),
        Step::Capacity(capacity) => roll.set_capacity(capacity),
        Step::Approval(approval) => roll.event.plan.approval = approval,
        Step::Reply(days) => roll.event.plan.reply_days = days,
    }
}

proptest! {
    /// However guests, alone and with somebody, requests, deadlines and decisions meet: the head record counts the rows, no seat is
    /// given beyond the capacity, no tandem is left by half, whoever is first in line waits for no free seats, and what is past its
    /// hour is gone once it is cleared away.
    #[test]
    fn no_seat_is_given_twice_or_lost_and_nobody_waits_for_ever(steps in steps(), capacity in 0..5u32) {
        let (mut roll, mut local) = (roll(capacity), noon(6));
        for step in steps {
            let before = roll.event.seats.taken;
            walk(&mut roll, &mut local, step);
            let seats = roll.event.seats;
            prop_assert_eq!(seats.taken as usize, roll.seated().len(), "{:?}", step);
            prop_assert_eq!(seats.waiting as usize, roll.waiting().len(), "{:?}", step);
            prop_assert!(seats.taken <= before || seats.taken <= seats.capacity, "{:?}", step);
            let rows = roll.all();
            let in_vain = parties(&rows).first().is_some_and(|party| party.len() as i64 <= seats.free());
            prop_assert!(!in_vain, "{:?}: {:?}", step, roll);
            let in_line = |row: &&Registration| row.status.holds_seat() || row.status == Warteliste;
            let is_whole = |row: &Registration| {
                row.partner.is_none() || partner_of(row, &rows).is_some_and(|other| Tandem::of(row, other).is_some())
            };
            prop_assert!(rows.iter().filter(in_line).all(is_whole), "{:?}: {:?}", step, roll);
        }
        sweep(&mut roll, local);
        let (now, today) = (utc(local), local.date());
        for row in roll.rows.values().filter(|row| !row.status.is_over()) {
            prop_assert!(row.confirm_by.is_none_or(|until| now <= until), "{:?}", row);
            prop_assert!(row.deadline.is_none_or(|until| today <= until), "{:?}", row);
        }
    }
}
