//! Browser tests: bundles and server are built, Playwright starts servers of its own with them.

use anyhow::{Context, Result, ensure};

use super::native;
use crate::bundle::{self, Profile};
use crate::process::{command, run};
use crate::setup::{self, Need, Tools, npm};
use crate::{serve, step, workspace};

/// Runs everything in `end2end/tests`, with the bundles that people get: they are built for the level `sizes` anyway, load faster, and
/// find what only they do wrong.
///
/// # Errors
/// When something does not compile or a test fails.
pub fn run_tests(tools: &Tools) -> Result<()> {
    let shell = tools.chromium.as_ref().and_then(|chromium| chromium.shell.as_ref());
    let settings = shell.map(|shell| ("HEADLESS_SHELL", shell.display().to_string()));
    start(tools, Profile::Release, &[], settings.as_slice())
}

/// The bundles that [`run_tests`] tests.
///
/// # Errors
/// When something does not compile.
pub fn build_bundles(tools: &Tools) -> Result<()> {
    bundle::build(tools, Profile::Release).map(|_| ())
}

/// `cargo xtask screenshots`: takes the pictures of `docs/screenshots` anew from the running product.
///
/// # Errors
/// When something does not compile or a page does not show what it should.
pub fn take_screenshots(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "screenshots has no options");
    let tools = setup::prepare(&[Need::BrowserTests])?;
    playwright(&tools, Profile::Release, &["--config", "screenshots.config.ts"])
}

/// `cargo xtask bench browser`: times in Chromium, with the bundles that people get; of `only` one file if that is named. The
/// server is the one of the tests; what is measured begins when its answer is there.
///
/// # Errors
/// When something does not compile or a page does not show what it should.
pub fn run_benchmarks(tools: &Tools, only: Option<&str>) -> Result<()> {
    let engine = bundle::build_engine(tools)?;
    let file = only.map(|only| format!("bench/{only}.bench.ts"));
    let mut arguments = vec!["--config", "bench.config.ts"];
    arguments.extend(file.as_deref());
    start(tools, Profile::Release, &arguments, &[("ENGINE", engine.display().to_string())])
}

/// Measures sync beside PouchDB, against a server that is built for speed. `STORMS` and `STORM_EVERY` of the environment say how often
/// 200 tablets storm, and every how many seconds.
///
/// # Errors
/// When something does not compile, or an answer of a server was wrong; a goal that is missed is printed.
pub fn run_sync_benchmark(tools: &Tools) -> Result<()> {
    npm::prepare("end2end/bench/sync")?;
    let server = serve::build_server(&tools.toolchain, true)?;
    let site = bundle::build(tools, Profile::Development)?;
    let folder = workspace::root().join("end2end");
    let mut playwright = command(folder.join("node_modules/.bin/playwright"));
    playwright.current_dir(&folder).args(["test", "--config", "bench/sync/sync.config.ts"]);
    run(playwright.env("SERVER", server).env("SITE_DIR", site.folder))
}

/// Kills all of Chromium right after "gespeichert", so many times.
///
/// # Errors
/// When something does not compile, or an answer that was saved is missing afterwards.
pub fn crash_browser(tools: &Tools, rounds: u32) -> Result<()> {
    start(tools, Profile::Release, &["tests/offline/killed.spec.ts"], &[("KILL_ROUNDS", rounds.to_string())])
}

fn playwright(tools: &Tools, profile: Profile, arguments: &[&str]) -> Result<()> {
    start(tools, profile, arguments, &[])
}

fn start(tools: &Tools, profile: Profile, arguments: &[&str], settings: &[(&str, String)]) -> Result<()> {
    let folder = workspace::root().join("end2end");
    // Playwright strips types without looking at them.
    step::run("types of the browser tests", "cd end2end && npx tsc --noEmit", || {
        run(command(folder.join("node_modules/.bin/tsc")).current_dir(&folder).arg("--noEmit"))
    })?;
    let server = native::build_server_as_tested(&tools.toolchain)?;
    let site = bundle::build(tools, profile)?;
    let chromium = tools.chromium.as_ref().context("set-up brought no Chromium")?;
    let mut playwright = command(folder.join("node_modules/.bin/playwright"));
    playwright.current_dir(&folder).arg("test").args(arguments);
    playwright.env("SERVER", server).env("SITE_DIR", site.folder).env("CHROMIUM", &chromium.program);
    playwright.envs(settings.iter().map(|(name, value)| (name, value)));
    run(&mut playwright)
}
