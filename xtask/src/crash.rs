//! `cargo xtask crash`: what was acknowledged survives kill -9, at length. The test command runs a few rounds of the same.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::setup::{self, Need};
use crate::{step, test};

const SERVER_ROUNDS: u32 = 100;
const BROWSER_ROUNDS: u32 = 50;

/// As the test command runs it (issue "Offline and sync", §5), and how long that may take together.
const SHORT_SERVER_ROUNDS: u32 = 10;
const SHORT_BROWSER_ROUNDS: u32 = 5;
const SHORT: Duration = Duration::from_secs(7 * 60);

/// `cargo xtask crash server|browser [ROUNDS]`: the server is killed in the middle of pushes, 100 times unless told
/// otherwise; all of Chromium right after "gespeichert", 50 times. `cargo xtask crash short`: both and the simulation as the test
/// command runs them, and how long that takes.
///
/// # Errors
/// When something that was acknowledged is missing afterwards.
pub fn command(arguments: &[String]) -> Result<()> {
    let (what, rounds) = match arguments {
        [what] => (what.as_str(), None),
        [what, rounds] => {
            (what.as_str(), Some(rounds.parse::<u32>().with_context(|| format!("`{rounds}` is no number"))?))
        }
        _ => bail!("crash takes `server` or `browser`, and the number of rounds; or `short`"),
    };
    match what {
        "server" => {
            let tools = setup::prepare(&[Need::Native])?;
            let rounds = rounds.unwrap_or(SERVER_ROUNDS);
            step::announce("server killed", "see the message above", || test::crash_server(&tools, rounds))
        }
        "browser" => {
            let tools = setup::prepare(&[Need::BrowserTests])?;
            let rounds = rounds.unwrap_or(BROWSER_ROUNDS);
            step::announce("browser killed", "see the message above", || test::crash_browser(&tools, rounds))
        }
        "short" => {
            ensure!(rounds.is_none(), "crash short runs as many rounds as the test command does");
            short()
        }
        other => bail!("crash knows `server`, `browser` and `short`, not `{other}`"),
    }
}

/// A goal that is missed is printed: how fast a machine is says nothing about what was lost.
fn short() -> Result<()> {
    let (tools, by_hand) = (setup::prepare(&[Need::BrowserTests])?, "see the message above");
    // The test command compiles it for all of its tests; here it is not counted.
    test::build_proofs(&tools)?;
    let started = Instant::now();
    step::announce("sync simulated", by_hand, || test::simulate(&tools))?;
    step::announce("server killed", by_hand, || test::crash_server(&tools, SHORT_SERVER_ROUNDS))?;
    step::announce("browser killed", by_hand, || test::crash_browser(&tools, SHORT_BROWSER_ROUNDS))?;
    let (took, goal) = (started.elapsed(), step::seconds(SHORT));
    let missed = if SHORT < took { "  MISSED" } else { "" };
    println!(
        "simulation, {SHORT_SERVER_ROUNDS} kills of the server, {SHORT_BROWSER_ROUNDS} of the browser, together … {} (goal {goal}){missed}",
        step::seconds(took)
    );
    Ok(())
}
