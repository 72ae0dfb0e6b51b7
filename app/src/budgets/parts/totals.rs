use super::derivation::{Amount, ExplainButton, Explained};
use domain::budgets::{Figure, Total, Totals, german};
use leptos::prelude::*;

/// The sums of the area in the order in which they follow from each other.
#[component]
pub fn TotalFigures(totals: Totals, explained: Explained) -> impl IntoView {
    let mut figures = vec![
        (Total::Gesamt, totals.gesamt.to_string()),
        (Total::Landeszuweisung, totals.landeszuweisung.to_string()),
        (Total::Kreisanteil, totals.kreisanteil.to_string()),
        (Total::FirstCharge, totals.first_charge.to_string()),
        (Total::KisoTopf, totals.kiso_topf.to_string()),
        (Total::Sockeltopf, totals.sockeltopf.to_string()),
        (Total::Aufstockungstopf, totals.aufstockungstopf.to_string()),
        (Total::Vzae, totals.vzae.to_string()),
    ];
    if totals.without_anstellungstraeger != Default::default() {
        figures.push((Total::WithoutAnstellungstraeger, totals.without_anstellungstraeger.to_string()));
    }
    let cells = figures
        .into_iter()
        .map(|(total, text)| {
            let (name, origin) = (german::total(total), Figure::Total { total });
            view! {
                <div class="figures__figure">
                    <dt>{name}</dt>
                    <dd><Amount explained origin text of=name /></dd>
                </div>
            }
        })
        .collect_view();
    let all = Total::ALL.map(|total| Figure::Total { total }).to_vec();
    view! {
        <section class="budget__totals" aria-label="Summen">
            <dl class="figures">{cells}</dl>
            <ExplainButton explained figures=all of="Summen" label="Wie gerechnet wird" />
        </section>
    }
}
