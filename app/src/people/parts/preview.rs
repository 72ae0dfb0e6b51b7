use crate::ui::{Head, TableFrame, heads};
use domain::people::import::{ImportChange, ImportFault, ImportView};
use leptos::prelude::*;

/// Faults, or what would change, line by line; what has changed once the table is `taken`.
#[component]
pub fn Preview(view: ImportView, taken: bool) -> impl IntoView {
    let ImportView { faults, changes, unchanged } = view;
    let same = (unchanged > 0).then(|| view! { <p>{format!("Unverändert: {unchanged}")}</p> });
    // With a fault nothing is taken; what was refused after that stands beside what was done.
    if !faults.is_empty() && !taken {
        return view! { <Faults faults caption="Fehler in der Datei" /> }.into_any();
    }
    let left = (!faults.is_empty()).then(|| view! { <Faults faults caption="Was nicht gespeichert wurde" /> });
    let changed = (!changes.is_empty()).then(|| view! { <Changes changes taken /> });
    view! { {left} {changed} {same} }.into_any()
}

#[component]
fn Faults(faults: Vec<ImportFault>, caption: &'static str) -> impl IntoView {
    let rows = faults
        .into_iter()
        .map(|fault| {
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="row">{fault.sheet}</th>
                    <td class="kern-table__cell kern-table__cell--numeric">{fault.row}</td>
                    <td class="kern-table__cell">{fault.column}</td>
                    <td class="kern-table__cell">{fault.sentence}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption>
            {heads([Head::text("Blatt"), Head::number("Zeile"), Head::text("Spalte"), Head::text("Was nicht stimmt")])}
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn Changes(changes: Vec<ImportChange>, taken: bool) -> impl IntoView {
    let rows = changes
        .into_iter()
        .map(|change| {
            let what = if change.is_new {
                view! { <span>"neu"</span> }.into_any()
            } else {
                let differences = change
                    .differences
                    .into_iter()
                    .map(|d| view! { <li>{format!("{}: {} → {}", d.column, shown(&d.before), shown(&d.after))}</li> })
                    .collect_view();
                view! { <ul class="plain">{differences}</ul> }.into_any()
            };
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="row">{change.what}</th>
                    <td class="kern-table__cell">{change.sheet}</td>
                    <td class="kern-table__cell kern-table__cell--numeric">{change.row}</td>
                    <td class="kern-table__cell">{what}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=if taken { "Was geändert wurde" } else { "Was sich ändern würde" }>
            {heads([Head::text("Eintrag"), Head::text("Blatt"), Head::number("Zeile"), Head::text("Änderung")])}
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "(leer)" } else { text }
}
