//! Starting other programs, free of what `cargo run` hands down, with time limits where a program may hang.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Variables that `cargo run` and rustup's proxies set for this program. Passed on, they would make cargo calls use
/// another toolchain than the one set-up chose, or look like a change to build scripts.
const INHERITED: [&str; 10] = [
    "CARGO",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_CRATE_NAME",
    "RUSTC",
    "RUSTDOC",
    "RUSTUP_TOOLCHAIN",
    "RUSTUP_TOOLCHAIN_SOURCE",
    "RUST_RECURSION_COUNT",
];

/// A command in the root of the checkout, without what `cargo run` handed down.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::workspace::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if INHERITED.contains(&text.as_ref()) || text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_BIN_") {
            command.env_remove(&name);
        }
    }
    // rustup must never start a download on its own: where it cannot, it hangs instead of failing.
    command.env("RUSTUP_AUTO_INSTALL", "0");
    command
}

/// Runs the command with its output visible.
///
/// # Errors
/// When it cannot be started or ends with another code than 0.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs the command and hides its output, unless it fails.
///
/// # Errors
/// As [`run`], with the output in the message.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    output(command).map(drop)
}

/// What the command writes to its standard output.
///
/// # Errors
/// When it cannot be started, ends with another code than 0, or does not write UTF-8.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    let standard = String::from_utf8(output.stdout).with_context(|| format!("{} wrote no UTF-8", shown(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}\n{standard}{}", shown(command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(standard)
}

/// How a command with a time limit ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    Well,
    Badly,
    KilledAfterLimit,
}

/// Runs the command for at most `limit`, then kills it.
///
/// # Errors
/// When it cannot be started or waited for.
pub fn run_for_at_most(limit: Duration, command: &mut Command) -> Result<Ended> {
    let mut child = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start {}", shown(command)))?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(if status.success() { Ended::Well } else { Ended::Badly });
        }
        if started.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(Ended::KilledAfterLimit);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The first of `names` that is a file in one of the folders of `PATH`.
pub fn find_on_path(names: &[&str]) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()))
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_killed() {
        let ended = run_for_at_most(Duration::from_millis(100), command("tail").args(["-f", "/dev/null"])).unwrap();
        assert_eq!(ended, Ended::KilledAfterLimit);
    }

    #[test]
    fn a_program_that_ends_is_waited_for() {
        assert_eq!(run_for_at_most(Duration::from_secs(60), &mut command("true")).unwrap(), Ended::Well);
        assert_eq!(run_for_at_most(Duration::from_secs(60), &mut command("false")).unwrap(), Ended::Badly);
    }

    #[test]
    fn the_toolchain_of_cargo_run_is_not_handed_down() {
        // Cargo itself sets CARGO_MANIFEST_DIR for this test, so the variable is there to be removed.
        assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
        let seen = output(&mut command("env")).unwrap();
        assert!(!seen.lines().any(|line| line.starts_with("CARGO_MANIFEST_DIR=") || line.starts_with("CARGO=")));
    }

    #[test]
    fn a_failing_program_is_named_with_its_output() {
        let error = output(command("sh").args(["-c", "echo lost; exit 3"])).unwrap_err();
        assert!(format!("{error:#}").contains("lost"));
    }
}
