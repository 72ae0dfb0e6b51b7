//! One step of a command: its name, its elapsed time, and what to do by hand when it fails.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Runs `work` and prints `name … 12.3 s`; a failure carries `by_hand`, which says what a person can do instead.
///
/// # Errors
/// Whatever `work` fails with, in the words a person needs to go on.
pub fn run<T>(name: &str, by_hand: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    let outcome = work();
    let mark = if outcome.is_ok() { "" } else { "  FAILED" };
    println!("{name} … {}{mark}", seconds(started.elapsed()));
    outcome.with_context(|| format!("step `{name}` failed\n  by hand: {by_hand}\n  cause"))
}

/// Like [`run`], for work that prints much itself: the name also stands before its output.
///
/// # Errors
/// As [`run`].
pub fn announce<T>(name: &str, by_hand: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {name}");
    run(name, by_hand, work)
}

/// A duration as people compare it: `12.3 s`.
pub fn seconds(elapsed: Duration) -> String {
    format!("{}.{} s", elapsed.as_secs(), elapsed.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_says_what_to_do_by_hand() {
        let outcome: Result<()> = run("fetch", "call the operator", || anyhow::bail!("no line"));
        let message = format!("{:#}", outcome.unwrap_err());
        assert!(message.contains("`fetch`") && message.contains("call the operator") && message.contains("no line"));
    }

    #[test]
    fn seconds_have_one_place() {
        assert_eq!(seconds(Duration::from_millis(12_345)), "12.3 s");
        assert_eq!(seconds(Duration::from_millis(40)), "0.0 s");
    }
}
