//! `cargo xtask release`: one folder, `dist/`, ready to copy to a server.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::bundle::{self, Profile};
use crate::process::{command as program, run};
use crate::setup::{self, Need};
use crate::{serve, step, workspace};

/// What goes with the program: the licence asks to be included in every copy.
const TEXTS: [&str; 2] = ["LICENSE", "README.md"];

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
        for text in TEXTS {
            fs::copy(workspace::root().join(text), dist.join(text)).with_context(|| format!("cannot copy {text}"))?;
        }
        Ok(())
    })?;
    println!("{}: start with SITE_DIR=site ./server (settings: README)", dist.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_licence_goes_with_the_program() {
        let text = fs::read_to_string(workspace::root().join(TEXTS[0])).unwrap();
        assert!(text.contains("EUROPEAN UNION PUBLIC LICENCE v. 1.2"));
        let missing: Vec<_> = (1..=15).filter(|article| !text.contains(&format!("\n{article}. "))).collect();
        assert!(missing.is_empty() && text.contains("\nAppendix\n"), "without articles {missing:?}");
    }
}
