use crate::{
    budgets::{
        parts::{Explained, Origin, Place, sentence},
        payment::{BASE, PaymentPageView, Renewed, api::renew_payment},
    },
    ui::{Form, Notice, NoticeKind, SendForm, Sending},
};
use domain::{
    budgets::payment::{OutdatedLine, german},
    ids::PaymentRunId,
};
use leptos::prelude::*;

/// What the plan has outrun, and the one step that puts it right.
#[component]
pub fn OutdatedPayment(view: PaymentPageView, renewed: Callback<Renewed>, explained: Explained) -> impl IntoView {
    let PaymentPageView { payment, anew, .. } = view;
    let Some(outdated) = payment.outdated else { return ().into_any() };
    let told = german::outdated(&outdated);
    let (id, year, run) = (payment.id, payment.year, outdated.run);
    let changed = |line: &OutdatedLine| changed(line, id, Origin::PlanBy(run, year, line.figure), explained);
    let lines = outdated.lines.iter().map(|line| view! { <li>{changed(line)}</li> }).collect_view();
    let renew = anew.map(|anew| {
        let (id, version) = (payment.id, payment.version);
        let form = Form::new(Vec::new);
        let send = move || -> Sending {
            Box::pin(async move {
                _ = renewed.try_run(renew_payment(id, version, anew).await?);
                Ok(())
            })
        };
        view! {
            <p>
                "Der Zahllauf wird zurückgenommen und derselbe Monat in einem Schritt neu vorbereitet. Der alte bleibt zum \
                 Nachlesen stehen."
            </p>
            <SendForm form class="form payout__step" label="Neu vorbereiten" send />
        }
    });
    let waits = anew.is_none().then(|| view! { <p>"Bitte die Koordination, den Zahllauf neu vorzubereiten."</p> });
    view! {
        <section class="section payout__outdated">
            <h2>"Überholt"</h2>
            <p>{told}</p>
            <ul>{lines}</ul>
            <p>"Feststellen und anordnen lässt er sich so nicht mehr."</p>
            {renew}
            {waits}
        </section>
    }
    .into_any()
}

/// What was prepared, by the plan of that time, and what the plan says now.
fn changed(line: &OutdatedLine, payment: PaymentRunId, now: Origin, explained: Explained) -> AnyView {
    let prepared = Origin::Payment(payment, line.payee);
    let places = vec![
        Place::new(line.prepared, prepared, format!("Zahlung {}", line.name)),
        Place::new(line.now, now, format!("jetzt zu zahlen {}", line.name)),
    ];
    sentence(explained, &german::outdated_line(line), places)
}

/// What came of preparing anew, on the page of the old payment run.
#[component]
pub fn RenewedPayment(year: i32, renewed: Renewed) -> impl IntoView {
    let Renewed { payment, without_account } = renewed;
    let title = match payment {
        Some(_) => "Der Monat ist neu vorbereitet. Finanzen kann den neuen Zahllauf jetzt feststellen.",
        None => "Für diesen Monat ist nichts mehr zu zahlen. Der Zahllauf ist zurückgenommen.",
    };
    let missing = (!without_account.is_empty()).then(|| {
        let told = format!(
            "Nicht enthalten, weil kein Konto bekannt ist oder der Name des Kontoinhabers zu lang ist: {}. Bitte ergänzen \
             Sie die Konten und bereiten Sie den Monat danach noch einmal vor.",
            without_account.join(", ")
        );
        view! { <Notice kind=NoticeKind::Warning title=told /> }
    });
    let link = payment.map(|id| view! { <p><a href=format!("{BASE}/{year}/{id}")>"Zum neuen Zahllauf"</a></p> });
    view! { <Notice kind=NoticeKind::Success title /> {missing} {link} }
}
