//! `cargo xtask plans`: the property tests of the budget at length. The tests of `domain` try two thousand plans each.

use anyhow::Result;

use crate::arguments::how_many;
use crate::process::run;
use crate::setup::{self, Need};
use crate::step;

const PLANS: u32 = 100_000;

/// `cargo xtask plans [NUMBER]`; 100,000 random plans for each property unless told otherwise, with the release profile.
///
/// # Errors
/// When a plan breaks a rule; the message shows the smallest one that does.
pub fn command(arguments: &[String]) -> Result<()> {
    let plans = how_many(arguments, "plans", PLANS)?;
    let toolchain = setup::prepare(&[Need::Native])?.toolchain;
    let mut cargo = toolchain.cargo();
    cargo.args(["test", "--quiet", "--release", "-p", "domain", "--lib", "properties"]);
    cargo.env("PROPERTY_CASES", plans.to_string());
    step::announce("plans", "see the smallest plan above", || run(&mut cargo))
}
