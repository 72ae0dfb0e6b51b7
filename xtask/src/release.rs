//! `cargo xtask release`: one folder, `dist/`, ready to copy to a server.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::bundle::{self, Profile};
use crate::process::{command as program, run};
use crate::setup::{self, Need};
use crate::{serve, step, workspace};

/// `cargo xtask release`.
///
/// # Errors
/// When set-up or a build fails.
pub fn command(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "release has no options");
    let tools = setup::prepare(&[Need::Build])?;
    let server = serve::build_server(&tools.toolchain, true)?;
    let site = bundle::build(&tools, Profile::Release)?;
    bundle::compress(&site.folder)?;
    let dist = workspace::root().join("dist");
    step::run("dist/", "copy the server and the site folder yourself", || {
        if dist.exists() {
            fs::remove_dir_all(&dist).with_context(|| format!("cannot remove {}", dist.display()))?;
        }
        fs::create_dir_all(&dist)?;
        fs::copy(&server, dist.join("server")).context("cannot copy the server")?;
        run(program("cp").arg("-r").arg(&site.folder).arg(dist.join("site")))?;
        for text in ["LICENSE", "README.md"] {
            let source = workspace::root().join(text);
            if source.is_file() {
                fs::copy(&source, dist.join(text))?;
            }
        }
        Ok(())
    })?;
    println!("{}: start with SITE_DIR=site ./server (settings: README)", dist.display());
    Ok(())
}
