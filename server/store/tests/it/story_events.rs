//! The port for events: planning, registering, cancelling.

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::{
    AppError, ErrorCode,
    access::{Koordination, Principal, Registrant, Role, Scope},
    accounts::{Email, TokenHash},
    events::{
        Admission, Audience, Circle, EventDay, EventPlan, EventStatus, Format, Funktion, Opening, Participant, Party,
        PersonKey, RegistrationStatus,
        limits::Limits,
        listed::{at_hand, of_year},
        port::{AnswerOutcome, EventStore, ListedEvents, RegistrationOutcome},
        rules::{Availability, Place, Refusal, Registrar},
        tandem::Half,
    },
    ids::{AccountId, EventId, KitaId},
    mail::{Mail, port::Outbox},
};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

pub const SEMINAR: EventId = EventId::new(Uuid::from_u128(7));

/// Somebody of the office, for the functions that ask for a proof.
pub fn koordination() -> Koordination {
    somebody().require().expect("the Koordination has its right")
}

fn somebody() -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(1)), role: Role::Koordination, scope: Scope::All }
}

pub fn all_of_2026() -> (NaiveDate, NaiveDate) {
    of_year(2026).expect("a year")
}

/// Two days in April 2026, registration until 31 March; the stories begin on 2 March.
pub fn plan(capacity: u32) -> EventPlan {
    let day = |day| EventDay {
        date: NaiveDate::from_ymd_opt(2026, 4, day).expect("a valid date"),
        begin: NaiveTime::from_hms_opt(9, 0, 0).expect("a valid time"),
        end: NaiveTime::from_hms_opt(16, 30, 0).expect("a valid time"),
        place: "Kreishaus, Raum 1".into(),
        speaker: Some("Dr. Kim Beispiel".into()),
    };
    EventPlan {
        title: "Startseminar Frühjahr".into(),
        format: Format::TandemStartseminar,
        description: Some("Für neue Tandems".into()),
        contents: vec!["Rechtliche Grundlagen".into(), "Rollenklärung".into()],
        topics: vec!["Kinderschutz".into()],
        materials: vec!["Folien https://beispiel.de/folien.pdf".into()],
        days: vec![day(14), day(15)],
        capacity,
        minimum: None,
        limits: Limits::default(),
        opens: None,
        closes: NaiveDate::from_ymd_opt(2026, 3, 31).expect("a valid date"),
        cancel_until: None,
        audience: Audience::Public,
        circle: Circle::default(),
        status: EventStatus::Offen,
        waiting_list: false,
        guest_hours: None,
        reply_days: None,
        admission: Admission::Both,
        approval: false,
        confirm_days: 7,
        overtaking: false,
        required_share: 80,
    }
}

pub fn person(number: u32) -> Participant {
    Participant {
        name: format!("Person {number}"),
        email: Email::parse("email", &format!("person{number}@beispiel.de")).expect("a valid address"),
        funktion: Funktion::KitaLeitung,
        kita: None,
        einrichtung: Some("Kita Sonnenschein".into()),
        access_needs: Some("Rampe".into()),
        food_needs: None,
        arrival_needs: Some("Mitfahrgelegenheit".into()),
    }
}

pub fn single(number: u32) -> Party {
    Party::Single(person(number))
}

/// A link to the registration of a person, as a mail brings it that is sent now: each has one of its own. Of somebody who has not
/// registered it opens nothing.
pub async fn link(stage: &Stage, number: u32) -> TokenHash {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let opening = Opening::Registration { event: SEMINAR, person: key(number) };
    let hash = TokenHash(format!("hash {}", MADE.fetch_add(1, Ordering::Relaxed)));
    stage.store.keep_link(&opening, &hash, noon()).await.expect("an answer");
    hash
}

/// Person `first` is the Leitung and invites person `second`, a KiSo.
pub fn tandem(first: u32, second: u32) -> Party {
    let half = |number, funktion| Participant { funktion, ..person(number) };
    Party::Tandem {
        leitung: half(first, Funktion::KitaLeitung),
        kiso: half(second, Funktion::KiSo),
        inviting: Half::Leitung,
    }
}

