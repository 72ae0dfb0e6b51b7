//! The indexes are checked once a night, and who operates the server hears of what is wrong.

use crate::sync::Log;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::{AppError, clock::Clock};
use server::nightly::each_night;
use std::{
    cell::Cell,
    collections::VecDeque,
    future::pending,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use store::IndexFault;
use tokio::{sync::watch, time::timeout};

const TICK: Duration = Duration::from_millis(1);
/// For what would otherwise never end.
const PATIENCE: Duration = Duration::from_secs(60);

/// Shows one moment after the other, and after the last one asks the check to stop. The office's time is taken to be UTC.
struct Script {
    left: Mutex<VecDeque<NaiveDateTime>>,
    shown: Mutex<NaiveDateTime>,
    stop: watch::Sender<bool>,
}

impl Script {
    fn new(moments: &[(u32, u32, u32)]) -> (Self, watch::Receiver<bool>) {
        let (stop, stopped) = watch::channel(false);
        let left = moments.iter().map(|moment| at(*moment)).collect();
        (Self { left: Mutex::new(left), shown: Mutex::new(at((1, 12, 0))), stop }, stopped)
    }

    fn shown(&self) -> NaiveDateTime {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for Script {
    fn now(&self) -> DateTime<Utc> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        match self.left.lock().unwrap_or_else(PoisonError::into_inner).pop_front() {
            Some(moment) => *shown = moment,
            None => {
                self.stop.send_replace(true);
            }
        }
        shown.and_utc()
    }

    fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        moment.naive_utc()
    }

    fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
        local.and_utc()
    }
}

/// Day of March 2026, hour and minute.
fn at((day, hour, minute): (u32, u32, u32)) -> NaiveDateTime {
    let date = NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
    date.and_hms_opt(hour, minute, 0).expect("a time")
}

#[tokio::test]
async fn indexes_are_checked_once_a_night_and_again_after_a_failure() {
    let moments =
        [(2, 9, 0), (3, 1, 50), (3, 2, 0), (3, 2, 10), (3, 2, 20), (3, 4, 50), (3, 5, 0), (4, 3, 0), (4, 22, 0)];
    let (script, stopped) = Script::new(&moments);
    let calls = Mutex::new(Vec::new());
    let check = || {
        let mut calls = calls.lock().unwrap();
        calls.push(script.shown());
        let answer = if calls.len() == 1 { Err(AppError::Conflict) } else { Ok(Vec::new()) };
        async move { answer }
    };
    timeout(PATIENCE, each_night(&script, TICK, stopped, check)).await.expect("an end");
    assert_eq!(*calls.lock().unwrap(), [(3, 2, 0), (3, 2, 10), (4, 3, 0)].map(at));
}

#[tokio::test]
async fn a_check_under_way_does_not_hold_up_the_end() {
    let (script, stopped) = Script::new(&[(3, 2, 0)]);
    let begun = Cell::new(false);
    let check = || {
        begun.set(true);
        script.stop.send_replace(true);
        pending::<Result<Vec<IndexFault>, AppError>>()
    };
    timeout(PATIENCE, each_night(&script, TICK, stopped, check)).await.expect("an end");
    assert!(begun.get());
}

#[tokio::test]
async fn a_wrong_index_is_an_error_in_the_log_without_contents() {
    let (table, index) = ("account", "account_email");
    let stale = |record: &str| IndexFault::Stale { table: table.into(), index: index.into(), record: record.into() };
    let records = vec!["account:geheim1".into(), "account:geheim2".into()];
    let duplicate = IndexFault::Duplicate { table: table.into(), index: index.into(), records };
    let faults = [duplicate, stale("account:geheim1"), stale("account:geheim2")];
    let (script, stopped) = Script::new(&[(3, 2, 0), (3, 9, 0)]);

    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_env_filter("info").with_ansi(false).with_writer(move || writer.clone()).finish();
    let logged = tracing::subscriber::set_default(subscriber);
    let check = || {
        let found = faults.to_vec();
        async move { Ok::<_, AppError>(found) }
    };
    timeout(PATIENCE, each_night(&script, TICK, stopped, check)).await.expect("an end");
    drop(logged);

    let text = String::from_utf8(log.0.lock().unwrap().clone()).expect("text");
    let errors: Vec<&str> = text.lines().filter(|line| line.contains("ERROR")).collect();
    let [error] = errors[..] else { panic!("{text}") };
    for telling in [r#"table="account""#, r#"index="account_email""#, "duplicates=1", "stale=2"] {
        assert!(error.contains(telling), "{telling} in {error}");
    }
    assert!(!text.contains("geheim"), "{text}");
}
