//! Many people, few seats, all at once.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, koordination, plan, single},
};
use domain::events::{
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
fn sixty_people_on_twenty_seats_are_twenty_registrations_and_sixty_answers() {
    on_each_engine(|stage| async move { expect_exact(&stage, SeatGuards::ALL, 60, 20).await });
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
        stage.store.create(&by, SEMINAR, &plan(4), noon()).await.expect("a new event");
        storm(&stage, SeatGuards { queue: false, version: false }, 24).await;
        let (_, registrations) = seated(&stage).await;
        assert!(registrations > 4, "{registrations} on 4 seats on {}", stage.engine);
    });
}
