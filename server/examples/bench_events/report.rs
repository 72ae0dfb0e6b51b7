//! What is printed.

use std::{fmt::Display, time::Duration};

pub fn head() {
    let built = if cfg!(debug_assertions) { "without optimisation: upper bounds" } else { "for release" };
    println!("\nbuilt {built}; database in {}", std::env::temp_dir().display());
    line("what", "goal", "measured");
}

pub fn line(what: &str, goal: &str, measured: impl Display) {
    println!("{what:<58} {goal:<14} {measured}");
}

/// Median, 95th percentile and longest.
pub fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len().saturating_sub(1) * share / 100).copied().unwrap_or_default();
    format!("median {:.2?}, p95 {:.2?}, max {:.2?}", at(50), at(95), at(100))
}

/// How many a second, rounded down.
pub fn rate(count: usize, took: Duration) -> String {
    format!("{}/s", count as u128 * 1_000_000 / took.as_micros().max(1))
}
