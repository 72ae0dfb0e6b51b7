//! strace, by which the store's tests see that what was acknowledged had been synced to the disk.

use anyhow::{Result, bail};

use super::debian;
use crate::process::find_on_path;
use crate::step;

/// Finds strace, else installs Debian's package.
///
/// # Errors
/// When there is none and none can be installed.
pub fn prepare() -> Result<()> {
    let by_hand = "install strace with your package manager (it traces Linux only; `cargo xtask test` with the names of \
                   the other levels does without)";
    step::run("strace", by_hand, || {
        if find_on_path(&["strace"]).is_some() {
            return Ok(());
        }
        if !debian::is_possible() {
            bail!("it is not on the PATH, and this is not a Debian machine with root rights");
        }
        debian::install(&["strace"])?;
        match find_on_path(&["strace"]) {
            Some(_) => Ok(()),
            None => bail!("it was installed but is not on the PATH"),
        }
    })
}
