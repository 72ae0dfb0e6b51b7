//! The sheets of a run: what every Kita and every Anstellungsträger gets, as far as the view's scope goes.

use super::{
    german,
    view::{AnstellungstraegerRow, KitaRow, RunView},
};
use crate::table::{Cell, Table};

/// One line a Kita and a sum.
pub fn kitas(view: &RunView) -> Table {
    let mut sheet = Table::new(
        "Kitas",
        [
            "Kita-Nummer",
            "Kita",
            "Sozialraum",
            "Kommune",
            "Stufe",
            "Anstellungsträger",
            "Sockelbetrag in Euro",
            "Aufstockung in Euro",
            "Budget in Euro",
            "VZÄ",
            "Wochenstunden",
        ],
    );
    for kita in &view.kitas {
        sheet.line(kita_cells(kita));
    }
    sheet.with_sums()
}

/// One line an Anstellungsträger with its twelve Abschläge, and a sum.
pub fn abschlaege(view: &RunView) -> Table {
    let months = (0..12).map(|month| format!("{} in Euro", crate::german::month(month)));
    let head = ["Anstellungsträger", "Kitas", "VZÄ", "Wochenstunden"].map(str::to_owned).into_iter();
    let mut sheet = Table::new("Abschläge", head.chain(months).chain(["Jahr in Euro".to_owned()]));
    for employer in &view.anstellungstraeger {
        sheet.line(employer_cells(employer));
    }
    sheet.with_sums()
}

fn kita_cells(kita: &KitaRow) -> Vec<Cell> {
    let level = if kita.eligible { kita.level.to_string() } else { german::NOT_ELIGIBLE_SHORT.to_owned() };
    let texts = [&kita.number, &kita.name, &kita.sozialraum_name, &kita.kommune_name, &level];
    let mut cells: Vec<Cell> = texts.into_iter().cloned().map(Cell::Text).collect();
    cells.push(Cell::text(&kita.anstellungstraeger_name));
    cells.extend([kita.sockel, kita.aufstockung, kita.budget].map(Cell::Euro));
    cells.extend([Cell::Vzae(kita.vzae), Cell::Hours(kita.hours)]);
    cells
}

fn employer_cells(employer: &AnstellungstraegerRow) -> Vec<Cell> {
    let mut cells = vec![Cell::text(&employer.name), Cell::Whole(u64::from(employer.kitas))];
    cells.extend([Cell::Vzae(employer.vzae), Cell::Hours(employer.hours)]);
    cells.extend(employer.months.map(Cell::Euro));
    cells.push(Cell::Euro(employer.budget));
    cells
}
