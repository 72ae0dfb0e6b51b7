//! Chromium for the browser tests.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

use super::debian;
use crate::process::{Ended, command, find_on_path, output, run_for_at_most};
use crate::{step, workspace};

/// Generous for 180 MB; without a limit a blocked download would hang for ever.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(900);

/// Debian's package and program: the same engine without windows, in which the tests take a third less time.
const SHELL: &str = "chromium-headless-shell";

/// The browser that the tests drive.
#[derive(Clone, Debug)]
pub struct Chromium {
    /// What people use: benchmarks, screenshots and the kills measure this one.
    pub program: PathBuf,
    /// What the tests use where it can be had; never beside a `CHROMIUM` that somebody chose.
    pub shell: Option<PathBuf>,
}

/// Finds Chromium: `CHROMIUM`, then the distribution's, then Playwright's own; else installs it.
///
/// # Errors
/// When there is none and none can be installed.
pub fn prepare() -> Result<Chromium> {
    let by_hand = "install Chromium with your package manager, or set CHROMIUM to the program's path";
    step::run("Chromium", by_hand, || {
        if let Some(chosen) = std::env::var_os("CHROMIUM") {
            let program = PathBuf::from(chosen);
            if !program.is_file() {
                bail!("CHROMIUM is set to {}, which is no file", program.display());
            }
            return Ok(Chromium { program, shell: None });
        }
        match find() {
            Some(found) if found.shell.is_some() || !debian::is_possible() || !debian::offers(SHELL) => Ok(found),
            Some(found) => Ok(with_shell(found)),
            None => install(),
        }
    })
}

/// The tests run without it too: where it cannot be brought, that is said and no more.
fn with_shell(found: Chromium) -> Chromium {
    match debian::install(&["chromium", SHELL]) {
        Ok(()) => find().unwrap_or(found),
        Err(cause) => {
            println!("{SHELL} could not be installed, the tests use Chromium itself and take longer: {cause:#}");
            found
        }
    }
}

fn install() -> Result<Chromium> {
    if debian::is_possible() {
        debian::install(&["chromium"])?;
    } else {
        let mut npx = command("npx");
        npx.current_dir(workspace::root().join("end2end")).args(["playwright", "install", "chromium"]);
        if run_for_at_most(DOWNLOAD_LIMIT, &mut npx)? != Ended::Well {
            bail!("Playwright could not download it");
        }
    }
    match find() {
        Some(found) if debian::is_possible() && debian::offers(SHELL) => Ok(with_shell(found)),
        Some(found) => Ok(found),
        None => bail!("it was installed but is not where it was expected"),
    }
}

fn find() -> Option<Chromium> {
    let system = find_on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
    let program = system.or_else(find_playwrights_own)?;
    Some(Chromium { program, shell: find_on_path(&[SHELL]) })
}

fn find_playwrights_own() -> Option<PathBuf> {
    let script = "process.stdout.write(require('playwright-core').chromium.executablePath())";
    let mut node = command("node");
    node.current_dir(workspace::root().join("end2end")).args(["-e", script]);
    let path = PathBuf::from(output(&mut node).ok()?);
    path.is_file().then_some(path)
}
