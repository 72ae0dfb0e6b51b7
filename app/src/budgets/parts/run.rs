//! A run as a page shows it: sums, Kitas, Anstellungsträger, regions, and what does not fit.

use super::{
    areas::{AreaLine, AreaTable},
    derivation::{Derivations, Explained},
    employers::EmployerTable,
    kitas::KitaTable,
    totals::TotalFigures,
};
use crate::{
    budgets::RunSource,
    ui::{Badge, Empty, NoticeKind},
};
use domain::budgets::{RunView, WarningRow};
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
        <Warnings warnings />
        <EmployerTable rows=anstellungstraeger explained />
        <KitaTable rows=kitas explained />
        {(!sozialraeume.is_empty()).then(|| view! { <AreaTable names=("Sozialraum", "Sozialräume") rows=sozialraeume explained /> })}
        <Derivations explained />
    }
    .into_any()
}

/// What the Koordination should look at, folded: a run has it without being wrong.
#[component]
fn Warnings(warnings: Vec<WarningRow>) -> impl IntoView {
    if warnings.is_empty() {
        return ().into_any();
    }
    let count = match warnings.len() {
        1 => "1 Hinweis".to_owned(),
        count => format!("{count} Hinweise"),
    };
    let sentences = warnings.into_iter().map(|row| view! { <li>{row.sentence}</li> }).collect_view();
    view! {
        <details class="budget__warnings printed">
            <summary><Badge kind=NoticeKind::Warning text=count /></summary>
            <ul>{sentences}</ul>
        </details>
    }
    .into_any()
}
