//! Packages from npm: the design system and the tools of the bundles in `style`, Playwright in `end2end`, what is measured against in its `bench/sync`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::process::{command, run};
use crate::{step, workspace};

/// Installs exactly what `package-lock.json` of the folder says, when it differs from what was installed last.
///
/// # Errors
/// When there is no npm or the registry cannot be reached.
pub fn prepare(folder: &str) -> Result<()> {
    let by_hand = format!("install Node 20 or newer with npm, then: cd {folder} && npm ci");
    step::run(&format!("npm packages of {folder}/"), &by_hand, || {
        let folder = workspace::root().join(folder);
        let lock = folder.join("package-lock.json");
        let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
        let installed = folder.join("node_modules").join(".installed-package-lock.json");
        if fs::read(&installed).is_ok_and(|found| found == wanted) {
            return Ok(());
        }
        install(&folder)?;
        fs::write(&installed, wanted).with_context(|| format!("cannot write {}", installed.display()))
    })
}

fn install(folder: &Path) -> Result<()> {
    let mut npm = command("npm");
    npm.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    npm.env("npm_config_update_notifier", "false");
    // The browser comes from the distribution where it has one: see `browser`.
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run(&mut npm)
}
