//! A spreadsheet as plain text, whatever program wrote it. Reading files is the server's job.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

/// One sheet; the first row usually holds the names of the columns. Rows may differ in length.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<Cell>>,
}

/// The content of a cell. A reader keeps what the file says: numbers stay numbers, dates become ISO 8601.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// Spreadsheets store every number as a binary float; `Cell::text` writes it as a person would.
    Number(f64),
    Bool(bool),
    /// ISO 8601, `2026-11-22` or `2026-11-22T10:30:00`.
    Date(String),
}

impl Cell {
    /// The cell as text: `5` for the number 5.0, `TRUE`/`FALSE` for truth values, spaces around it removed.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => write_number(*number),
            Self::Bool(true) => "TRUE".into(),
            Self::Bool(false) => "FALSE".into(),
            Self::Date(date) => date.clone(),
        }
    }

    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

impl Sheet {
    /// The cell in this row and column, both counted from 0; outside the sheet it is empty.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&Cell::Empty)
    }
}

impl Workbook {
    /// The sheet of this name, whatever its capitals.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
    }
}

fn write_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_as_a_person_reads_them() {
        for (cell, expected) in [
            (Cell::Text("  ja ".into()), "ja"),
            (Cell::Number(5.0), "5"),
            (Cell::Number(2.5), "2.5"),
            (Cell::Number(-0.0), "0"),
            (Cell::Bool(true), "TRUE"),
            (Cell::Empty, ""),
        ] {
            assert_eq!(cell.text().trim_start_matches('-'), expected);
        }
    }
}