pub fn key(number: u32) -> PersonKey {
    PersonKey::of(SEMINAR, &person(number).email)
}

pub async fn register(stage: &Stage, party: &Party) -> RegistrationOutcome {
    stage.store.register(Registrar::Guest, SEMINAR, party, noon()).await.expect("an answer")
}

/// Empties the outbox as the runner does; returns to whom it would have written.
pub async fn mails(stage: &Stage) -> Vec<String> {
    mails_at(stage, noon()).await
}

/// As [`mails`], at another time.
pub async fn mails_at(stage: &Stage, now: DateTime<Utc>) -> Vec<String> {
    let later = now + TimeDelta::hours(1);
    let mut sent = vec![];
    while let Some(claimed) = stage.store.claim(now, later).await.expect("an outbox") {
        stage.store.mark_sent(&claimed.id, now).await.expect("an outbox");
        sent.push(claimed.mail.to.to_string());
    }
    sent.sort();
    sent
}

#[test]
fn a_plan_is_stored_changed_and_listed() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        assert_eq!(store.create(&by, SEMINAR, &plan(3), noon()).await, Ok(()), "sent twice");
        assert_eq!(store.create(&by, SEMINAR, &plan(4), noon()).await, Err(AppError::Conflict));
        let event = store.find(&by, SEMINAR).await.expect("the event");
        assert_eq!((event.plan.clone(), event.seats.taken, event.revision), (plan(3), 0, 1));

        let (minimum, cancel_until) = (Some(2), NaiveDate::from_ymd_opt(2026, 4, 10));
        let basis = EventPlan { minimum, cancel_until, ..plan(3) };
        let changed = EventPlan { title: "Startseminar im April".into(), capacity: 5, description: None, ..basis };
        store.update(&by, SEMINAR, &changed, 1, noon()).await.expect("a change");
        let event = store.list(&by, all_of_2026()).await.expect("a list").events.remove(0);
        assert_eq!((event.plan, event.seats.capacity, event.revision), (changed.clone(), 5, 2));

        // The answer was lost and the same is sent again; something else on top of an old revision is refused.
        assert_eq!(store.update(&by, SEMINAR, &changed, 1, noon()).await, Ok(()));
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.revision), Ok(2));
        assert_eq!(store.update(&by, SEMINAR, &plan(3), 1, noon()).await, Err(AppError::Conflict));
        store.update(&by, SEMINAR, &plan(3), 2, noon()).await.expect("another change");
        store.update(&by, SEMINAR, &changed, 3, noon()).await.expect("and back");
        let outdated = store.update(&by, SEMINAR, &changed, 1, noon()).await;
        assert_eq!(outdated, Err(AppError::Conflict), "others have written since");
        let unknown = EventId::new(Uuid::from_u128(8));
        assert_eq!(store.update(&by, unknown, &changed, 1, noon()).await, Err(AppError::NotFound));
        assert_eq!(store.find(&by, unknown).await, Err(AppError::NotFound));
    });
}

#[test]
fn a_list_holds_what_is_at_hand_or_a_year() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let (early, late) = (EventId::new(Uuid::from_u128(8)), EventId::new(Uuid::from_u128(9)));
        let moved = |years: u32| {
            let mut plan = plan(3);
            plan.days.iter_mut().for_each(|day| day.date = day.date - Months::new(12 * years));
            plan
        };
        for (id, years) in [(SEMINAR, 0), (late, 1), (early, 5)] {
            store.create(&by, id, &moved(years), noon()).await.expect("a new event");
        }
        let ids = |found: ListedEvents| found.events.into_iter().map(|event| event.id).collect::<Vec<_>>();
        let today = noon().date_naive();
        assert_eq!(store.list(&by, at_hand(today)).await.map(ids), Ok(vec![SEMINAR, late]), "eleven months ago");
        assert_eq!(store.list(&by, of_year(2021).expect("a year")).await.map(ids), Ok(vec![early]));
        assert_eq!(store.list(&by, of_year(2023).expect("a year")).await.map(ids), Ok(vec![]));
        let mut days = store.first_days(&by).await.expect("days");
        days.sort_unstable();
        assert_eq!(days.iter().map(Datelike::year).collect::<Vec<_>>(), [2021, 2025, 2026]);
    });
}

