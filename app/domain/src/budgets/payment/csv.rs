//! The list of a payment run, one line a transfer and a sum.

use super::{german, types::PaymentRun};
use crate::table::{Cell, Table};

pub fn payment(run: &PaymentRun) -> Table {
    let mut sheet = Table::new(
        "Zahlungen",
        [
            "Nr.",
            "Empfänger",
            "Kontoinhaber",
            "IBAN",
            "Betrag in Euro",
            "Verwendungszweck",
            "Ende-zu-Ende-Referenz",
            "Stand",
        ],
    );
    for line in &run.lines {
        sheet.line([
            Cell::Whole(u64::from(line.position)),
            Cell::text(&line.name),
            Cell::text(&line.holder),
            Cell::text(line.iban.to_string()),
            Cell::Euro(line.amount),
            Cell::text(german::purpose(run.year, run.month)),
            Cell::text(run.end_to_end_id(line)),
            Cell::text(german::line_state(&run.line_state(line.payee))),
        ]);
    }
    sheet.with_sums()
}
