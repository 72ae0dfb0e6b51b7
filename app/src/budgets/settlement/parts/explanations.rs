use domain::budgets::settlement::{Explanation, german};
use leptos::prelude::*;

/// Amounts of a settlement, each with what it was made of.
#[component]
pub fn Explanations(title: &'static str, explanations: Vec<Explanation>) -> impl IntoView {
    view! {
        <section class="section">
            <h2>{title}</h2>
            <Amounts explanations />
        </section>
    }
}

/// The amounts alone, under a heading of somebody else.
#[component]
pub fn Amounts(explanations: Vec<Explanation>) -> impl IntoView {
    let rows = explanations.into_iter().map(amount).collect_view();
    view! { <dl class="settlement__amounts">{rows}</dl> }
}

fn amount(explanation: Explanation) -> impl IntoView {
    let calculation = german::calculation(&explanation);
    let terms = explanation
        .terms
        .into_iter()
        .map(|term| view! { <li>{term.label}": "<strong>{term.value.to_string()}</strong></li> })
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
