//! What is checked each night: that every UNIQUE index of the database still fits its table. Whoever operates the server finds
//! in the log what does not; the portal goes on, since a wrong index is worse than none only for what is entered next.

use chrono::Timelike;
use domain::{AppError, clock::Clock};
use std::{collections::BTreeMap, future::Future, ops::Range, sync::Arc, time::Duration};
use store::{IndexFault, Store};
use tokio::sync::watch;

/// Hours on the office's clock in which hardly anybody works, and none that a change to summer time leaves out altogether.
const NIGHT: Range<u32> = 2..5;
/// How often is looked whether it is night.
const PERIOD: Duration = Duration::from_secs(600);

/// Checks the indexes of `store` once a night until `stop` becomes true. A row at a time, so that requests come in between.
pub async fn run(store: Store, clock: Arc<dyn Clock>, stop: watch::Receiver<bool>) {
    each_night(clock.as_ref(), PERIOD, stop, || store.check_indexes()).await;
}

/// Looks at the clock every `period` and runs `check` once a night, again when it failed; one that is under way when `stop`
/// becomes true is let go, since it only reads.
pub async fn each_night<F>(clock: &dyn Clock, period: Duration, mut stop: watch::Receiver<bool>, check: impl Fn() -> F)
where
    F: Future<Output = Result<Vec<IndexFault>, AppError>>,
{
    let mut ticks = tokio::time::interval(period);
    let mut checked = None;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        let local = clock.local(clock.now());
        if checked == Some(local.date()) || !NIGHT.contains(&local.hour()) {
            continue;
        }
        let found = tokio::select! {
            found = check() => found,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        match found {
            Ok(faults) => {
                tell(&faults);
                checked = Some(local.date());
            }
            Err(error) => tracing::warn!(%error, "UNIQUE indexes not checked yet"),
        }
    }
}

/// One line an index. Ids of records stay out of the log: some say whose they are.
fn tell(faults: &[IndexFault]) {
    let mut counts: BTreeMap<(&str, &str), [usize; 2]> = BTreeMap::new();
    for fault in faults {
        let (table, index, kind) = match fault {
            IndexFault::Duplicate { table, index, .. } => (table, index, 0),
            IndexFault::Stale { table, index, .. } => (table, index, 1),
        };
        counts.entry((table.as_str(), index.as_str())).or_default()[kind] += 1;
    }
    for ((table, index), [duplicates, stale]) in counts {
        tracing::error!(table, index, duplicates, stale, "a UNIQUE index does not fit its table");
    }
    if faults.is_empty() {
        tracing::info!("every UNIQUE index fits its table");
    }
}
