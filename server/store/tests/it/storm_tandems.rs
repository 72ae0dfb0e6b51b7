//! Sixty pairs and thirty singles on forty-one seats, all at once.

use crate::{
    engines::{Stage, noon, on_each_engine, storm_on_each_engine},
    story_events::{SEMINAR, koordination, link, mails, plan, single, tandem},
};
use domain::events::{
    EventPlan, Party, Registration, RegistrationStatus,
    port::{EventStore, RegistrationOutcome},
    rules::Registrar,
    tandem::{Answer, Needs, Tandem, partner_of},
};
use std::sync::Arc;
use store::internals::SeatGuards;
use tokio::{sync::Barrier, task::JoinSet};

/// Pairs are the people 0 and 1000, 1 and 1001, and so on; singles begin here.
const SINGLES: u32 = 500;
const KISO: u32 = 1000;

/// Everybody registers at the same moment, each twice as a double click would.
async fn storm(stage: &Stage, guards: SeatGuards, pairs: u32, singles: u32) -> Vec<[RegistrationOutcome; 2]> {
    let parties: Vec<Party> =
        (0..pairs).map(|pair| tandem(pair, KISO + pair)).chain((0..singles).map(|one| single(SINGLES + one))).collect();
    let start = Arc::new(Barrier::new(parties.len()));
    let mut answers = JoinSet::new();
    for party in parties {
        let (store, start) = (stage.store.clone(), start.clone());
        answers.spawn(async move {
            start.wait().await;
            let clicks = tokio::join!(
                store.take_seats(guards, Registrar::Guest, SEMINAR, &party, noon()),
                store.take_seats(guards, Registrar::Guest, SEMINAR, &party, noon()),
            );
            [clicks.0.expect("an answer to the first click"), clicks.1.expect("an answer to the second click")]
        });
    }
    answers.join_all().await
}

async fn rows(stage: &Stage) -> Vec<Registration> {
    stage.store.registrations(&koordination(), SEMINAR).await.expect("a list")
}

fn seated(rows: &[Registration]) -> usize {
    rows.iter().filter(|row| row.status.holds_seat()).count()
}

/// Of everybody who holds a seat or waits and names another half, that half is there too, in the same state.
fn expect_no_half_pair(rows: &[Registration], engine: &str) {
    let active = rows.iter().filter(|row| row.status.holds_seat() || row.status == RegistrationStatus::Warteliste);
    for row in active.filter(|row| row.partner.is_some()) {
        let other = partner_of(row, rows).expect("the other half");
        assert!(Tandem::of(row, other).is_some(), "half a pair on {engine}: {:?} {:?}", row.status, other.status);
        assert_eq!(row.status.holds_seat(), other.status.holds_seat(), "half a pair on {engine}");
        assert_eq!(row.ticket, other.ticket, "half a pair on {engine}");
    }
}

/// A seat stays free only where the rule says so: the last one, when nobody may have it.
async fn expect_filled(stage: &Stage, plan: &EventPlan, guards: SeatGuards, pairs: u32, singles: u32) {
    let engine = stage.engine;
    stage.store.create(&koordination(), SEMINAR, plan, noon()).await.expect("a new event");
    let answers = storm(stage, guards, pairs, singles).await;
    let rows = rows(stage).await;
    expect_no_half_pair(&rows, engine);
    let seats = stage.store.find(&koordination(), SEMINAR).await.expect("the event").seats;
    assert_eq!(seats.taken as usize, seated(&rows), "on {engine}");
    assert!(seats.taken <= seats.capacity && seats.capacity - seats.taken <= 1, "{seats:?} on {engine}");

    let single_seats = rows.iter().filter(|row| row.partner.is_none() && row.status.holds_seat()).count();
    let first_in_line = rows.iter().filter(|row| row.ticket.is_some()).min_by_key(|row| row.ticket);
    let may_stay_free = match (plan.waiting_list, plan.overtaking) {
        (true, false) => first_in_line.is_some_and(|row| row.partner.is_some()),
        _ => single_seats == singles as usize,
    };
    assert!(seats.taken == seats.capacity || may_stay_free, "{seats:?} on {engine}");

    let first_times = answers
        .iter()
        .flatten()
        .filter(|answer| matches!(answer, RegistrationOutcome::Registered | RegistrationOutcome::Waitlisted));
    let stored = rows.iter().filter(|row| row.partner.is_none()).count()
        + rows.iter().filter(|row| row.partner.is_some()).count() / 2;
    assert_eq!(first_times.count(), stored, "of two clicks one is the first, on {engine}");
    assert_eq!(mails(stage).await.len(), rows.len(), "one mail each on {engine}");
}

