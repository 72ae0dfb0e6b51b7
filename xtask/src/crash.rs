//! `cargo xtask crash`: what was acknowledged survives kill -9, at length. The test command runs a few rounds of the same.

use anyhow::{Context, Result, bail};

use crate::setup::{self, Need};
use crate::{step, test};

const SERVER_ROUNDS: u32 = 100;
const BROWSER_ROUNDS: u32 = 50;

/// `cargo xtask crash server|browser [ROUNDS]`: the server is killed in the middle of pushes, 100 times unless told
/// otherwise; all of Chromium right after "gespeichert", 50 times.
///
/// # Errors
/// When something that was acknowledged is missing afterwards.
pub fn command(arguments: &[String]) -> Result<()> {
    let (what, rounds) = match arguments {
        [what] => (what.as_str(), None),
        [what, rounds] => {
            (what.as_str(), Some(rounds.parse::<u32>().with_context(|| format!("`{rounds}` is no number"))?))
        }
        _ => bail!("crash takes `server` or `browser`, and the number of rounds"),
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
        other => bail!("crash knows `server` and `browser`, not `{other}`"),
    }
}
