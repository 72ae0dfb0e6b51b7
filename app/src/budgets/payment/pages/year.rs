use super::reading_role;
use crate::{
    budgets::{
        parts::{Derivations, Explained, followed, forbidden, of_address, own_form, told_after},
        payment::{
            BASE, Done,
            api::payout,
            parts::{PaymentTable, PlanTable, Preparation, Receive, Reclaims, ReturnedLines, Suspend, Suspensions},
        },
    },
    ui::{Empty, Notice, NoticeKind, Reading, part},
};
use domain::{
    access::{BudgetReader, Right, Role},
    budgets::payment::{PlanRow, PlanView},
};
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
    let reading = Reading::new(move || payout(year));
    let (done, prepared) = told_after::<_, (NoticeKind, String)>(reading);
    let head = view! {
        <p><a href=BASE>"Alle Jahre"</a></p>
        {move || done.get().map(|(kind, title)| view! { <Notice kind title /> })}
    };
    followed(
        (title, head),
        reading,
        move || view! { <NothingReleased year /> }.into_any(),
        move |view| view! { <Found view role prepared /> }.into_any(),
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
fn Found(view: Signal<PlanView>, role: Role, prepared: Callback<(NoticeKind, String)>) -> impl IntoView {
    let year = view.with_untracked(|view| view.year);
    let owed = part(view, |view| (view.reclaims.clone(), view.received.clone()));
    // One dialog for the page: it stays open over what is drawn anew beneath it. The Kasse reads no run.
    let explained = Explained::in_browser();
    let run = part(view, move |view| view.run.filter(|_| BudgetReader::ROLES.contains(&role)));
    let (returned, suspensions) =
        (part(view, |view| view.returned.clone()), part(view, |view| view.suspensions.clone()));
    let reclaims = move || {
        let (rows, received) = owed.get();
        let run = run.get();
        (!rows.is_empty()).then(|| view! { <Reclaims rows received explained run /> })
    };
    let returned =
        move || Some(returned.get()).filter(|rows| !rows.is_empty()).map(|rows| view! { <ReturnedLines year rows /> });
    let suspensions =
        move || Some(suspensions.get()).filter(|rows| !rows.is_empty()).map(|rows| view! { <Suspensions rows /> });
    view! {
        <section class="section">
            <h2>{if role == Role::Anstellungstraeger { "Ihre Zahlungen" } else { "Zahlläufe" }}</h2>
            <Payments view role explained />
            {(role == Role::Koordination).then(|| view! { <Planning view prepared /> })}
            {(matches!(role, Role::Koordination | Role::Finanzen | Role::Revision)).then(|| view! {
                <p><a href=format!("/app/budget/{year}/vorweg")>"Vorwegposition: Kita-Träger und ihre Stellen"</a></p>
            })}
        </section>
        {reclaims}
        {(role == Role::Kasse).then(|| view! { <Booking view prepared /> })}
        {returned}
        {suspensions}
        {(role != Role::Kasse).then(|| view! { <Plan view explained /> })}
        <Derivations explained />
    }
}

/// The payment runs of the year.
#[component]
fn Payments(view: Signal<PlanView>, role: Role, explained: Explained) -> impl IntoView {
    let nothing = match role {
        Role::Kasse => "Für dieses Jahr ist noch nichts angeordnet. Angeordnete Zahlläufe erscheinen hier.",
        Role::Anstellungstraeger => "Für dieses Jahr ist noch nichts angeordnet. Ihre Zahlungen erscheinen hier.",
        _ => "Für dieses Jahr gibt es noch keinen Zahllauf.",
    };
    let rows = part(view, |view| view.payments.clone());
    move || {
        let rows = rows.get();
        match rows.is_empty() {
            true => view! { <Empty text=nothing /> }.into_any(),
            false => view! { <PaymentTable rows explained /> }.into_any(),
        }
    }
}

/// What the Koordination does with the plan: the next payment run, and months that are suspended.
#[component]
fn Planning(view: Signal<PlanView>, prepared: Callback<(NoticeKind, String)>) -> impl IntoView {
    let year = view.with_untracked(|view| view.year);
    let (version, rows) = (part(view, |view| view.version), part(view, |view| view.rows.clone()));
    let employers = part(view, |view| -> Vec<(String, String)> {
        let named = |row: &PlanRow| Some((row.payee.anstellungstraeger()?.to_string(), row.name.clone()));
        view.rows.iter().filter_map(named).collect()
    });
    let has_rows = Memo::new(move |_| !rows.with(Vec::is_empty));
    let month = RwSignal::new(String::new());
    let preparation = move || {
        let (version, rows) = (version.get(), rows.get());
        (!rows.is_empty()).then(|| view! { <Preparation year version rows month prepared /> })
    };
    let changed = changed(prepared);
    let suspend = move || {
        has_rows
            .get()
            .then(|| own_form(changed, move |done| view! { <Suspend year version employers done /> }.into_any()))
    };
    view! { {preparation} {suspend} }
}

/// What the Kasse books of a Rückforderung.
#[component]
fn Booking(view: Signal<PlanView>, prepared: Callback<(NoticeKind, String)>) -> impl IntoView {
    let (year, today) = view.with_untracked(|view| (view.year, view.today));
    let (version, rows) = (part(view, |view| view.version), part(view, |view| view.reclaims.clone()));
    let owes = Memo::new(move |_| !rows.with(Vec::is_empty));
    let changed = changed(prepared);
    move || {
        today
            .filter(|_| owes.get())
            .map(|today| own_form(changed, move |done| view! { <Receive year version rows today done /> }.into_any()))
    }
}

/// What is planned, month by month.
#[component]
fn Plan(view: Signal<PlanView>, explained: Explained) -> impl IntoView {
    let year = view.with_untracked(|view| view.year);
    let planned = part(view, |view| (view.run, view.rows.clone(), view.reclaims.clone()));
    move || {
        match planned.get() {
        (_, rows, _) if rows.is_empty() => view! {
            <Empty text="Im freigegebenen Lauf ist kein Budget, das Sie sehen dürfen. Fehlt etwas, wenden Sie sich bitte an die Koordination." />
        }
        .into_any(),
        (Some(run), rows, reclaims) => view! { <PlanTable year rows run reclaims explained /> }.into_any(),
        (None, ..) => ().into_any(),
    }
    }
}

fn changed(prepared: Callback<(NoticeKind, String)>) -> Done {
    Callback::new(move |told: &'static str| prepared.run((NoticeKind::Success, told.to_owned())))
}