#[test]
fn sixty_pairs_and_thirty_singles_on_forty_one_seats_are_never_half_a_pair() {
    storm_on_each_engine(|stage| async move { expect_filled(&stage, &plan(41), SeatGuards::ALL, 60, 30).await });
}

#[test]
fn with_a_waiting_list_nobody_overtakes_in_the_storm() {
    let plan = EventPlan { waiting_list: true, ..plan(41) };
    on_each_engine(move |stage| {
        let plan = plan.clone();
        async move { expect_filled(&stage, &plan, SeatGuards::ALL, 60, 30).await }
    });
}

#[test]
fn with_overtaking_the_last_seat_is_a_singles() {
    let plan = EventPlan { waiting_list: true, overtaking: true, ..plan(41) };
    on_each_engine(move |stage| {
        let plan = plan.clone();
        async move { expect_filled(&stage, &plan, SeatGuards::ALL, 60, 30).await }
    });
}

/// As between two processes, which do not share the queue.
#[test]
fn the_head_record_alone_keeps_pairs_whole() {
    let guards = SeatGuards { queue: false, version: true };
    on_each_engine(move |stage| async move { expect_filled(&stage, &plan(9), guards, 10, 6).await });
}

/// The control: without the guards the same storm oversells, so the tests above can fail.
#[test]
fn without_its_guards_pairs_are_oversold() {
    on_each_engine(|stage| async move {
        stage.store.create(&koordination(), SEMINAR, &plan(5), noon()).await.expect("a new event");
        storm(&stage, SeatGuards { queue: false, version: false }, 16, 4).await;
        let seated = seated(&rows(&stage).await);
        assert!(seated > 5, "{seated} on 5 seats on {}", stage.engine);
    });
}

/// Everything that frees and takes seats at the same moment: confirmed, declined and given up by link, cancelled by the
/// Koordination, a larger capacity, and deadlines.
#[test]
fn answers_at_the_same_moment_leave_whole_pairs_and_give_each_seat_once() {
    on_each_engine(|stage| async move {
        let waiting = EventPlan { waiting_list: true, ..plan(20) };
        stage.store.create(&koordination(), SEMINAR, &waiting, noon()).await.expect("a new event");
        for pair in 0..24 {
            let party = tandem(pair, KISO + pair);
            stage.store.register(Registrar::Guest, SEMINAR, &party, noon()).await.expect("an answer");
        }
        let start = Arc::new(Barrier::new(26));
        let mut work = JoinSet::new();
        for pair in 0..24 {
            let (store, start, hash) = (stage.store.clone(), start.clone(), link(&stage, KISO + pair).await);
            work.spawn(async move {
                start.wait().await;
                let what = [Answer::Confirm, Answer::Decline, Answer::Cancel][pair as usize % 3];
                for _ in 0..2 {
                    let answer = store.answer(SEMINAR, &hash, what, &Needs::default(), noon()).await;
                    answer.expect("an answer");
                }
            });
        }
        let (store, larger, begin) = (stage.store.clone(), EventPlan { capacity: 21, ..waiting }, start.clone());
        work.spawn(async move {
            begin.wait().await;
            store.update(&koordination(), SEMINAR, &larger, 1, noon()).await.expect("a change");
        });
        let store = stage.store.clone();
        work.spawn(async move {
            start.wait().await;
            store.expire(noon()).await.expect("nothing is overdue");
        });
        work.join_all().await;
        let rows = rows(&stage).await;
        expect_no_half_pair(&rows, stage.engine);
        let seats = stage.store.find(&koordination(), SEMINAR).await.expect("the event").seats;
        // Eight pairs have confirmed and sixteen are gone: all who stay have seats.
        assert_eq!((seats.taken, seats.waiting, seated(&rows)), (16, 0, 16), "on {}", stage.engine);
        let sent = mails(&stage).await;
        let confirmed_or_declined = 8 * 2 + 16;
        let promoted = 14 * 2;
        assert!(sent.len() >= 24 * 2 + confirmed_or_declined, "{} mails on {}", sent.len(), stage.engine);
        assert!(sent.len() <= 24 * 2 + confirmed_or_declined + promoted, "no mail twice on {}", stage.engine);
    });
}
