//! Sozialräume or Kommunen of a run as a table.

use super::{
    derivation::{Amount, Explained},
    sums::sum_below,
};
use crate::ui::{Column, SortedTable};
use domain::{
    budgets::{AreaRow, Euro, Figure, Part, german, overview::KommuneView, settlement},
    ids::{KommuneId, SozialraumId},
};
use leptos::prelude::*;

/// One area, whichever kind it is of.
#[derive(Clone, PartialEq)]
pub struct AreaLine {
    pub name: String,
    /// Mehrbedarf level, of a Kommune.
    pub level: Option<u8>,
    pub kitas: u32,
    pub sockel: Euro,
    pub aufstockung: Euro,
    pub budget: Euro,
    pub vzae: domain::budgets::Vzae,
    pub hours: domain::budgets::WeeklyHours,
    of: AreaOf,
}

#[derive(Clone, Copy, PartialEq)]
enum AreaOf {
    Sozialraum(SozialraumId),
    Kommune(KommuneId),
}

impl AreaLine {
    fn new<Id>(row: AreaRow<Id>, level: Option<u8>, of: AreaOf) -> Self {
        let AreaRow { name, kitas, sockel, aufstockung, budget, vzae, hours, .. } = row;
        Self { name, level, kitas, sockel, aufstockung, budget, vzae, hours, of }
    }

    /// One of its figures in the run.
    pub fn figure(&self, part: Part) -> Figure {
        match self.of {
            AreaOf::Sozialraum(sozialraum) => Figure::Sozialraum { sozialraum, part },
            AreaOf::Kommune(kommune) => Figure::Kommune { kommune, part },
        }
    }

    /// `Budget VG Maifeld`
    pub fn label(&self, part: Part) -> String {
        format!("{} {}", german::part(part), self.name)
    }
}

impl From<AreaRow<SozialraumId>> for AreaLine {
    fn from(row: AreaRow<SozialraumId>) -> Self {
        let of = AreaOf::Sozialraum(row.id);
        Self::new(row, None, of)
    }
}

impl From<KommuneView> for AreaLine {
    fn from(kommune: KommuneView) -> Self {
        let of = AreaOf::Kommune(kommune.row.id);
        Self::new(kommune.row, Some(kommune.level), of)
    }
}

/// Sums of the areas; every one of them opens its derivation.
#[component]
pub fn AreaTable(
    /// What the areas are, singular and plural.
    names: (&'static str, &'static str),
    rows: Vec<AreaLine>,
    explained: Explained,
) -> impl IntoView {
    type Row = AreaLine;
    let (one, many) = names;
    let figure = move |label, part: Part, text: fn(&Row) -> String| {
        Column::number(label, move |row: &Row| {
            view! { <Amount explained origin=row.figure(part) text=text(row) of=row.label(part) /> }
        })
    };
    let has_levels = rows.iter().any(|row| row.level.is_some());
    let mut columns = vec![Column::new(one, |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name))];
    if has_levels {
        let level = Column::number("Stufe", |row: &Row| row.level.map(|level| level.to_string()).unwrap_or_default());
        columns.push(level.sorted_by(|a, b| a.level.cmp(&b.level)));
    }
    columns.extend([
        Column::number("Kitas", |row: &Row| row.kitas).sorted_by(|a, b| a.kitas.cmp(&b.kitas)),
        figure("Sockel in €", Part::Sockel, |row| row.sockel.without_sign()).sorted_by(|a, b| a.sockel.cmp(&b.sockel)),
        figure("Aufstockung in €", Part::Aufstockung, |row| row.aufstockung.without_sign())
            .sorted_by(|a, b| a.aufstockung.cmp(&b.aufstockung)),
        figure("Budget in €", Part::Budget, |row| row.budget.without_sign()).sorted_by(|a, b| a.budget.cmp(&b.budget)),
        figure("VZÄ", Part::Vzae, |row| row.vzae.to_string()).sorted_by(|a, b| a.vzae.cmp(&b.vzae)),
        figure("Std./Woche", Part::Hours, |row| row.hours.to_string()).sorted_by(|a, b| a.hours.cmp(&b.hours)),
    ]);
    let footer = footer(rows.clone(), has_levels, explained);
    view! {
        <section class="section budget__table">
            <h2>{many}</h2>
            <SortedTable caption=many caption_hidden=true columns rows footer />
        </section>
    }
}

/// Sums of what adds up: Kitas and amounts. Rounded posts and hours do not.
fn footer(rows: Vec<AreaLine>, has_levels: bool, explained: Explained) -> ViewFn {
    let kitas: u32 = rows.iter().map(|row| row.kitas).sum();
    let rows = StoredValue::new(rows);
    let sum = move |part: Part, amount: fn(&AreaLine) -> Euro| {
        let term =
            move |row: &AreaLine| settlement::Amount::new(row.label(part), amount(row)).of_run([row.figure(part)]);
        let terms = move || rows.with_value(|rows| rows.iter().map(term).collect());
        sum_below(explained, format!("Summe {}", german::part(part)), terms)
    };
    let row = move || {
        let mut cells = if has_levels { vec![().into_any()] } else { Vec::new() };
        cells.extend([
            kitas.into_any(),
            sum(Part::Sockel, |row| row.sockel),
            sum(Part::Aufstockung, |row| row.aufstockung),
            sum(Part::Budget, |row| row.budget),
            ().into_any(),
            ().into_any(),
        ]);
        let cells = cells
            .into_iter()
            .map(|cell| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell}</td> })
            .collect_view();
        view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row">"Summe"</th>{cells}</tr> }
    };
    row.into()
}
