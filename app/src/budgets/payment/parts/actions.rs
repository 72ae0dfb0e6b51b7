use super::confirm::{Done, StepButton, StepForm};
use crate::{
    budgets::payment::api::{anordnen, cancel_payment, feststellen},
    ui::{Field, Form, Notice, NoticeKind},
};
use domain::budgets::payment::{PaymentView, check_reason};
use leptos::prelude::*;

/// What Koordination and Finanzen do with a payment run.
#[component]
pub fn OfficeActions(payment: PaymentView, done: Done) -> impl IntoView {
    let PaymentView { id, version, next, .. } = payment;
    view! {
        {next.feststellen.then(|| view! {
            <section class="section">
                <h2>"Feststellung"</h2>
                <p>"Sie bestätigen, dass Empfänger, Konten und Beträge sachlich und rechnerisch richtig sind. Die Auszahlung ordnet danach eine zweite Person an."</p>
                <StepButton label="Sachlich und rechnerisch feststellen" success="Der Zahllauf ist festgestellt. Jetzt ordnet eine zweite Person die Auszahlung an."
                    step=move || Box::pin(feststellen(id, version)) done />
            </section>
        })}
        {next.needs_second_person.then(|| view! {
            <Notice kind=NoticeKind::Info title="Sie haben diesen Zahllauf festgestellt. Bitte lassen Sie eine zweite Person die Auszahlung anordnen." />
        })}
        {next.anordnen.then(|| view! {
            <section class="section">
                <h2>"Anordnung"</h2>
                <p>"Sie weisen die Kasse an, alle Beträge dieses Zahllaufs auszuzahlen. Danach lässt er sich nicht mehr zurücknehmen."</p>
                <StepButton label="Auszahlung anordnen" success="Die Auszahlung ist angeordnet. Die Kasse sieht den Zahllauf jetzt."
                    step=move || Box::pin(anordnen(id, version)) done />
            </section>
        })}
        {next.cancel.then(|| view! { <Cancel payment=payment.clone() done /> })}
    }
}

/// Folded: the usual way goes on, not back.
#[component]
fn Cancel(payment: PaymentView, done: Done) -> impl IntoView {
    let PaymentView { id, version, .. } = payment;
    let reason = RwSignal::new(String::new());
    let form = Form::new(move || check_reason(&reason.get()).err().into_iter().collect());
    view! {
        <details class="budget__more">
            <summary>"Zahllauf zurücknehmen"</summary>
            <StepForm form label="Zurücknehmen" success="Der Zahllauf ist zurückgenommen. Er bleibt zum Nachlesen stehen." look="kern-btn--secondary"
                step=move || Box::pin(cancel_payment(id, version, reason.get())) done>
                <Field form name="reason" label="Grund" value=reason hint="Steht später im Protokoll, zum Beispiel: Konto geändert" />
            </StepForm>
        </details>
    }
}
