//! The simulation of sync at length: `cargo xtask simulate [--seeds N] [--from N]`.
//!
//! Stops at the first seed that breaks an invariant and says how to run it again.

#[path = "../tests/simulation/world/mod.rs"]
mod world;

use std::{error::Error, time::Instant};
use world::{Flaw, Summary, run};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut seeds, mut from) = (10_000, 0);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a number"))?.parse()?;
        match argument.as_str() {
            "--seeds" => seeds = value,
            "--from" => from = value,
            _ => return Err(format!("there is no {argument}; there are --seeds N and --from N").into()),
        }
    }
    let (started, mut all) = (Instant::now(), Summary::default());
    for seed in from..from + seeds {
        let one = run(seed, Flaw::None)
            .map_err(|broken| format!("seed {seed}: {broken}\nagain: cargo xtask simulate --from {seed} --seeds 1"))?;
        all.add(&one);
    }
    println!("{seeds} seeds from {from} in {:.1?}: {all}", started.elapsed());
    Ok(())
}
