use super::{NOTHING_RELEASED, proof::Proof, reading_role};
use crate::{
    ApiError,
    budgets::settlement::{
        BASE, YearPageView,
        api::settlement_year,
        parts::{LandPart, Overview, Settings},
    },
    ui::{Empty, Failure, Loading, NotFound, Notice, NoticeKind, Page},
};
use domain::{AppError, access::Role};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};

/// The settlements of a year; for an Anstellungsträger the own one.
#[component]
pub fn SettlementYearPage() -> impl IntoView {
    let params = use_params_map();
    move || match params.with(|params| params.get("year").and_then(|year| year.parse::<i32>().ok())) {
        Some(year) => view! { <Year year /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Year(year: i32) -> impl IntoView {
    let title = format!("Abrechnung {year}");
    let role = match reading_role() {
        None => return view! { <Page title><Failure error=AppError::Forbidden /></Page> }.into_any(),
        Some(Role::Anstellungstraeger) => return view! { <Proof year of=None /> }.into_any(),
        Some(role) => role,
    };
    let found = LocalResource::new(move || settlement_year(year));
    let message = RwSignal::new(None::<&'static str>);
    let done = Callback::new(move |told| {
        message.set(Some(told));
        found.refetch();
    });
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found view role done /> }.into_any(),
            Err(ApiError(AppError::NotFound)) => view! { <Empty text=NOTHING_RELEASED /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title>
            <p><A href=BASE>"Alle Jahre"</A></p>
            {move || message.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
    .into_any()
}

#[component]
fn Found(view: YearPageView, role: Role, done: Callback<&'static str>) -> impl IntoView {
    let YearPageView { year, today } = view;
    let (number, settings) = (year.year, year.settings);
    view! {
        <Overview year=number rows=year.rows settings today />
        {(role == Role::Koordination).then(|| view! { <Settings year=number settings done /> })}
        <LandPart land=year.land />
    }
}
