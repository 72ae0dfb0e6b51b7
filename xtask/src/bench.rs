//! `cargo xtask bench`: what the issues ask to be fast, measured on this machine. Those of `domain` with the release
//! profile; those of `server` as tests are built, because SurrealDB would take a quarter of an hour more: upper bounds. With
//! `--release` they take that time and say what people get.

use anyhow::{Result, bail, ensure};

use crate::process::{command as program, run};
use crate::setup::{self, Need};
use crate::{step, test, workspace};

#[derive(Debug, PartialEq, Eq)]
enum Choice<'a> {
    /// Beside PouchDB.
    Sync,
    /// What Chromium takes: all files of `end2end/bench`, or one.
    Browser(Option<&'a str>),
    /// Examples of `domain` and `server`: all, or those of one name.
    Examples { name: Option<&'a str>, release: bool },
}

/// `cargo xtask bench [NAME] [--release]`: every example of `domain` and `server` named `bench_…`, or those of one name;
/// `browser [FILE]` is what Chromium takes, `sync` stands beside PouchDB.
///
/// # Errors
/// When a benchmark does not compile or misses what it asserts itself.
pub fn command(arguments: &[String]) -> Result<()> {
    match parse(arguments)? {
        Choice::Sync => test::run_sync_benchmark(&setup::prepare(&[Need::BrowserTests])?),
        Choice::Browser(file) => test::run_benchmarks(&setup::prepare(&[Need::BrowserTests])?, file),
        Choice::Examples { name, release } => run_examples(name, release),
    }
}

fn parse(arguments: &[String]) -> Result<Choice<'_>> {
    let (options, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with("--"));
    let release = match options[..] {
        [] => false,
        ["--release"] => true,
        _ => bail!("bench knows only --release, not {options:?}"),
    };
    let choice = match names[..] {
        ["sync"] => Choice::Sync,
        ["browser"] => Choice::Browser(None),
        ["browser", file] => Choice::Browser(Some(file)),
        [] => Choice::Examples { name: None, release },
        [name] => Choice::Examples { name: Some(name), release },
        _ => bail!("bench takes one name, not {names:?}"),
    };
    let takes_options = matches!(choice, Choice::Examples { .. });
    ensure!(takes_options || options.is_empty(), "what a browser measures is always built for release");
    Ok(choice)
}

fn run_examples(name: Option<&str>, release: bool) -> Result<()> {
    let chosen = |folder: &str| -> Result<Vec<String>> {
        let mut names = benchmarks(folder)?;
        names.retain(|example| name.is_none_or(|name| is_of(example, name)));
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
    if let Some(file) = name.and_then(in_browser) {
        println!("What Chromium takes, with bundles built for release: cargo xtask bench browser {file}");
    }
    Ok(())
}

/// The file of `end2end/bench` that belongs to examples of this name. It is not run with them: it builds the bundles first.
fn in_browser(name: &str) -> Option<&'static str> {
    match name.trim_start_matches("bench_") {
        // From a slider to the frame that shows what it changes.
        "budgets" => Some("simulation"),
        "questionnaires" => Some("questionnaires"),
        _ => None,
    }
}

/// Whether an example is the one of this name or one beside it: `events` are `bench_events` and `bench_events_certificates`.
fn is_of(example: &str, name: &str) -> bool {
    let name = name.trim_start_matches("bench_");
    let rest = example.strip_prefix("bench_").and_then(|example| example.strip_prefix(name));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_string).collect()
    }

    #[test]
    fn a_name_and_an_option_in_any_order() {
        let release = Choice::Examples { name: Some("events"), release: true };
        assert_eq!(parse(&words("events --release")).unwrap(), release);
        assert_eq!(parse(&words("--release events")).unwrap(), release);
        assert_eq!(parse(&[]).unwrap(), Choice::Examples { name: None, release: false });
        assert_eq!(parse(&words("browser")).unwrap(), Choice::Browser(None));
        assert_eq!(parse(&words("browser saved")).unwrap(), Choice::Browser(Some("saved")));
        assert_eq!(parse(&words("sync")).unwrap(), Choice::Sync);
    }

    #[test]
    fn what_bench_does_not_know_is_named() {
        assert!(parse(&words("events --fast")).unwrap_err().to_string().contains("--fast"));
        assert!(parse(&words("events budgets")).unwrap_err().to_string().contains("budgets"));
        assert!(parse(&words("browser --release")).is_err());
    }

    #[test]
    fn a_name_finds_the_examples_beside_it_and_no_others() {
        assert!(is_of("bench_events", "events") && is_of("bench_events", "bench_events"));
        assert!(is_of("bench_events_certificates", "events"));
        assert!(!is_of("bench_eventful", "events") && !is_of("bench_budgets", "events"));
    }

    #[test]
    fn every_benchmark_lies_where_it_is_looked_for() {
        let of_server = benchmarks("server/examples").unwrap();
        assert_eq!(of_server.iter().filter(|name| is_of(name, "events")).count(), 2, "{of_server:?}");
        let of_budgets = of_server.iter().filter(|name| is_of(name, "budgets")).count();
        assert_eq!(of_budgets, 2, "views and the payment file: {of_server:?}");
        for name in ["budgets", "questionnaires"] {
            let file = in_browser(name).unwrap();
            assert!(workspace::root().join(format!("end2end/bench/{file}.bench.ts")).is_file(), "{file}");
        }
        assert!(!benchmarks("app/domain/examples").unwrap().iter().any(|name| name.contains("form")));
    }
}
