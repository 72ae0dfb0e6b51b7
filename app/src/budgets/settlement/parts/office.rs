use crate::{
    budgets::{
        payment::{Done, StepButton, StepForm},
        settlement::api::{give_back_proof, reopen_proof, settle_proof},
    },
    ui::{Field, Form, Notice, NoticeKind},
};
use domain::budgets::{payment::check_reason, settlement::ProofView};
use leptos::prelude::*;

/// What Koordination and Finanzen do beside the check.
#[component]
pub fn OfficeSteps(proof: ProofView, done: Done) -> impl IntoView {
    let ProofView { year, anstellungstraeger: of, version, next, .. } = proof;
    view! {
        {next.needs_second_person.then(|| view! {
            <Notice kind=NoticeKind::Info title="Sie haben diesen Verwendungsnachweis geprüft. Bitte lassen Sie eine zweite Person abrechnen." />
        })}
        {next.settle.then(|| view! {
            <section class="section">
                <h2>"Abrechnung"</h2>
                <p>"Sie rechnen das Jahr dieses Anstellungsträgers nach der Prüfung ab. Die Abrechnung wird nicht mehr geändert; ein Fehler wird mit einer weiteren Abrechnung berichtigt."</p>
                <StepButton label="Abrechnen" success="Das Jahr ist abgerechnet. Pläne und Übersicht zeigen das Ergebnis."
                    step=move || Box::pin(settle_proof(year, of, version)) done />
            </section>
        })}
        {next.give_back.then(|| view! {
            <WithReason title="Zur Überarbeitung zurückgeben" label="Zurückgeben" hint="Der Anstellungsträger liest die Frage. Seine Angaben bleiben erhalten."
                success="Der Verwendungsnachweis liegt wieder beim Anstellungsträger."
                step=move |reason| Box::pin(give_back_proof(year, of, version, reason)) done />
        })}
        {next.reopen.then(|| view! {
            <WithReason title="Abrechnung berichtigen" label="Wieder öffnen" hint="Die Abrechnung bleibt stehen; nach einer neuen Prüfung wird der Unterschied abgerechnet."
                success="Der Verwendungsnachweis ist wieder zu prüfen."
                step=move |reason| Box::pin(reopen_proof(year, of, version, reason)) done />
        })}
    }
}

/// Folded: the usual way goes on, not back.
#[component]
fn WithReason(
    title: &'static str,
    label: &'static str,
    hint: &'static str,
    success: &'static str,
    step: impl Fn(String) -> crate::budgets::payment::Step + Send + Sync + 'static,
    done: Done,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let form = Form::new(move || check_reason(&reason.get()).err().into_iter().collect());
    view! {
        <details class="budget__more">
            <summary>{title}</summary>
            <StepForm form label success look="kern-btn--secondary" step=move || step(reason.get()) done>
                <Field form name="reason" label="Grund" value=reason hint=hint free=true />
            </StepForm>
        </details>
    }
}
