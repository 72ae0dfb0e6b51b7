//! The list of the first charge, one line an entry.

use super::{german, view::FirstChargeView};
use crate::{
    budgets::Euro,
    table::{Cell, Table},
};

/// Withdrawn entries stand in it with an amount of zero, and the reason.
pub fn list(view: &FirstChargeView) -> Table {
    let mut sheet = Table::new(
        "Vorwegposition",
        [
            "Kita-Nummer",
            "Kita",
            "Kita-Träger",
            "VZÄ",
            "Von",
            "Bis",
            "Betrag im Jahr in Euro",
            "Grund",
            "Aktenzeichen",
            "Stand",
            "Zurückgezogen",
        ],
    );
    for row in &view.rows {
        sheet.line([
            Cell::text(&row.number),
            Cell::text(&row.name),
            Cell::text(&row.traeger),
            Cell::Vzae(row.vzae),
            Cell::Day(row.first_day),
            Cell::Day(row.last_day),
            Cell::Euro(row.amount),
            Cell::text(&row.reason),
            Cell::text(&row.reference),
            Cell::text(german::state(row)),
            row.withdrawn.as_ref().map_or(Cell::Blank, Cell::text),
        ]);
    }
    let unassigned =
        [Cell::text("Noch nicht vergeben"), Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank];
    let rest = view.shares.unassigned;
    if rest != Euro::ZERO {
        let blank = [Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank];
        sheet.line(unassigned.into_iter().chain([Cell::Euro(rest)]).chain(blank));
    }
    sheet.with_sums()
}