#[test]
fn the_public_sees_what_is_published_for_all_and_not_over() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let id = |number| EventId::new(Uuid::from_u128(number));
        let drafts = EventPlan { status: EventStatus::Entwurf, ..plan(3) };
        let internal = EventPlan { audience: Audience::Members, ..plan(3) };
        for (number, plan) in [(10, plan(3)), (11, drafts), (12, internal)] {
            store.create(&by, id(number), &plan, noon()).await.expect("a new event");
        }
        let shown = store.announced(Registrar::Guest, noon()).await.expect("a list");
        assert_eq!(shown.iter().map(|event| event.id).collect::<Vec<_>>(), [id(10)]);
        assert!(store.announced_event(Registrar::Guest, id(10)).await.is_ok());
        for (hidden, answer) in [(11, AppError::NotFound), (12, AppError::Unauthenticated), (13, AppError::NotFound)] {
            assert_eq!(store.announced_event(Registrar::Guest, id(hidden)).await.err(), Some(answer));
            let outcome = store.register(Registrar::Guest, id(hidden), &single(1), noon()).await;
            assert_eq!(outcome, Err(AppError::NotFound));
        }
        let registrant: Registrant = somebody().require().expect("the Koordination may register people");
        let member = Registrar::Member(&registrant);
        let seen: Vec<_> =
            store.announced(member, noon()).await.expect("a list").iter().map(|event| event.id).collect();
        assert_eq!(seen, [id(10), id(12)], "with an account also what is for accounts, no drafts");
        assert!(store.announced_event(member, id(12)).await.is_ok());
        let on_the_last_day = store.announced(Registrar::Guest, noon() + TimeDelta::days(44)).await.expect("a list");
        assert_eq!(on_the_last_day.len(), 1, "on its last day it is still shown");
        assert_eq!(store.announced(Registrar::Guest, noon() + TimeDelta::days(45)).await, Ok(vec![]));
    });
}

#[test]
fn a_registration_is_one_however_often_it_is_sent() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(2), noon()).await.expect("a new event");
        assert_eq!(register(&stage, &single(1)).await, RegistrationOutcome::Registered);
        assert_eq!(register(&stage, &single(1)).await, RegistrationOutcome::AlreadyRegistered);

        let rows = store.registrations(&by, SEMINAR).await.expect("a list");
        assert_eq!(rows.len(), 1);
        assert_eq!((&rows[0].participant, rows[0].status), (&person(1), RegistrationStatus::Angemeldet));
        assert_eq!(store.announced_event(Registrar::Guest, SEMINAR).await.map(|event| event.seats.taken), Ok(1));
        assert_eq!(mails(&stage).await, ["person1@beispiel.de"]);
    });
}

#[test]
fn who_comes_too_late_is_told_and_nothing_is_written() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        assert_eq!(register(&stage, &tandem(1, 2)).await, RegistrationOutcome::Registered);
        let half = Refusal::TooFewForTandem { free: 1 };
        assert_eq!(register(&stage, &tandem(3, 4)).await, RegistrationOutcome::Refused(half));
        assert_eq!(register(&stage, &single(5)).await, RegistrationOutcome::Registered);
        let full = Refusal::Unavailable { availability: Availability::Full };
        assert_eq!(register(&stage, &single(6)).await, RegistrationOutcome::Refused(full));
        assert_eq!(store.registrations(&by, SEMINAR).await.map(|rows| rows.len()), Ok(3));
        assert_eq!(mails(&stage).await, ["person1@beispiel.de", "person2@beispiel.de", "person5@beispiel.de"]);

        let closed = store.register(Registrar::Guest, SEMINAR, &single(6), noon() + TimeDelta::days(30)).await;
        let closes = plan(3).closes;
        let refusal = Refusal::Unavailable { availability: Availability::Closed { closes } };
        assert_eq!(closed, Ok(RegistrationOutcome::Refused(refusal)));
    });
}

