use crate::{
    people::BASE,
    ui::{Head, TableFrame, heads},
};
use domain::people::{Cell, HistoryRow, Link, Sheet};
use leptos::{either::Either, prelude::*};

/// Every column of a record with its value; what names another record leads there.
#[component]
pub fn Facts(sheet: Sheet, cells: Vec<Cell>, links: Vec<Option<Link>>) -> impl IntoView {
    let links = links.into_iter().chain(std::iter::repeat(None));
    let facts = sheet
        .columns()
        .iter()
        .zip(cells)
        .zip(links)
        .map(|((column, cell), link)| {
            let text = if cell.is_empty() { "–".to_owned() } else { cell.text() };
            let value = match link {
                Some(Link { sheet, id }) => {
                    Either::Left(view! { <a href=format!("{BASE}/{}/{id}", sheet.code())>{text}</a> })
                }
                None => Either::Right(text),
            };
            view! { <dt>{column.title()}</dt><dd>{value}</dd> }
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
                {heads([Head::text("Angabe"), Head::text("Gilt ab"), Head::text("Wert")])}
                <tbody>{rows}</tbody>
            </TableFrame>
        </section>
    }
    .into_any()
}
