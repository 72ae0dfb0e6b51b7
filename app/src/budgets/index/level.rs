use super::{api::justify_level, kommune::Acts, page::standing};
use crate::{
    budgets::payment::StepForm,
    ui::{Field, Form, Notice, NoticeKind},
};
use domain::{
    budgets::index::{KommuneIndexView, Standing, check_deviation, german},
    german as common,
};
use leptos::prelude::*;

/// The level that a run takes beside the proposed one, and why they differ.
#[component]
pub fn Level(view: KommuneIndexView, acts: Acts, may_edit: bool) -> impl IntoView {
    let KommuneIndexView { day, row, decision, .. } = view;
    let entered = german::entered(row.entered, decision.as_deref());
    let proposed = row.proposed.map_or_else(|| "keiner".to_owned(), |level| format!("Stufe {level}"));
    let warning = match (&row.standing, row.proposed) {
        (Standing::Unjustified, Some(proposed)) => Some(german::deviation(proposed, row.entered)),
        _ => None,
    };
    let reason = match &row.standing {
        Standing::Justified { reason } => Some(reason.clone()),
        Standing::Unjustified => Some(String::new()),
        Standing::Open | Standing::Agrees => None,
    };
    let levels = row.proposed.map(|proposed| (proposed, row.entered));
    let directory = format!("/app/verzeichnis/kommunen/{}", row.kommune);
    let cell = |name: String, value: AnyView| {
        view! { <div class="figures__figure"><dt>{name}</dt><dd>{value}</dd></div> }
    };
    view! {
        <section class="section" aria-label="Stufe">
            <h2>"Stufe"</h2>
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
            <p>"Gerechnet wird mit der eingetragenen Stufe. "<a href=directory>"Kommune im Verzeichnis"</a></p>
            {reason.filter(|_| may_edit).map(|reason| view! { <Reason acts reason levels /> })}
        </section>
    }
}

#[component]
fn Reason(
    acts: Acts,
    reason: String,
    /// Proposed and entered, as they stand above.
    levels: Option<(u8, u8)>,
) -> impl IntoView {
    let reason = RwSignal::new(reason);
    let Acts { year, kommune, seen, done, .. } = acts;
    let form = Form::new(move || check_deviation(&reason.get()).err().into_iter().collect());
    view! {
        <StepForm form label="Begründung speichern" success="Die Begründung ist gespeichert." look="kern-btn--secondary"
            step=move || Box::pin(justify_level(year, kommune, seen, reason.get(), levels)) done>
            <Field form name="deviation_reason" label="Grund der Abweichung" value=reason
                hint="Warum die eingetragene Stufe gilt und nicht die vorgeschlagene" />
        </StepForm>
    }
}
