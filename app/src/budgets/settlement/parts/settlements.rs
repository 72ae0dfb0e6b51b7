use super::explanations::Amounts;
use domain::budgets::settlement::{ProofStepRow, SettlementRow, german};
use leptos::prelude::*;

/// What was settled, the last one first; earlier ones stay readable.
#[component]
pub fn Settlements(rows: Vec<SettlementRow>, when: Vec<String>) -> impl IntoView {
    let items = rows
        .into_iter()
        .zip(when)
        .rev()
        .map(|(row, when)| {
            let title = match row.number {
                1 => format!("Abrechnung vom {when}"),
                number => format!("Korrektur {} vom {when}", number - 1),
            };
            view! {
                <section>
                    <h3>{title}</h3>
                    <p><strong>{row.result}</strong></p>
                    <Amounts explanations=row.explanations />
                </section>
            }
        })
        .collect_view();
    view! { <section class="section"><h2>"Abgerechnet"</h2>{items}</section> }
}

/// Who did what when.
#[component]
pub fn Steps(steps: Vec<ProofStepRow>, when: Vec<String>) -> impl IntoView {
    let items = steps
        .into_iter()
        .zip(when)
        .map(|(step, when)| {
            let by = if step.name.is_empty() { String::new() } else { format!(" von {}", step.name) };
            let reason = step.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            view! { <li>{when}" – "{german::step(step.kind)}{by}{reason}</li> }
        })
        .collect_view();
    view! { <section class="section"><h2>"Was geschehen ist"</h2><ol class="payout__steps">{items}</ol></section> }
}
