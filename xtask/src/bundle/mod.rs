//! The browser part: the bundles, the style sheet and the static files, in one folder that the server serves.
//!
//! One pipeline for development and release. Every file under `pkg/` has its content's hash in its name, so a browser may
//! keep it for ever; `assets.json` tells the server today's names.

mod compress;
mod hash;
mod lock;
mod parts;
mod site;
mod style;
mod wasm;

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

pub use compress::compress;
pub use site::Assets;

use crate::setup::{self, Need, Tools};
use crate::workspace;

/// The bundles; each is a feature of the crate `frontend`.
pub const BUNDLES: [&str; 3] = ["public", "staff", "survey"];

/// All of them in one, as cargo-leptos builds it: a feature of `frontend` as well.
pub const WATCHED: &str = "watched";

/// What is built for measuring only: another one.
pub const MEASURED: &str = "bench";

/// How the browser part is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, for serve.
    Development,
    /// Small, for people, and for the browser tests.
    Release,
}

impl Profile {
    /// Cargo's name of the profile.
    fn cargo_name(self) -> &'static str {
        match self {
            Profile::Development => "wasm-dev",
            Profile::Release => "wasm-release",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Profile::Development => "development",
            Profile::Release => "release",
        }
    }
}

/// What the server serves: its `SITE_DIR`.
pub struct Site {
    pub folder: PathBuf,
    pub assets: Assets,
}

/// `cargo xtask bundles`: the bundles as people get them. The test command runs it beside the native tests.
///
/// # Errors
/// When set-up or a program of the pipeline fails.
pub fn command(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "bundles has no options");
    build(&setup::prepare(&[Need::Build])?, Profile::Release).map(drop)
}

/// Builds everything the browser gets. Steps whose input has not changed are skipped.
///
/// # Errors
/// When a program of the pipeline fails.
pub fn build(tools: &Tools, profile: Profile) -> Result<Site> {
    let _alone = lock::take()?;
    let folder = workspace::target().join("site").join(profile.folder());
    let package = folder.join("pkg");
    std::fs::create_dir_all(&package)?;
    let [public, staff, survey] = BUNDLES;
    // One after the other, as every cargo call; what follows cargo is done with all together.
    let compiled = vec![
        wasm::compile(tools, profile, public)?,
        wasm::compile(tools, profile, staff)?,
        wasm::compile(tools, profile, survey)?,
    ];
    let bundles = wasm::finish(tools, profile, compiled, &package)?;
    let [public, staff, survey] = bundles.as_slice() else { bail!("a bundle is missing") };
    let style = style::build(&package)?;
    let assets = site::finish(&folder, [public, staff, survey], &style)?;
    Ok(Site { folder, assets })
}

/// Builds the questionnaire engine without pages, for measuring, as bundles are built for people. Returns its script; the
/// WASM file lies beside it.
///
/// # Errors
/// When a program of the pipeline fails.
pub fn build_engine(tools: &Tools) -> Result<PathBuf> {
    let _alone = lock::take()?;
    let folder = workspace::target().join("site").join(MEASURED);
    std::fs::create_dir_all(&folder)?;
    let compiled = vec![wasm::compile(tools, Profile::Release, MEASURED)?];
    let engine = wasm::finish(tools, Profile::Release, compiled, &folder)?;
    Ok(folder.join(&engine.first().context("the engine is missing")?.js))
}
