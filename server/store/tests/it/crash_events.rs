//! Issue 5 §5: the server is killed between a seat and its mail. Both are one transaction, so that neither is there without the
//! other, and what waited is sent after the restart, once.

use crate::{
    crash::{acknowledged, child},
    engines::{TestClock, block_on, noon, on_disk},
    story_events::{SEMINAR, koordination, person, plan, single},
};
use chrono::TimeDelta;
use domain::{
    events::{
        port::{EventStore, RegistrationOutcome},
        rules::Registrar,
    },
    mail::port::Outbox,
};
use rand::Rng;
use std::{
    collections::BTreeSet,
    env,
    io::Write,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};
use store::Store;

const FOLDER: &str = "STORE_CRASH_EVENTS_FOLDER";
const FIRST: &str = "STORE_CRASH_EVENTS_FIRST";
const ROUNDS: u32 = 6;

/// Registers one person after the other, each acknowledged on standard output.
fn register_until_killed(folder: &Path, first: u32) {
    let config = on_disk(folder);
    block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        // Only the first child has to make the event.
        if store.find(&koordination(), SEMINAR).await.is_err() {
            store.create(&koordination(), SEMINAR, &plan(1_000_000), noon()).await.unwrap();
        }
        for number in first.. {
            let outcome = store.register(Registrar::Guest, SEMINAR, &single(number), noon()).await.unwrap();
            assert_eq!(outcome, RegistrationOutcome::Registered);
            std::io::stdout().lock().write_all(format!("\nack {number}\n").as_bytes()).unwrap();
        }
    });
}

/// What is there after a restart: the addresses of those who have a seat, those that mails went to just now, and how many seats
/// are taken.
fn after_restart(folder: &Path) -> (BTreeSet<String>, Vec<String>, u32) {
    let config = on_disk(folder);
    block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        let rows = store.registrations(&koordination(), SEMINAR).await.unwrap();
        let taken = store.find(&koordination(), SEMINAR).await.unwrap().seats.taken;
        let mut mailed = Vec::new();
        while let Some(claimed) = store.claim(noon(), noon() + TimeDelta::hours(1)).await.unwrap() {
            store.mark_sent(&claimed.id, noon()).await.unwrap();
            mailed.push(claimed.mail.to.to_string());
        }
        store.shutdown().await.unwrap();
        (rows.iter().map(|row| row.participant.email.to_string()).collect(), mailed, taken)
    })
}

#[test]
fn a_seat_and_its_mail_survive_kill_9_together_or_not_at_all() {
    if let Some(folder) = env::var_os(FOLDER) {
        let first = env::var(FIRST).unwrap().parse().unwrap();
        return register_until_killed(Path::new(&folder), first);
    }
    let folder = tempfile::tempdir().unwrap();
    let (mut expected, mut mailed) = (BTreeSet::new(), BTreeSet::new());
    for round in 0..ROUNDS {
        let mut child = child("crash_events::a_seat_and_its_mail_survive_kill_9_together_or_not_at_all")
            .env(FOLDER, folder.path())
            .env(FIRST, (round * 10_000).to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let acknowledgements = acknowledged(&mut child);
        expected.insert(acknowledgements.recv_timeout(Duration::from_secs(60)).unwrap());
        let end = Instant::now() + Duration::from_millis(rand::rng().random_range(0..300));
        while let Ok(number) = acknowledgements.recv_timeout(end.saturating_duration_since(Instant::now())) {
            expected.insert(number);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        expected.extend(acknowledgements);

        let (seated, sent, taken) = after_restart(folder.path());
        for address in sent {
            assert!(mailed.insert(address), "round {round}: somebody was written to twice");
        }
        assert_eq!(seated, mailed, "round {round}: a seat without its mail, or the other way round");
        assert_eq!(taken as usize, seated.len(), "round {round}");
        let missing = expected.iter().filter(|number| !seated.contains(person(**number as u32).email.as_str()));
        assert_eq!(missing.count(), 0, "round {round}: acknowledged, but gone");
    }
    assert!(expected.len() > ROUNDS as usize, "too few registrations to prove anything: {}", expected.len());
}
