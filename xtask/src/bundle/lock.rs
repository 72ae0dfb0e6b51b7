//! One build at a time in a target folder: each works in the same `making-…` folders and with the one file that cargo leaves.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use anyhow::{Context, Result};

use crate::{step, workspace};

const NAME: &str = "building.lock";

/// Keeps other builds of this target folder out until the file is dropped, after those that run have ended. The system gives
/// the lock back when a process ends, however that happens.
///
/// # Errors
/// When the file cannot be opened or locked.
pub fn take() -> Result<File> {
    take_in(&workspace::target().join("site"), |file| {
        step::announce("wait for another build of bundles", "end the command that builds them", || {
            file.lock().context("cannot lock")
        })
    })
}

fn take_in(folder: &Path, wait: impl FnOnce(&File) -> Result<()>) -> Result<File> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let path = folder.join(NAME);
    let opened = File::options().write(true).create(true).truncate(false).open(&path);
    let file = opened.with_context(|| format!("cannot open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => wait(&file)?,
        Err(TryLockError::Error(fault)) => {
            return Err(fault).with_context(|| format!("cannot lock {}", path.display()));
        }
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::path::PathBuf;
    use std::process::Stdio;
    use std::sync::mpsc;
    use std::thread;

    use anyhow::bail;

    use super::*;
    use crate::process::command;

    fn empty_folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-lock-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_second_build_waits_until_the_first_has_ended() {
        let folder = &empty_folder("two");
        let first = take_in(folder, |_| bail!("nobody builds yet")).unwrap();
        let (tells, told) = mpsc::channel();
        thread::scope(|scope| {
            let second = scope.spawn(move || {
                take_in(folder, |file| {
                    tells.send(())?;
                    Ok(file.lock()?)
                })
            });
            told.recv().unwrap();
            assert!(!second.is_finished());
            drop(first);
            drop(second.join().unwrap().unwrap());
        });
        // A process that another test starts at this moment has the open file as well, until it is its own program.
        drop(take_in(folder, |file| Ok(file.lock()?)).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_build_that_was_killed_keeps_nobody_out() {
        let folder = empty_folder("killed");
        let mut other = command("flock");
        other.arg("--no-fork").arg(folder.join(NAME)).args(["sh", "-c", "echo held; exec tail -f /dev/null"]);
        let mut other = other.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(other.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let mut waited = false;
        let taken = take_in(&folder, |file| {
            waited = true;
            other.kill()?;
            Ok(file.lock()?)
        });
        other.kill().unwrap();
        other.wait().unwrap();
        taken.unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(waited && line == "held\n");
    }
}
