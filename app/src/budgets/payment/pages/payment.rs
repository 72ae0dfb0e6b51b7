use super::reading_role;
use crate::{
    budgets::{
        parts::steps,
        payment::{
            BASE, PaymentPageView, Renewed,
            api::payment,
            parts::{KasseActions, Lines, OfficeActions, OutdatedPayment, RenewedPayment},
        },
    },
    ui::{Failure, FailurePage, Loading, NotFound, Notice, NoticeKind, Page, PrintButton},
};
use domain::{AppError, budgets::payment::german, ids::PaymentRunId};
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
    let found = LocalResource::new(move || payment(id));
    let message = RwSignal::new(None::<&'static str>);
    let done = Callback::new(move |told| {
        message.set(Some(told));
        found.refetch();
    });
    let renewed = RwSignal::new(None::<Renewed>);
    let renew = Callback::new(move |told| {
        renewed.set(Some(told));
        found.refetch();
    });
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found view done message renew renewed /> }.into_any(),
            Err(error) => view! { <Page title="Zahllauf"><Failure error=error.0 /></Page> }.into_any(),
        })
    };
    let loading = || view! { <Page title="Zahllauf"><Loading /></Page> };
    view! { <Suspense fallback=loading>{content}</Suspense> }.into_any()
}

#[component]
fn Found(
    view: PaymentPageView,
    done: Callback<&'static str>,
    message: RwSignal<Option<&'static str>>,
    /// Called when an outdated payment run was prepared anew.
    renew: Callback<Renewed>,
    renewed: RwSignal<Option<Renewed>>,
) -> impl IntoView {
    let (payment, year) = (view.payment.clone(), view.payment.year);
    let title = format!("Zahllauf {}", german::month_of_year(payment.year, payment.month));
    view! {
        <Page title>
            <p><a href=format!("{BASE}/{}", payment.year)>{format!("Auszahlung {}", payment.year)}</a></p>
            {move || message.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
            <p class="lead">{format!("{}, {} {}", payment.sum, german::count(payment.lines.len()), german::status(payment.status))}</p>
            {move || renewed.get().map(|renewed| view! { <RenewedPayment year renewed /> })}
            <OutdatedPayment view=view.clone() renewed=renew />
            <OfficeActions payment=payment.clone() done />
            <KasseActions view=view.clone() done />
            <section class="section">
                <h2>"Zahlungen"</h2>
                <Lines payment=payment.clone() />
                <p class="actions"><PrintButton /></p>
            </section>
            {steps(payment.steps, view.when, german::step)}
        </Page>
    }
}
