use super::{
    api::first_charge,
    form::{AddEntry, WithdrawEntry},
    table::EntryTable,
    view::FirstChargePageView,
};
use crate::{
    budgets::{
        RunSource,
        parts::{Derivations, ExplainButton, Explained, Files, YearNavigation, empty, forbidden, frame, of_address},
    },
    staff::StaffSession,
    ui::{Empty, Notice, NoticeKind},
};
use domain::{
    access::{AreaReader, Right, Role},
    budgets::{Figure, Total, first_charge::FirstChargeView},
};
use leptos::prelude::*;

const NOTHING: &str =
    "Für dieses Jahr ist noch kein Lauf freigegeben. Die Liste teilt auf, was der freigegebene Lauf vorweg vorsieht.";

/// The first charge of a year, Kita by Kita.
#[component]
pub fn FirstChargePage() -> impl IntoView {
    of_address(|year| view! { <List year /> })
}

#[component]
fn List(year: i32) -> impl IntoView {
    let title = format!("Vorwegposition {year}");
    let role = use_context::<StaffSession>().map(|session| session.0.role);
    let Some(role) = role.filter(|role| AreaReader::ROLES.contains(role)) else {
        return forbidden();
    };
    let found = LocalResource::new(move || first_charge(year));
    let message = RwSignal::new(None::<&'static str>);
    let done = Callback::new(move |told| {
        message.set(Some(told));
        found.refetch();
    });
    let head = view! {
        <YearNavigation year />
        {move || message.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
    };
    frame((title, head), found, empty(NOTHING), move |view| view! { <Found view role done /> })
}

#[component]
fn Found(view: FirstChargePageView, role: Role, done: Callback<&'static str>) -> impl IntoView {
    let FirstChargePageView { list, run, kitas } = view;
    let (year, version) = (list.year, list.version);
    let may_edit = role == Role::Koordination;
    let counting: Vec<_> = list.rows.iter().filter(|row| row.withdrawn.is_none()).cloned().collect();
    let table = match list.rows.is_empty() {
        true => view! { <Empty text="Noch steht keine Kita auf der Liste." /> }.into_any(),
        false => view! { <EntryTable rows=list.rows.clone() /> }.into_any(),
    };
    let exceeded = list.shares.is_exceeded;
    let told = format!(
        "Auf der Liste stehen {} VZÄ, der freigegebene Lauf sieht {} VZÄ vor. Die Beträge sind anteilig gekürzt. Bitte prüfen Sie \
         die Liste oder berechnen Sie das Jahr neu.",
        list.shares.vzae, list.posts
    );
    view! {
        <p class="lead">"Betriebserlaubnisrelevantes Personal, gezahlt an die Kita-Träger."</p>
        <Sums list run />
        {exceeded.then(|| view! { <Notice kind=NoticeKind::Warning title=told /> })}
        <section class="section"><h2>"Kitas"</h2>{table}</section>
        <Files address=format!("/api/export/budget/{year}/vorweg") of="Vorwegposition" />
        {may_edit.then(|| view! { <AddEntry year version kitas done /> })}
        {(may_edit && !counting.is_empty()).then(|| view! { <WithdrawEntry year version rows=counting done /> })}
        <p><a href=format!("/app/auszahlung/{year}")>{format!("Auszahlung {year}")}</a></p>
    }
}

#[component]
fn Sums(list: FirstChargeView, run: domain::ids::RunId) -> impl IntoView {
    let explained = Explained::new(RunSource::Stored(run));
    let assigned = list.pot.checked_sub(list.shares.unassigned).unwrap_or_default();
    let cell = |name: &'static str, value: String| {
        view! { <div class="figures__figure"><dt>{name}</dt><dd>{value}</dd></div> }
    };
    view! {
        <section class="budget__totals" aria-label="Summen">
            <dl class="figures">
                {cell("Vorwegposition des Laufs", list.pot.to_string())}
                {cell("Stellen des Laufs", format!("{} VZÄ", list.posts))}
                {cell("auf der Liste", assigned.to_string())}
                {cell("Stellen auf der Liste", format!("{} VZÄ", list.shares.vzae))}
                {cell("noch nicht vergeben", list.shares.unassigned.to_string())}
            </dl>
            <ExplainButton explained figures=vec![Figure::Total { total: Total::FirstCharge }] of="Vorwegposition" label="Wie gerechnet wird" />
            <Derivations explained />
        </section>
    }
}
