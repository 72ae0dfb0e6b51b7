use super::{entry::Entry, may_edit, may_read, sees_area};
use crate::{
    budgets::{
        BASE, RunSource, YearView, api,
        documents::Documents,
        parts::{
            Explained, ParameterTable, ReleaseSteps, RunFigures, YearNavigation, followed, forbidden, of_address,
            own_form, told_after,
        },
    },
    ui::{Empty, Failure, Notice, NoticeKind, PrintButton, Reading, part},
};
use domain::{
    AppError,
    budgets::{documents::DocumentKind, german, port::RunHead},
    ids::RunId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One year: parameters, calculation, runs. `?lauf=` names a run other than the newest.
#[component]
pub fn YearPage() -> impl IntoView {
    of_address(|year| view! { <Year year /> })
}

#[component]
fn Year(year: i32) -> impl IntoView {
    let title = format!("Sozialraumbudget {year}");
    if !may_read() {
        return forbidden();
    }
    let query = use_query_map();
    let reading = Reading::new(move || api::year(year, query.with(|query| query.get("lauf").unwrap_or_default())));
    let (done, stored) = told_after::<_, String>(reading);
    let head = view! {
        <p><a href=BASE>"Alle Jahre"</a></p>
        <YearNavigation year />
        {move || done.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
    };
    followed(
        (title, head),
        reading,
        || view! { <Failure error=AppError::NotFound /> }.into_any(),
        move |view| view! { <Found view stored /> }.into_any(),
    )
}

#[component]
fn Found(view: Signal<YearView>, stored: Callback<String>) -> impl IntoView {
    let year = view.with_untracked(|view| view.budget.year);
    let previewing = RwSignal::new(false);
    let parameters = match may_edit() {
        true => entry(view, previewing, stored),
        false => {
            let rows = part(view, |view| view.budget.parameters.clone());
            let table = move || {
                let rows = rows.get();
                (!rows.is_empty()).then(|| view! {
                    <details class="budget__entry printed"><summary>"Parameter"</summary><ParameterTable rows /></details>
                })
            };
            table.into_any()
        }
    };
    let run = move || (!previewing.get()).then(|| view! { <ShownRun view=view.get() stored /> });
    let notice = sees_area().then(|| {
        view! { <Documents year kind=DocumentKind::Bescheid of=None title="Bescheid des Landes" may_file=may_edit() /> }
    });
    view! { {parameters} {run} {notice} }
}

/// The Koordination's form. It is filled anew when something was stored; what else happens to the year leaves it alone.
fn entry(view: Signal<YearView>, previewing: RwSignal<bool>, stored: Callback<String>) -> AnyView {
    let year = view.with_untracked(|view| view.budget.year);
    let filled = part(view, |view| {
        let is_first = view.shown.is_none();
        (view.budget.version, view.form.clone(), view.proposed_from, is_first)
    });
    own_form(stored, move |stored| {
        let (version, form, proposed_from, open) = filled.get();
        // What was calculated with the form before is gone with it.
        if previewing.get_untracked() {
            previewing.set(false);
        }
        view! { <Entry year version form proposed_from open previewing stored /> }.into_any()
    })
}

/// The run in sight with its next step.
#[component]
fn ShownRun(view: YearView, stored: Callback<String>) -> impl IntoView {
    let YearView { budget, shown, saved, released, difference, .. } = view;
    let year = budget.year;
    let heads: Vec<(RunHead, String)> = budget.runs.into_iter().zip(saved).collect();
    match shown.zip(budget.run) {
        Some((id, view)) => {
            let explained = Explained::new(RunSource::Stored(id));
            view! {
            <RunHeadline year id heads=heads.clone() />
            {heads.into_iter().find(|(head, _)| head.id == id).map(|(head, _)| view! {
                <ReleaseSteps head released difference explained stored />
            })}
            <RunFigures view source=RunSource::Stored(id) explained />
            }
            .into_any()
        }
        None if may_edit() => view! { <Empty text="Für dieses Jahr ist noch kein Lauf gespeichert. Bitte prüfen Sie die Parameter und berechnen Sie." /> }.into_any(),
        None => view! { <Empty text="Für dieses Jahr gibt es noch keine Berechnung. Sobald die Koordination einen Lauf gespeichert hat, erscheint er hier." /> }.into_any(),
    }
}

/// Which stored run is shown, its files, and the others of the year.
#[component]
fn RunHeadline(year: i32, id: RunId, heads: Vec<(RunHead, String)>) -> impl IntoView {
    let newest = heads.first().is_some_and(|(newest, _)| newest.id == id);
    let (others, shown): (Vec<_>, Vec<_>) = heads.into_iter().partition(|(head, _)| head.id != id);
    let when = shown.into_iter().next().map(|(_, when)| when).unwrap_or_default();
    let count = others.len();
    let others = others
        .into_iter()
        .map(|(head, when)| {
            let href = format!("{BASE}/{year}?lauf={}", head.id);
            view! { <li><a href=href>"Lauf vom "{when}</a>", "{german::run_status(head.status)}</li> }
        })
        .collect_view();
    let file = move |name: &'static str, label: &'static str| {
        view! {
            <a class="kern-btn kern-btn--secondary" href=format!("/api/export/budget/{year}/{name}?lauf={id}") rel="external" download="">
                <span class="kern-label">{label}</span>
            </a>
        }
    };
    view! {
        <h2>"Lauf vom "{when}</h2>
        {(!newest).then(|| view! { <Notice kind=NoticeKind::Info title="Es gibt einen neueren Lauf dieses Jahres." /> })}
        {sees_area().then(|| view! { <p><a href=format!("{BASE}/{year}/simulation")>"Simulation: andere Parameter ausprobieren"</a></p> })}
        <p class="actions">
            {file("kitas.csv", "Kitas als CSV-Datei")} {file("kitas.xlsx", "Kitas als Excel-Datei")}
            {file("abschlaege.csv", "Abschläge als CSV-Datei")} {file("abschlaege.xlsx", "Abschläge als Excel-Datei")}
            <PrintButton />
        </p>
        {(count > 0).then(|| view! {
            <details class="budget__more"><summary>{format!("Andere Läufe des Jahres ({count})")}</summary><ul>{others}</ul></details>
        })}
    }
}
