use super::*;
use crate::{
    error::{ErrorCode, FieldError},
    events::{
        DayInput, EventInput,
        attendance::Session,
        german as events_german,
        roll::{KISO, Roll, date, noon, person, single, tandem},
        rules::{Availability, Decision, Others, Refusal, parties, place_of},
        types::{Participant, Party, RegistrationStatus},
        walk_in::{Arrival, NoSeat, WalkIn, arrive},
    },
};
use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

const REGIONS: u128 = 3;

fn region(number: u128) -> SozialraumId {
    SozialraumId::new(Uuid::from_u128(100 + number))
}

fn kita(number: u128) -> KitaId {
    KitaId::new(Uuid::from_u128(200 + number))
}

/// An event with so many seats, a waiting list and these limits; the Kita of a number lies in the region of that number.
fn limited(capacity: u32, per_sozialraum: Option<u32>, kisos: Option<u32>) -> Roll {
    let mut roll = Roll::with_waiting_list(capacity);
    let per_funktion = kisos.map(|limit| (Funktion::KiSo, limit)).into_iter().collect();
    roll.event.plan.limits = Limits { per_sozialraum, per_funktion };
    roll.regions = (0..REGIONS).map(|number| (kita(number), region(number))).collect();
    roll
}

/// Somebody of the Kita of their number modulo the number of regions.
fn of_kita(participant: Participant, number: u32) -> Participant {
    Participant { kita: Some(kita(u128::from(number) % REGIONS)), ..participant }
}

/// Comes alone; numbers from [`KISO`] on are KiSo.
fn alone(number: u32) -> Party {
    match single(number) {
        Party::Single(participant) => Party::Single(of_kita(participant, number)),
        other => other,
    }
}

/// Two of the Kita of the first.
fn both(first: u32, second: u32) -> Party {
    match tandem(first, second) {
        Party::Tandem { leitung, kiso, inviting } => {
            Party::Tandem { leitung: of_kita(leitung, first), kiso: of_kita(kiso, first), inviting }
        }
        other => other,
    }
}

fn register_all(roll: &mut Roll, numbers: &[u32]) {
    for number in numbers {
        roll.register(&alone(*number), noon(6));
    }
}

fn seats_of(roll: &Roll, number: u128) -> usize {
    roll.seated().into_iter().filter(|row| row.sozialraum == Some(region(number))).count()
}

#[test]
fn who_would_pass_a_limit_waits_and_holds_up_nobody_behind() {
    let mut roll = limited(4, Some(2), None);
    register_all(&mut roll, &[0, 3]);
    assert!(matches!(roll.register(&alone(6), noon(6)), Decision::Waitlisted { .. }), "a third of the region");
    assert!(matches!(roll.register(&alone(1), noon(6)), Decision::Seated { .. }), "of another region");
    assert!(matches!(roll.register(&alone(9), noon(6)), Decision::Waitlisted { .. }));
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (3, 2));
    let place = place_of(&roll.event.plan, &roll.all(), &roll.row(9).expect("waits").person).expect("a place");
    assert_eq!((place.number, place.reached), (2, Some(Reached::Sozialraum { limit: 2 })));
    roll.cancel(3);
    assert_eq!(roll.status(6), Some(RegistrationStatus::Angemeldet), "the order among those of a region is kept");
    assert_eq!(roll.status(9), Some(RegistrationStatus::Warteliste));
}

#[test]
fn a_limit_of_a_funktion_counts_that_funktion_only() {
    let mut roll = limited(9, None, Some(1));
    roll.register(&single(KISO), noon(6));
    assert!(matches!(roll.register(&single(KISO + 1), noon(6)), Decision::Waitlisted { .. }));
    assert!(matches!(roll.register(&single(1), noon(6)), Decision::Seated { .. }), "a Kita-Leitung");
    roll.event.plan.waiting_list = false;
    let reached = Reached::Funktion { funktion: Funktion::KiSo, limit: 1 };
    let refused = Decision::Refused(Refusal::LimitReached { reached });
    assert_eq!(roll.register(&single(KISO + 2), noon(6)), refused);
}

