use super::{NOTHING_RELEASED, proof::Proof, reading_role};
use crate::{
    budgets::{
        RunSource,
        parts::{Derivations, Explained, empty, forbidden, frame, of_address},
        settlement::{
            BASE, YearPageView,
            api::settlement_year,
            parts::{LandPart, Overview, Settings},
        },
    },
    ui::{Notice, NoticeKind},
};
use domain::access::Role;
use leptos::prelude::*;

/// The settlements of a year; for an Anstellungsträger the own one.
#[component]
pub fn SettlementYearPage() -> impl IntoView {
    of_address(|year| view! { <Year year /> })
}

#[component]
fn Year(year: i32) -> impl IntoView {
    let title = format!("Abrechnung {year}");
    let role = match reading_role() {
        None => return forbidden(),
        Some(Role::Anstellungstraeger) => return view! { <Proof year of=None /> }.into_any(),
        Some(role) => role,
    };
    let found = LocalResource::new(move || settlement_year(year));
    let message = RwSignal::new(None::<&'static str>);
    let done = Callback::new(move |told| {
        message.set(Some(told));
        found.refetch();
    });
    let head = view! {
        <p><a href=BASE>"Alle Jahre"</a></p>
        {move || message.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
    };
    frame((title, head), found, empty(NOTHING_RELEASED), move |view| view! { <Found view role done /> })
}

#[component]
fn Found(view: YearPageView, role: Role, done: Callback<&'static str>) -> impl IntoView {
    let YearPageView { year, today, run } = view;
    let (number, settings) = (year.year, year.settings);
    let explained = Explained::new(RunSource::Stored(run));
    let leads = (explained, run);
    view! {
        <Overview year=number rows=year.rows settings today leads />
        {(role == Role::Koordination).then(|| view! { <Settings year=number settings proposed=year.land.proposed.clone() done /> })}
        <LandPart land=year.land leads />
        <Derivations explained />
    }
}
