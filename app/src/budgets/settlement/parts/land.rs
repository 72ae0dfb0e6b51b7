use super::explanations::{Amounts, Leads};
use crate::{
    budgets::parts::{Amount, Origin},
    ui::{Notice, NoticeKind, TableFrame},
};
use domain::budgets::{
    Euro,
    settlement::{LandColumn, LandRow, LandSettlement, german},
};
use leptos::prelude::*;

/// What the Land pays of the year in the end.
#[component]
pub fn LandPart(land: LandSettlement, leads: Leads) -> impl IntoView {
    let [href, workbook] = ["csv", "xlsx"].map(|ending| format!("/api/export/settlement/{}/land.{ending}", land.year));
    let is_complete = land.is_complete;
    view! {
        <section class="section">
            <h2>"Abrechnung gegenüber dem Land"</h2>
            {(!is_complete).then(|| view! {
                <Notice kind=NoticeKind::Info title="Vorläufig: Es fehlen Abrechnungen oder die Ist-Kosten der Vorwegposition." />
            })}
            <Amounts explanations=land.explanations.clone() leads=Some(leads) />
            <details class="budget__more printed">
                <summary>"Liste der Anstellungsträger"</summary>
                <LandTable land leads />
            </details>
            <p class="actions">
                <a class="kern-btn kern-btn--secondary" href=href rel="external" download="">
                    <span class="kern-label">"Liste als CSV-Datei"</span>
                </a>
                <a class="kern-btn kern-btn--secondary" href=workbook rel="external" download="">
                    <span class="kern-label">"Liste als Excel-Datei"</span>
                </a>
            </p>
        </section>
    }
}

#[component]
fn LandTable(land: LandSettlement, leads: Leads) -> impl IntoView {
    let (explained, run) = leads;
    let line = move |name: String, cells: [AnyView; 3]| {
        let cells = cells
            .map(|cell| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell}</td> })
            .collect_view();
        view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row">{name}</th>{cells}</tr> }
    };
    let told = move |amount: Euro, origin: Origin, of: String| {
        view! { <Amount explained origin text=amount.without_sign() of /> }.into_any()
    };
    let cell = move |row: &LandRow, column: LandColumn| match row.amount(column) {
        Some(amount) => {
            let origin = Origin::Made(row.explain(column), row.told.as_ref().map(|told| told.run));
            told(amount, origin, format!("{} {}", german::land_column(column), row.name))
        }
        None => MISSING.into_any(),
    };
    let lines = land
        .rows
        .iter()
        .map(|row| line(row.name.clone(), LandColumn::ALL.map(|column| cell(row, column))))
        .collect_view();
    let entered = match land.first_charge.zip(land.explain_first_charge()) {
        Some((amount, made_of)) => told(amount, Origin::Made(made_of, Some(run)), german::FIRST_CHARGE.to_owned()),
        None => MISSING.into_any(),
    };
    let first = line(german::FIRST_CHARGE.to_owned(), [().into_any(), ().into_any(), entered]);
    let origin = Origin::Made(land.explain_actual(), Some(run));
    let sum = told(land.actual, origin, "Summe gegenüber dem Land".to_owned());
    let head = ["Anerkannt in €", "Abgerechnet in €", "Gegenüber dem Land in €"]
        .map(|title| view! { <th class="kern-table__header kern-table__header--numeric" scope="col">{title}</th> })
        .collect_view();
    view! {
        <TableFrame caption="Abrechnung gegenüber dem Land" caption_hidden=true>
            <thead><tr class="kern-table__row"><th class="kern-table__header" scope="col">"Anstellungsträger"</th>{head}</tr></thead>
            <tbody>{lines}{first}</tbody>
            <tfoot><tr class="kern-table__row">
                <th class="kern-table__header" scope="row" colspan="3">"Summe"</th>
                <td class="kern-table__cell kern-table__cell--numeric">{sum}</td>
            </tr></tfoot>
        </TableFrame>
    }
}

/// Not settled, or not entered.
const MISSING: &str = "–";
