//! `cargo xtask storm`: the storms on the seats of one event, at length. The test command runs each of them twice.

use anyhow::Result;

use crate::arguments::how_many;
use crate::setup::{self, Need};
use crate::{step, test};

const RUNS: u32 = 20;

/// `cargo xtask storm [RUNS]`: 200 people on 40 seats, and 60 pairs and 30 single people on 41, twenty times on each engine
/// unless told otherwise; with them the controls, which show that the same storm oversells without its guards.
///
/// # Errors
/// When a seat was given twice or to nobody, a pair was parted, or somebody was left without an answer.
pub fn command(arguments: &[String]) -> Result<()> {
    let runs = how_many(arguments, "runs", RUNS)?;
    let tools = setup::prepare(&[Need::Native])?;
    step::announce("storm", "see the message above", || test::storm(&tools, runs))
}
