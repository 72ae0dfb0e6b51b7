//! The head of the chain at the end of each day, in files outside of the database.

use crate::error;
use chrono::NaiveDate;
use domain::AppError;
use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

/// A day's name and its head: sequence number and hash. `None` for a file that cannot be read as one.
pub(super) type DayHead = (String, Option<(i64, String)>);

/// A folder with one file a day, `2026-11-22.txt`: sequence number and hash of the last row sealed on that day.
pub(super) struct Heads {
    folder: PathBuf,
}

impl Heads {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Replaces the day's file as a whole, so that no crash leaves half a line.
    pub(super) fn write(&self, day: NaiveDate, sequence: i64, hash: &str) -> Result<(), AppError> {
        let written = || {
            fs::create_dir_all(&self.folder)?;
            let unfinished = self.folder.join(format!("{day}.tmp"));
            let mut file = fs::File::create(&unfinished)?;
            writeln!(file, "{sequence} {hash}")?;
            file.sync_all()?;
            fs::rename(unfinished, self.folder.join(format!("{day}.txt")))
        };
        written().map_err(|cause| failed(&cause))
    }

    /// Every day's head, in any order.
    pub(super) fn read(&self) -> Result<Vec<DayHead>, AppError> {
        let mut heads = Vec::new();
        if !self.folder.exists() {
            return Ok(heads);
        }
        for entry in fs::read_dir(&self.folder).map_err(|cause| failed(&cause))? {
            let path = entry.map_err(|cause| failed(&cause))?.path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let text = fs::read_to_string(&path).map_err(|cause| failed(&cause))?;
                let day = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                heads.push((day, parse(&text)));
            }
        }
        Ok(heads)
    }
}

fn parse(text: &str) -> Option<(i64, String)> {
    let (sequence, hash) = text.trim().split_once(' ')?;
    Some((sequence.parse().ok()?, hash.to_owned()))
}

fn failed(cause: &io::Error) -> AppError {
    error::internal("audit heads", &cause.to_string())
}
