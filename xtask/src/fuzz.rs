//! `cargo xtask fuzz`: files that nobody would write, through the import of questionnaires (`fuzz/`).

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::arguments::how_many;
use crate::process::{command as program, output, run};
use crate::{step, workspace};

const MINUTES: u32 = 10;
const CARGO_FUZZ: &str = "0.13.2";
/// Larger files only slow the fuzzer down; what is special about size, tests of the server check.
const BYTES_MAX: u32 = 65_536;

/// `cargo xtask fuzz [MINUTES]`; ten unless told otherwise. Needs a nightly toolchain, which rustup brings.
///
/// # Errors
/// When a file stops the program (its path is printed), or the tools are missing and cannot be installed.
pub fn command(arguments: &[String]) -> Result<()> {
    let minutes = how_many(arguments, "minutes", MINUTES)?;
    let by_hand = "rustup toolchain install nightly";
    step::run("nightly toolchain", by_hand, || output(program("cargo").args(["+nightly", "--version"])).map(drop))?;
    prepare_cargo_fuzz()?;
    let corpora = corpora()?;
    let mut fuzz = program("cargo");
    fuzz.args(["+nightly", "fuzz", "run", "--target-dir"]).arg(workspace::target().join("fuzz"));
    fuzz.arg("import").args(&corpora).arg("--").arg(format!("-max_total_time={}", u64::from(minutes) * 60));
    fuzz.args([&format!("-max_len={BYTES_MAX}"), "-timeout=10", "-rss_limit_mb=4096", "-print_final_stats=1"]);
    fuzz.arg(format!("-dict={}", workspace::root().join("fuzz/import.dict").display()));
    let name = format!("fuzz for {minutes} min");
    step::announce(&name, "cargo +nightly fuzz run import FILE, with the file named above", || run(&mut fuzz))
}

fn prepare_cargo_fuzz() -> Result<()> {
    let name = format!("cargo-fuzz {CARGO_FUZZ}");
    let by_hand = format!("cargo install cargo-fuzz --version {CARGO_FUZZ}");
    step::run(&name, &by_hand, || match output(program("cargo").args(["fuzz", "--version"])) {
        Ok(_) => Ok(()),
        Err(_) => run(program("cargo").args(["install", "--quiet", "cargo-fuzz", "--version", CARGO_FUZZ])),
    })
}

/// Folders with files to begin with; into the first one the fuzzer writes what leads to code not seen before.
fn corpora() -> Result<Vec<PathBuf>> {
    let root = workspace::root();
    let found = workspace::target().join("fuzz-corpus");
    fs::create_dir_all(&found).with_context(|| format!("cannot create {}", found.display()))?;
    let shared = std::env::var_os("CONFORMANCE_DIR").map_or_else(|| root.join("../shared/conformance"), PathBuf::from);
    let given = [
        root.join("fuzz/seeds"),
        root.join("app/domain/src/questionnaires/library"),
        shared.join("import"),
        shared.join("samples"),
    ];
    Ok(std::iter::once(found).chain(given.into_iter().filter(|folder| folder.is_dir())).collect())
}
