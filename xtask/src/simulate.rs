//! `cargo xtask simulate`: the simulation of sync at length. The tests of `domain` run a thousand seeds of it.

use anyhow::Result;

use crate::process::run;
use crate::setup::{self, Need};
use crate::step;

/// `cargo xtask simulate [--seeds N] [--from N]`; 10,000 seeds from 0 unless told otherwise.
///
/// # Errors
/// When a seed breaks an invariant; the message names it and how to run it again.
pub fn command(arguments: &[String]) -> Result<()> {
    let toolchain = setup::prepare(&[Need::Native])?.toolchain;
    let mut cargo = toolchain.cargo();
    cargo.args(["run", "--quiet", "--release", "-p", "domain", "--example", "simulate", "--"]).args(arguments);
    step::announce("simulate", "see the seed above", || run(&mut cargo))
}
