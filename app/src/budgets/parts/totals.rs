use super::derivation::{ExplainButton, Explained};
use crate::ui::{Column, SortedTable};
use domain::{
    budgets::{AreaRow, Figure, Part, Total, Totals, german},
    ids::SozialraumId,
};
use leptos::prelude::*;

/// The sums of the area in the order in which they follow from each other.
#[component]
pub fn TotalFigures(totals: Totals, explained: Explained) -> impl IntoView {
    let mut figures = vec![
        (Total::Gesamt, totals.gesamt.to_string()),
        (Total::Landeszuweisung, totals.landeszuweisung.to_string()),
        (Total::Kreisanteil, totals.kreisanteil.to_string()),
        (Total::FirstCharge, totals.first_charge.to_string()),
        (Total::KisoTopf, totals.kiso_topf.to_string()),
        (Total::Sockeltopf, totals.sockeltopf.to_string()),
        (Total::Aufstockungstopf, totals.aufstockungstopf.to_string()),
        (Total::Vzae, totals.vzae.to_string()),
    ];
    if totals.without_anstellungstraeger != Default::default() {
        figures.push((Total::WithoutAnstellungstraeger, totals.without_anstellungstraeger.to_string()));
    }
    let cells = figures
        .into_iter()
        .map(|(total, value)| {
            view! { <div class="figures__figure"><dt>{german::total(total)}</dt><dd>{value}</dd></div> }
        })
        .collect_view();
    let all = Total::ALL.map(|total| Figure::Total { total }).to_vec();
    view! {
        <section class="budget__totals" aria-label="Summen">
            <dl class="figures">{cells}</dl>
            <ExplainButton explained figures=all of="Summen" label="Wie gerechnet wird" />
        </section>
    }
}

/// Sums of the Sozialräume.
#[component]
pub fn AreaTable(rows: Vec<AreaRow<SozialraumId>>, explained: Explained) -> impl IntoView {
    type Row = AreaRow<SozialraumId>;
    let columns = vec![
        Column::new("Sozialraum", |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Kitas", |row: &Row| row.kitas).sorted_by(|a, b| a.kitas.cmp(&b.kitas)),
        Column::number("Sockel in €", |row: &Row| row.sockel.without_sign()).sorted_by(|a, b| a.sockel.cmp(&b.sockel)),
        Column::number("Aufstockung in €", |row: &Row| row.aufstockung.without_sign())
            .sorted_by(|a, b| a.aufstockung.cmp(&b.aufstockung)),
        Column::number("Budget in €", |row: &Row| row.budget.without_sign()).sorted_by(|a, b| a.budget.cmp(&b.budget)),
        Column::number("VZÄ", |row: &Row| row.vzae.to_string()).sorted_by(|a, b| a.vzae.cmp(&b.vzae)),
        Column::number("Std./Woche", |row: &Row| row.hours.to_string()).sorted_by(|a, b| a.hours.cmp(&b.hours)),
        Column::new("Herleitung", move |row: &Row| {
            let figures = Part::ALL.map(|part| Figure::Sozialraum { sozialraum: row.id, part }).to_vec();
            view! { <ExplainButton explained figures of=row.name.clone() /> }
        }),
    ];
    view! {
        <section class="section budget__table">
            <h2>"Sozialräume"</h2>
            <SortedTable caption="Sozialräume" caption_hidden=true columns rows />
        </section>
    }
}
