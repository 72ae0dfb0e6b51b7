//! A connection to a database server that breaks: what was acknowledged is there once, what was refused is not there later,
//! and nobody waits without end. With a server only (`STORE_SERVER`), except for the addresses where none answers.

use crate::{
    engines::{TestClock, block_on, on_server},
    proxy::Proxy,
};
use domain::AppError;
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use store::{StartError, Store, StoreConfig, internals::Query};
use surrealdb::types::RecordId;
use tokio::{
    net::TcpListener,
    time::{interval, timeout},
};

/// A call takes about ten seconds at most while nobody answers; some more on a machine with other work.
const LIMIT: Duration = Duration::from_secs(25);
/// By when something is so that must become so. A server built without optimisation needs seconds for a login.
const DEADLINE: Duration = Duration::from_secs(90);
/// When the watchdog would end the process (`server::watchdog::Rhythm::SERVER`).
const WATCHDOG: Duration = Duration::from_secs(30);

const DEFINE: &str = "DEFINE TABLE broken_head; DEFINE TABLE broken_row;";

/// Of the same head twice, it is done once. Rows have ids of chance, so whatever is done twice leaves twice the rows.
const WRITE: &str = "
    IF !record::exists($head) {
        CREATE $head CONTENT { at: 0 } RETURN NONE;
        FOR $row IN $rows { CREATE broken_row CONTENT { of: $head, row: $row } RETURN NONE };
    };
";

/// A store behind a proxy, and one that sees the same database without it.
#[derive(Clone)]
struct Road {
    proxy: Arc<Proxy>,
    store: Store,
    direct: Store,
}

impl Road {
    async fn open(url: &str) -> Self {
        let (login, place) = url.rsplit_once('@').expect("STORE_SERVER=ws://USER:PASSWORD@HOST:PORT");
        let (server, database) = place.split_once('/').unwrap();
        let proxy = Arc::new(Proxy::to(server).await);
        let through = StoreConfig::new(format!("{login}@{}/{database}", proxy.address));
        let store = Store::connect(&through, TestClock::new()).await.unwrap();
        let direct = Store::connect(&StoreConfig::new(url), TestClock::new()).await.unwrap();
        direct.run(Query::write(DEFINE)).await.unwrap();
        Self { proxy, store, direct }
    }

    async fn write(&self, head: i64, rows: i64) -> Result<(), AppError> {
        let id = RecordId::new("broken_head", head);
        self.store.run(Query::write(WRITE).bind("head", id).bind("rows", Vec::from_iter(0..rows))).await
    }

    /// The heads of all rows in order, each as often as it has rows.
    async fn written(&self) -> Vec<i64> {
        let query = Query::read("SELECT VALUE record::id(of) FROM broken_row;");
        let mut heads: Vec<i64> = self.direct.rows(query).await.unwrap();
        heads.sort_unstable();
        heads
    }

    async fn rows_of(&self, head: i64) -> usize {
        self.written().await.into_iter().filter(|found| *found == head).count()
    }

    /// Refused, and in time.
    async fn assert_refused(&self, head: i64) {
        let begun = Instant::now();
        assert_eq!(self.write(head, 1).await, Err(AppError::Unreachable));
        assert!(begun.elapsed() < LIMIT, "refused after {:?} only", begun.elapsed());
    }

    /// "No" is an answer, and comes long before the watchdog takes the process for frozen.
    async fn assert_no_ping(&self) {
        let begun = Instant::now();
        assert!(!self.store.ping().await);
        assert!(begun.elapsed() < WATCHDOG / 2, "no answer for {:?}", begun.elapsed());
    }
}

fn on_a_road<F>(story: impl FnOnce(Road) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    let Some(url) = on_server() else { return };
    block_on(async move { story(Road::open(&url).await).await });
}

/// Asks until it is so.
async fn until<F: Future<Output = bool>>(what: &str, is_so: impl Fn() -> F) {
    let mut ticks = interval(Duration::from_millis(1));
    let asked = async {
        while !is_so().await {
            ticks.tick().await;
        }
    };
    timeout(DEADLINE, asked).await.unwrap_or_else(|_| panic!("not so after {DEADLINE:?}: {what}"));
}

/// Asks again as long as the server is away, as a device does.
async fn insist<T, F: Future<Output = Result<T, AppError>>>(ask: impl Fn() -> F) -> T {
    let asked = async {
        loop {
            match ask().await {
                Ok(answer) => return answer,
                Err(AppError::Unreachable | AppError::Conflict) => tokio::task::yield_now().await,
                Err(other) => panic!("a broken connection led to: {other}"),
            }
        }
    };
    timeout(DEADLINE, asked).await.unwrap_or_else(|_| panic!("the server is still away after {DEADLINE:?}"))
}

#[test]
fn addresses_where_nobody_answers_end_the_start_in_time() {
    block_on(async {
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let hangs_up = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let hangs_up_at = hangs_up.local_addr().unwrap();
        tokio::spawn(async move { while hangs_up.accept().await.is_ok() {} });
        // The system takes connections, and nobody ever reads them.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        for address in [nobody, hangs_up_at, silent.local_addr().unwrap()] {
            let config = StoreConfig::new(format!("ws://root:secret@{address}"));
            let started = timeout(LIMIT, Store::connect(&config, TestClock::new())).await;
            let fault = started.expect("the start hangs").err().expect("there is no database");
            assert!(matches!(fault, StartError::Open(_)), "{fault}");
            let said = fault.to_string();
            assert!(said.starts_with("Die Datenbank lässt sich nicht öffnen."), "{said}");
            assert!(!said.contains("secret"), "{said}");
        }
    });
}

