//! From a file's cells to changes of the directory, with a preview. Reading the file is the server's part; nothing is
//! written here.

mod plan;
mod shape;

#[cfg(test)]
mod tests;

pub use plan::{ImportPlan, plan};
pub(crate) use shape::{columns_of, letter};

use serde::{Deserialize, Serialize};

/// Most lines of a file, all sheets together.
pub const LINES_MAX: usize = 20_000;

/// One worksheet as text: days as `2026-08-01` or `01.08.2026`, numbers with a comma or a point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Name of the worksheet; blank for a CSV file, whose columns tell what it is.
    pub name: String,
    /// The first row holds the titles of the columns.
    pub rows: Vec<Vec<String>>,
}

/// What a file would change, for the person who decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// With a fault nothing can be taken over.
    pub faults: Vec<ImportFault>,
    pub changes: Vec<ImportChange>,
    /// Lines that are in the directory already, the same.
    pub unchanged: usize,
}

/// What the server says to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportAnswer {
    pub view: ImportView,
    /// Sent back to agree to exactly this preview.
    pub fingerprint: String,
    /// Whether the changes were made.
    pub taken: bool,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFault {
    pub sheet: String,
    /// As the spreadsheet counts, from 1; none when the whole sheet is concerned.
    pub row: Option<usize>,
    /// Letter and title, such as `C „Kommune“`.
    pub column: Option<String>,
    pub sentence: String,
}

/// One line that would be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportChange {
    pub sheet: String,
    pub row: usize,
    /// What the line is about: its key columns.
    pub what: String,
    pub is_new: bool,
    /// What would differ; empty for a new line.
    pub differences: Vec<Difference>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub column: String,
    pub before: String,
    pub after: String,
}
