use crate::{people::BASE, ui::TableFrame};
use domain::people::{Cell, Column, ColumnKind, Line, ListQuery, Sheet};
use leptos::prelude::*;
use leptos_router::components::A;

/// Lines of a sheet; the first column leads to the record, and headers set the order in `query`.
#[component]
pub fn LineTable(
    sheet: Sheet,
    #[prop(into)] caption: String,
    lines: Memo<Vec<Line>>,
    query: RwSignal<ListQuery>,
    /// Without a way to change the order.
    #[prop(optional)]
    fixed: bool,
) -> impl IntoView {
    let head = listed(sheet).map(|(_, column)| view! { <Header column query fixed /> }).collect_view();
    let body = move || lines.with(|lines| lines.iter().map(|line| row(sheet, line)).collect_view());
    view! {
        <TableFrame caption caption_hidden=true>
            <thead><tr class="kern-table__row">{head}</tr></thead>
            <tbody>{body}</tbody>
        </TableFrame>
    }
}

fn listed(sheet: Sheet) -> impl Iterator<Item = (usize, &'static Column)> {
    sheet.columns().iter().enumerate().filter(|(_, column)| column.listed)
}

fn is_numeric(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Whole | ColumnKind::Hours)
}

#[component]
fn Header(column: &'static Column, query: RwSignal<ListQuery>, fixed: bool) -> impl IntoView {
    let class =
        if is_numeric(column.kind) { "kern-table__header kern-table__header--numeric" } else { "kern-table__header" };
    if fixed {
        return view! { <th class=class scope="col">{column.title()}</th> }.into_any();
    }
    let order = move || query.with(|query| (query.sort == column.field).then_some(query.descending));
    let direction = move || order().map(|descending| if descending { "descending" } else { "ascending" });
    let arrow = move || match order() {
        None => "↕",
        Some(true) => "↓",
        Some(false) => "↑",
    };
    let turn = move |_| {
        query.update(|query| {
            query.descending = query.sort == column.field && !query.descending;
            query.sort = column.field.to_owned();
        });
    };
    view! {
        <th class=class scope="col" aria-sort=direction>
            <button class="table__sort" type="button" on:click=turn>
                {column.title()}
                <span class="table__arrow" aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
    .into_any()
}

fn row(sheet: Sheet, line: &Line) -> impl IntoView + use<> {
    // Kitas of agreements have no page of their own.
    let shown_on = if sheet == Sheet::VereinbarungKitas { Sheet::Vereinbarungen } else { sheet };
    let address = format!("{BASE}/{}/{}", shown_on.code(), line.id);
    let cells = listed(sheet)
        .map(|(position, column)| {
            let text = line.cells.get(position).map(Cell::text).unwrap_or_default();
            if position == 0 {
                let address = address.clone();
                view! { <th class="kern-table__header" scope="row"><A href=address>{text}</A></th> }.into_any()
            } else {
                let numeric = is_numeric(column.kind);
                view! { <td class="kern-table__cell" class:kern-table__cell--numeric=numeric>{text}</td> }.into_any()
            }
        })
        .collect_view();
    view! { <tr class="kern-table__row">{cells}</tr> }
}
