//! What every story needs: a store on each engine, and a clock that stands still.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use domain::clock::Clock;
use std::{
    future::Future,
    path::Path,
    sync::{Arc, Mutex},
};
use store::{Store, StoreConfig};

/// A clock that moves only when told to. The office's time is taken to be UTC.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl TestClock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(noon())))
    }

    pub fn forward(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }

    fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        moment.naive_utc()
    }

    fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
        Utc.from_utc_datetime(&local)
    }
}

/// When every story begins: 2 March 2026, 12:00 UTC.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 12, 0, 0).unwrap()
}

/// A store on one engine, with what belongs to it.
#[derive(Clone)]
pub struct Stage {
    pub store: Store,
    pub clock: Arc<TestClock>,
    /// A folder of this stage only.
    pub folder: Arc<tempfile::TempDir>,
    pub engine: &'static str,
}

/// A database server to run the stories on as well, for example `ws://root:root@127.0.0.1:8000`. Not set in the test command:
/// nobody has such a program without more ado. See `docs/database-server.md`.
const SERVER: &str = "STORE_SERVER";

/// Runs a story on `mem://` and on `surrealkv://`, each on a fresh database that is closed afterwards; and on a server, where
/// one is named.
pub fn on_each_engine<F>(story: impl Fn(Stage) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    for engine in ["mem", "surrealkv", "ws"] {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let config = match engine {
            "mem" => StoreConfig::new("mem://"),
            "surrealkv" => on_disk(folder.path()),
            _ => match on_server() {
                Some(url) => StoreConfig::new(url),
                None => break,
            },
        };
        let clock = TestClock::new();
        let runtime = runtime();
        let store = runtime.block_on(Store::connect(&config, clock.clone())).unwrap();
        let story = story(Stage { store: store.clone(), clock, folder, engine });
        runtime.block_on(async {
            tokio::spawn(story).await.unwrap_or_else(|cause| panic!("the story failed on {engine}: {cause}"));
            store.shutdown().await.unwrap();
        });
    }
}

/// As [`on_each_engine`] for a storm, whose outcome depends on who comes first: twice in the test command, and as often as
/// `STORM_RUNS` says, which `cargo xtask storm` sets to twenty.
pub fn storm_on_each_engine<F>(story: impl Fn(Stage) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let runs: u32 = std::env::var("STORM_RUNS").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    assert!(0 < runs, "STORM_RUNS asks for no storm at all");
    for _ in 0..runs {
        on_each_engine(&story);
    }
}

/// The address of a database of its own on the server that is named, if one is.
pub fn on_server() -> Option<String> {
    let server = std::env::var(SERVER).ok()?;
    Some(format!("{server}/story_{}", uuid::Uuid::now_v7().simple()))
}

/// SurrealKV in the folder `db` below `folder`.
pub fn on_disk(folder: &Path) -> StoreConfig {
    StoreConfig::new(format!("surrealkv://{}", folder.join("db").display()))
}

/// Runs a future to its end on threads with 10 MiB of stack, as the server does: SurrealDB's queries recurse.
pub fn block_on<F>(future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    runtime().block_on(async { tokio::spawn(future).await.unwrap() })
}

fn runtime() -> tokio::runtime::Runtime {
    crate::log::print();
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .thread_stack_size(10 * 1024 * 1024)
        .enable_all()
        .build()
        .unwrap()
}
