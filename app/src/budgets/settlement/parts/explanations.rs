use crate::budgets::parts::{Explained, Origin, Place, sentence, term_of_run};
use domain::{
    budgets::settlement::{Explanation, SettlementRow, german},
    ids::RunId,
};
use leptos::prelude::*;

/// Amounts of a settlement, each with what it was made of.
#[component]
pub fn Explanations(title: &'static str, explanations: Vec<Explanation>, leads: Option<Leads>) -> impl IntoView {
    view! {
        <section class="section">
            <h2>{title}</h2>
            <Amounts explanations leads />
        </section>
    }
}

/// Where budgets among the terms lead on to: the dialog of the page, and the run.
pub type Leads = (Explained, RunId);

/// The amounts alone, under a heading of somebody else.
#[component]
pub fn Amounts(explanations: Vec<Explanation>, leads: Option<Leads>) -> impl IntoView {
    let rows = explanations.into_iter().map(|explanation| amount(explanation, leads)).collect_view();
    view! { <dl class="settlement__amounts">{rows}</dl> }
}

/// How a settlement ended, in words whose amounts lead on. `of`: what they are, in the title of the dialog.
pub fn result(explained: Explained, row: &SettlementRow, of: &str) -> AnyView {
    let place = |told: Vec<Explanation>| {
        let text = told.first().map(|amount| amount.value)?;
        Some(Place::new(text, Origin::Made(told, Some(row.run)), of))
    };
    sentence(explained, &row.result, row.explain_result().into_iter().filter_map(place).collect())
}

fn amount(explanation: Explanation, leads: Option<Leads>) -> impl IntoView {
    let calculation = german::calculation(&explanation);
    let terms = explanation
        .terms
        .into_iter()
        .map(|term| {
            let label = term.label.clone();
            let value = match leads {
                Some((explained, run)) => term_of_run(explained, run, term),
                None => view! { <strong>{term.value.to_string()}</strong> }.into_any(),
            };
            view! { <li>{label}": "{value}</li> }
        })
        .collect_view();
    let notes = explanation.notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view();
    let hidden = format!(" {}", explanation.label);
    view! {
        <div class="settlement__amount">
            <dt>{explanation.label}</dt>
            <dd>
                <strong>{explanation.value.to_string()}</strong>
                <details class="budget__more printed">
                    <summary>"Herleitung"<span class="kern-sr-only">{hidden}</span></summary>
                    <p class="derivation__sum">{calculation}</p>
                    <ul>{terms}</ul>
                    {notes}
                </details>
            </dd>
        </div>
    }
}
