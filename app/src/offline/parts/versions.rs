//! The contents of a sheet that was finished more than once, beside each other, and the choice between them.

use crate::ui::{Confirm, TableFrame};
use domain::sync::{ComparedAnswer, Comparison, FinishedVersion, german};
use leptos::prelude::*;

/// `choose` is told the hash of the content that is to count.
#[component]
pub fn Versions(comparison: Comparison, choose: Callback<String>) -> impl IntoView {
    let differences = german::differences(comparison.differences());
    let Comparison { versions, rows, .. } = comparison;
    let columns = versions
        .iter()
        .map(|version| view! { <th class="kern-table__header" scope="col">{version.name.clone()}</th> })
        .collect_view();
    let rows = rows.into_iter().map(|row| view! { <ComparedRow row /> }).collect_view();
    let choices = versions.into_iter().map(|version| view! { <Choice version choose /> }).collect_view();
    view! {
        <p class="kern-body">{differences}</p>
        <TableFrame caption="Fassungen im Vergleich">
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">"Frage"</th>
                {columns}
                <th class="kern-table__header" scope="col">"Vergleich"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </TableFrame>
        <ul class="answers">{choices}</ul>
    }
}

#[component]
fn ComparedRow(row: ComparedAnswer) -> impl IntoView {
    let ComparedAnswer { question, answers, differs } = row;
    let answers = answers
        .into_iter()
        .map(|answer| view! { <td class="kern-table__cell answers__value">{answer}</td> })
        .collect_view();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{question}</th>
            {answers}
            <td class="kern-table__cell">{if differs { "verschieden" } else { "gleich" }}</td>
        </tr>
    }
}

#[component]
fn Choice(version: FinishedVersion, choose: Callback<String>) -> impl IntoView {
    let FinishedVersion { hash, name } = version;
    let act = Callback::new(move |()| choose.run(hash.clone()));
    view! {
        <li class="answers__one">
            <p class="kern-label">{name.clone()}</p>
            <Confirm label="Diese Fassung zählt" yes="Diese Fassung wählen" question=german::CHOOSE_VERSION object=name act
                look="kern-btn--secondary" />
        </li>
    }
}
