//! Tables of money as XLSX with real numbers and dates. The format knows binary floats only: an amount goes through its
//! decimal text, so that what a spreadsheet shows is the amount at every order of magnitude.

use chrono::{Datelike, NaiveDate};
use domain::table::{Cell, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

pub const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The look of the cells, made once a workbook.
struct Formats {
    bold: Format,
    euro: Format,
    vzae: Format,
    hours: Format,
    day: Format,
}

/// One sheet a table, its line of titles fixed and filterable.
pub fn write(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let number = |format: &str| Format::new().set_num_format(format);
    let formats = Formats {
        bold: Format::new().set_bold(),
        euro: number("#,##0.00"),
        vzae: number("0.0000"),
        hours: number("0.00"),
        day: number("dd.mm.yyyy"),
    };
    let mut workbook = Workbook::new();
    for table in tables {
        write_table(workbook.add_worksheet().set_name(&table.name)?, table, &formats)?;
    }
    workbook.save_to_buffer()
}

fn write_table(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (column, title) in (0..).zip(&table.head) {
        sheet.write_string_with_format(0, column, title, &formats.bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, (row, column), cell, formats)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u16::try_from(table.head.len().saturating_sub(1)).unwrap_or_default();
    sheet.autofilter(0, 0, u32::try_from(table.rows.len()).unwrap_or_default(), last)?;
    sheet.autofit();
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let figure = |plain: String| plain.parse::<f64>().unwrap_or_default();
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Euro(amount) => sheet.write_number_with_format(row, column, figure(amount.plain()), &formats.euro)?,
        Cell::Vzae(posts) => sheet.write_number_with_format(row, column, figure(posts.plain()), &formats.vzae)?,
        Cell::Hours(hours) => sheet.write_number_with_format(row, column, figure(hours.plain()), &formats.hours)?,
        Cell::Whole(count) => sheet.write_number(row, column, figure(count.to_string()))?,
        Cell::Day(day) => sheet.write_datetime_with_format(row, column, &moment(*day)?, &formats.day)?,
    };
    Ok(())
}

fn moment(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}
