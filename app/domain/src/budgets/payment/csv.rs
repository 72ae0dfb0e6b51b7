//! The list of a payment run as CSV, one line a transfer and a sum.

use super::{german, types::PaymentRun};
use crate::budgets::csv::{Cell, Sheet, total};

/// Titles of the columns, for the workbook too.
pub const TITLES: [&str; 8] = [
    "Nr.",
    "Empfänger",
    "Kontoinhaber",
    "IBAN",
    "Betrag in Euro",
    "Verwendungszweck",
    "Ende-zu-Ende-Referenz",
    "Stand",
];

pub fn write_payment(run: &PaymentRun) -> String {
    let mut sheet = Sheet::new(TITLES);
    for line in &run.lines {
        sheet.line([
            Cell::number(line.position.to_string()),
            Cell::Text(line.name.clone()),
            Cell::Text(line.holder.clone()),
            Cell::Text(line.iban.to_string()),
            Cell::money(line.amount),
            Cell::Text(german::purpose(run.year, run.month)),
            Cell::Text(run.end_to_end_id(line)),
            Cell::Text(german::line_state(&run.line_state(line.payee))),
        ]);
    }
    let text = |text: &str| Cell::Text(text.to_owned());
    let sum = total(run.lines.iter().map(|line| line.amount));
    sheet.line([text("Summe"), text(""), text(""), text(""), sum, text(""), text(""), text("")]);
    sheet.text
}
