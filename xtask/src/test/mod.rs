//! `cargo xtask test`: every test, level by level; the first level that fails ends it.

mod beside;
mod browser;
mod native;

pub use browser::{crash_browser, run_benchmarks, run_sync_benchmark, take_screenshots};
pub use native::{crash_server, storm};

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};
use beside::Beside;

use crate::process::run;
use crate::setup::{self, Need, Tools};
use crate::{rules, sizes, step};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Rules,
    Domain,
    Store,
    Server,
    EndToEnd,
    Sizes,
    Lints,
}

const LEVELS: [(&str, Level); 7] = [
    ("rules", Level::Rules),
    ("domain", Level::Domain),
    ("store", Level::Store),
    ("server", Level::Server),
    ("e2e", Level::EndToEnd),
    ("sizes", Level::Sizes),
    ("lints", Level::Lints),
];

/// `cargo xtask test [rules|domain|store|server|e2e|sizes|lints]...`.
///
/// # Errors
/// When a test fails, or what it needs is missing.
pub fn command(arguments: &[String]) -> Result<()> {
    let started = Instant::now();
    let levels = parse(arguments)?;
    let tools = &setup::prepare(&needs(&levels))?;
    // A level that fails leaves this function, and with it the bundles.
    let mut bundles: Option<Beside> = None;
    for level in &levels {
        let name = name_of(*level);
        let by_hand = format!("read the output above; this level alone: cargo xtask test {name}");
        step::announce(&format!("test {name}"), &by_hand, || {
            if leaves_room_for_bundles(*level, &levels) {
                // They have a target folder of their own: no call of cargo waits for the other.
                if bundles.is_none() {
                    bundles = Some(Beside::build_bundles()?);
                }
            } else if *level >= Level::EndToEnd
                && let Some(running) = bundles.take()
            {
                running.end()?;
            }
            run_level(*level, tools)
        })?;
    }
    println!("all tests passed … {}", step::seconds(started.elapsed()));
    Ok(())
}

/// Compiling the bundles keeps one core busy for minutes, and so does the last library of the native tests. Where a later level needs
/// them, they are built beside these from the start.
fn leaves_room_for_bundles(level: Level, levels: &[Level]) -> bool {
    matches!(level, Level::Store | Level::Server) && levels.contains(&Level::EndToEnd)
}

fn run_level(level: Level, tools: &Tools) -> Result<()> {
    match level {
        Level::Rules => rules::check(&tools.toolchain),
        Level::Domain => {
            // Alone, without SurrealDB's features: seconds, also on a machine that has built nothing else yet.
            let mut cargo = tools.toolchain.cargo();
            // Falling below what is promised of the conformance cases fails, where these lie beside the project.
            run(cargo.args(["test", "-p", "domain"]).env("CONFORMANCE_HOLD", "1"))
        }
        Level::Store => native::run_tests_of(&tools.toolchain, &["store"]),
        Level::Server => native::run_tests_of(&tools.toolchain, &["app", "print", "server"]),
        Level::EndToEnd => browser::run_tests(tools),
        Level::Sizes => sizes::check(tools),
        Level::Lints => rules::check_lints(&tools.toolchain),
    }
}

/// Compiles what [`simulate`], [`crash_server`] and [`crash_browser`] run.
///
/// # Errors
/// When something does not compile.
pub fn build_proofs(tools: &Tools) -> Result<()> {
    run(simulation(tools).arg("--no-run"))?;
    native::build_server_as_tested(&tools.toolchain)?;
    browser::build_bundles(tools)
}

/// Runs the simulation of sync with as many seeds as the level `domain` does.
///
/// # Errors
/// When a seed breaks an invariant, or a flaw is not found.
pub fn simulate(tools: &Tools) -> Result<()> {
    run(simulation(tools).args(["--", "--nocapture"]))
}

fn simulation(tools: &Tools) -> Command {
    let mut cargo = tools.toolchain.cargo();
    cargo.args(["test", "-p", "domain", "--test", "simulation"]);
    cargo
}

fn parse(arguments: &[String]) -> Result<Vec<Level>> {
    if arguments.is_empty() {
        return Ok(LEVELS.map(|(_, level)| level).to_vec());
    }
    let mut levels = Vec::new();
    for argument in arguments {
        match LEVELS.iter().find(|(name, _)| name == argument) {
            Some((_, level)) => levels.push(*level),
            None => bail!("there is no level `{argument}`; there are {}", LEVELS.map(|(name, _)| name).join(", ")),
        }
    }
    levels.sort();
    levels.dedup();
    Ok(levels)
}

fn name_of(level: Level) -> &'static str {
    LEVELS.iter().find(|(_, other)| *other == level).map_or("", |(name, _)| name)
}

fn needs(levels: &[Level]) -> Vec<Need> {
    let need = |level: &Level| match level {
        Level::Rules | Level::Lints => Need::Rules,
        Level::Domain | Level::Server => Need::Native,
        Level::Store => Need::StoreTests,
        Level::EndToEnd => Need::BrowserTests,
        Level::Sizes => Need::Build,
    };
    levels.iter().map(need).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_run_from_quick_to_slow_whatever_the_order() {
        let levels = parse(&["e2e".to_string(), "domain".to_string(), "e2e".to_string()]).unwrap();
        assert_eq!(levels, [Level::Domain, Level::EndToEnd]);
        assert_eq!(parse(&[]).unwrap().len(), LEVELS.len());
    }

    #[test]
    fn only_the_store_asks_for_what_traces_it() {
        let asks = |level: &str| needs(&parse(&[level.to_string()]).unwrap()).contains(&Need::StoreTests);
        assert!(asks("store"));
        assert!(LEVELS.iter().all(|(name, level)| *level == Level::Store || !asks(name)));
    }

    #[test]
    fn bundles_are_built_beside_native_tests_only_where_browser_tests_follow() {
        let all = parse(&[]).unwrap();
        let with: Vec<_> = all.iter().filter(|level| leaves_room_for_bundles(**level, &all)).collect();
        assert_eq!(with, [&Level::Store, &Level::Server]);
        assert!(!leaves_room_for_bundles(Level::Store, &[Level::Store, Level::Sizes]));
    }

    #[test]
    fn an_unknown_level_is_named_with_the_known_ones() {
        let message = parse(&["stroe".to_string()]).unwrap_err().to_string();
        assert!(message.contains("stroe") && message.contains("store"));
    }
}
