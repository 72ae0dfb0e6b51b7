use super::explanations::Amounts;
use crate::ui::{Notice, NoticeKind, TableFrame};
use domain::budgets::{
    Euro,
    settlement::{LandRow, LandSettlement},
};
use leptos::prelude::*;

/// What the Land pays of the year in the end.
#[component]
pub fn LandPart(land: LandSettlement) -> impl IntoView {
    let [href, workbook] = ["csv", "xlsx"].map(|ending| format!("/api/export/settlement/{}/land.{ending}", land.year));
    let is_complete = land.is_complete;
    view! {
        <section class="section">
            <h2>"Abrechnung gegenüber dem Land"</h2>
            {(!is_complete).then(|| view! {
                <Notice kind=NoticeKind::Info title="Vorläufig: Es fehlen Abrechnungen oder die Ist-Kosten der Vorwegposition." />
            })}
            <Amounts explanations=land.explanations />
            <details class="budget__more printed">
                <summary>"Liste der Anstellungsträger"</summary>
                <LandTable rows=land.rows first_charge=land.first_charge actual=land.actual />
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
fn LandTable(rows: Vec<LandRow>, first_charge: Option<Euro>, actual: Euro) -> impl IntoView {
    let amount = |amount: Option<Euro>| amount.map(Euro::without_sign).unwrap_or_else(|| "–".into());
    let line = move |name: String, cells: [String; 3]| {
        let cells = cells
            .map(|cell| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell}</td> })
            .collect_view();
        view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row">{name}</th>{cells}</tr> }
    };
    let lines = rows
        .into_iter()
        .map(|row| {
            let counted = row.settled.map(|_| row.counted());
            let (spent, kept) = (row.settled.map(|found| found.actual), row.settled.map(|found| found.eligible));
            line(row.name, [amount(spent), amount(kept), amount(counted)])
        })
        .collect_view();
    let first = line("Betriebserlaubnisrelevantes Personal".into(), ["".into(), "".into(), amount(first_charge)]);
    let head = ["Anerkannt in €", "Abgerechnet in €", "Gegenüber dem Land in €"]
        .map(|title| view! { <th class="kern-table__header kern-table__header--numeric" scope="col">{title}</th> })
        .collect_view();
    view! {
        <TableFrame caption="Abrechnung gegenüber dem Land" caption_hidden=true>
            <thead><tr class="kern-table__row"><th class="kern-table__header" scope="col">"Anstellungsträger"</th>{head}</tr></thead>
            <tbody>{lines}{first}</tbody>
            <tfoot><tr class="kern-table__row">
                <th class="kern-table__header" scope="row" colspan="3">"Summe"</th>
                <td class="kern-table__cell kern-table__cell--numeric">{actual.without_sign()}</td>
            </tr></tfoot>
        </TableFrame>
    }
}
