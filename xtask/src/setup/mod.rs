//! `cargo xtask setup`: finds what is missing on this machine and installs it. Called by every other command.

mod browser;
mod debian;
pub mod npm;
mod strace;
mod toolchain;
mod tools;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::{process, step, watch};
pub use browser::Chromium;
pub use toolchain::Toolchain;

/// What a command is going to do, and so what it needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Compile the server and the browser bundles.
    Build,
    /// Check the rules of the source: rustfmt and clippy, no browser bundles.
    Rules,
    /// Run the tests of the native crates only.
    Native,
    /// Run the store's tests, one of which traces system calls.
    StoreTests,
    /// Run the browser tests.
    BrowserTests,
    /// Rebuild on every change, with cargo-leptos.
    Watch,
}

/// What set-up found or installed.
pub struct Tools {
    pub toolchain: Toolchain,
    /// The `wasm-bindgen` program of the version in `Cargo.lock`.
    pub wasm_bindgen: PathBuf,
    /// Only for browser tests.
    pub chromium: Option<Chromium>,
    /// Only for `watch`.
    pub cargo_leptos: Option<PathBuf>,
}

/// `cargo xtask setup [--watch]`.
///
/// # Errors
/// When something is missing and cannot be installed; the message says what to do by hand.
pub fn command(arguments: &[String]) -> Result<()> {
    let watched = match arguments {
        [] => false,
        [flag] if flag == "--watch" => true,
        other => bail!("setup knows only --watch, not {other:?}"),
    };
    prepare(&[Need::Build, Need::Rules, Need::StoreTests, Need::BrowserTests])?;
    if watched {
        // Six minutes of compiling bring nothing to whoever has it.
        let has_leptos = process::find_on_path(&["cargo-leptos"]).is_some();
        let tools = prepare(&[if has_leptos { Need::Build } else { Need::Watch }])?;
        println!("now: {}", watch::plain_call(&tools));
    }
    Ok(())
}

/// Brings what the needs ask for; with nothing missing it takes well under two seconds.
///
/// # Errors
/// When something is missing and cannot be installed; the message says what to do by hand.
pub fn prepare(needs: &[Need]) -> Result<Tools> {
    let started = Instant::now();
    let any = |wanted: &[Need]| needs.iter().any(|need| wanted.contains(need));
    let toolchain = toolchain::prepare()?;
    if any(&[Need::Rules]) {
        toolchain::prepare_checks(&toolchain)?;
    }
    if any(&[Need::StoreTests]) {
        strace::prepare()?;
    }
    let mut wasm_bindgen = PathBuf::new();
    if any(&[Need::Build, Need::BrowserTests, Need::Watch]) {
        wasm_bindgen = tools::prepare_wasm_bindgen(&toolchain)?;
        npm::prepare("style")?;
    }
    let mut chromium = None;
    if any(&[Need::BrowserTests]) {
        npm::prepare("end2end")?;
        chromium = Some(browser::prepare()?);
    }
    // serve, test and release do not need cargo-leptos and do not wait the 6.5 minutes that compiling it takes: they
    // build all bundles themselves (`bundle`), which cargo-leptos, with one lib per project, cannot do in one go.
    let cargo_leptos = if any(&[Need::Watch]) { Some(tools::prepare_cargo_leptos(&toolchain)?) } else { None };
    println!("setup … {}", step::seconds(started.elapsed()));
    Ok(Tools { toolchain, wasm_bindgen, chromium, cargo_leptos })
}
