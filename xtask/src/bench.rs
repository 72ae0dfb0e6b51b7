//! `cargo xtask bench`: what the issues ask to be fast, measured on this machine. Those of `domain` with the release
//! profile; those of `server` as tests are built, because SurrealDB would take a quarter of an hour more: upper bounds.

use anyhow::{Result, bail};

use crate::process::{command as program, run};
use crate::setup::{self, Need};
use crate::{step, test, workspace};

/// `cargo xtask bench [NAME]`: every example of `domain` and `server` named `bench_…`, or one; `browser` is what Chromium
/// takes, `sync` stands beside PouchDB.
///
/// # Errors
/// When a benchmark does not compile or misses what it asserts itself.
pub fn command(arguments: &[String]) -> Result<()> {
    let wanted = match arguments {
        [name] if name == "sync" => return test::run_sync_benchmark(&setup::prepare(&[Need::BrowserTests])?),
        [name] if name == "browser" => return test::run_benchmarks(&setup::prepare(&[Need::BrowserTests])?),
        [] => None,
        [name] => Some(format!("bench_{}", name.trim_start_matches("bench_"))),
        more => bail!("bench takes one name, not {more:?}"),
    };
    let chosen = |folder: &str| -> Result<Vec<String>> {
        let mut names = benchmarks(folder)?;
        names.retain(|name| {
            wanted.as_ref().is_none_or(|wanted| name == wanted || name.starts_with(&format!("{wanted}_")))
        });
        Ok(names)
    };
    let (of_domain, of_server) = (chosen("app/domain/examples")?, chosen("server/examples")?);
    if of_domain.is_empty() && of_server.is_empty() {
        bail!("there is no such benchmark in app/domain/examples or server/examples");
    }
    let toolchain = setup::prepare(&[Need::Native])?.toolchain;
    for name in of_domain {
        let mut cargo = toolchain.cargo();
        cargo.args(["run", "--quiet", "--release", "-p", "domain", "--example", &name]);
        step::announce(&name, "see the message above", || run(&mut cargo))?;
    }
    for name in of_server {
        let mut cargo = toolchain.cargo();
        cargo.args(["build", "--quiet", "--example", &name]).args(workspace::NATIVE);
        step::announce(&name, "see the message above", || {
            run(&mut cargo)?;
            run(&mut program(workspace::target().join("debug/examples").join(&name)))
        })?;
    }
    Ok(())
}

fn benchmarks(folder: &str) -> Result<Vec<String>> {
    let folder = workspace::root().join(folder);
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
