//! A Rust toolchain that compiles for the browser as well.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::process::{Ended, command, find_on_path, run_for_at_most, run_quietly};
use crate::{step, workspace};

pub const WASM: &str = "wasm32-unknown-unknown";

/// Where rustup cannot download it hangs. Long enough for 15 MB on a slow line when there is no other way.
const LIMIT_WITH_OTHER_WAY: Duration = Duration::from_secs(30);
const LIMIT_WITHOUT_OTHER_WAY: Duration = Duration::from_secs(600);

/// The toolchain for every cargo call of a command, native and wasm, so that nothing is compiled twice.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// What rustup calls it; `None` uses rustup's default, or the only Rust there is.
    name: Option<String>,
}

impl Toolchain {
    /// What rustup calls it, where one was chosen.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// A cargo call with this toolchain.
    pub fn cargo(&self) -> Command {
        self.program("cargo")
    }

    /// A call of a program that belongs to the toolchain: `rustc`, `rustfmt`.
    pub fn program(&self, program: &str) -> Command {
        let mut command = command(program);
        if let Some(name) = &self.name {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        command
    }

    /// Whether an empty library compiles and links for the browser. Looking for files would not notice a standard
    /// library that another compiler version built, nor a missing linker.
    fn builds_for_browser(&self) -> Result<bool> {
        let probe = workspace::tools()?.join("probe");
        fs::create_dir_all(&probe).with_context(|| format!("cannot create {}", probe.display()))?;
        let source = probe.join("empty.rs");
        fs::write(&source, "")?;
        let mut rustc = self.program("rustc");
        rustc.args(["--target", WASM, "--crate-type", "cdylib", "--out-dir"]).arg(&probe).arg(&source);
        let status = rustc.stdout(Stdio::null()).stderr(Stdio::null()).status();
        Ok(status.context("cannot start rustc: install Rust from https://rustup.rs")?.success())
    }
}

/// Finds a toolchain that builds for the browser, or makes one.
///
/// # Errors
/// When there is none and none can be made.
pub fn prepare() -> Result<Toolchain> {
    let by_hand = format!("rustup target add {WASM}    (or, on Debian 12, see xtask/src/setup/debian.rs)");
    step::run("wasm32 toolchain", &by_hand, || {
        // What the developer chose, before what this project may have made earlier.
        let chosen = Toolchain { name: std::env::var("RUSTUP_TOOLCHAIN").ok() };
        if chosen.builds_for_browser()? {
            return Ok(chosen);
        }
        let linked = Toolchain { name: Some(debian::TOOLCHAIN.to_string()) };
        if debian::is_linked() && linked.builds_for_browser()? {
            return Ok(linked);
        }
        if add_target_through_rustup(&chosen)? && chosen.builds_for_browser()? {
            return Ok(chosen);
        }
        if !debian::is_possible() {
            bail!("rustup could not bring the target {WASM}, and this is not a Debian machine with root rights");
        }
        debian::make_toolchain()?;
        if linked.builds_for_browser()? { Ok(linked) } else { bail!("Debian's toolchain does not build for {WASM}") }
    })
}

/// Brings rustfmt and clippy.
///
/// # Errors
/// When they are missing and cannot be installed.
pub fn prepare_checks(toolchain: &Toolchain) -> Result<()> {
    step::run("rustfmt and clippy", "rustup component add rustfmt clippy", || {
        let there = |sub: &str| run_quietly(toolchain.cargo().args([sub, "--version"])).is_ok();
        if there("fmt") && there("clippy") {
            return Ok(());
        }
        if toolchain.name.as_deref() == Some(debian::TOOLCHAIN) {
            return debian::install_toolchain_packages();
        }
        let mut rustup = command("rustup");
        if let Some(name) = &toolchain.name {
            rustup.env("RUSTUP_TOOLCHAIN", name);
        }
        match run_for_at_most(LIMIT_WITHOUT_OTHER_WAY, rustup.args(["component", "add", "rustfmt", "clippy"]))? {
            Ended::Well => Ok(()),
            _ => bail!("rustup could not bring them"),
        }
    })
}

/// Whether rustup brought the target. A failure is remembered, so that no later command waits for it again.
fn add_target_through_rustup(toolchain: &Toolchain) -> Result<bool> {
    if find_on_path(&["rustup"]).is_none() {
        return Ok(false);
    }
    let marker = failure_marker()?;
    if debian::is_possible() && marker.exists() {
        return Ok(false);
    }
    let limit = if debian::is_possible() { LIMIT_WITH_OTHER_WAY } else { LIMIT_WITHOUT_OTHER_WAY };
    println!("rustup target add {WASM} (at most {} s)", limit.as_secs());
    let mut rustup = toolchain.program("rustup");
    if run_for_at_most(limit, rustup.args(["target", "add", WASM]))? == Ended::Well {
        return Ok(true);
    }
    let note = "rustup could not download here; delete this file to let `cargo xtask setup` try again\n";
    fs::write(&marker, note).with_context(|| format!("cannot write {}", marker.display()))?;
    Ok(false)
}

fn failure_marker() -> Result<PathBuf> {
    Ok(workspace::tools()?.join("rustup-cannot-download"))
}
