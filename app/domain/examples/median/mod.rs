//! What benchmarks print of a step. The benchmarks of `server` include this file too, which is no part of what `domain` offers.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// The median time of an odd number of rounds.
pub fn median<T>(rounds: usize, mut step: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let begin = Instant::now();
            black_box(step());
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[rounds / 2]
}
