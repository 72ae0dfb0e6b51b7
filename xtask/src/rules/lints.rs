//! rustfmt and clippy, without a single warning.

use anyhow::Result;

use crate::bundle::{BUNDLES, MEASURED, WATCHED};
use crate::process::run;
use crate::setup::Toolchain;
use crate::{step, workspace};

/// Formatting of every crate.
///
/// # Errors
/// When a file is not formatted.
pub fn check_format(toolchain: &Toolchain) -> Result<()> {
    step::run("rustfmt", "cargo fmt --all", || run(toolchain.cargo().args(["fmt", "--all", "--check"])))
}

/// Clippy for the native crates and for the browser part of each bundle, the watched and the measured one too.
///
/// # Errors
/// When there is a warning.
pub fn check_clippy(toolchain: &Toolchain) -> Result<()> {
    let by_hand = "see clippy's messages above";
    step::announce("clippy, native", by_hand, || {
        let mut cargo = toolchain.cargo();
        cargo.args(["clippy", "--quiet", "--all-targets", "-p", "xtask"]).args(workspace::NATIVE);
        run(cargo.args(["--", "-D", "warnings"]))
    })?;
    for bundle in BUNDLES.into_iter().chain([WATCHED, MEASURED]) {
        step::announce(&format!("clippy, bundle {bundle}"), by_hand, || {
            let mut cargo = toolchain.cargo();
            cargo.args(["clippy", "--quiet", "--lib", "-p", "frontend", "-p", "app", "--features"]);
            cargo.arg(format!("frontend/{bundle}")).args(["--target", "wasm32-unknown-unknown"]);
            // The profile of the bundles, so that build scripts and macros are compiled once for both.
            cargo.args(["--profile", "wasm-dev", "--target-dir"]).arg(workspace::front_target());
            run(cargo.args(["--", "-D", "warnings"]))
        })?;
    }
    Ok(())
}
