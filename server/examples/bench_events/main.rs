//! Times of events, from the public page to the certificate: `cargo xtask bench events`.
//!
//! The demo's data on SurrealKV in a temporary folder (`TMPDIR` says where), synced with every commit as the product does.
//! Requests go through the whole router, but through no socket, and are sent by the same process: their sender takes part of
//! the two cores. Every answer is looked at, and a wrong one ends the benchmark. Without `--release` the server is built as
//! for tests, so that SurrealDB is not compiled a second time: upper bounds. No test depends on what is printed.

mod certificates;
mod feeds;
mod guests;
mod pages;
mod portal;
mod report;

use portal::Portal;
use std::sync::Arc;

/// Pages and SurrealDB recurse deeply in unoptimised code.
const STACK: usize = 10 * 1024 * 1024;

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build()?;
    // A thread of our own, because the first one of a process may have less room.
    let measuring = std::thread::Builder::new().stack_size(STACK).spawn(move || runtime.block_on(run()))?;
    measuring.join().map_err(|_| anyhow::anyhow!("the measurement panicked"))?
}

async fn run() -> anyhow::Result<()> {
    let (portal, beside) = Portal::open().await?;
    let portal = Arc::new(portal);
    report::head();
    pages::measure(&portal).await?;
    guests::crowd(&portal).await?;
    guests::trickle(&portal).await?;
    feeds::measure(&portal).await?;
    // Puts the clock forward, so it comes last.
    certificates::measure(&portal).await?;
    beside.end().await?;
    portal.state.store.shutdown().await?;
    Ok(())
}
