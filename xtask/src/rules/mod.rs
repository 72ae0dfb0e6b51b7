//! The rules of the source that the compiler does not check.

use anyhow::Result;

use crate::process::run;
use crate::setup::Toolchain;
use crate::step;

/// Checks every rule.
///
/// # Errors
/// Names what breaks a rule.
pub fn check(toolchain: &Toolchain) -> Result<()> {
    step::run("rustfmt", "cargo fmt --all", || run(toolchain.cargo().args(["fmt", "--all", "--check"])))?;
    step::run("tests of xtask", "cargo test -p xtask", || {
        run(toolchain.cargo().args(["test", "--quiet", "-p", "xtask"]))
    })
}
