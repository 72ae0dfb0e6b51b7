use super::derivation::{Amount, ExplainButton, Explained};
use crate::ui::{Column, SortedTable};
use domain::{
    budgets::{AnstellungstraegerRow, EmployerPart, Euro, Figure},
    german,
};
use leptos::prelude::*;

/// Budget, posts, hours and the twelve Abschläge of each Anstellungsträger.
#[component]
pub fn EmployerTable(rows: Vec<AnstellungstraegerRow>, explained: Explained) -> impl IntoView {
    type Row = AnstellungstraegerRow;
    let cell = move |row: &Row, part: EmployerPart, text: String| {
        let origin = Figure::Anstellungstraeger { anstellungstraeger: row.anstellungstraeger, part };
        view! { <Amount explained origin text of=name(part, &row.name) /> }
    };
    let mut columns = vec![
        Column::new("Anstellungsträger", |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Kitas", |row: &Row| row.kitas).sorted_by(|a, b| a.kitas.cmp(&b.kitas)),
        Column::number("Budget in €", move |row: &Row| cell(row, EmployerPart::Budget, row.budget.without_sign()))
            .sorted_by(|a, b| a.budget.cmp(&b.budget)),
        Column::number("VZÄ", move |row: &Row| cell(row, EmployerPart::Vzae, row.vzae.to_string()))
            .sorted_by(|a, b| a.vzae.cmp(&b.vzae)),
        Column::number("Std./Woche", move |row: &Row| cell(row, EmployerPart::Hours, row.hours.to_string()))
            .sorted_by(|a, b| a.hours.cmp(&b.hours)),
    ];
    columns.extend((0..12_u8).map(|month| {
        Column::number(german::month(u32::from(month)), move |row: &Row| {
            let amount = row.months.get(usize::from(month)).copied().unwrap_or_default();
            cell(row, EmployerPart::Month(month), amount.without_sign())
        })
    }));
    columns.push(Column::new("Herleitung", move |row: &Row| {
        let anstellungstraeger = row.anstellungstraeger;
        let figures = EmployerPart::all().map(|part| Figure::Anstellungstraeger { anstellungstraeger, part }).collect();
        view! { <ExplainButton explained figures of=row.name.clone() /> }
    }));
    let footer = (rows.len() > 1).then(|| footer(&rows));
    view! {
        <section class="section budget__table">
            <h2>"Anstellungsträger mit Abschlägen in €"</h2>
            {match footer {
                Some(footer) => view! {
                    <SortedTable caption="Anstellungsträger mit Abschlägen in €" caption_hidden=true columns rows footer />
                }.into_any(),
                None => view! {
                    <SortedTable caption="Anstellungsträger mit Abschlägen in €" caption_hidden=true columns rows />
                }.into_any(),
            }}
        </section>
    }
}

/// `Abschlag Januar Träger`
fn name(part: EmployerPart, of: &str) -> String {
    match part {
        EmployerPart::Budget => format!("Budget {of}"),
        EmployerPart::Vzae => format!("VZÄ {of}"),
        EmployerPart::Hours => format!("Wochenstunden {of}"),
        EmployerPart::Month(month) => format!("Abschlag {} {of}", german::month(u32::from(month))),
        EmployerPart::Planned(month) => format!("VZÄ {of} im {}", german::month(u32::from(month))),
    }
}

/// Sums of what adds up: Kitas and amounts. Rounded posts and hours do not.
fn footer(rows: &[AnstellungstraegerRow]) -> ViewFn {
    let sum = |amounts: Vec<Euro>| Euro::checked_sum(amounts).map(Euro::without_sign).unwrap_or_default();
    let mut cells = vec![
        rows.iter().map(|row| row.kitas).sum::<u32>().to_string(),
        sum(rows.iter().map(|row| row.budget).collect()),
        String::new(),
        String::new(),
    ];
    cells.extend((0..12).map(|month| sum(rows.iter().filter_map(|row| row.months.get(month).copied()).collect())));
    cells.push(String::new());
    let row = move || {
        let cells = cells
            .iter()
            .map(|cell| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell.clone()}</td> })
            .collect_view();
        view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row">"Summe"</th>{cells}</tr> }
    };
    row.into()
}
