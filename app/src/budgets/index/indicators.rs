use super::kommune::Desk;
use crate::ui::{Column, Confirm, SortedTable, as_sent, part};
use domain::budgets::index::{Indicator, KommuneIndexView, german};
use leptos::prelude::*;

/// The indicators of a Kommune, with what may be done to each. A question about one stays open while another one changes.
#[component]
pub fn IndicatorTable(rows: Memo<Vec<Indicator>>, desk: Desk, may_edit: bool) -> impl IntoView {
    type Row = Indicator;
    let part = |row: &Row| row.part().map(|part| part.to_string()).unwrap_or_default();
    let mut columns = vec![
        Column::new("Indikator", |row: &Row| row.name.clone()),
        Column::number("Jahr", |row: &Row| row.data_year.to_string()),
        Column::number("Wert", |row: &Row| german::short(row.value)),
        Column::number("Vergleichswert", |row: &Row| german::short(row.reference)),
        Column::new("Höher heißt", |row: &Row| german::direction(row.direction)),
        Column::number("Teilindex", part),
        Column::number("Gewicht", |row: &Row| german::short(row.weight)),
        Column::new("Quelle", |row: &Row| row.source.clone()),
        Column::new("Gebiet", |row: &Row| row.area.clone()),
    ];
    if may_edit {
        columns.push(Column::new("Ändern", move |row: &Row| view! { <Actions row=row.clone() desk /> }));
    }
    view! { <SortedTable caption="Indikatoren" caption_hidden=true columns rows key=as_sent /> }
}

#[component]
fn Actions(row: Indicator, desk: Desk) -> impl IntoView {
    let name = row.name.clone();
    let label = format!(": {name}");
    let (kept, object) = (StoredValue::new(row), name.clone());
    let change = move |_| desk.editing.set(Some(kept.get_value()));
    let remove = Callback::new(move |()| desk.remove(name.clone()));
    view! {
        <span class="index__acts">
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=change>
                <span class="kern-label">"Ändern"<span class="kern-sr-only">{label}</span></span>
            </button>
            <Confirm label="Entfernen" yes="Wirklich entfernen" question="Der Indikator zählt dann im Index nicht mehr mit."
                object act=remove />
        </span>
    }
}

/// How the index is made of the indicators, in one line, and what it proposes.
#[component]
pub fn Computation(view: Signal<KommuneIndexView>) -> impl IntoView {
    let shown = part(view, |view| (view.indicators.clone(), view.row.index, view.rule.clone()));
    move || {
        let (indicators, index, rule) = shown.get();
        index.map(|index| {
            let proposal = rule.map_or_else(
                || "Am Tag der Berechnung gilt keine Regel, deshalb ist keine Stufe vorgeschlagen.".to_owned(),
                |rule| german::proposal(&rule, index),
            );
            view! {
                <p class="index__computation">"Index = "{german::computation(&indicators, index)}</p>
                <p>{proposal}</p>
                <p class="muted">{german::ROUNDING}</p>
            }
        })
    }
}
