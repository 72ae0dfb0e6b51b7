use super::reading_role;
use crate::{
    budgets::{
        RunSource,
        parts::{Derivations, Explained, Origin, Place, sentence, steps, told_after},
        payment::{
            BASE, PaymentPageView, Renewed,
            api::payment,
            parts::{KasseActions, Lines, OfficeActions, OutdatedPayment, RenewedPayment},
        },
    },
    ui::{Failure, FailurePage, NotFound, Notice, NoticeKind, Page, PrintButton, Reading, part},
};
use domain::{
    AppError,
    access::{BudgetReader, Right},
    budgets::payment::german,
    ids::PaymentRunId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// One payment run with what happened to it and what comes next.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let params = use_params_map();
    move || match params.with(|params| params.get("id").and_then(|id| id.parse::<PaymentRunId>().ok())) {
        Some(id) => view! { <Payment id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Payment(id: PaymentRunId) -> impl IntoView {
    if reading_role().is_none() {
        return view! { <FailurePage error=AppError::Forbidden /> }.into_any();
    }
    let reading = Reading::new(move || payment(id));
    let (message, done) = told_after::<_, &'static str>(reading);
    let (renewed, renew) = told_after::<_, Renewed>(reading);
    reading.shown_or(
        move |view| view! { <Found view done message renew renewed /> }.into_any(),
        |error| view! { <Page title="Zahllauf"><Failure error /></Page> }.into_any(),
    )
}

#[component]
fn Found(
    view: Signal<PaymentPageView>,
    done: Callback<&'static str>,
    message: RwSignal<Option<&'static str>>,
    /// Called when an outdated payment run was prepared anew.
    renew: Callback<Renewed>,
    renewed: RwSignal<Option<Renewed>>,
) -> impl IntoView {
    let (year, month) = view.with_untracked(|view| (view.payment.year, view.payment.month));
    let title = format!("Zahllauf {}", german::month_of_year(year, month));
    // One dialog for the page: it stays open over what is drawn anew beneath it. The Kasse reads no run.
    let sees_plan = reading_role().is_some_and(|role| BudgetReader::ROLES.contains(&role));
    let explained = match sees_plan {
        true => Explained::new(RunSource::Stored(view.with_untracked(|view| view.payment.run))),
        false => Explained::in_browser(),
    };
    let payment = part(view, |view| view.payment.clone());
    let lines = part(view, |view| (view.payment.clone(), view.when.clone()));
    let lead = part(view, |view| {
        let payment = &view.payment;
        let told =
            format!("{}, {} {}", payment.sum, german::count(payment.lines.len()), german::status(payment.status));
        (told, payment.sum, payment.explain_sum())
    });
    let lead = move || {
        let (told, sum, explanation) = lead.get();
        sentence(explained, &told, vec![Place::new(sum, Origin::Sum(explanation), "Summe des Zahllaufs")])
    };
    let taken = move || {
        let PaymentPageView { payment, when, .. } = view.get();
        steps(payment.steps, when, german::step)
    };
    view! {
        <Page title>
            <p><a href=format!("{BASE}/{year}")>{format!("Auszahlung {year}")}</a></p>
            {move || message.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
            <p class="lead">{lead}</p>
            {move || renewed.get().map(|renewed| view! { <RenewedPayment year renewed /> })}
            {move || view! { <OutdatedPayment view=view.get() renewed=renew explained /> }}
            {move || view! { <OfficeActions payment=payment.get() done /> }}
            <KasseActions view done />
            <section class="section">
                <h2>"Zahlungen"</h2>
                {move || {
                    let (payment, when) = lines.get();
                    view! { <Lines payment when sees_plan explained /> }
                }}
                <p class="actions"><PrintButton /></p>
            </section>
            {taken}
            <Derivations explained />
        </Page>
    }
}
