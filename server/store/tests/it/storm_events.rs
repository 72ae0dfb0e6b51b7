//! Many people, few seats, all at once.

use crate::{
    engines::{Stage, noon, on_each_engine, storm_on_each_engine},
    story_events::{SEMINAR, key, koordination, mails, mails_at, plan, single, tandem},
};
use chrono::Days;
use domain::events::{
    EventPlan, Funktion,
    limits::{Limits, Reached},
    port::{EventStore, RegistrationOutcome},
    rules::{Availability, Refusal, Registrar},
};
use std::sync::Arc;
use store::internals::SeatGuards;
use tokio::{sync::Barrier, task::JoinSet};

/// So many people register at the same moment, each twice as a double click would.
async fn storm(stage: &Stage, guards: SeatGuards, people: u32) -> Vec<RegistrationOutcome> {
    let start = Arc::new(Barrier::new(people as usize));
    let mut answers = JoinSet::new();
    for number in 0..people {
        let (store, start) = (stage.store.clone(), start.clone());
        answers.spawn(async move {
            start.wait().await;
            let party = single(number);
            let clicks = tokio::join!(
                store.take_seats(guards, Registrar::Guest, SEMINAR, &party, noon()),
                store.take_seats(guards, Registrar::Guest, SEMINAR, &party, noon()),
            );
            [clicks.0.expect("an answer to the first click"), clicks.1.expect("an answer to the second click")]
        });
    }
    answers.join_all().await.into_iter().flatten().collect()
}

/// What the storm must leave behind, whatever makes it so.
async fn expect_exact(stage: &Stage, guards: SeatGuards, people: u32, seats: u32) {
    let by = koordination();
    stage.store.create(&by, SEMINAR, &plan(seats), noon()).await.expect("a new event");
    let answers = storm(stage, guards, people).await;
    let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count() as u32;
    let full = Refusal::Unavailable { availability: Availability::Full };
    // Nobody is left without an answer, and a conflict is never shown as "ausgebucht": the counts add up.
    assert_eq!(answers.len() as u32, 2 * people, "on {}", stage.engine);
    assert_eq!(count(RegistrationOutcome::Registered), seats, "on {}", stage.engine);
    assert_eq!(count(RegistrationOutcome::AlreadyRegistered), seats, "on {}", stage.engine);
    assert_eq!(count(RegistrationOutcome::Refused(full)), 2 * (people - seats), "on {}", stage.engine);
    assert_eq!(seated(stage).await, (seats, seats as usize), "on {}", stage.engine);
}

/// Seats taken by the head record, and registrations that hold one.
async fn seated(stage: &Stage) -> (u32, usize) {
    let by = koordination();
    let event = stage.store.find(&by, SEMINAR).await.expect("the event");
    let rows = stage.store.registrations(&by, SEMINAR).await.expect("a list");
    (event.seats.taken, rows.iter().filter(|row| row.status.holds_seat()).count())
}

#[test]
fn two_hundred_people_on_forty_seats_are_forty_registrations_and_an_answer_to_everybody() {
    storm_on_each_engine(|stage| async move { expect_exact(&stage, SeatGuards::ALL, 200, 40).await });
}

/// As between two processes, which do not share the queue. Fewer people, because all meet at the head record.
#[test]
fn the_head_record_alone_keeps_the_count() {
    on_each_engine(
        |stage| async move { expect_exact(&stage, SeatGuards { queue: false, version: true }, 24, 8).await },
    );
}

/// The control: without the guards the same storm oversells, so the tests above can fail.
#[test]
fn without_its_guards_the_event_is_oversold() {
    on_each_engine(|stage| async move {
        let by = koordination();
        stage.store.create(&by, SEMINAR, &plan(40), noon()).await.expect("a new event");
        storm(&stage, SeatGuards { queue: false, version: false }, 200).await;
        let (_, registrations) = seated(&stage).await;
        assert!(registrations > 40, "{registrations} on 40 seats on {}", stage.engine);
    });
}

/// So many seats, of which Kita-Leitungen, as everybody in these storms is one, get at most so many.
fn limited(seats: u32, limit: u32) -> EventPlan {
    let limits = Limits { per_funktion: [(Funktion::KitaLeitung, limit)].into(), ..Limits::default() };
    EventPlan { limits, ..plan(seats) }
}

/// A limit is kept as exactly as the seats are, also without the queue of one process.
#[test]
fn nobody_gets_a_seat_beyond_a_limit() {
    on_each_engine(|stage| async move {
        let (by, limit) = (koordination(), 6);
        stage.store.create(&by, SEMINAR, &limited(40, limit), noon()).await.expect("a new event");
        let answers = storm(&stage, SeatGuards { queue: false, version: true }, 24).await;
        let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count() as u32;
        let reached = Reached::Funktion { funktion: Funktion::KitaLeitung, limit };
        let refused = RegistrationOutcome::Refused(Refusal::LimitReached { reached });
        assert_eq!(count(RegistrationOutcome::Registered), limit, "on {}", stage.engine);
        assert_eq!(count(RegistrationOutcome::AlreadyRegistered), limit, "on {}", stage.engine);
        assert_eq!(count(refused), 2 * (24 - limit), "on {}", stage.engine);
        assert_eq!(seated(&stage).await, (limit, limit as usize), "on {}", stage.engine);
    });
}

