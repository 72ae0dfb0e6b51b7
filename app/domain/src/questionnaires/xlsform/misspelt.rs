//! Sheets and columns whose name is probably misspelt. They are not read, and what stands in them would have no effect without a
//! word. A hint only: they may be the author's own.

use super::{
    fault::{FaultCode, ImportFault},
    headers::{self, Known},
    similar::nearest,
    table::Table,
};
use crate::questionnaires::workbook::Workbook;

/// Sheets that a workbook may have, and those that are read where they are there.
const KNOWN: [&str; 6] = ["survey", "choices", "settings", "external_choices", "entities", "osm"];
const READ: [&str; 2] = ["choices", "settings"];

/// Of a sheet that is wrong all over the first columns tell enough.
const MAX_COLUMNS: usize = 50;

pub fn find(
    workbook: &Workbook,
    survey: &Table,
    choices: Option<&Table>,
    settings: Option<&Table>,
) -> Vec<ImportFault> {
    let texts: Vec<&str> = [Some(survey), choices, settings].into_iter().flatten().flat_map(reading).collect();
    let mut found = sheets(workbook);
    found.extend(columns(survey, headers::SURVEY, &[]));
    found.extend(choices.into_iter().flat_map(|table| columns(table, headers::CHOICES, &texts)));
    found.extend(settings.into_iter().flat_map(|table| columns(table, headers::SETTINGS, &[])));
    found
}

/// What may read columns of the author's own: filters of choices, and look-ups in lists (`instance('orte')/root/item[…]/plz`).
fn reading(table: &Table) -> impl Iterator<Item = &str> {
    table.rows.iter().flat_map(move |row| {
        let lookups = row.cells.iter().map(String::as_str).filter(|cell| cell.contains("instance("));
        [table.get(row, "choice_filter")].into_iter().chain(lookups)
    })
}

fn sheets(workbook: &Workbook) -> Vec<ImportFault> {
    // What begins with an underscore is the author's own, as in the reference.
    let is_own = |name: &&str| !name.starts_with('_') && !KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known));
    let own = || workbook.sheets.iter().map(|sheet| sheet.name.trim()).filter(is_own);
    let missing = READ.into_iter().filter(|wanted| workbook.sheet(wanted).is_none());
    let meant = missing.filter_map(|wanted| {
        let name = nearest(wanted, own())?;
        Some(ImportFault::of_sheet(name, FaultCode::MisspeltSheet).suggest(Some(wanted)))
    });
    meant.collect()
}

fn columns(table: &Table, known: Known, reading: &[&str]) -> Vec<ImportFault> {
    let unknown = table.columns.iter().filter(|column| column.known.is_none());
    let meant = unknown.filter_map(|column| Some((column.header.as_str(), headers::meant(&column.header, known)?)));
    let unread = meant.take(MAX_COLUMNS).filter(|(header, _)| !reading.iter().any(|text| text.contains(header)));
    let faults = unread.map(|(header, meant)| {
        let fault = ImportFault::of_sheet(&table.sheet, FaultCode::MisspeltColumn).about(header);
        fault.at(1, header).suggest(Some(meant))
    });
    faults.collect()
}
