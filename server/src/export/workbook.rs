//! Lists of money as XLSX with real numbers. The format knows binary floats only: an amount goes through its decimal text,
//! so that what a spreadsheet shows is the amount at every order of magnitude.

use domain::budgets::{
    Euro,
    payment::{PaymentRun, csv::TITLES, german},
};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

pub const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The list of a payment run: one row a transfer and a sum.
pub fn write_payment(run: &PaymentRun) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (bold, money) = (Format::new().set_bold(), Format::new().set_num_format("#,##0.00"));
    let sheet = workbook.add_worksheet().set_name("Zahlungen")?;
    for (column, title) in (0..).zip(TITLES) {
        sheet.write_string_with_format(0, column, title, &bold)?;
    }
    let mut row = 0;
    for line in &run.lines {
        row += 1;
        sheet.write_number(row, 0, line.position)?;
        let texts = [line.name.clone(), line.holder.clone(), line.iban.to_string()];
        for (column, text) in (1..).zip(texts) {
            sheet.write_string(row, column, text)?;
        }
        write_money(sheet, row, 4, line.amount, &money)?;
        let state = german::line_state(&run.line_state(line.payee));
        for (column, text) in (5..).zip([german::purpose(run.year, run.month), run.end_to_end_id(line), state]) {
            sheet.write_string(row, column, text)?;
        }
    }
    sheet.write_string_with_format(row + 1, 0, "Summe", &bold)?;
    write_money(sheet, row + 1, 4, run.sum().unwrap_or_default(), &money)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    workbook.save_to_buffer()
}

fn write_money(sheet: &mut Worksheet, row: u32, column: u16, amount: Euro, format: &Format) -> Result<(), XlsxError> {
    let figure = amount.plain().parse::<f64>().unwrap_or_default();
    sheet.write_number_with_format(row, column, figure, format)?;
    Ok(())
}
