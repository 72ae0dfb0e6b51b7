//! The simulation of sync (issue "Offline and sync", §5). `SIMULATION_SEED=N` replays one seed, `SIMULATION_SEEDS=N` runs
//! that many, `SIMULATION_TRACE=1` prints what happens; `cargo xtask simulate` runs more of them, optimised.

mod bench;
mod regressions;
mod world;

use world::{Flaw, Summary, run};

const SEEDS: u64 = 1_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn whatever_happens_nothing_typed_is_lost() {
    let (first, count) = match number("SIMULATION_SEED") {
        Some(seed) => (seed, 1),
        None => (0, number("SIMULATION_SEEDS").unwrap_or(SEEDS)),
    };
    let mut all = Summary::default();
    for seed in first..first + count {
        let one = run(seed, Flaw::None).unwrap_or_else(|broken| {
            panic!("{broken}\nagain: SIMULATION_SEED={seed} cargo test -p domain --test simulation")
        });
        all.add(&one);
    }
    println!("{count} seeds: {all}");
    // A simulation in which nothing happens proves nothing.
    let happens = all.saved > 20_000 && all.conflicts > 500 && all.restores > 500 && all.quarantined > 200;
    assert!(
        count < SEEDS || (happens && all.crashes > 1_000 && all.replaced > 1_000 && all.lost < all.saved / 100),
        "{all}"
    );
}

/// The negative controls: each of these faults is found, or the simulation has lost its teeth.
#[test]
fn every_flaw_is_found() {
    for flaw in Flaw::ALL {
        let found = (0..300).find_map(|seed| run(seed, flaw).err().map(|broken| (seed, broken)));
        let (seed, broken) = found.unwrap_or_else(|| panic!("{flaw:?} is not found in 300 seeds"));
        println!("{flaw:?}: seed {seed}: {}", broken.invariant);
    }
}
