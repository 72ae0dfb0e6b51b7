//! Tests of `store`, `app` and `server`: compiled in one cargo call, then run package by package.
//!
//! `cargo test -p store` followed by `cargo test -p server` would compile SurrealDB twice, because cargo resolves features
//! for the packages that are named. So all are named, once, and the test programs that cargo reports are started here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{command, run};
use crate::setup::{Toolchain, Tools};
use crate::{step, workspace};

/// SurrealDB recurses deeply in unoptimised code; the server gives its own threads as much.
const STACK: &str = "10485760";

/// Runs the tests of the named packages.
///
/// # Errors
/// When something does not compile, there is no test at all, or a test fails.
pub fn run_tests_of(toolchain: &Toolchain, packages: &[&str]) -> Result<()> {
    let programs = built(toolchain)?;
    let wanted: Vec<_> = programs.iter().filter(|program| packages.contains(&program.package.as_str())).collect();
    ensure!(!wanted.is_empty(), "cargo reported no test program for {}", packages.join(", "));
    for program in wanted {
        println!("── {} ({})", program.package, program.name);
        run(&mut started(program))?;
    }
    Ok(())
}

/// Kills the server in the middle of pushes, so many times: the program that talks to devices, and the store alone, which is
/// pushed into faster and whose rows are looked at.
///
/// # Errors
/// When something does not compile, or an acknowledged change is missing afterwards.
pub fn crash_server(tools: &Tools, rounds: u32) -> Result<()> {
    let programs = built(&tools.toolchain)?;
    for (package, tests) in [("server", "killed::"), ("store", "crash_sync::")] {
        let program = programs.iter().find(|program| program.package == package);
        let mut test = started(program.with_context(|| format!("cargo reported no test program for {package}"))?);
        test.args([tests, "--nocapture"]).env("CRASH_ROUNDS", rounds.to_string());
        run(&mut test)?;
    }
    Ok(())
}

/// Runs the storms on the seats of one event, so many times on each engine.
///
/// # Errors
/// When something does not compile, or a storm leaves behind what it must not.
pub fn storm(tools: &Tools, runs: u32) -> Result<()> {
    let programs = built(&tools.toolchain)?;
    let store = programs.iter().find(|program| program.package == "store");
    let mut test = started(store.context("cargo reported no test program for store")?);
    // One storm after the other: each is meant to have the machine for itself.
    test.args(["storm_", "--nocapture", "--test-threads", "1"]).env("STORM_RUNS", runs.to_string());
    run(&mut test)
}

fn started(program: &TestProgram) -> Command {
    let mut test = command(&program.executable);
    test.current_dir(&program.folder).env("RUST_MIN_STACK", STACK);
    // What cargo would set; insta looks for its snapshots from here.
    test.env("CARGO_MANIFEST_DIR", &program.folder).env("INSTA_WORKSPACE_ROOT", workspace::root());
    test
}

/// Compiles all native tests, and with them the server that the browser tests start. Returns its path.
///
/// # Errors
/// When something does not compile.
pub fn build_server_as_tested(toolchain: &Toolchain) -> Result<PathBuf> {
    built(toolchain)?;
    let server = workspace::target().join("debug").join("server");
    ensure!(server.is_file(), "{} is missing after the build", server.display());
    Ok(server)
}

#[derive(Debug, PartialEq, Eq)]
struct TestProgram {
    package: String,
    /// The name of the target: `it`, or that of the library.
    name: String,
    folder: PathBuf,
    executable: PathBuf,
}

/// What one call of this program has compiled: asking cargo once more would find nothing new, and would meet the bundles' cargo.
static BUILT: OnceLock<Vec<TestProgram>> = OnceLock::new();

fn built(toolchain: &Toolchain) -> Result<&'static [TestProgram]> {
    if let Some(programs) = BUILT.get() {
        return Ok(programs);
    }
    let programs = build(toolchain)?;
    Ok(BUILT.get_or_init(|| programs))
}

fn build(toolchain: &Toolchain) -> Result<Vec<TestProgram>> {
    step::run("compile tests", "see the compiler's messages above", || {
        let mut cargo = toolchain.cargo();
        cargo.args(["test", "--no-run", "--message-format", "json-render-diagnostics"]).args(workspace::NATIVE);
        let output = cargo.stderr(Stdio::inherit()).output().context("cannot start cargo")?;
        if !output.status.success() {
            bail!("the tests do not compile");
        }
        Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(parse).collect())
    })
}

/// Reads one line of cargo's messages; only test programs count.
fn parse(line: &str) -> Option<TestProgram> {
    // The target, too, has a field `test`: whether it could be tested. The profile's says that this file is a test program.
    let profile = line.split_once("\"profile\":{")?.1.split_once('}')?.0;
    if !line.contains("\"reason\":\"compiler-artifact\"") || !profile.contains("\"test\":true") {
        return None;
    }
    let executable = PathBuf::from(text_after(line, "\"executable\":")?);
    let manifest = PathBuf::from(text_after(line, "\"manifest_path\":")?);
    let folder = manifest.parent()?.to_path_buf();
    let name = text_after(line.split_once("\"target\":{")?.1, "\"name\":")?;
    let package = Path::new(&folder).file_name()?.to_string_lossy().into_owned();
    Some(TestProgram { package, name, folder, executable })
}

/// The JSON string that follows `key`. Paths with quotes or backslashes do not occur on the systems this runs on.
fn text_after(line: &str, key: &str) -> Option<String> {
    let rest = line.split_once(key)?.1.strip_prefix('"')?;
    Some(rest.split_once('"')?.0.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTIFACT: &str = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/server/store#0.1.0","manifest_path":"/w/server/store/Cargo.toml","target":{"kind":["test"],"crate_types":["bin"],"name":"it","src_path":"/w/server/store/tests/it/main.rs","edition":"2024","doc":false,"doctest":false,"test":true},"profile":{"opt_level":"0","test":true},"features":[],"filenames":["/t/debug/deps/it-1"],"executable":"/t/debug/deps/it-1","fresh":true}"#;

    #[test]
    fn a_test_program_is_read_from_cargos_message() {
        let program = parse(ARTIFACT).unwrap();
        assert_eq!((program.package.as_str(), program.name.as_str()), ("store", "it"));
        assert_eq!(program.executable, Path::new("/t/debug/deps/it-1"));
        assert_eq!(program.folder, Path::new("/w/server/store"));
    }

    #[test]
    fn libraries_and_messages_are_no_test_programs() {
        assert_eq!(parse(r#"{"reason":"compiler-message","message":{}}"#), None);
        assert_eq!(parse(&ARTIFACT.replace("\"executable\":\"/t/debug/deps/it-1\"", "\"executable\":null")), None);
        assert_eq!(
            parse(&ARTIFACT.replace("\"opt_level\":\"0\",\"test\":true", "\"opt_level\":\"0\",\"test\":false")),
            None
        );
    }
}
