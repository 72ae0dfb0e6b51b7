use super::explanations::{Amounts, result};
use crate::budgets::parts::Explained;
use domain::{budgets::settlement::SettlementRow, ids::AnstellungstraegerId};
use leptos::prelude::*;

/// What was settled, the last one first; earlier ones stay readable.
#[component]
pub fn Settlements(
    year: i32,
    of: AnstellungstraegerId,
    rows: Vec<SettlementRow>,
    when: Vec<String>,
    explained: Explained,
) -> impl IntoView {
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
            let told = result(explained, &row, &format!("Ergebnis {title}"));
            view! {
                <section>
                    <h3>{title}</h3>
                    <p><strong>{told}</strong></p>
                    <p class="actions">
                        <a class="kern-btn kern-btn--secondary" href=letter rel="external" download="">
                            <span class="kern-label">"Brief als PDF-Datei"<span class="kern-sr-only">{hidden}</span></span>
                        </a>
                    </p>
                    <Amounts explanations=row.explanations leads=Some((explained, row.run)) />
                </section>
            }
        })
        .collect_view();
    view! { <section class="section"><h2>"Abgerechnet"</h2>{items}</section> }
}
