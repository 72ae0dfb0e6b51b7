//! The rules of the source that the compiler does not check. Each has a test with an example that breaks it.
//!
//! Not checked: that German text stands only in `german.rs` and in views. Telling German from English needs a reader.

mod dependencies;
mod features;
mod floats;
mod honesty;
mod late;
mod length;
mod licences;
mod lints;
mod locks;
mod source;

use anyhow::{Result, ensure};

use crate::process::run;
use crate::setup::Toolchain;
use crate::step;

/// Checks every rule, the quick ones first.
///
/// # Errors
/// Names every place that breaks a rule.
pub fn check(toolchain: &Toolchain) -> Result<()> {
    step::announce("tests of xtask itself", "cargo test -p xtask", || {
        run(toolchain.cargo().args(["test", "--quiet", "-p", "xtask"]))
    })?;
    let sources = source::read_all(&["rs", "ts", "css", "surql", "toml", "json"])?;
    let (written, data): (Vec<_>, Vec<_>) = sources.into_iter().partition(|source| !source.has_extension("json"));
    let rules = [
        rule("no floats near money", Ok(floats::faults(&written))),
        rule("files of readable length", Ok(length::faults(&written))),
        rule("tests run and nothing pretends", Ok(honesty::faults(&written))),
        rule("a page that was left is not counted on", Ok(late::faults(&written))),
        rule("features keep to themselves", Ok(features::faults(&written))),
        rule("SurrealDB only in the store", Ok(dependencies::faults_of_sources(&written))),
        rule("packages from the public registry", Ok(locks::faults(&data))),
        rule("who depends on whom", dependencies::faults_of_crates(toolchain)),
        rule("licences of crates", licences::faults(toolchain)),
    ];
    // All are shown before the first one ends the test: they are read in one go.
    rules.into_iter().collect::<Result<Vec<()>>>()?;
    lints::check_format(toolchain)
}

/// Clippy, a level of its own: it checks every dependency anew, SurrealDB among them, and comes last.
///
/// # Errors
/// When there is a warning.
pub fn check_lints(toolchain: &Toolchain) -> Result<()> {
    lints::check_clippy(toolchain)
}

fn rule(name: &str, faults: Result<Vec<String>>) -> Result<()> {
    step::run(name, "change the places named above", || {
        let faults = faults?;
        for fault in &faults {
            println!("  {fault}");
        }
        ensure!(faults.is_empty(), "{} places break the rule `{name}`", faults.len());
        Ok(())
    })
}
