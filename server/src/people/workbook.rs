//! XLSX files with real numbers and dates. The only place where figures meet binary floats: the format has no others.

use crate::upload::{Unreadable, guarded, refuse_bombs};
use calamine::{Data, DataRef, Reader, Xlsx};
use chrono::Datelike;
use domain::people::{
    Cell, Line, Sheet, german,
    import::{Grid, LINES_MAX},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::Cursor;

pub const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const COLUMNS_MAX: u32 = 100;

/// One worksheet for each sheet, its first row fixed and filterable.
pub fn write(sheets: &[(Sheet, Vec<Line>)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for (sheet, lines) in sheets {
        let worksheet = workbook.add_worksheet().set_name(german::sheet(*sheet))?;
        write_sheet(worksheet, *sheet, lines)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(worksheet: &mut Worksheet, sheet: Sheet, lines: &[Line]) -> Result<(), XlsxError> {
    let (bold, hours, day) =
        (Format::new().set_bold(), Format::new().set_num_format("0.00"), Format::new().set_num_format("dd.mm.yyyy"));
    for (column, description) in (0..).zip(sheet.columns()) {
        worksheet.write_string_with_format(0, column, description.title(), &bold)?;
    }
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (0..).zip(&line.cells) {
            match cell {
                Cell::Empty => {}
                Cell::Whole(number) => {
                    worksheet.write_number(row, column, number.to_string().parse::<f64>().unwrap_or_default())?;
                }
                Cell::Hours(figure) => {
                    let figure = figure.decimal().to_string().parse::<f64>().unwrap_or_default();
                    worksheet.write_number_with_format(row, column, figure, &hours)?;
                }
                Cell::Day(date) => {
                    let (month, of_month) = (u8::try_from(date.month()), u8::try_from(date.day()));
                    let year = u16::try_from(date.year()).unwrap_or(1900);
                    let date = ExcelDateTime::from_ymd(year, month.unwrap_or(1), of_month.unwrap_or(1))?;
                    worksheet.write_datetime_with_format(row, column, &date, &day)?;
                }
                text => {
                    worksheet.write_string(row, column, text.text())?;
                }
            }
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    let last = u16::try_from(sheet.columns().len().saturating_sub(1)).unwrap_or_default();
    worksheet.autofilter(0, 0, u32::try_from(lines.len()).unwrap_or_default(), last)?;
    worksheet.autofit();
    Ok(())
}

/// The cells of every worksheet that has any, as text.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, Unreadable> {
    refuse_bombs(bytes)?;
    guarded(|| read_all(bytes))
}

fn read_all(bytes: &[u8]) -> Result<Vec<Grid>, Unreadable> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Kind)?;
    let mut grids = Vec::new();
    for name in workbook.sheet_names() {
        let rows = read_sheet(&mut workbook, &name)?;
        if !rows.is_empty() {
            grids.push(Grid { name, rows });
        }
    }
    Ok(grids)
}

/// Cell by cell, because one cell in the last row of the last column would make a full table of 17 billion cells.
fn read_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<String>>, Unreadable> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| Unreadable::Kind)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Kind)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = (usize::try_from(row).unwrap_or(usize::MAX), column);
        if row > LINES_MAX || column >= COLUMNS_MAX {
            return Err(Unreadable::Unpacked);
        }
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        let column = usize::try_from(column).unwrap_or_default();
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = text;
    }
    Ok(rows)
}

fn text_of(value: &DataRef) -> String {
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) => text,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => german::yes_no(yes).to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(span) => span.as_f64().to_string(),
        // `2026-08-01T00:00:00`: the day is what counts.
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::DurationIso(text) => text,
        Data::Error(error) => error.to_string(),
    }
}
