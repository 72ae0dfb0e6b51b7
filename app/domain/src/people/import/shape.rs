use super::{Grid, ImportFault};
use crate::people::{Column, Sheet, cell::fold, german};

/// A worksheet that was recognised: which of its columns is which field.
pub(super) struct Shaped<'a> {
    pub sheet: Sheet,
    /// Field name and position of each column that is read.
    pub columns: Vec<(&'static str, usize)>,
    pub rows: &'a [Vec<String>],
}

impl Shaped<'_> {
    /// `C „Kommune“`
    pub fn column_name(&self, field: &str) -> Option<String> {
        let (_, position) = self.columns.iter().find(|(name, _)| *name == field)?;
        Some(german::file_column(&letter(*position), german::column(field)))
    }
}

/// What a worksheet is, or why it is none of ours. A computed column is let through and not read.
pub(super) fn recognise(grid: &Grid) -> Result<Shaped<'_>, Vec<ImportFault>> {
    let name = if grid.name.is_empty() { german::CSV_SHEET } else { &grid.name };
    let fault = |row, column, sentence| ImportFault { sheet: name.to_owned(), row, column, sentence };
    let Some((titles, rows)) = grid.rows.split_first() else {
        return Err(vec![fault(None, None, german::EMPTY_FILE.into())]);
    };
    let Some(sheet) = sheet_of(grid, titles) else {
        return Err(vec![fault(None, None, german::unknown_sheet(grid.name.is_empty()))]);
    };
    let known: Vec<_> = sheet.columns().iter().map(|column| (column.field, column.title())).collect();
    let read: Vec<_> = sheet.fields().map(|column| column.field).collect();
    let mut columns = columns_of(name, titles, &known, &read)?;
    columns.retain(|(field, _)| read.contains(field));
    Ok(Shaped { sheet, columns, rows })
}

/// Which column of a worksheet is which field, by its title, or everything that is wrong with the titles. `known` are fields with
/// their titles, of which the `needed` ones must be there.
pub(crate) fn columns_of(
    sheet: &str,
    titles: &[String],
    known: &[(&'static str, &'static str)],
    needed: &[&'static str],
) -> Result<Vec<(&'static str, usize)>, Vec<ImportFault>> {
    let fault = |column: Option<String>, sentence: String| ImportFault {
        sheet: sheet.to_owned(),
        row: Some(1),
        column,
        sentence,
    };
    let mut faults = Vec::new();
    let mut columns: Vec<(&'static str, usize)> = Vec::new();
    for (position, written) in titles.iter().enumerate().filter(|(_, written)| !written.trim().is_empty()) {
        let place = Some(german::file_column(&letter(position), written.trim()));
        match known.iter().find(|(_, title)| fold(title) == fold(written.trim())) {
            None => {
                let titles: Vec<&str> = known.iter().map(|(_, title)| *title).collect();
                faults.push(fault(place, german::unknown_column(&titles)));
            }
            Some((field, _)) if columns.iter().any(|(other, _)| other == field) => {
                faults.push(fault(place, german::REPEATED_COLUMN.into()));
            }
            Some((field, _)) => columns.push((*field, position)),
        }
    }
    let is_there = |field: &str| columns.iter().any(|(other, _)| *other == field);
    for (_, title) in known.iter().filter(|(field, _)| needed.contains(field) && !is_there(field)) {
        faults.push(fault(None, german::missing_column(title)));
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

/// By the worksheet's name; a CSV file by its columns. Where those fit several sheets, the computed columns decide; a file
/// with a mere "Name" could be anything and is none.
fn sheet_of(grid: &Grid, titles: &[String]) -> Option<Sheet> {
    if !grid.name.is_empty() {
        return Sheet::ALL.into_iter().find(|sheet| fold(german::sheet(*sheet)) == fold(grid.name.trim()));
    }
    let titles: Vec<String> = titles.iter().map(|title| fold(title.trim())).filter(|title| !title.is_empty()).collect();
    let has = |column: &Column| titles.contains(&fold(column.title()));
    let knows = |sheet: &Sheet, title: &String| sheet.columns().iter().any(|column| fold(column.title()) == *title);
    let fitting: Vec<Sheet> = Sheet::ALL
        .into_iter()
        .filter(|sheet| sheet.fields().all(has) && titles.iter().all(|title| knows(sheet, title)))
        .collect();
    let exact = |sheet: &&Sheet| fitting.len() == 1 || sheet.columns().iter().all(has);
    let mut exact = fitting.iter().filter(exact);
    exact.next().copied().filter(|_| exact.next().is_none())
}

/// `0` → `A`, `25` → `Z`, `26` → `AA`: as spreadsheets name columns.
pub(crate) fn letter(position: usize) -> String {
    let last = char::from(b'A' + u8::try_from(position % 26).unwrap_or(0));
    match position / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}