/// The control: without the guards the same storm passes the limit.
#[test]
fn without_its_guards_a_limit_is_passed() {
    on_each_engine(|stage| async move {
        let by = koordination();
        stage.store.create(&by, SEMINAR, &limited(40, 4), noon()).await.expect("a new event");
        storm(&stage, SeatGuards { queue: false, version: false }, 24).await;
        let (_, registrations) = seated(&stage).await;
        assert!(registrations > 4, "{registrations} of 4 on {}", stage.engine);
    });
}

/// Promotion by cancelling and by a larger capacity at the same moment: each seat once, each mail once.
#[test]
fn seats_that_become_free_at_the_same_moment_are_given_once() {
    on_each_engine(|stage| async move {
        let by = koordination();
        let waiting = EventPlan { waiting_list: true, ..plan(6) };
        stage.store.create(&by, SEMINAR, &waiting, noon()).await.expect("a new event");
        for number in 0..30 {
            let taken = stage.store.register(Registrar::Guest, SEMINAR, &single(number), noon()).await;
            taken.expect("an answer");
        }
        let start = Arc::new(Barrier::new(7));
        let mut work = JoinSet::new();
        for number in 0..6 {
            let (store, start) = (stage.store.clone(), start.clone());
            work.spawn(async move {
                start.wait().await;
                store.cancel(&koordination(), SEMINAR, &key(number), noon()).await
            });
        }
        let (store, larger) = (stage.store.clone(), EventPlan { capacity: 10, ..waiting });
        work.spawn(async move {
            start.wait().await;
            store.update(&koordination(), SEMINAR, &larger, 1, noon()).await
        });
        assert!(work.join_all().await.iter().all(Result::is_ok));
        assert_eq!(seated(&stage).await, (10, 10), "on {}", stage.engine);
        let rows = stage.store.registrations(&by, SEMINAR).await.expect("a list");
        let first_in_line: Vec<_> = (6..16).map(key).collect();
        for row in rows {
            assert_eq!(row.status.holds_seat(), first_in_line.contains(&row.person), "on {}", stage.engine);
        }
        let sent = mails(&stage).await;
        assert_eq!(
            sent.len(),
            6 + 24 + 10 + 6,
            "six seats, twenty-four on the list, ten promoted, six cancelled: one mail each on {}",
            stage.engine
        );
    });
}

/// Promotion by the job that clears away what is past its deadline, by hand and by a larger capacity, all at the same moment.
#[test]
fn a_job_a_hand_and_a_larger_capacity_promote_each_seat_once_with_one_mail_each() {
    on_each_engine(|stage| async move {
        let waiting = EventPlan { waiting_list: true, ..plan(8) };
        stage.store.create(&koordination(), SEMINAR, &waiting, noon()).await.expect("a new event");
        // Six seats are held by tandems that nobody confirms, two by single people; twenty wait.
        let tandems = (0..3).map(|pair| tandem(pair, 100 + pair));
        for party in tandems.chain((10..32).map(single)) {
            stage.store.register(Registrar::Guest, SEMINAR, &party, noon()).await.expect("an answer");
        }
        assert_eq!((seated(&stage).await, mails(&stage).await.len()), ((8, 8), 6 + 22), "on {}", stage.engine);
        // A day after the last one to confirm.
        let late = noon() + Days::new(8);
        let start = Arc::new(Barrier::new(5));
        let mut work = JoinSet::new();
        for _ in 0..2 {
            let (store, start) = (stage.store.clone(), start.clone());
            work.spawn(async move {
                start.wait().await;
                store.expire(late).await.map(|_| ())
            });
        }
        for number in [10, 11] {
            let (store, start) = (stage.store.clone(), start.clone());
            work.spawn(async move {
                start.wait().await;
                store.cancel(&koordination(), SEMINAR, &key(number), late).await
            });
        }
        let (store, larger) = (stage.store.clone(), EventPlan { capacity: 10, ..waiting });
        work.spawn(async move {
            start.wait().await;
            store.update(&koordination(), SEMINAR, &larger, 1, late).await
        });
        let answers = work.join_all().await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?} on {}", stage.engine);
        assert_eq!(seated(&stage).await, (10, 10), "on {}", stage.engine);
        let rows = stage.store.registrations(&koordination(), SEMINAR).await.expect("a list");
        let first_in_line: Vec<_> = (12..22).map(key).collect();
        for row in rows {
            assert_eq!(row.status.holds_seat(), first_in_line.contains(&row.person), "on {}", stage.engine);
        }
        // Six halves of what was not confirmed, two cancelled, ten promoted: one mail each.
        let told = [0, 1, 2, 100, 101, 102, 10, 11].into_iter().chain(12..22);
        let mut expected: Vec<_> = told.map(|number| format!("person{number}@beispiel.de")).collect();
        expected.sort();
        assert_eq!(mails_at(&stage, late).await, expected, "on {}", stage.engine);
    });
}
