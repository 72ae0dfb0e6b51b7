//! Frozen threads are noticed, a working runtime is left alone.

use server::watchdog::{Rhythm, Watchdog};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{channel, sync_channel},
    },
    time::Duration,
};
use tokio::runtime::{Builder, Runtime};

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).build().unwrap()
}

fn rhythm(patience: Duration) -> Rhythm {
    Rhythm { every: Duration::from_millis(1), patience }
}

#[test]
fn a_runtime_whose_threads_all_wait_is_given_up() {
    let runtime = runtime();
    let (release, wait) = sync_channel::<()>(0);
    let (begun, has_begun) = channel();
    // Its only thread waits for a lock that nobody gives back.
    runtime.spawn(async move {
        begun.send(()).unwrap();
        let _released = wait.recv();
    });
    has_begun.recv().unwrap();
    let (gave_up, given_up) = channel();
    let _watchdog = Watchdog::start(
        runtime.handle().clone(),
        rhythm(Duration::from_millis(50)),
        || async {},
        move || gave_up.send(()).unwrap(),
    )
    .unwrap();
    assert_eq!(given_up.recv(), Ok(()));
    drop(release);
}

#[test]
fn a_runtime_that_answers_is_asked_until_the_end() {
    let runtime = runtime();
    let (asked, times) = channel();
    let given_up = Arc::new(AtomicUsize::new(0));
    let count = given_up.clone();
    let watchdog = Watchdog::start(
        runtime.handle().clone(),
        rhythm(Duration::from_secs(60)),
        move || {
            let asked = asked.clone();
            async move { asked.send(()).unwrap_or_default() }
        },
        move || {
            count.fetch_add(1, Ordering::SeqCst);
        },
    )
    .unwrap();
    for _ in 0..3 {
        times.recv().unwrap();
    }
    drop(watchdog);
    assert_eq!(given_up.load(Ordering::SeqCst), 0);
}