#[test]
fn a_tandem_counts_with_both_halves_and_waits_as_one() {
    let mut roll = limited(9, Some(3), None);
    assert!(matches!(roll.register(&both(0, KISO), noon(6)), Decision::Seated { .. }));
    assert!(matches!(roll.register(&both(3, KISO + 3), noon(6)), Decision::Waitlisted { .. }), "two are one too many");
    register_all(&mut roll, &[6]);
    assert_eq!(roll.status(6), Some(RegistrationStatus::Angemeldet), "one more fits");
    roll.cancel(6);
    assert_eq!(roll.status(3), Some(RegistrationStatus::Warteliste));
    roll.cancel(0);
    assert_eq!((roll.status(3), roll.status(KISO + 3)), (Some(RegistrationStatus::Angemeldet), roll.status(3)));
}

#[test]
fn who_names_no_kita_of_the_directory_is_of_no_sozialraum() {
    let mut roll = limited(9, Some(1), None);
    roll.register_singles(&[1, 2, 3]);
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (3, 0));
}

#[test]
fn a_lifted_limit_lets_those_in_who_wait_and_a_lower_one_throws_nobody_out() {
    let mut roll = limited(9, Some(1), None);
    register_all(&mut roll, &[0, 3, 6]);
    assert_eq!((roll.event.seats.taken, roll.event.seats.waiting), (1, 2));
    roll.event.plan.limits.per_sozialraum = Some(2);
    roll.promote(noon(6));
    assert_eq!(
        [roll.status(3), roll.status(6)],
        [Some(RegistrationStatus::Angemeldet), Some(RegistrationStatus::Warteliste)]
    );
    roll.event.plan.limits.per_sozialraum = Some(1);
    roll.promote(noon(6));
    assert_eq!(seats_of(&roll, 0), 2);
}

#[test]
fn a_tandem_that_waits_for_a_second_seat_is_not_overtaken_by_a_limit() {
    let mut roll = limited(2, Some(2), None);
    register_all(&mut roll, &[0]);
    assert!(matches!(roll.register(&both(1, KISO + 1), noon(6)), Decision::Waitlisted { .. }), "one seat is free");
    assert!(matches!(roll.clone().register(&alone(2), noon(6)), Decision::Waitlisted { .. }), "and it is the tandem's");
    // Without a list any more, nobody who comes alone is told of two seats.
    roll.event.plan.waiting_list = false;
    let full = Refusal::Unavailable { availability: Availability::Full };
    assert_eq!(roll.register(&alone(2), noon(6)), Decision::Refused(full));
}

#[test]
fn at_the_door_a_limit_asks_the_koordination() {
    let mut roll = limited(9, Some(1), None);
    register_all(&mut roll, &[0]);
    let session = Session::of(&roll.event.plan.days[0]);
    let mut walk_in = WalkIn { participant: of_kita(person(3), 3), session, beyond: false };
    let (rows, held) = (roll.all(), roll.held());
    let others = Others { waiting: &rows, held: &held, regions: &roll.regions };
    let now = (noon(20) - TimeDelta::hours(1)).and_utc();
    let reason = NoSeat::Limit(Reached::Sozialraum { limit: 1 });
    assert_eq!(arrive(&roll.event, &walk_in, &rows, others, now, noon(20)), Arrival::NoSeat(reason));
    walk_in.beyond = true;
    let Arrival::Admitted { registration, .. } = arrive(&roll.event, &walk_in, &rows, others, now, noon(20)) else {
        panic!("taken in all the same")
    };
    assert_eq!(registration.sozialraum, Some(region(0)));
}

#[test]
fn limits_are_read_from_the_form_and_lead_back_to_it() {
    let today = date(1);
    let day = DayInput {
        date: "2027-01-20".into(),
        begin: "09:00".into(),
        end: "12:00".into(),
        place: "Kreishaus".into(),
        ..DayInput::default()
    };
    let with = |sozialraum: &str, funktion: &str, limit: &str| EventInput {
        title: "Fachtag".into(),
        format: "fachtag".into(),
        days: vec![day.clone()],
        capacity: "40".into(),
        closes: "2027-01-15".into(),
        audience: "public".into(),
        status: "offen".into(),
        limits: LimitsInput {
            sozialraum: sozialraum.into(),
            funktionen: [(funktion.to_owned(), limit.to_owned())].into(),
        },
        ..EventInput::default()
    };
    let read = with(" 3 ", "ki_so", "20").check(today).expect("a good form").limits;
    let per_funktion = BTreeMap::from([(Funktion::KiSo, 20)]);
    assert_eq!(read, Limits { per_sozialraum: Some(3), per_funktion });
    assert_eq!(LimitsInput::of(&read), LimitsInput { sozialraum: "3".into(), ..with("", "ki_so", "20").limits });
    assert!(!with("", "ki_so", " ").check(today).expect("a good form").limits.are_set());
    let faults = with("0", "ki_so", "viele").check(today).expect_err("two faults");
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["limit_sozialraum", "limit_ki_so"]);
    let unknown = with("", "gast", "3").check(today);
    assert_eq!(unknown, Err(vec![FieldError::new("limit_sozialraum", ErrorCode::NotAChoice)]));
}

