//! `cargo xtask bench`: what the issues ask to be fast, measured on this machine with the release profile.

use anyhow::{Result, bail};

use crate::process::run;
use crate::setup::{self, Need};
use crate::{step, test, workspace};

/// `cargo xtask bench [NAME]`: every example of `domain` named `bench_…`, or one; `browser` is what Chromium takes.
///
/// # Errors
/// When a benchmark does not compile or misses what it asserts itself.
pub fn command(arguments: &[String]) -> Result<()> {
    let wanted = match arguments {
        [name] if name == "browser" => return test::run_benchmarks(&setup::prepare(&[Need::BrowserTests])?),
        [] => None,
        [name] => Some(format!("bench_{}", name.trim_start_matches("bench_"))),
        more => bail!("bench takes one name, not {more:?}"),
    };
    let mut names = benchmarks()?;
    names.retain(|name| wanted.as_ref().is_none_or(|wanted| wanted == name));
    if names.is_empty() {
        bail!("there is no such benchmark in app/domain/examples");
    }
    let toolchain = setup::prepare(&[Need::Native])?.toolchain;
    for name in names {
        let mut cargo = toolchain.cargo();
        cargo.args(["run", "--quiet", "--release", "-p", "domain", "--example", &name]);
        step::announce(&name, "see the message above", || run(&mut cargo))?;
    }
    Ok(())
}

fn benchmarks() -> Result<Vec<String>> {
    let folder = workspace::root().join("app/domain/examples");
    let mut names = Vec::new();
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            let file = entry?.path();
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with("bench_") {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}