#[test]
fn a_cancelled_seat_is_free_for_the_next_and_a_tandem_is_cancelled_whole() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(2), noon()).await.expect("a new event");
        register(&stage, &tandem(1, 2)).await;
        for _ in 0..2 {
            store.cancel(&by, SEMINAR, &key(2), noon()).await.expect("a cancellation");
        }
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.seats.taken), Ok(0));
        let rows = store.registrations(&by, SEMINAR).await.expect("a list");
        assert!(rows.iter().all(|row| row.status == RegistrationStatus::Storniert), "{rows:?}");

        assert_eq!(register(&stage, &single(1)).await, RegistrationOutcome::Registered);
        assert_eq!(register(&stage, &single(3)).await, RegistrationOutcome::Registered);
        assert_eq!(store.cancel(&by, SEMINAR, &key(9), noon()).await, Err(AppError::NotFound));
        let sent = mails(&stage).await;
        let to = |number| sent.iter().filter(|mail| **mail == format!("person{number}@beispiel.de")).count();
        let expected = [3, 2, 1];
        assert_eq!([1, 2, 3].map(to), expected, "one mail for each time somebody registered or was cancelled");
    });
}

#[test]
fn a_lowered_capacity_throws_nobody_out() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        for number in 1..=3 {
            assert_eq!(register(&stage, &single(number)).await, RegistrationOutcome::Registered);
        }
        store.update(&by, SEMINAR, &plan(1), 1, noon()).await.expect("a change");
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.seats.free()), Ok(-2));
        store.cancel(&by, SEMINAR, &key(1), noon()).await.expect("a cancellation above the capacity");
        let full = Refusal::Unavailable { availability: Availability::Full };
        assert_eq!(register(&stage, &single(4)).await, RegistrationOutcome::Refused(full));
    });
}

#[test]
fn who_waits_moves_up_in_order_with_one_mail_each() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let waiting = EventPlan { waiting_list: true, ..plan(2) };
        store.create(&by, SEMINAR, &waiting, noon()).await.expect("a new event");
        for number in [1, 2] {
            assert_eq!(register(&stage, &single(number)).await, RegistrationOutcome::Registered);
        }
        assert_eq!(register(&stage, &tandem(3, 4)).await, RegistrationOutcome::Waitlisted);
        assert_eq!(register(&stage, &single(5)).await, RegistrationOutcome::Waitlisted);
        assert_eq!(register(&stage, &single(5)).await, RegistrationOutcome::AlreadyWaiting);
        assert_eq!(mails(&stage).await.len(), 5, "two seats, three on the list, none twice");

        store.cancel(&by, SEMINAR, &key(1), noon()).await.expect("a cancellation");
        assert_eq!(mails(&stage).await, ["person1@beispiel.de"], "one seat is no use to the two who are first in line");
        store.cancel(&by, SEMINAR, &key(2), noon()).await.expect("a cancellation");
        assert_eq!(mails(&stage).await, ["person2@beispiel.de", "person3@beispiel.de", "person4@beispiel.de"]);
        store.cancel(&by, SEMINAR, &key(2), noon()).await.expect("once more");
        assert_eq!(mails(&stage).await, Vec::<String>::new());

        let larger = EventPlan { capacity: 3, ..waiting };
        store.update(&by, SEMINAR, &larger, 1, noon()).await.expect("a change");
        assert_eq!(mails(&stage).await, ["person5@beispiel.de"]);
        let seats = store.find(&by, SEMINAR).await.expect("the event").seats;
        assert_eq!((seats.capacity, seats.taken, seats.waiting), (3, 3, 0));
        assert_eq!(store.update(&by, SEMINAR, &larger, 1, noon()).await, Ok(()), "sent twice");
        assert_eq!(mails(&stage).await, Vec::<String>::new(), "and told once");

        let mut moved = larger.clone();
        moved.days[0].place = "Bürgerhaus".into();
        store.update(&by, SEMINAR, &moved, 2, noon()).await.expect("another place");
        assert_eq!(mails(&stage).await, ["person3@beispiel.de", "person4@beispiel.de", "person5@beispiel.de"]);
        let called_off = EventPlan { status: EventStatus::Abgesagt, ..moved };
        store.update(&by, SEMINAR, &called_off, 3, noon()).await.expect("calling it off");
        assert_eq!(mails(&stage).await.len(), 3, "everybody concerned, once");
    });
}

