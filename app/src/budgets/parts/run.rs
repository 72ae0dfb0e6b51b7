//! A run as a page shows it: sums, Kitas, Anstellungsträger, regions, and what does not fit.

use super::{
    areas::{AreaLine, AreaTable},
    derivation::{Derivations, Explained},
    employers::EmployerTable,
    kitas::KitaTable,
    sentence::{Place, sentence},
    totals::TotalFigures,
};
use crate::{
    budgets::RunSource,
    ui::{Badge, Empty, NoticeKind},
};
use domain::budgets::{Figure, RunView, Total, Warning, WarningRow, german};
use leptos::prelude::*;

#[component]
pub fn RunFigures(
    view: RunView,
    source: RunSource,
    /// The dialog, where the page explains more than these figures with it.
    #[prop(optional)]
    explained: Option<Explained>,
) -> impl IntoView {
    let RunView { totals, kitas, anstellungstraeger, sozialraeume, warnings, .. } = view;
    if kitas.is_empty() && anstellungstraeger.is_empty() {
        return view! { <Empty text="In diesem Lauf ist keine Kita, die Sie sehen dürfen. Fehlt etwas, wenden Sie sich bitte an die Koordination." /> }.into_any();
    }
    let explained = explained.unwrap_or_else(|| Explained::new(source));
    let sozialraeume: Vec<AreaLine> = sozialraeume.into_iter().map(AreaLine::from).collect();
    view! {
        {totals.map(|totals| view! { <TotalFigures totals explained /> })}
        <Warnings warnings explained />
        <EmployerTable rows=anstellungstraeger explained />
        <KitaTable rows=kitas explained />
        {(!sozialraeume.is_empty()).then(|| view! { <AreaTable names=("Sozialraum", "Sozialräume") rows=sozialraeume explained /> })}
        <Derivations explained />
    }
    .into_any()
}

/// What the Koordination should look at, folded: a run has it without being wrong.
#[component]
fn Warnings(warnings: Vec<WarningRow>, explained: Explained) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let count = match warnings.len() {
        1 => "1 Hinweis".to_owned(),
        count => format!("{count} Hinweise"),
    };
    let sentences = warnings.iter().map(|row| view! { <li>{told(row, explained)}</li> }).collect_view();
    view! {
        <details class="budget__warnings printed">
            <summary><Badge kind=NoticeKind::Warning text=count /></summary>
            <ul>{sentences}</ul>
        </details>
    }
    .into_any()
}

/// The sentence of a warning; the amounts that are in one are figures of the run.
fn told(row: &WarningRow, explained: Explained) -> AnyView {
    let places = match row.warning {
        Warning::FirstChargeUnassigned { first_charge, unassigned } => {
            let total = Total::FirstCharge;
            vec![
                Place::new(first_charge, Figure::Total { total }, german::total(total)),
                Place::new(unassigned, Figure::FirstChargeRest, "noch keiner Kita zugeordnet"),
            ]
        }
        _ => Vec::new(),
    };
    sentence(explained, &row.sentence, places)
}
