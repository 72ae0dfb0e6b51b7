//! `cargo xtask plans`: the property tests of the budget at length. The tests of `domain` try two thousand plans each.

use anyhow::{Context, Result, bail};

use crate::process::run;
use crate::setup::{self, Need};
use crate::step;

const PLANS: u32 = 100_000;

/// `cargo xtask plans [NUMBER]`; 100,000 random plans for each property unless told otherwise, with the release profile.
///
/// # Errors
/// When a plan breaks a rule; the message shows the smallest one that does.
pub fn command(arguments: &[String]) -> Result<()> {
    let plans: u32 = match arguments {
        [] => PLANS,
        [number] => number.parse().with_context(|| format!("`{number}` is no number of plans"))?,
        _ => bail!("plans takes the number of plans"),
    };
    let toolchain = setup::prepare(&[Need::Native])?.toolchain;
    let mut cargo = toolchain.cargo();
    cargo.args(["test", "--quiet", "--release", "-p", "domain", "--lib", "properties"]);
    cargo.env("PROPERTY_CASES", plans.to_string());
    step::announce("plans", "see the smallest plan above", || run(&mut cargo))
}
