//! The list of the settlement towards the Land as CSV.

use super::{german, land::LandSettlement};
use crate::budgets::{
    Euro,
    csv::{Cell, Sheet},
};

/// One line an Anstellungsträger, the first charge, and what follows for Land and Kreis.
pub fn write_land(land: &LandSettlement) -> String {
    let mut sheet = Sheet::new([
        "Anstellungsträger",
        "Stand",
        "Anerkannte Ist-Kosten in Euro",
        "Abgerechnet in Euro",
        "Gegenüber dem Land in Euro",
    ]);
    let text = |text: &str| Cell::Text(text.to_owned());
    let money = |amount: Option<Euro>| amount.map_or(text(""), Cell::money);
    for row in &land.rows {
        let of = |amount: fn(&super::Outcome) -> Euro| money(row.settled.as_ref().map(amount));
        let state = if row.settled.is_some() { german::SETTLED } else { german::NOT_SETTLED };
        let counted = money(row.settled.map(|_| row.counted()));
        sheet.line([text(&row.name), text(state), of(|found| found.actual), of(|found| found.eligible), counted]);
    }
    let state = if land.first_charge.is_some() { "" } else { german::NOT_ENTERED };
    sheet.line([text(german::FIRST_CHARGE), text(state), text(""), text(""), money(land.first_charge)]);
    for (label, amount) in [
        (german::LAND_ACTUAL, land.actual),
        (german::LAND, land.land),
        (german::KREIS, land.kreis),
        (german::BACK_TO_LAND, land.back_to_land),
    ] {
        sheet.line([text(label), text(""), text(""), text(""), Cell::money(amount)]);
    }
    sheet.text
}
