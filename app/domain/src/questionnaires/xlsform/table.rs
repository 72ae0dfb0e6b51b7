//! A sheet as rows of named columns.

use super::{
    fault::{FaultCode, Faults, ImportFault},
    headers::{self, Known},
    settings::is_yes,
};
use crate::{
    field::without_overrides,
    questionnaires::{
        definition::{Settings, Texts},
        workbook::Sheet,
    },
};
use std::collections::BTreeMap;

/// One column with its header as written.
#[derive(Debug)]
pub struct Column {
    pub header: String,
    /// The known column it is; `None` for columns of the author's own.
    pub known: Option<&'static str>,
    /// `""` where the header names none.
    pub language: String,
    index: usize,
}

#[derive(Debug)]
pub struct Table {
    pub sheet: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// A row that is not blank.
#[derive(Debug)]
pub struct Row {
    /// As the spreadsheet program counts: the header is row 1.
    pub number: usize,
    /// Text of each column, in the order of [`Table::columns`].
    pub cells: Vec<String>,
}

impl Table {
    /// Rows below the header; blank ones are left out. `clean`: several spaces in a row become one.
    pub fn read(sheet: &Sheet, known: Known, clean: bool) -> Self {
        let header = sheet.rows.first().map(Vec::as_slice).unwrap_or_default();
        let header = &header[..end_of_filled(header.iter().map(|cell| cell.is_blank()), MAX_BLANK_COLUMNS)];
        let filled = sheet.rows.iter().map(|row| row.iter().all(|cell| cell.is_blank()));
        let end = end_of_filled(filled, MAX_BLANK_ROWS);
        let columns: Vec<Column> = header
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_blank())
            .map(|(index, cell)| {
                let header = cell.text();
                let (known, language) = match headers::read(&header, known) {
                    Some((column, language)) => (Some(column), language),
                    None => (None, String::new()),
                };
                Column { header, known, language, index }
            })
            .collect();
        let rows = sheet.rows.iter().enumerate().take(end).skip(1).filter_map(|(index, _)| {
            let cells: Vec<String> =
                columns.iter().map(|column| straighten(&sheet.cell(index, column.index).text(), clean)).collect();
            let filled = cells.iter().any(|cell| !cell.is_empty());
            filled.then_some(Row { number: index + 1, cells })
        });
        Self { sheet: sheet.name.trim().to_owned(), rows: rows.collect(), columns }
    }

    /// Two columns of one meaning and language would hide each other.
    pub fn check_columns(&self, faults: &mut Faults) {
        for (index, column) in self.columns.iter().enumerate() {
            let same = |other: &Column| match column.known {
                Some(_) => other.known == column.known && other.language == column.language,
                None => other.header == column.header,
            };
            if self.columns[..index].iter().any(same) {
                let fault = ImportFault::of_sheet(&self.sheet, FaultCode::DoubleColumn).about(&column.header);
                faults.push(fault.at(1, &column.header));
            }
        }
    }

    /// Rows that the author switched off are as if they were not there.
    pub fn drop_disabled(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.rows = rows.into_iter().filter(|row| !is_yes(self.get(row, "disabled"))).collect();
    }

    /// What stands in the column `list_name`.
    pub fn list_names(&self) -> Vec<String> {
        self.rows.iter().filter_map(|row| self.text(row, "list_name")).collect()
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known.known == Some(column))
    }

    /// The text in a column without language; `""` when there is none.
    pub fn get<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let cells = self.columns.iter().zip(&row.cells);
        cells
            .filter(|(known, _)| known.known == Some(column))
            .map(|(_, cell)| cell.as_str())
            .find(|cell| !cell.is_empty())
            .unwrap_or_default()
    }

    /// As [`Self::get`], `None` when blank.
    pub fn text(&self, row: &Row, column: &str) -> Option<String> {
        Some(self.get(row, column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The text in all languages.
    pub fn texts(&self, row: &Row, column: &str, settings: &Settings) -> Texts {
        let mut texts = Texts::default();
        for (known, cell) in self.columns.iter().zip(&row.cells) {
            if known.known == Some(column) && !cell.is_empty() {
                texts.set(language_of(known, settings), cell.clone());
            }
        }
        texts
    }

    /// The header of a column as the author wrote it.
    pub fn header<'a>(&'a self, column: &'a str) -> &'a str {
        let found = self.columns.iter().find(|known| known.known == Some(column));
        found.map_or(column, |column| column.header.as_str())
    }

    /// Everything in a row by its header, known columns by their XLSForm name.
    pub fn cells(&self, row: &Row) -> BTreeMap<String, String> {
        let named = self.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
        let header = |column: &Column| match (column.known, column.language.as_str()) {
            (None, _) => column.header.clone(),
            (Some(known), "") => known.to_owned(),
            (Some(known), language) => format!("{known}::{language}"),
        };
        named.map(|(column, cell)| (header(column), cell.clone())).collect()
    }

    /// Columns of the author's own with what the row holds in them.
    pub fn extra<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (String, String)> + 'a {
        self.columns
            .iter()
            .zip(&row.cells)
            .filter(|(column, cell)| column.known.is_none() && !cell.is_empty())
            .map(|(column, cell)| (column.header.clone(), cell.clone()))
    }
}

/// What stands behind so many blank rows or columns is no part of the table, but a remark, as in the reference.
const MAX_BLANK_ROWS: usize = 60;
const MAX_BLANK_COLUMNS: usize = 20;

/// Where a sequence ends in more blanks than allowed.
fn end_of_filled(blanks: impl Iterator<Item = bool>, allowed: usize) -> usize {
    let (mut end, mut run) = (0, 0);
    for (index, blank) in blanks.enumerate() {
        run = if blank { run + 1 } else { 0 };
        if run > allowed {
            break;
        }
        if !blank {
            end = index + 1;
        }
    }
    end
}

/// All languages in the order of their columns; `""` for text without a named language.
pub fn languages<'a>(tables: impl IntoIterator<Item = Option<&'a Table>>, settings: &Settings) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for column in tables.into_iter().flatten().flat_map(|table| &table.columns) {
        let is_text = matches!(
            column.known,
            Some("label" | "hint" | "guidance_hint" | "required_message" | "constraint_message")
        );
        let language = language_of(column, settings);
        if is_text && !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// Text without a named language is in the default one.
fn language_of(column: &Column, settings: &Settings) -> String {
    if column.language.is_empty() { settings.default_language.clone() } else { column.language.clone() }
}

/// Quotation marks that word processors curl would not be understood in expressions; spaces that do not break neither. What
/// turns a text around on the screen is taken away.
///
/// What closes a German quotation („so“) stays: no expression begins with its opening mark, and half of a pair would
/// be left on the screen.
pub(crate) fn straighten(text: &str, clean: bool) -> String {
    let mut quoting = false;
    let straight = |c: char| match c {
        '\u{201E}' => {
            quoting = true;
            c
        }
        '\u{201C}' | '\u{201D}' if std::mem::take(&mut quoting) => c,
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{A0}' => ' ',
        other => other,
    };
    let text = without_overrides(text).chars().map(straight).collect::<String>().trim().to_owned();
    if !clean || !text.contains("  ") {
        return text;
    }
    let mut before = 'x';
    text.chars().filter(|c| std::mem::replace(&mut before, *c) != ' ' || *c != ' ').collect()
}
