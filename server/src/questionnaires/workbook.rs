//! Spreadsheet files as the importer of `domain` wants them: `.xlsx`, `.xls` and `.csv`, told apart by what is in them.

use crate::upload::{Unreadable, guarded, is_text, refuse_bombs};
use calamine::{Data, Range, Reader, Xls, Xlsx};
use domain::questionnaires::{Cell, Sheet, Workbook};
use rust_xlsxwriter::{Format, XlsxError};
use std::io::Cursor;

/// Cells that are kept of one workbook, blank ones between filled ones included.
const CELLS_MAX: usize = 2_000_000;
/// How an `.xls` file begins: a compound document (MS-CFB 2.2).
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Sheets of XLSForm whose cells matter. Of every other sheet only the name is kept, which tells of a misspelling.
const SHEETS: [&str; 6] = ["survey", "choices", "settings", "external_choices", "entities", "osm"];

pub const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Writes every sheet, its first row bold and fixed; numbers as numbers, all else as text, so that nothing is read as a
/// date.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold();
    let mut file = rust_xlsxwriter::Workbook::new();
    for sheet in &workbook.sheets {
        let worksheet = file.add_worksheet().set_name(&sheet.name)?;
        for (row, cells) in (0..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                match (cell, cell.text(), row) {
                    (Cell::Number(number), ..) => drop(worksheet.write_number(row, column, *number)?),
                    (_, text, _) if text.is_empty() => {}
                    (_, text, 0) => drop(worksheet.write_string_with_format(row, column, text, &bold)?),
                    (_, text, _) => drop(worksheet.write_string(row, column, text)?),
                }
            }
        }
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.autofit();
    }
    file.save_to_buffer()
}

/// The sheets of a spreadsheet. The name says only whether a text file is meant as a table.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Workbook, Unreadable> {
    if bytes.len() > domain::field::FILE_BYTES_MAX {
        return Err(Unreadable::Size);
    }
    if bytes.starts_with(b"PK") {
        refuse_bombs(bytes)?;
        return guarded(|| read_xlsx(bytes));
    }
    if bytes.starts_with(COMPOUND) {
        return guarded(|| read_xls(bytes));
    }
    if file_name.to_ascii_lowercase().ends_with(".csv") { read_csv(bytes) } else { Err(Unreadable::Kind) }
}

fn read_xlsx(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut file = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Kind)?;
    let mut table = Table::default();
    let names = file.sheet_names();
    for name in &names {
        table.begin(name);
        if !is_read(name, names.len()) {
            continue;
        }
        // Cell by cell: one cell in the last row of the last column would make a full table of 17 billion cells.
        let mut cells = file.worksheet_cells_reader(name).map_err(|_| Unreadable::Kind)?;
        while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Kind)? {
            let (row, column) = cell.get_position();
            table.put(row, column, cell_of(&Data::from(cell.get_value().clone())))?;
        }
    }
    Ok(table.workbook)
}

/// The old format has at most 65,536 rows of 256 columns, and no packing.
fn read_xls(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut file = Xls::new(Cursor::new(bytes)).map_err(|_| Unreadable::Kind)?;
    let mut table = Table::default();
    let names = file.sheet_names();
    for name in &names {
        table.begin(name);
        if !is_read(name, names.len()) {
            continue;
        }
        let range: Range<Data> = file.worksheet_range(name).map_err(|_| Unreadable::Kind)?;
        // The range begins at the first filled cell; rows are counted from the top of the sheet.
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            let at = |offset: usize, from: u32| u32::try_from(offset).unwrap_or(u32::MAX).saturating_add(from);
            table.put(at(row, top), at(column, left), cell_of(value))?;
        }
    }
    Ok(table.workbook)
}

/// XLSForm in one text file: a row whose first cell is filled names a sheet, the rows below it begin in the second
/// column. A file that begins with the columns themselves is the sheet `survey` alone.
fn read_csv(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let text = decode(bytes)?;
    let head = text.lines().next().unwrap_or_default();
    let delimiter = *[b';', b'\t', b','].iter().find(|sign| head.contains(char::from(**sign))).unwrap_or(&b',');
    let is_survey = head.to_ascii_lowercase().split(char::from(delimiter)).any(|cell| cell.trim_matches('"') == "type")
        && !head.starts_with(char::from(delimiter));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut table = Table::default();
    if is_survey {
        table.begin("survey");
    }
    let (mut row, first_column) = (0, usize::from(!is_survey));
    for record in reader.records() {
        let record = record.map_err(|_| Unreadable::Kind)?;
        let name = record.get(0).unwrap_or_default().trim();
        if !is_survey && !name.is_empty() {
            table.begin(name);
            row = 0;
            continue;
        }
        for (column, value) in (0..).zip(record.iter().skip(first_column)) {
            table.put(row, column, Cell::Text(value.to_owned()))?;
        }
        row += 1;
    }
    Ok(table.workbook)
}

/// UTF-8, or the Windows-1252 that spreadsheets on German computers still write: Latin-1 but for some signs.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if !is_text(bytes) {
        return Err(Unreadable::Kind);
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned(),
        Err(_) => bytes.iter().map(|byte| if *byte == 0x80 { '€' } else { char::from(*byte) }).collect(),
    })
}

/// Sheets in the making, with a limit on what they hold.
#[derive(Default)]
struct Table {
    workbook: Workbook,
    cells: usize,
}

impl Table {
    fn begin(&mut self, name: &str) {
        self.workbook.sheets.push(Sheet { name: name.to_owned(), rows: Vec::new() });
    }

    /// Puts a cell into the sheet that was begun last; what stands before the first sheet belongs to none.
    fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Unreadable> {
        let Some(sheet) = self.workbook.sheets.last_mut() else { return Ok(()) };
        if cell.is_blank() {
            return Ok(());
        }
        let (row, column) = (row as usize, column as usize);
        let new_rows = (row + 1).saturating_sub(sheet.rows.len());
        let filled = sheet.rows.get(row).map_or(0, Vec::len);
        // A blank row costs as much as some cells.
        self.cells = self.cells.saturating_add(new_rows).saturating_add((column + 1).saturating_sub(filled));
        if self.cells > CELLS_MAX {
            return Err(Unreadable::Unpacked);
        }
        if new_rows > 0 {
            sheet.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut sheet.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }
}

/// The only sheet of a workbook is the survey, whatever its name.
fn is_read(name: &str, sheets: usize) -> bool {
    sheets == 1 || SHEETS.iter().any(|sheet| name.trim().eq_ignore_ascii_case(sheet))
}

fn cell_of(value: &Data) -> Cell {
    match value {
        Data::Empty | Data::Error(_) => Cell::Empty,
        Data::String(text) => Cell::Text(text.clone()),
        Data::Float(number) => Cell::Number(*number),
        Data::Int(number) => Cell::Text(number.to_string()),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                Cell::Date(format!("{year:04}-{month:02}-{day:02}"))
            } else {
                Cell::Date(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
            }
        }
        Data::DateTime(span) => Cell::Number(span.as_f64()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Date(text.clone()),
    }
}
