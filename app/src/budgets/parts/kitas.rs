use super::{
    derivation::{Amount, ExplainButton, Explained},
    sums::sum_below,
};
use crate::ui::{Column, Empty, Form, SelectField, SortedTable, sums_index};
use domain::budgets::{Euro, Figure, KitaRow, Part, german, settlement};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Share of each Kita, with filters for region and Anstellungsträger.
#[component]
pub fn KitaTable(rows: Vec<KitaRow>, explained: Explained) -> impl IntoView {
    let (sozialraum, employer) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let regions = choices(rows.iter().map(|row| (row.sozialraum.to_string(), &row.sozialraum_name)));
    let employers = choices(
        rows.iter().filter_map(|row| Some((row.anstellungstraeger?.to_string(), &row.anstellungstraeger_name))),
    );
    let filters = employers.len() > 1 || regions.len() > 1;
    let form = Form::new(Vec::new);
    let rows = StoredValue::new(rows);
    let found = Memo::new(move |_| {
        let (sozialraum, employer) = (sozialraum.get(), employer.get());
        let is_wanted = |row: &&KitaRow| {
            (sozialraum.is_empty() || row.sozialraum.to_string() == sozialraum)
                && (employer.is_empty() || row.anstellungstraeger.is_some_and(|id| id.to_string() == employer))
        };
        rows.with_value(|rows| rows.iter().filter(is_wanted).cloned().collect::<Vec<_>>())
    });
    let count = move || match found.with(Vec::len) {
        1 => "1 Kita".to_owned(),
        count => format!("{count} Kitas"),
    };
    view! {
        <section class="section budget__kitas">
            <h2>"Kitas"</h2>
            {filters.then(|| view! {
                <div class="filters" role="search" aria-label="Kitas filtern">
                    <SelectField form name="kitas_sozialraum" label="Sozialraum" value=sozialraum options=regions blank="Alle" optional=true />
                    <SelectField form name="kitas_anstellungstraeger" label="Anstellungsträger" value=employer
                        options=employers blank="Alle" optional=true />
                </div>
            })}
            <p role="status">{count}</p>
            {move || found.with(Vec::is_empty).then(|| view! {
                <Empty text="Dazu gibt es keine Kita. Bitte ändern Sie die Filter." />
            })}
            <div hidden=move || found.with(Vec::is_empty)>
                <SortedTable caption="Kitas" caption_hidden=true columns=columns(explained) rows=found windowed=true
                    footer=ViewFn::from(move || view! { <Sums rows=found explained /> }) />
            </div>
            <p class="muted">"Stufe –: nicht förderfähig."</p>
        </section>
    }
}

fn columns(explained: Explained) -> Vec<Column<KitaRow>> {
    type Row = KitaRow;
    let figure = move |label, part: Part, text: fn(&Row) -> String| {
        Column::number(label, move |row: &Row| {
            let (origin, of) =
                (Figure::Kita { kita: row.kita, part }, format!("{} Kita {}", german::part(part), row.number));
            view! { <Amount explained origin text=text(row) of /> }
        })
    };
    vec![
        Column::new("Nr.", |row: &Row| row.number.clone()).sorted_by(|a, b| a.number.cmp(&b.number)),
        Column::new("Kita", |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Kommune", |row: &Row| row.kommune_name.clone())
            .sorted_by(|a, b| a.kommune_name.cmp(&b.kommune_name)),
        Column::number("Stufe", |row: &Row| level(row))
            .sorted_by(|a, b| (a.eligible, a.level).cmp(&(b.eligible, b.level))),
        figure("Sockel in €", Part::Sockel, |row| row.sockel.without_sign()).sorted_by(|a, b| a.sockel.cmp(&b.sockel)),
        figure("Aufstockung in €", Part::Aufstockung, |row| row.aufstockung.without_sign())
            .sorted_by(|a, b| a.aufstockung.cmp(&b.aufstockung)),
        figure("Budget in €", Part::Budget, |row| row.budget.without_sign()).sorted_by(|a, b| a.budget.cmp(&b.budget)),
        figure("VZÄ", Part::Vzae, |row| row.vzae.to_string()).sorted_by(|a, b| a.vzae.cmp(&b.vzae)),
        figure("Std./Woche", Part::Hours, |row| row.hours.to_string()).sorted_by(|a, b| a.hours.cmp(&b.hours)),
        Column::new("Anstellungsträger", |row: &Row| employer(row))
            .sorted_by(|a, b| a.anstellungstraeger_name.cmp(&b.anstellungstraeger_name)),
        Column::new("Herleitung", move |row: &Row| {
            let figures = Part::ALL.map(|part| Figure::Kita { kita: row.kita, part }).to_vec();
            view! { <ExplainButton explained figures of=format!("Kita {}", row.number) /> }
        }),
    ]
}

fn level(row: &KitaRow) -> String {
    if row.eligible { row.level.to_string() } else { "–".into() }
}

fn employer(row: &KitaRow) -> String {
    if row.anstellungstraeger_name.is_empty() { "keiner".into() } else { row.anstellungstraeger_name.clone() }
}

/// Sums of the amounts in sight.
#[component]
fn Sums(rows: Memo<Vec<KitaRow>>, explained: Explained) -> impl IntoView {
    let sum = move |part: Part, amount: fn(&KitaRow) -> Euro| {
        let term = move |row: &KitaRow| {
            let label = format!("{} Kita {}", german::part(part), row.number);
            settlement::Amount::new(label, amount(row)).of_run([Figure::Kita { kita: row.kita, part }])
        };
        move || {
            rows.track();
            let terms = move || rows.with_untracked(|rows| rows.iter().map(term).collect());
            sum_below(explained, format!("Summe {}", german::part(part)), terms)
        }
    };
    view! {
        <tr class="kern-table__row" aria-rowindex=move || sums_index(rows.with(Vec::len))>
            <th class="kern-table__header" scope="row" colspan="4">"Summe"</th>
            <td class="kern-table__cell kern-table__cell--numeric">{sum(Part::Sockel, |row| row.sockel)}</td>
            <td class="kern-table__cell kern-table__cell--numeric">{sum(Part::Aufstockung, |row| row.aufstockung)}</td>
            <td class="kern-table__cell kern-table__cell--numeric">{sum(Part::Budget, |row| row.budget)}</td>
            <td class="kern-table__cell" colspan="4"></td>
        </tr>
    }
}

/// Each id once with its name, by name.
fn choices<'a>(pairs: impl Iterator<Item = (String, &'a String)>) -> Vec<(String, String)> {
    let by_id: BTreeMap<String, String> = pairs.map(|(id, name)| (id, name.clone())).collect();
    let mut choices: Vec<(String, String)> = by_id.into_iter().collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    choices
}