#[test]
fn people_read_which_limit_keeps_them_waiting() {
    let limits = Limits { per_sozialraum: Some(3), per_funktion: BTreeMap::from([(Funktion::KiSo, 1)]) };
    let terms = german::terms(&limits, true);
    assert_eq!(
        terms[..2],
        [
            "Höchstens 3 Personen je Sozialraum.".to_owned(),
            "Höchstens 1 Person mit der Funktion Kita-Sozialarbeit (KiSo).".to_owned(),
        ]
    );
    assert!(terms[2].contains("Warteliste") && !german::terms(&limits, false)[2].contains("Warteliste"));
    assert_eq!(german::terms(&Limits::default(), true), [""; 0]);
    let mut roll = limited(9, Some(1), None);
    register_all(&mut roll, &[0, 3]);
    let place = place_of(&roll.event.plan, &roll.all(), &roll.row(3).expect("waits").person).expect("a place");
    let office = "Platz 1: wartet, für den Sozialraum ist der eine Platz vergeben";
    assert_eq!(events_german::place(place, 8), office);
    let own = "Sie stehen auf Platz 1 der Warteliste. Für den Sozialraum ist der eine Platz vergeben.";
    assert_eq!(events_german::own_place(place, 8, &roll.event.plan), own);
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Alone(u32),
    Both(u32, u32),
    Cancel(u32),
    Capacity(u32),
    Limit(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..12u32).prop_map(Step::Alone),
        2 => (KISO..KISO + 6).prop_map(Step::Alone),
        2 => (0..12u32, KISO..KISO + 6).prop_map(|(first, second)| Step::Both(first, second)),
        2 => (0..12u32).prop_map(Step::Cancel),
        1 => (0..9u32).prop_map(Step::Capacity),
        1 => (1..5u32).prop_map(Step::Limit),
    ];
    proptest::collection::vec(step, 0..60)
}

fn walk(roll: &mut Roll, step: Step) {
    match step {
        Step::Alone(number) => drop(roll.register(&alone(number), noon(6))),
        Step::Both(first, second) => drop(roll.register(&both(first, second), noon(6))),
        Step::Cancel(number) => roll.cancel(number),
        Step::Capacity(capacity) => roll.set_capacity(capacity),
        Step::Limit(limit) => {
            roll.event.plan.limits.per_sozialraum = Some(limit);
            roll.promote(noon(6));
        }
    }
}

/// Whoever waits is kept back by a limit, or by a lack of seats of their own or of somebody before them who no limit keeps back.
fn list_is_fair(roll: &Roll) -> bool {
    let (all, held) = (roll.all(), roll.held());
    let parties = parties(&all);
    let first = parties.iter().find(|party| roll.event.plan.limits.reached(&held, party).is_none());
    first.is_none_or(|party| i64::from(party.len() as u32) > roll.event.seats.free())
}

proptest! {
    /// However people come and go: the head record counts the rows, nobody gets a seat beyond a limit, and nobody waits for
    /// nothing.
    #[test]
    fn limits_hold_and_the_list_stays_fair(steps in steps()) {
        let mut roll = limited(6, Some(2), Some(3));
        for step in steps {
            let before: Vec<_> = roll.seated().into_iter().map(|row| row.person.clone()).collect();
            walk(&mut roll, step);
            let seats = roll.event.seats;
            prop_assert_eq!(seats.taken as usize, roll.seated().len());
            prop_assert_eq!(seats.waiting as usize, roll.waiting().len());
            prop_assert!(list_is_fair(&roll), "{:?}", roll);
            for row in roll.seated().into_iter().filter(|row| !before.contains(&row.person)) {
                let limit = roll.event.plan.limits.per_sozialraum.unwrap_or(u32::MAX);
                let region = row.sozialraum.filter(|region| {
                    roll.seated().into_iter().filter(|other| other.sozialraum == Some(*region)).count() > limit as usize
                });
                prop_assert_eq!(region, None);
                if row.participant.funktion == Funktion::KiSo {
                    let kisos = roll.seated().into_iter().filter(|row| row.participant.funktion == Funktion::KiSo);
                    prop_assert!(kisos.count() <= 3);
                }
            }
        }
    }
}
