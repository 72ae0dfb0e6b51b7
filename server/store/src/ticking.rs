//! Work that goes on beside everything else.

use domain::AppError;
use std::{future::Future, time::Duration};
use tokio::sync::watch;

/// Does `work` every `period` until `stop` becomes true, and once more then. A failure is logged as `undone`, and tried again.
pub async fn until_stopped<F>(
    period: Duration,
    mut stop: watch::Receiver<bool>,
    undone: &'static str,
    work: impl Fn() -> F,
) where
    F: Future<Output = Result<usize, AppError>>,
{
    let mut ticks = tokio::time::interval(period);
    loop {
        let last = tokio::select! {
            _ = ticks.tick() => false,
            _ = stop.wait_for(|stop| *stop) => true,
        };
        if let Err(cause) = work().await {
            tracing::warn!(%cause, "{undone}");
        }
        if last {
            return;
        }
    }
}
