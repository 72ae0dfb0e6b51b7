use crate::ui::TableFrame;
use domain::people::{Cell, HistoryRow, Sheet};
use leptos::prelude::*;

/// Every column of a record with its value.
#[component]
pub fn Facts(sheet: Sheet, cells: Vec<Cell>) -> impl IntoView {
    let facts = sheet
        .columns()
        .iter()
        .zip(cells)
        .map(|(column, cell)| {
            let text = if cell.is_empty() { "–".to_owned() } else { cell.text() };
            view! { <dt>{column.title()}</dt><dd>{text}</dd> }
        })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }
}

/// What held when: values that change over time.
#[component]
pub fn History(rows: Vec<HistoryRow>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="row">{row.what}</th>
                    <td class="kern-table__cell">{row.from}</td>
                    <td class="kern-table__cell">{row.value}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2>"Verlauf"</h2>
            <TableFrame caption="Verlauf" caption_hidden=true>
                <thead><tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">"Angabe"</th>
                    <th class="kern-table__header" scope="col">"Gilt ab"</th>
                    <th class="kern-table__header" scope="col">"Wert"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </section>
    }
    .into_any()
}
