use super::{
    derivation::{Amount, ExplainButton, Explained},
    sums::sum_below,
};
use crate::ui::{Column, SortedTable};
use domain::{
    budgets::{AnstellungstraegerRow, EmployerPart, Euro, Figure, settlement},
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
            let part = EmployerPart::Month(month);
            cell(row, part, amount(row, part).without_sign())
        })
    }));
    columns.push(Column::new("Herleitung", move |row: &Row| {
        let anstellungstraeger = row.anstellungstraeger;
        let figures = EmployerPart::all().map(|part| Figure::Anstellungstraeger { anstellungstraeger, part }).collect();
        view! { <ExplainButton explained figures of=row.name.clone() /> }
    }));
    let footer = (rows.len() > 1).then(|| footer(rows.clone(), explained));
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

/// What the part is in money: a month, or the year.
fn amount(row: &AnstellungstraegerRow, part: EmployerPart) -> Euro {
    match part {
        EmployerPart::Month(month) => row.months.get(usize::from(month)).copied().unwrap_or_default(),
        _ => row.budget,
    }
}

/// Sums of what adds up: Kitas and amounts. Rounded posts and hours do not.
fn footer(rows: Vec<AnstellungstraegerRow>, explained: Explained) -> ViewFn {
    let kitas: u32 = rows.iter().map(|row| row.kitas).sum();
    let rows = StoredValue::new(rows);
    let sum = move |part: EmployerPart, of: &str| {
        let term = move |row: &AnstellungstraegerRow| {
            let anstellungstraeger = row.anstellungstraeger;
            settlement::Amount::new(name(part, &row.name), amount(row, part))
                .of_run([Figure::Anstellungstraeger { anstellungstraeger, part }])
        };
        let terms = move || rows.with_value(|rows| rows.iter().map(term).collect());
        sum_below(explained, format!("Summe {of}"), terms)
    };
    let row = move || {
        let mut cells = vec![kitas.into_any(), sum(EmployerPart::Budget, "Budget"), ().into_any(), ().into_any()];
        cells.extend((0..12_u8).map(|month| sum(EmployerPart::Month(month), german::month(u32::from(month)))));
        cells.push(().into_any());
        let cells = cells
            .into_iter()
            .map(|cell| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell}</td> })
            .collect_view();
        view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row">"Summe"</th>{cells}</tr> }
    };
    row.into()
}