#[test]
fn what_people_need_is_forgotten_four_weeks_after_the_last_day() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        let needs = async || {
            let rows = store.registrations(&by, SEMINAR).await.expect("a list");
            let person = &rows[0].participant;
            person.access_needs.clone().zip(person.arrival_needs.clone())
        };
        let four_weeks_after = noon() + TimeDelta::days(44 + 28);
        assert_eq!(store.delete_needs(four_weeks_after).await, Ok(0));
        assert_eq!(needs().await, Some(("Rampe".to_owned(), "Mitfahrgelegenheit".to_owned())));
        assert_eq!(store.delete_needs(four_weeks_after + TimeDelta::days(1)).await, Ok(1));
        assert_eq!(needs().await, None);
        assert_eq!(store.delete_needs(four_weeks_after + TimeDelta::days(1)).await, Ok(0));
    });
}

#[test]
fn registrations_are_forgotten_after_their_time_and_the_count_of_seats_stays() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        let last_day = (noon() + TimeDelta::days(44)).date_naive();
        assert_eq!(store.delete_registrations(last_day, 5).await, Ok(0));
        assert_eq!(store.delete_registrations(last_day + TimeDelta::days(1), 5).await, Ok(1));
        assert_eq!(store.registrations(&by, SEMINAR).await, Ok(vec![]));
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.seats.taken), Ok(1));
        assert_eq!(store.delete_registrations(last_day + TimeDelta::days(1), 5).await, Ok(0));
    });
}

#[test]
fn staff_register_through_the_same_path_and_a_kita_must_exist() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let internal = EventPlan { audience: Audience::Members, ..plan(1) };
        store.create(&by, SEMINAR, &internal, noon()).await.expect("a new event");
        let registrant: Registrant = somebody().require().expect("the Koordination may register people");
        let member = Registrar::Member(&registrant);
        let unknown = Participant { kita: Some(KitaId::new(Uuid::from_u128(99))), ..person(1) };
        let refused = store.register(member, SEMINAR, &Party::Single(unknown), noon()).await;
        assert_eq!(refused, Err(AppError::field("kita", ErrorCode::UnknownReference)));
        let seated = store.register(member, SEMINAR, &single(1), noon()).await;
        assert_eq!(seated, Ok(RegistrationOutcome::Registered));
        let full = Refusal::Unavailable { availability: Availability::Full };
        let late = store.register(member, SEMINAR, &single(2), noon()).await;
        assert_eq!(late, Ok(RegistrationOutcome::Refused(full)));
    });
}