#[test]
fn a_connection_cut_in_idle_comes_back_into_the_same_database() {
    on_a_road(|road| async move {
        road.write(1, 1).await.unwrap();
        let before = road.proxy.made();
        road.proxy.cut();
        // Nothing is asked but whether it answers, as `/readyz` and the watchdog do.
        until("the store answers over a new connection", || async {
            before < road.proxy.made() && road.store.ping().await
        })
        .await;
        insist(|| road.write(2, 1)).await;
        assert_eq!(road.written().await, [1, 2]);
        let heads = || road.store.rows::<i64>(Query::read("SELECT VALUE record::id(id) FROM broken_head;"));
        assert_eq!(insist(heads).await, [1, 2], "in the order of their ids, as tables lie");
    });
}

#[test]
fn what_was_acknowledged_between_cuts_is_there_once() {
    const WRITERS: i64 = 4;
    const CUTS: usize = 5;
    on_a_road(|road| async move {
        let (acknowledged, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let is_over = Arc::new(AtomicBool::new(false));
        let writers = Vec::from_iter((0..WRITERS).map(|writer| {
            let (road, is_over) = (road.clone(), Arc::clone(&is_over));
            let (acknowledged, refused) = (Arc::clone(&acknowledged), Arc::clone(&refused));
            tokio::spawn(async move {
                let mut heads = Vec::new();
                for head in (writer..).step_by(WRITERS as usize) {
                    if is_over.load(Ordering::SeqCst) {
                        break;
                    }
                    insist(|| async {
                        let answer = road.write(head, 1).await;
                        refused.fetch_add(usize::from(answer.is_err()), Ordering::SeqCst);
                        answer
                    })
                    .await;
                    heads.push(head);
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
                heads
            })
        }));
        for _ in 0..CUTS {
            let before = acknowledged.load(Ordering::SeqCst);
            until("the writers go on", || async { before + 20 <= acknowledged.load(Ordering::SeqCst) }).await;
            road.proxy.cut();
        }
        let before = acknowledged.load(Ordering::SeqCst);
        until("the writers go on after the last cut", || async { before + 20 <= acknowledged.load(Ordering::SeqCst) })
            .await;
        is_over.store(true, Ordering::SeqCst);
        let mut heads = Vec::new();
        for writer in writers {
            heads.extend(writer.await.unwrap());
        }
        heads.sort_unstable();
        assert_eq!(road.written().await, heads, "acknowledged on the right, found on the left");
        assert_ne!(refused.load(Ordering::SeqCst), 0, "no cut met a write");
    });
}

#[test]
fn while_the_server_is_away_calls_end_and_are_not_carried_out_later() {
    on_a_road(|road| async move {
        let before = road.proxy.made();
        road.proxy.close();
        road.assert_refused(1).await;
        road.assert_no_ping().await;
        road.assert_refused(2).await;
        road.proxy.restore();
        until("the store answers again", || road.store.ping()).await;
        insist(|| road.write(3, 1)).await;
        // The connection that was given up comes back as well, and ends without sending what had waited in it.
        until("the old connection came and went", || async {
            before + 2 <= road.proxy.made() && road.proxy.standing() == 1
        })
        .await;
        assert_eq!(road.written().await, [3]);

        road.proxy.hold();
        road.assert_no_ping().await;
        road.assert_refused(4).await;
        road.proxy.restore();
        insist(|| road.write(5, 1)).await;
        assert_eq!(road.written().await, [3, 5]);
    });
}

#[test]
fn a_transaction_whose_answer_is_lost_is_there_whole_or_not_at_all() {
    const ROWS: i64 = 50;
    on_a_road(|road| async move {
        // Surely carried out, surely not answered.
        road.proxy.hold_answers();
        let writer = road.clone();
        let asked = tokio::spawn(async move { writer.write(0, ROWS).await });
        until("the transaction is carried out", || async { road.rows_of(0).await == ROWS as usize }).await;
        road.proxy.restore();
        assert_eq!(asked.await.unwrap(), Err(AppError::Unreachable));
        insist(|| road.write(0, ROWS)).await;
        assert_eq!(road.rows_of(0).await, ROWS as usize, "asked again, done once");

        // Cut while the server works on it.
        for head in 1..=10 {
            until("the store answers", || road.store.ping()).await;
            let before = road.proxy.requests();
            let writer = road.clone();
            let asked = tokio::spawn(async move { writer.write(head, ROWS).await });
            until("the transaction is on its way", || async { before < road.proxy.requests() }).await;
            road.proxy.cut();
            let answer = asked.await.unwrap();
            assert!(matches!(answer, Ok(()) | Err(AppError::Unreachable)), "{answer:?}");
            let found = road.rows_of(head).await;
            assert!(found == ROWS as usize || (found == 0 && answer.is_err()), "{found} of {ROWS} rows, {answer:?}");
            insist(|| road.write(head, ROWS)).await;
            assert_eq!(road.rows_of(head).await, ROWS as usize, "asked again, done once");
        }
    });
}
