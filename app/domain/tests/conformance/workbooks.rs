//! Spreadsheet files as the importer wants them.

use calamine::{Data, Reader, open_workbook_auto};
use domain::questionnaires::{Cell, Sheet, Workbook};
use std::path::Path;

/// Reads `.xlsx` and `.xls`; `None` when it is neither.
pub fn read(path: &Path) -> Option<Workbook> {
    let mut file = open_workbook_auto(path).ok()?;
    let mut workbook = Workbook::default();
    for name in file.sheet_names() {
        let range = file.worksheet_range(&name).ok()?;
        // The range begins at the first filled cell; rows are counted from the top of the sheet.
        let (top, left) = range.start().unwrap_or((0, 0));
        let mut rows = vec![Vec::new(); top as usize];
        for cells in range.rows() {
            let mut row = vec![Cell::Empty; left as usize];
            row.extend(cells.iter().map(cell));
            rows.push(row);
        }
        workbook.sheets.push(Sheet { name, rows });
    }
    Some(workbook)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty | Data::Error(_) => Cell::Empty,
        Data::String(text) => Cell::Text(text.clone()),
        Data::Float(number) => Cell::Number(*number),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::DateTime(date) => Cell::Text(date.as_f64().to_string()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Date(text.clone()),
    }
}
