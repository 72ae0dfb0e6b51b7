use crate::ui::{Head, TableFrame, heads};
use domain::{budgets::ParameterRow, german};
use leptos::prelude::*;

/// The parameters of a year, to read.
#[component]
pub fn ParameterTable(rows: Vec<ParameterRow>) -> impl IntoView {
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <TableFrame caption="Parameter" caption_hidden=true>
            {heads([Head::text("Parameter"), Head::text("Wert"), Head::text("Beschluss"), Head::text("Gültig")])}
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn row(row: ParameterRow) -> impl IntoView {
    let from = german::date(row.valid_from);
    let valid = row.valid_to.map_or(format!("ab {from}"), |to| format!("{from} bis {}", german::date(to)));
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{row.label}</th>
            <td class="kern-table__cell">{row.value}</td>
            <td class="kern-table__cell">{row.decision}</td>
            <td class="kern-table__cell">{valid}</td>
        </tr>
    }
}
