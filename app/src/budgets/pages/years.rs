use super::{may_edit, may_read, sees_area};
use crate::{
    budgets::{
        BASE, RunSource, YearRow, YearsView,
        api::years,
        parts::{Amount, Derivations, Explained, Origin},
    },
    ui::{Column, Empty, Failure, FailurePage, Field, Form, Loading, Outcome, Page, SortedTable},
};
use domain::{
    AppError,
    budgets::{Figure, Total, overview::german as words, settlement::Explanation},
    field,
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// All years of the budget, and the way into a new one.
#[component]
pub fn YearsPage() -> impl IntoView {
    if !may_read() {
        return view! { <FailurePage error=AppError::Forbidden /> }.into_any();
    }
    let found = LocalResource::new(years);
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found view /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! { <Page title="Sozialraumbudget"><Suspense fallback=Loading>{content}</Suspense></Page> }.into_any()
}

#[component]
fn Found(view: YearsView) -> impl IntoView {
    let YearsView { years, next } = view;
    let compare = years.len() > 1 && sees_area();
    let explained = Explained::in_browser();
    let table = if years.is_empty() {
        let text = match may_edit() {
            true => "Noch gibt es kein Budgetjahr. Bitte legen Sie unten das erste an.",
            false => "Noch gibt es kein Budgetjahr. Sobald die Koordination eines berechnet hat, erscheint es hier.",
        };
        view! { <Empty text /> }.into_any()
    } else {
        // Only who sees the whole area is told how far a year has come.
        let status = years
            .iter()
            .any(|row| row.status.is_some())
            .then(|| Column::new("Stand", |row: &YearRow| row.status.map(words::status).unwrap_or_default()));
        let mut columns = vec![
            Column::new("Jahr", |row: &YearRow| {
                let year = row.year;
                view! { <a href=format!("{BASE}/{year}")>{year}</a> }
            })
            .sorted_by(|a, b| a.year.cmp(&b.year)),
            Column::number("Budget", move |row: &YearRow| budget(row, explained))
                .sorted_by(|a, b| a.budget.cmp(&b.budget)),
        ];
        columns.extend(status);
        columns.extend([
            Column::new("Letzter Lauf", |row: &YearRow| {
                row.saved.clone().unwrap_or_else(|| "noch nicht berechnet".into())
            }),
            Column::number("Läufe", |row: &YearRow| row.runs).sorted_by(|a, b| a.runs.cmp(&b.runs)),
        ]);
        view! { <SortedTable caption="Budgetjahre" caption_hidden=true columns rows=years /> }.into_any()
    };
    view! {
        {table}
        {compare.then(|| view! { <p><a href=format!("{BASE}/jahre")>"Jahre im Vergleich"</a></p> })}
        {may_edit().then(|| view! { <NewYear next /> })}
        <Derivations explained />
    }
}

/// The budget of the newest run; the own part of it says of which Kitas.
fn budget(row: &YearRow, explained: Explained) -> AnyView {
    let Some((budget, run)) = row.budget.zip(row.run) else { return ().into_any() };
    let (text, of) = (budget.to_string(), format!("Budget {}", row.year));
    let origin = match &row.own {
        None => Origin::Run(RunSource::Stored(run), vec![Figure::Total { total: Total::Gesamt }]),
        Some(own) => {
            let told = Explanation::adding_up(of.clone(), own.clone());
            Origin::Made(told.into_iter().collect(), Some(run))
        }
    };
    view! { <Amount explained origin text of /> }.into_any()
}

/// Asks for a year and leads to its form; nothing is stored yet.
#[component]
fn NewYear(next: i32) -> impl IntoView {
    let year = RwSignal::new(next.to_string());
    let parsed = move || field::whole_number("year", &year.get(), 2021, 2199);
    let form = Form::new(move || parsed().err().into_iter().collect());
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let (true, Ok(year)) = (form.judge(), untrack(parsed)) {
            navigate(&format!("{BASE}/{year}"), Default::default());
        }
    };
    view! {
        <section class="section">
            <h2>"Budgetjahr anlegen"</h2>
            <form class="form" novalidate on:submit=submit>
                <Outcome form />
                <Field form name="year" label="Jahr" value=year inputmode="numeric" />
                <p class="actions">
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Parameter eingeben"</span></button>
                </p>
            </form>
        </section>
    }
}
