//! `cargo xtask watch`: rebuild and reload on every change, with cargo-leptos.

use anyhow::{Context, Result, ensure};

use crate::process::run;
use crate::setup::{self, Need};

/// `cargo xtask watch`.
///
/// # Errors
/// When set-up or cargo-leptos fails.
pub fn command(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "watch has no options");
    let tools = setup::prepare(&[Need::Watch])?;
    let program = tools.cargo_leptos.context("set-up brought no cargo-leptos")?;
    let mut leptos = tools.toolchain.program(&program.to_string_lossy());
    run(leptos.args(["leptos", "watch"]))
}