#[test]
fn who_moves_up_is_asked_and_without_an_answer_the_seat_goes_to_the_next_one() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let asking = EventPlan { waiting_list: true, reply_days: Some(3), ..plan(1) };
        store.create(&by, SEMINAR, &asking, noon()).await.expect("a new event");
        for number in 1..=3 {
            register(&stage, &single(number)).await;
        }
        mails(&stage).await;
        store.cancel(&by, SEMINAR, &key(1), noon()).await.expect("a cancellation");
        let mut asked = None;
        while let Some(claimed) = store.claim(noon(), noon() + TimeDelta::hours(1)).await.expect("an outbox") {
            store.mark_sent(&claimed.id, noon()).await.expect("an outbox");
            asked = Some(claimed.mail).filter(|mail| mail.to == person(2).email).or(asked);
        }
        let Mail { text, opens, .. } = asked.expect("a mail to who moved up");
        assert!(text.contains("Der Platz ist bis zum 05.03.2026 für Sie reserviert"), "{text}");
        let own = Opening::Registration { event: SEMINAR, person: key(2) };
        assert_eq!((opens, text.contains(Mail::LINK_PLACE)), (Some(own), true), "with a link to answer by");

        let [last_day, later] = [3, 4].map(|days| noon() + TimeDelta::days(days));
        assert_eq!(store.expire(last_day).await, Ok(0));
        assert_eq!((store.expire(later).await, store.expire(later).await), (Ok(1), Ok(0)));
        assert_eq!(mails_at(&stage, later).await, ["person2@beispiel.de", "person3@beispiel.de"], "one mail each");
        let next = store.linked(SEMINAR, &link(&stage, 3).await).await.expect("a registration").registration;
        let answered_by = NaiveDate::from_ymd_opt(2026, 3, 9);
        assert_eq!((next.status, next.deadline), (RegistrationStatus::Angemeldet, answered_by));
        // Who has an account need not look for the first mail.
        let registrant: Registrant = somebody().require().expect("the Koordination may register people");
        for outcome in [AnswerOutcome::Done, AnswerOutcome::Unchanged] {
            assert_eq!(store.confirm_own(&registrant, &person(3).email, SEMINAR, later).await, Ok(outcome));
        }
        let stranger = store.confirm_own(&registrant, &person(9).email, SEMINAR, later).await;
        assert_eq!(stranger, Err(AppError::NotFound));
        let taken = store.linked(SEMINAR, &link(&stage, 3).await).await.expect("a registration").registration;
        assert_eq!((taken.status, taken.deadline), (RegistrationStatus::Bestaetigt, None));
        let seats = store.find(&by, SEMINAR).await.expect("the event").seats;
        assert_eq!((seats.taken, seats.waiting), (1, 0));
    });
}

#[test]
fn who_waits_finds_the_own_place() {
    on_each_engine(|stage| async move {
        let waiting = EventPlan { waiting_list: true, ..plan(1) };
        stage.store.create(&koordination(), SEMINAR, &waiting, noon()).await.expect("a new event");
        for number in 1..=3 {
            register(&stage, &single(number)).await;
        }
        let by: Registrant = somebody().require().expect("the Koordination may register people");
        for (number, place) in [(1, None), (2, Some(1)), (3, Some(2))] {
            let mine = stage.store.mine(&by, &person(number).email).await.expect("a list").events.remove(0);
            assert_eq!(mine.place.map(|place| place.number), place, "person {number}");
        }
        let linked = stage.store.linked(SEMINAR, &link(&stage, 3).await).await.expect("a registration");
        let elsewhere = stage.store.linked(EventId::new(Uuid::from_u128(8)), &link(&stage, 3).await).await;
        assert_eq!(elsewhere, Err(AppError::NotFound), "a link leads to its own event only");
        assert_eq!(linked.place, Some(Place { number: 2, people: 1, reached: None }));
    });
}

#[test]
fn regression_r8_reminders_go_once_to_those_who_registered_before() {
    on_each_engine(|stage| async move {
        stage.store.create(&koordination(), SEMINAR, &plan(5), noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        mails(&stage).await;
        // First day on 14 April; the clock of these stories is in UTC.
        let before = |days: u64| noon() + chrono::Days::new(43 - days);
        let remind = async |now| stage.store.remind(now).await.expect("reminders");
        assert_eq!(remind(before(8)).await, 0);
        assert_eq!((remind(before(7)).await, remind(before(7)).await, remind(before(6)).await), (1, 0, 0));
        assert_eq!((remind(before(2)).await, remind(before(1)).await), (1, 0));
        assert_eq!(remind(before(0)).await, 0, "it has begun");
        assert_eq!(mails_at(&stage, before(0)).await, ["person1@beispiel.de"; 2]);
    });
}
