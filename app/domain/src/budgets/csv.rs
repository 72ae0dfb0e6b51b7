//! Runs as CSV that a clerk can compute with: `;`, decimal comma, UTF-8 with BOM, lines ended by CRLF.

use super::{
    euro::Euro,
    german,
    view::{AnstellungstraegerRow, KitaRow, RunView},
};

/// One line a Kita and a sum; as far as the view's scope goes.
pub fn write_kitas(view: &RunView) -> String {
    let mut sheet = Sheet::new([
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
    ]);
    for kita in &view.kitas {
        sheet.line(kita_cells(kita));
    }
    let sum = |amount: fn(&KitaRow) -> Euro| total(view.kitas.iter().map(amount));
    let mut cells = vec![Cell::Text("Summe".into())];
    cells.extend((0..5).map(|_| Cell::Text(String::new())));
    cells.extend([sum(|kita| kita.sockel), sum(|kita| kita.aufstockung), sum(|kita| kita.budget)]);
    cells.extend((0..2).map(|_| Cell::Text(String::new())));
    sheet.line(cells);
    sheet.text
}

/// One line an Anstellungsträger with its twelve Abschläge, and a sum.
pub fn write_abschlaege(view: &RunView) -> String {
    let months = (0..12).map(|month| format!("{} in Euro", crate::german::month(month)));
    let head = ["Anstellungsträger", "Kitas", "VZÄ", "Wochenstunden"].map(str::to_owned).into_iter();
    let mut sheet = Sheet::new(head.chain(months).chain(["Jahr in Euro".to_owned()]));
    for employer in &view.anstellungstraeger {
        sheet.line(employer_cells(employer));
    }
    let employers = || view.anstellungstraeger.iter();
    let mut cells = vec![Cell::Text("Summe".into())];
    cells.extend((0..3).map(|_| Cell::Text(String::new())));
    cells.extend((0..12).map(|month| total(employers().map(|employer| employer.months[month]))));
    cells.push(total(employers().map(|employer| employer.budget)));
    sheet.line(cells);
    sheet.text
}

fn kita_cells(kita: &KitaRow) -> Vec<Cell> {
    let level = if kita.eligible { kita.level.to_string() } else { german::NOT_ELIGIBLE_SHORT.to_owned() };
    let texts = [&kita.number, &kita.name, &kita.sozialraum_name, &kita.kommune_name, &level];
    let mut cells: Vec<Cell> = texts.into_iter().cloned().map(Cell::Text).collect();
    cells.push(Cell::Text(kita.anstellungstraeger_name.clone()));
    cells.extend([kita.sockel, kita.aufstockung, kita.budget].map(Cell::money));
    cells.extend([kita.vzae.plain(), kita.hours.plain()].map(Cell::number));
    cells
}

fn employer_cells(employer: &AnstellungstraegerRow) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(employer.name.clone()), Cell::number(employer.kitas.to_string())];
    cells.extend([employer.vzae.plain(), employer.hours.plain()].map(Cell::number));
    cells.extend(employer.months.map(Cell::money));
    cells.push(Cell::money(employer.budget));
    cells
}

/// The sum of a column; an empty cell beyond what [`Euro`] holds, which no checked run reaches.
pub(super) fn total(amounts: impl Iterator<Item = Euro>) -> Cell {
    Euro::checked_sum(amounts).map_or(Cell::Text(String::new()), Cell::money)
}

/// A cell knows whether it is a number: only texts are defused.
pub(super) enum Cell {
    Text(String),
    Number(String),
}

impl Cell {
    pub(super) fn number(plain: String) -> Self {
        Cell::Number(plain.replace('.', ","))
    }

    /// Without dots between thousands, which some programs read as a decimal mark.
    pub(super) fn money(amount: Euro) -> Self {
        Self::number(amount.plain())
    }
}

pub(super) struct Sheet {
    pub(super) text: String,
}

impl Sheet {
    pub(super) fn new(head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut sheet = Self { text: String::from('\u{FEFF}') };
        sheet.line(head.into_iter().map(|title| Cell::Text(title.into())));
        sheet
    }

    pub(super) fn line(&mut self, cells: impl IntoIterator<Item = Cell>) {
        for (position, cell) in cells.into_iter().enumerate() {
            if position > 0 {
                self.text.push(';');
            }
            match cell {
                Cell::Text(text) => self.text.push_str(&quote(&defuse(&text))),
                Cell::Number(number) => self.text.push_str(&number),
            }
        }
        self.text.push_str("\r\n");
    }
}

/// Spreadsheet programs carry out cells that begin so; an apostrophe makes them text again.
fn defuse(text: &str) -> String {
    match text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn quote(text: &str) -> String {
    match text.contains([';', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_separators_quoted() {
        for (raw, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 123", "'+49 123"),
            ("-Kita", "'-Kita"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\t=1", "'\t=1"),
            ("Kita a=b", "Kita a=b"),
            ("a;b", "\"a;b\""),
            ("die \"Neue\"", "\"die \"\"Neue\"\"\""),
            ("=a;b", "\"'=a;b\""),
        ] {
            assert_eq!(quote(&defuse(raw)), cell, "{raw}");
        }
    }
}
