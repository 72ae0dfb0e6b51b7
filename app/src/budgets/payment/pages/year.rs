use super::reading_role;
use crate::{
    budgets::{
        parts::{forbidden, frame, of_address},
        payment::{
            BASE,
            api::payout,
            parts::{PaymentTable, PlanTable, Preparation, Receive, Reclaims, ReturnedLines, Suspend, Suspensions},
        },
    },
    ui::{Empty, Notice, NoticeKind},
};
use domain::{access::Role, budgets::payment::PlanView};
use leptos::prelude::*;

/// Plan and payment runs of a year, each role's part.
#[component]
pub fn PayoutYearPage() -> impl IntoView {
    of_address(|year| view! { <Year year /> })
}

#[component]
fn Year(year: i32) -> impl IntoView {
    let title = format!("Auszahlung {year}");
    let Some(role) = reading_role() else {
        return forbidden();
    };
    let found = LocalResource::new(move || payout(year));
    let done = RwSignal::new(None::<(NoticeKind, String)>);
    let prepared = Callback::new(move |message| {
        done.set(Some(message));
        found.refetch();
    });
    let head = view! {
        <p><a href=BASE>"Alle Jahre"</a></p>
        {move || done.get().map(|(kind, title)| view! { <Notice kind title /> })}
    };
    frame(
        (title, head),
        found,
        move || view! { <NothingReleased year /> }.into_any(),
        move |view| view! { <Found view role prepared /> },
    )
}

/// What comes before the first payment of a year.
#[component]
fn NothingReleased(year: i32) -> impl IntoView {
    view! {
        <Empty text="Für dieses Jahr ist noch kein Lauf freigegeben. Zuerst speichert die Koordination einen Lauf des \
                     Sozialraumbudgets und bittet um Freigabe; eine zweite Person gibt ihn frei." />
        <p><a href=format!("/app/budget/{year}")>{format!("Zum Sozialraumbudget {year}")}</a></p>
    }
}

#[component]
fn Found(view: PlanView, role: Role, prepared: Callback<(NoticeKind, String)>) -> impl IntoView {
    let PlanView { year, version, run, rows, payments, returned, suspensions, reclaims, received, today } = view;
    let nothing = match role {
        Role::Kasse => "Für dieses Jahr ist noch nichts angeordnet. Angeordnete Zahlläufe erscheinen hier.",
        Role::Anstellungstraeger => "Für dieses Jahr ist noch nichts angeordnet. Ihre Zahlungen erscheinen hier.",
        _ => "Für dieses Jahr gibt es noch keinen Zahllauf.",
    };
    let planned = role != Role::Kasse;
    let no_rows = planned && rows.is_empty();
    let preparation = (role == Role::Koordination && !rows.is_empty())
        .then(|| view! { <Preparation year version rows=rows.clone() prepared /> });
    let changed = Callback::new(move |told: &'static str| prepared.run((NoticeKind::Success, told.to_owned())));
    let suspend = (role == Role::Koordination && !rows.is_empty())
        .then(|| view! { <Suspend year version rows=rows.clone() done=changed /> });
    let booking = today
        .filter(|_| role == Role::Kasse && !reclaims.is_empty())
        .map(|today| view! { <Receive year version rows=reclaims.clone() today done=changed /> });
    let payments = match payments.is_empty() {
        true => view! { <Empty text=nothing /> }.into_any(),
        false => view! { <PaymentTable rows=payments /> }.into_any(),
    };
    let plan = run.filter(|_| planned && !rows.is_empty()).map(|run| view! { <PlanTable year rows run /> });
    view! {
        <section class="section">
            <h2>{if role == Role::Anstellungstraeger { "Ihre Zahlungen" } else { "Zahlläufe" }}</h2>
            {payments}
            {preparation}
            {(matches!(role, Role::Koordination | Role::Finanzen | Role::Revision)).then(|| view! {
                <p><a href=format!("/app/budget/{year}/vorweg")>"Vorwegposition: Kita-Träger und ihre Stellen"</a></p>
            })}
            {suspend}
        </section>
        {(!reclaims.is_empty()).then(|| view! { <Reclaims rows=reclaims received /> })}
        {booking}
        {(!returned.is_empty()).then(|| view! { <ReturnedLines rows=returned /> })}
        {(!suspensions.is_empty()).then(|| view! { <Suspensions rows=suspensions /> })}
        {plan}
        {no_rows.then(|| view! {
            <Empty text="Im freigegebenen Lauf ist kein Budget, das Sie sehen dürfen. Fehlt etwas, wenden Sie sich bitte an die Koordination." />
        })}
    }
}
