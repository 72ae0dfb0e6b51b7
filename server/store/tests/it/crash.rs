//! What was acknowledged is there after the process was killed, and was synced to the disk before it was acknowledged.
//!
//! Each test starts its own binary again, with an environment variable that makes the same test play the child.

use crate::{
    engines::{TestClock, block_on, on_disk},
    story_audit::koordination,
};
use rand::Rng;
use std::{
    collections::BTreeSet,
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};
use store::{
    Store, StoreConfig,
    internals::{Audit, Query},
};
use surrealdb::types::RecordId;

const FOLDER: &str = "STORE_CRASH_FOLDER";
const ROUNDS: u64 = 20;
const WRITERS: i64 = 4;

const WRITE: &str = "CREATE $id CONTENT { text: $text } RETURN NONE;";

/// Writes one audited row and says so on standard output, in one system call.
async fn write_and_acknowledge(store: &Store, number: i64) {
    let id = RecordId::new("written", number);
    let audit = Audit::values(&koordination(), "crash.write", crate::engines::noon()).of_record(id.clone());
    let query = Query::audited(WRITE, audit).bind("id", id).bind("text", "x".repeat(200));
    store.run(query).await.unwrap();
    std::io::stdout().lock().write_all(format!("\nack {number}\n").as_bytes()).unwrap();
}

/// Four writers without end; numbers never repeat, because each round starts at another thousand.
fn write_until_killed(folder: &Path, first: i64) {
    let config = on_disk(folder);
    block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        store.run(Query::write("DEFINE TABLE IF NOT EXISTS written;")).await.unwrap();
        let writers = (0..WRITERS).map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in (first + writer..).step_by(WRITERS as usize) {
                    write_and_acknowledge(&store, number).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
    });
}

/// This binary again, to run only the test `name`.
pub fn child(name: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", name, "--nocapture", "--test-threads=1"]);
    command
}

/// Every number that a child has acknowledged by the end of its output.
pub fn acknowledged(child: &mut Child) -> mpsc::Receiver<i64> {
    let (sender, receiver) = mpsc::channel();
    let output = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        // A killed child may end in the middle of a line, which then was not acknowledged.
        for line in output.lines().map_while(Result::ok) {
            if let Some(number) = line.strip_prefix("ack ") {
                let _ = sender.send(number.parse().unwrap());
            }
        }
    });
    receiver
}

#[test]
fn what_was_acknowledged_survives_kill_9() {
    if let Some(folder) = env::var_os(FOLDER) {
        let first = env::var("STORE_CRASH_FIRST").unwrap().parse().unwrap();
        return write_until_killed(Path::new(&folder), first);
    }
    let folder = tempfile::tempdir().unwrap();
    let mut expected = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut child = child("crash::what_was_acknowledged_survives_kill_9")
            .env(FOLDER, folder.path())
            .env("STORE_CRASH_FIRST", (round * 1_000_000).to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let acknowledgements = acknowledged(&mut child);
        // Every fourth child is killed while it starts or recovers, the others after their first write.
        if round % 4 != 3 {
            expected.insert(acknowledgements.recv_timeout(Duration::from_secs(60)).unwrap());
        }
        let end = Instant::now() + Duration::from_millis(rand::rng().random_range(0..300));
        while let Ok(number) = acknowledgements.recv_timeout(end.saturating_duration_since(Instant::now())) {
            expected.insert(number);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        expected.extend(acknowledgements);
        assert_present(folder.path(), &expected, round);
    }
    assert!(expected.len() > ROUNDS as usize, "too few writes to prove anything: {}", expected.len());
}

fn assert_present(folder: &Path, expected: &BTreeSet<i64>, round: u64) {
    let config = on_disk(folder);
    let (written, audited) = block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        store.run(Query::write("DEFINE TABLE IF NOT EXISTS written;")).await.unwrap();
        let written: Vec<i64> = store.rows(Query::read("SELECT VALUE record::id(id) FROM written;")).await.unwrap();
        let audited: Vec<i64> =
            store.rows(Query::read("SELECT VALUE record::id(subjects[0]) FROM audit;")).await.unwrap();
        assert_eq!(store.check_indexes().await.unwrap(), []);
        store.shutdown().await.unwrap();
        (BTreeSet::from_iter(written), BTreeSet::from_iter(audited))
    });
    let missing: Vec<_> = expected.difference(&written).collect();
    assert!(missing.is_empty(), "round {round}: acknowledged, but gone: {missing:?}");
    assert_eq!(written, audited, "round {round}: a row without its audit row, or the other way round");
}

const TRACED: i64 = 20;

fn write_traced(url: &str) {
    let config = StoreConfig::new(url);
    block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        store.run(Query::write("DEFINE TABLE IF NOT EXISTS written;")).await.unwrap();
        for number in 0..TRACED {
            write_and_acknowledge(&store, number).await;
        }
        store.shutdown().await.unwrap();
    });
}

/// Runs the traced child on `url`; for each acknowledgement after the first, whether between it and the one before
/// something was written into a file below `folder` and then synced.
fn trace(url: &str, folder: &Path) -> Vec<bool> {
    let log = folder.join("trace");
    let own = child("crash::the_disk_is_synced_before_each_acknowledgement");
    let status = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=write,writev,pwrite64,fsync,fdatasync", "-o"])
        .arg(&log)
        .arg(own.get_program())
        .args(own.get_args())
        .env("STORE_TRACE_URL", url)
        .stdout(Stdio::null())
        .status()
        .expect("strace is missing: `cargo xtask setup` installs it");
    assert!(status.success());
    steps(&std::fs::read_to_string(log).unwrap(), &folder.join("db").display().to_string())
}

fn steps(log: &str, database: &str) -> Vec<bool> {
    let mut synced_since = Vec::new();
    let (mut written, mut synced) = (false, false);
    // A call that was interrupted by another thread's line: the thread, while it syncs a file of the database.
    let mut syncing = BTreeSet::new();
    for line in log.lines() {
        let (thread, call) = line.split_once(' ').unwrap_or_default();
        let call = call.trim_start();
        if call.starts_with("write(1<") && call.contains("\\nack ") {
            synced_since.push(synced);
            (written, synced) = (false, false);
        } else if call.contains(database) && call.split('(').next().is_some_and(|name| name.contains("write")) {
            written = true;
        } else if call.contains(database) && call.ends_with("<unfinished ...>") {
            syncing.insert(thread.to_owned());
        } else if call.ends_with("= 0")
            && (call.contains(database) || (call.starts_with("<... f") && syncing.remove(thread)))
        {
            synced |= written;
        }
    }
    synced_since.split_off(1)
}

#[test]
fn the_disk_is_synced_before_each_acknowledgement() {
    if let Ok(url) = env::var("STORE_TRACE_URL") {
        return write_traced(&url);
    }
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(trace(&on_disk(folder.path()).url, folder.path()), vec![true; TRACED as usize - 1]);
    // The negative control: the memory engine syncs nothing, and the trace shows it.
    assert_eq!(trace("mem://", folder.path()), vec![false; TRACED as usize - 1]);
}
