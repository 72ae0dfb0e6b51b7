use super::{api::justify_level, kommune::Desk, page::standing};
use crate::{
    budgets::payment::StepForm,
    ui::{Field, Form, Notice, NoticeKind, part},
};
use chrono::NaiveDate;
use domain::{
    budgets::index::{IndexRow, KommuneIndexView, Standing, check_deviation, german},
    german as common,
};
use leptos::prelude::*;

/// The level that a run takes beside the proposed one, and why they differ.
#[component]
pub fn Level(view: Signal<KommuneIndexView>, desk: Desk, may_edit: bool) -> impl IntoView {
    let shown = part(view, |view| (view.day, view.row.clone(), view.decision.clone()));
    // Only that something is to be said: what is typed stays when an indicator changes the proposal meanwhile.
    let differ = part(view, |view| matches!(view.row.standing, Standing::Justified { .. } | Standing::Unjustified));
    let directory = format!("/app/verzeichnis/kommunen/{}", desk.kommune);
    let levels = move || {
        let (day, row, decision) = shown.get();
        view! { <Levels day row decision /> }
    };
    view! {
        <section class="section" aria-label="Stufe">
            <h2>"Stufe"</h2>
            {levels}
            <p>"Gerechnet wird mit der eingetragenen Stufe. "<a href=directory>"Kommune im Verzeichnis"</a></p>
            {move || (may_edit && differ.get()).then(|| view! { <Reason view desk /> })}
        </section>
    }
}

#[component]
fn Levels(day: NaiveDate, row: IndexRow, decision: Option<String>) -> impl IntoView {
    let entered = german::entered(row.entered, decision.as_deref());
    let proposed = row.proposed.map_or_else(|| "keiner".to_owned(), |level| format!("Stufe {level}"));
    let warning = match (&row.standing, row.proposed) {
        (Standing::Unjustified, Some(proposed)) => Some(german::deviation(proposed, row.entered)),
        _ => None,
    };
    let cell = |name: String, value: AnyView| {
        view! { <div class="figures__figure"><dt>{name}</dt><dd>{value}</dd></div> }
    };
    view! {
        {warning.map(|title| view! {
            <Notice kind=NoticeKind::Warning title>
                "Bitte begründen Sie die Abweichung hier, oder ändern Sie die Stufe im Verzeichnis."
            </Notice>
        })}
        <dl class="figures">
            {cell("Vorschlag des Index".into(), proposed.into_any())}
            {cell(format!("Eingetragen am {}", common::date(day)), entered.into_any())}
            {cell("Stand".into(), standing(&row.standing))}
        </dl>
    }
}

#[component]
fn Reason(view: Signal<KommuneIndexView>, desk: Desk) -> impl IntoView {
    let kept = view.with_untracked(|view| match &view.row.standing {
        Standing::Justified { reason } => reason.clone(),
        Standing::Open | Standing::Agrees | Standing::Unjustified => String::new(),
    });
    let reason = RwSignal::new(kept);
    // Proposed and entered, as they stand above when the reason is sent.
    let levels = move || view.with_untracked(|view| view.row.proposed.map(|proposed| (proposed, view.row.entered)));
    let Desk { year, kommune, done, .. } = desk;
    let form = Form::new(move || check_deviation(&reason.get()).err().into_iter().collect());
    view! {
        <StepForm form label="Begründung speichern" success="Die Begründung ist gespeichert." look="kern-btn--secondary"
            step=move || Box::pin(justify_level(year, kommune, desk.seen(), reason.get(), levels())) done>
            <Field form name="deviation_reason" label="Grund der Abweichung" value=reason
                hint="Warum die eingetragene Stufe gilt und nicht die vorgeschlagene" />
        </StepForm>
    }
}
