//! Ends a process that answers nobody any more, so that the service manager starts it again: acknowledged entries are on disk,
//! devices send again, and a start takes a tenth of a second.
//!
//! SurrealKV 0.21 can block for ever: a reader takes the locks of its memtables and of its list of files in one order, writing
//! a full memtable to disk in the other. Met once in a storm of pushes on 2026-11-26 (`cargo xtask bench sync`); version 1.x,
//! which SurrealDB 4 uses, takes them in one order. All threads of the runtime wait then, so nothing on it could notice.

use std::{
    future::Future,
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    thread::JoinHandle,
    time::Duration,
};
use tokio::runtime::Handle;

/// When is asked, and how long is waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Between an answer and the next question.
    pub every: Duration,
    /// Without an answer for so long the process counts as frozen.
    pub patience: Duration,
}

impl Rhythm {
    /// Of a server: nothing it does for a person takes half a minute of every thread.
    pub const SERVER: Self = Self { every: Duration::from_secs(5), patience: Duration::from_secs(30) };
}

/// Asks again and again until it is dropped.
pub struct Watchdog {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Runs `ask` on `runtime` in that rhythm, from a thread of its own. Any end of it is an answer; without one, `give_up`.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start<A, F>(
        runtime: Handle,
        rhythm: Rhythm,
        ask: A,
        give_up: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Self>
    where
        A: Fn() -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let (stop, stopped) = channel();
        let watch = move || {
            while stopped.recv_timeout(rhythm.every) == Err(RecvTimeoutError::Timeout) {
                let (answer, answered) = channel();
                let question = ask();
                runtime.spawn(async move {
                    question.await;
                    // Nobody waits for it any more when the watch has ended meanwhile.
                    let _late = answer.send(());
                });
                // Disconnected: the runtime is being taken down, and drops its tasks.
                if answered.recv_timeout(rhythm.patience) == Err(RecvTimeoutError::Timeout) {
                    return give_up();
                }
            }
        };
        let thread = std::thread::Builder::new().name("watchdog".into()).spawn(watch)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in there was printed where it happened, and must not become a second one here.
            let _panicked = thread.join();
        }
    }
}

/// What a server does that answers nobody: no clean end is possible, its threads wait for each other.
pub fn abort() {
    tracing::error!("no thread answers any more; the process ends so that it is started again");
    std::process::abort();
}
