use crate::{people::BASE, staff::StaffSession, ui::TableFrame};
use domain::{
    access::{Koordination, Right},
    people::{Cell, Column, ColumnKind, Line, ListQuery, Sheet},
};
use leptos::prelude::*;

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
    let edits = use_context::<StaffSession>().is_some_and(|StaffSession(me)| Koordination::ROLES.contains(&me.role));
    let head = listed(sheet).map(|(_, column)| view! { <Header column query fixed /> }).collect_view();
    let body = move || lines.with(|lines| lines.iter().map(|line| row(sheet, line, edits)).collect_view());
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

/// The line's name in an address: the Kita's number and the first day.
fn term_of(line: &Line) -> Option<String> {
    let place = |field| Sheet::VereinbarungKitas.columns().iter().position(|column| column.field == field);
    let input = |field| Some(line.cells.get(place(field)?)?.input());
    Some(format!("{}%20{}", input("kita")?, input("from")?))
}

fn row(sheet: Sheet, line: &Line, edits: bool) -> impl IntoView + use<> {
    let is_term = sheet == Sheet::VereinbarungKitas;
    let address = match term_of(line) {
        // Kitas of agreements have no page of their own, but a form for those who may change them.
        Some(term) if is_term && edits => format!("{BASE}/{}/{}/bearbeiten?zeile={term}", sheet.code(), line.id),
        _ if is_term => format!("{BASE}/{}/{}", Sheet::Vereinbarungen.code(), line.id),
        _ => format!("{BASE}/{}/{}", sheet.code(), line.id),
    };
    // All lines of one agreement begin alike; the Kita tells them apart.
    let named_by = sheet.columns().iter().position(|column| is_term && column.field == "kita").unwrap_or(0);
    let cells = listed(sheet)
        .map(|(position, column)| {
            let text = line.cells.get(position).map(Cell::text).unwrap_or_default();
            if position == named_by {
                let address = address.clone();
                view! { <th class="kern-table__header" scope="row"><a href=address>{text}</a></th> }.into_any()
            } else {
                let numeric = is_numeric(column.kind);
                view! { <td class="kern-table__cell" class:kern-table__cell--numeric=numeric>{text}</td> }.into_any()
            }
        })
        .collect_view();
    view! { <tr class="kern-table__row">{cells}</tr> }
}
