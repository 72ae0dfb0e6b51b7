//! Work beside the tests, in a process of its own: it ends with all that it has started once nobody waits for it any more.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Runs its arguments. When its standard input ends before them, whoever started it has given up, was interrupted or killed: then
/// it ends its whole group of processes, the compilers that cargo has started as well. Being a group, it would outlive Ctrl-C.
const WHILE_SOMEBODY_WAITS: &str = r#"
exec 3<&0
"$@" 3<&- < /dev/null &
work=$!
{ read -r _ <&3; kill -KILL 0; } &
watch=$!
wait "$work"
ended=$?
kill "$watch"
exit "$ended"
"#;

/// A process that works beside this one.
pub struct Beside {
    child: Child,
    /// Open as long as its outcome is wanted.
    line: Option<ChildStdin>,
}

impl Beside {
    /// Builds the bundles that the browser tests test.
    ///
    /// # Errors
    /// When the process cannot be started.
    pub fn build_bundles() -> Result<Beside> {
        // This very program, also where another checkout with the same target folder has put its own in its place meanwhile.
        let running = PathBuf::from(format!("/proc/{}/exe", std::process::id()));
        let program = if running.exists() { running } else { std::env::current_exe().context("cannot find xtask")? };
        Beside::start(&mut while_somebody_waits(program, &["bundles"]))
    }

    fn start(command: &mut Command) -> Result<Beside> {
        let mut child = command.spawn().context("cannot start what runs beside the tests")?;
        // Waiting for the child would close it.
        let line = child.stdin.take();
        Ok(Beside { child, line })
    }

    /// Waits until the work is done.
    ///
    /// # Errors
    /// When it failed.
    pub fn end(mut self) -> Result<()> {
        let status = self.child.wait()?;
        ensure!(status.success(), "what ran beside the tests ended with {status}; its messages stand above");
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            eprintln!("what runs beside the tests is ended; the fault stands above");
        }
        drop(self.line.take());
        if let Err(fault) = self.child.wait() {
            eprintln!("what ran beside the tests cannot be waited for: {fault}");
        }
    }
}

/// With the environment of this process: the child is to decide as this one has.
fn while_somebody_waits(program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", WHILE_SOMEBODY_WAITS, "sh"]).arg(program).args(arguments);
    command.stdin(Stdio::piped()).process_group(0);
    command
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read};

    use super::*;

    #[test]
    fn what_nobody_waits_for_ends_with_all_that_it_has_started() {
        const WORK: &str = "(timeout --foreground 30 tail -f /dev/null; echo left behind) & echo begun; wait";
        let mut running = Beside::start(while_somebody_waits("sh", &["-c", WORK]).stdout(Stdio::piped())).unwrap();
        let mut output = BufReader::new(running.child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        drop(running);
        let mut rest = String::new();
        // Ends when no process is left that could write.
        output.read_to_string(&mut rest).unwrap();
        assert_eq!((first.as_str(), rest.as_str()), ("begun\n", ""));
    }

    #[test]
    fn the_outcome_is_told() {
        let outcome = |code: &str| Beside::start(&mut while_somebody_waits("sh", &["-c", code])).unwrap().end();
        outcome("exit 0").unwrap();
        assert!(outcome("exit 7").unwrap_err().to_string().contains("exit status: 7"));
    }
}
