use super::explanations::Amounts;
use domain::{
    budgets::settlement::{ProofStepRow, SettlementRow, german},
    ids::AnstellungstraegerId,
};
use leptos::prelude::*;

/// What was settled, the last one first; earlier ones stay readable.
#[component]
pub fn Settlements(year: i32, of: AnstellungstraegerId, rows: Vec<SettlementRow>, when: Vec<String>) -> impl IntoView {
    let items = rows
        .into_iter()
        .zip(when)
        .rev()
        .map(|(row, when)| {
            let title = match row.number {
                1 => format!("Abrechnung vom {when}"),
                number => format!("Korrektur {} vom {when}", number - 1),
            };
            let letter = format!("/api/export/settlement/{year}/brief-{of}-{}.pdf", row.number);
            let hidden = format!(": {title}");
            view! {
                <section>
                    <h3>{title}</h3>
                    <p><strong>{row.result}</strong></p>
                    <p class="actions">
                        <a class="kern-btn kern-btn--secondary" href=letter rel="external" download="">
                            <span class="kern-label">"Brief als PDF-Datei"<span class="kern-sr-only">{hidden}</span></span>
                        </a>
                    </p>
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
