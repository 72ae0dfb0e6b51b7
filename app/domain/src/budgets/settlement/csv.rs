//! The lists of a year's settlement: towards the Land, and all Verwendungsnachweise.

use super::{german, land::LandSettlement, view::ProofRow};
use crate::{
    budgets::Euro,
    table::{Cell, Table},
};

/// One line an Anstellungsträger, the first charge, and what follows for Land and Kreis.
pub fn land(land: &LandSettlement) -> Table {
    let mut sheet = Table::new(
        "Land",
        [
            "Anstellungsträger",
            "Stand",
            "Anerkannte Ist-Kosten in Euro",
            "Abgerechnet in Euro",
            "Gegenüber dem Land in Euro",
        ],
    );
    for row in &land.rows {
        let of = |amount: fn(&super::Outcome) -> Euro| Cell::amount(row.settled.as_ref().map(amount));
        let state = if row.settled.is_some() { german::SETTLED } else { german::NOT_SETTLED };
        let counted = Cell::amount(row.settled.map(|_| row.counted()));
        let (spent, kept) = (of(|found| found.actual), of(|found| found.eligible));
        sheet.line([Cell::text(&row.name), Cell::text(state), spent, kept, counted]);
    }
    let state = if land.first_charge.is_some() { "" } else { german::NOT_ENTERED };
    let first_charge = Cell::amount(land.first_charge);
    sheet.line([Cell::text(german::FIRST_CHARGE), Cell::text(state), Cell::Blank, Cell::Blank, first_charge]);
    for (label, amount) in [
        (german::LAND_ACTUAL, land.actual),
        (german::LAND, land.land),
        (german::KREIS, land.kreis),
        (german::back_to_land(land.is_complete), land.back_to_land),
    ] {
        sheet.line([Cell::text(label), Cell::Blank, Cell::Blank, Cell::Blank, Cell::Euro(amount)]);
    }
    sheet
}

/// One line an Anstellungsträger: stated, recognised, settled, and what came of it.
pub fn proofs(rows: &[ProofRow]) -> Table {
    let mut sheet = Table::new(
        "Verwendungsnachweise",
        [
            "Anstellungsträger",
            "Stand",
            "Budget in Euro",
            "Nachgewiesen in Euro",
            "Anerkannt in Euro",
            "Abgerechnet in Euro",
            "Zu viel gezahlt in Euro",
            "Nachzuzahlen in Euro",
            "Ergebnis",
        ],
    );
    for row in rows {
        let state = row.status.map_or(german::NOT_BEGUN, german::status);
        let of = |amount: fn(&super::Outcome) -> Euro| Cell::amount(row.outcome.as_ref().map(amount));
        sheet.line([
            Cell::text(&row.name),
            Cell::text(state),
            Cell::Euro(row.budget),
            Cell::amount(row.claimed),
            of(|found| found.actual),
            of(|found| found.eligible),
            of(|found| found.back),
            of(|found| found.more),
            Cell::text(&row.result),
        ]);
    }
    sheet.with_sums()
}
