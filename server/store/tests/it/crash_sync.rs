//! kill -9 of the server in the middle of pushes: nothing acknowledged is lost, nothing is there twice, and the sequence has
//! no gap.

use crate::{
    crash::{acknowledged, child},
    engines::{TestClock, block_on, on_disk},
    story_sync::{PROTOCOL, answered, device, kiso, open_erhebungen},
};
use domain::{
    ids::SubmissionId,
    sync::{
        ChangeKey, Noted, Record, Seen, Verdict,
        port::SyncStore,
        protocol::{Push, SentChange, StatusRequest},
    },
};
use rand::Rng;
use std::{
    env,
    io::Write,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};
use store::{Sequencer, Store, internals::Query};
use surrealdb::types::SurrealValue;
use tokio::task::JoinSet;
use uuid::Uuid;

const FOLDER: &str = "STORE_CRASH_SYNC_FOLDER";
const TABLETS: u128 = 3;
const BATCH: u32 = 20;

/// The issue asks for 10 in the test command; `CRASH_ROUNDS` sets another number.
fn rounds() -> u64 {
    env::var("CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// The same change under the same number, whoever makes it: a push that was cut off is sent again.
fn change(tablet: u128, seq: u32) -> SentChange {
    let key = ChangeKey { device: device(tablet), seq };
    let change = answered(SubmissionId::new(Uuid::from_u128(tablet)), &seq.to_string());
    Record::new(key, PROTOCOL, &Noted { change, base: Seen::default(), follows: 0 }).sent(key)
}

/// Tablets that push without end, each acknowledged on standard output after its receipt, and a sequencer.
fn push_until_killed(folder: &Path) {
    let config = on_disk(folder);
    block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        let mut tablets = JoinSet::<()>::new();
        for tablet in 1..=TABLETS {
            let store = store.clone();
            tablets.spawn(async move {
                let by = kiso(7, &[24]);
                let status = StatusRequest { device: device(tablet), known: None };
                let mut received = store.status(&by, &status).await.unwrap().device.received;
                loop {
                    let changes = (received + 1..=received + BATCH).map(|seq| change(tablet, seq)).collect();
                    let reply = store.push(&by, &Push { device: device(tablet), known: None, changes }).await.unwrap();
                    assert!(reply.receipts.iter().all(|receipt| receipt.verdict == Verdict::Accepted));
                    received = reply.device.received;
                    let number = tablet * 1_000_000 + u128::from(received);
                    std::io::stdout().lock().write_all(format!("\nack {number}\n").as_bytes()).unwrap();
                }
            });
        }
        let (_never, stopped) = tokio::sync::watch::channel(false);
        tokio::spawn(Sequencer::new(store.clone()).run(stopped));
        // None of them ends but by a panic, which then ends this process too.
        while let Some(ended) = tablets.join_next().await {
            ended.unwrap();
        }
    });
}

#[test]
fn what_was_acknowledged_to_a_tablet_survives_kill_9() {
    if let Some(folder) = env::var_os(FOLDER) {
        return push_until_killed(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let config = on_disk(folder.path());
    block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        open_erhebungen(&store).await;
        store.shutdown().await.unwrap();
    });
    let mut acks = [0; TABLETS as usize];
    for round in 0..rounds() {
        let mut child = child("crash_sync::what_was_acknowledged_to_a_tablet_survives_kill_9")
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let acknowledgements = acknowledged(&mut child);
        let mut note = |number: i64| {
            let (tablet, seq) = (number / 1_000_000, number % 1_000_000);
            acks[tablet as usize - 1] = seq.max(acks[tablet as usize - 1]);
        };
        note(acknowledgements.recv_timeout(Duration::from_secs(60)).unwrap());
        let end = Instant::now() + Duration::from_millis(rand::rng().random_range(0..300));
        while let Ok(number) = acknowledgements.recv_timeout(end.saturating_duration_since(Instant::now())) {
            note(number);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledgements.into_iter().for_each(&mut note);
        assert_whole(folder.path(), acks, round);
    }
    println!(
        "server killed {} times in mid-push, {} changes acknowledged, none lost",
        rounds(),
        acks.iter().sum::<i64>()
    );
    assert!(acks.iter().sum::<i64>() > 10 * i64::from(BATCH), "too few pushes to prove anything: {acks:?}");
}

fn assert_whole(folder: &Path, acks: [i64; TABLETS as usize], round: u64) {
    let config = on_disk(folder);
    block_on(async move {
        let clock = TestClock::new();
        clock.forward(chrono::TimeDelta::minutes(1 + round as i64));
        let store = Store::connect(&config, clock).await.unwrap();
        // What the killed sequencer left; its lease is over by this clock, and that of the last round as well.
        Sequencer::new(store.clone()).place_all().await.unwrap();
        for (tablet, acknowledged) in (1..).zip(acks) {
            let status = StatusRequest { device: device(tablet), known: None };
            let received = store.status(&kiso(7, &[24]), &status).await.unwrap().device.received;
            assert!(
                i64::from(received) >= acknowledged,
                "round {round}: {acknowledged} acknowledged, {received} there"
            );
            let query = "
                SELECT record::id(id)[1] AS seq, hash FROM change WHERE record::id(id)[0] = $device ORDER BY seq;
            ";
            let query = Query::read(query).bind("device", surrealdb::types::Uuid::from(device(tablet).uuid()));
            let rows: Vec<Held> = store.rows(query).await.unwrap();
            let expected: Vec<Held> =
                (1..=received).map(|seq| Held { seq: i64::from(seq), hash: change(tablet, seq).hash }).collect();
            assert!(rows == expected, "round {round}: tablet {tablet} has other changes than it sent");
        }
        let placed = crate::sequence::numbers(&store).await;
        let changes: i64 = store.value(Query::read("RETURN array::len((SELECT VALUE id FROM change));")).await.unwrap();
        assert!(placed.into_iter().eq(1..=changes), "round {round}: a place is missing, or given twice");
        assert_eq!(store.check_indexes().await.unwrap(), []);
        store.shutdown().await.unwrap();
    });
}

#[derive(PartialEq, SurrealValue)]
struct Held {
    seq: i64,
    hash: String,
}
