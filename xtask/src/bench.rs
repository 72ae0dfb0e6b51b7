//! `cargo xtask bench`: what the issues ask to be fast, measured on this machine. Those of `domain` with the release
//! profile; those of `server` as tests are built, because SurrealDB would take a quarter of an hour more: upper bounds. With
//! `--release` they take that time and say what people get.

use anyhow::{Result, bail};

use crate::process::{command as program, run};
use crate::setup::{self, Need};
use crate::{step, test, workspace};

/// `cargo xtask bench [NAME] [--release]`: every example of `domain` and `server` named `bench_…`, or those of one name;
/// `browser [FILE]` is what Chromium takes, in all files or one, `sync` stands beside PouchDB.
///
/// # Errors
/// When a benchmark does not compile or misses what it asserts itself.
pub fn command(arguments: &[String]) -> Result<()> {
    let (options, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with("--"));
    let release = match options[..] {
        [] => false,
        ["--release"] => true,
        _ => bail!("bench knows only --release, not {options:?}"),
    };
    let wanted = match names[..] {
        ["sync"] => return test::run_sync_benchmark(&setup::prepare(&[Need::BrowserTests])?),
        ["browser"] => return test::run_benchmarks(&setup::prepare(&[Need::BrowserTests])?, None),
        ["browser", file] => return test::run_benchmarks(&setup::prepare(&[Need::BrowserTests])?, Some(file)),
        [] => None,
        [name] => Some(format!("bench_{}", name.trim_start_matches("bench_"))),
        _ => bail!("bench takes one name, not {names:?}"),
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
        if release {
            cargo.arg("--release");
        }
        let built = if release { "release" } else { "debug" };
        step::announce(&name, "see the message above", || {
            run(&mut cargo)?;
            run(&mut program(workspace::target().join(built).join("examples").join(&name)))
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
