use super::{
    api::year_posts,
    forms::PostForms,
    tables::{MonthRow, Months, PostTable, cell, planned},
};
use crate::{
    budgets::{
        RunSource,
        parts::{Derivations, Explained, Files, YearNavigation, empty, followed, forbidden, of_address, told_after},
        payment::Done,
    },
    staff::StaffSession,
    ui::{Empty, Notice, NoticeKind, Reading, TakesFocus, part},
};
use domain::{
    access::{Right, Role, StaffingReader},
    budgets::overview::{EmployerPosts, PlannedBy, PostColumn as Of, PostsView},
};
use leptos::prelude::*;
use std::sync::Arc;

const NOBODY: &str = "Es gibt keinen Anstellungsträger, dessen Stellen Sie sehen dürfen.";

/// Posts of a year: everybody's for the office, the own ones with their forms for an Anstellungsträger.
#[component]
pub fn PostsPage() -> impl IntoView {
    of_address(|year| view! { <Posts year /> })
}

#[component]
fn Posts(year: i32) -> impl IntoView {
    let title = format!("Stellen {year}");
    let role = use_context::<StaffSession>().map(|session| session.0.role);
    let Some(role) = role.filter(|role| StaffingReader::ROLES.contains(role)) else {
        return forbidden();
    };
    let reading = Reading::new(move || year_posts(year));
    let (message, done) = told_after::<_, &'static str>(reading);
    let told = move |title: &'static str| {
        view! { <TakesFocus><Notice kind=NoticeKind::Success title /></TakesFocus> }
    };
    let head = view! {
        <YearNavigation year />
        {move || message.get().map(told)}
    };
    followed((title, head), reading, empty(NOBODY), move |view| view! { <Found view role done /> }.into_any())
}

#[component]
fn Found(view: Signal<PostsView>, role: Role, done: Done) -> impl IntoView {
    let posts = part(view, |view| view.rows.first().map(|own| own.posts.clone()).unwrap_or_default());
    let full_time = part(view, |view| view.rows.first().map(|own| own.full_time));
    let request = part(view, |view| view.request);
    let forms = move || {
        let full_time = full_time.get().filter(|_| role == Role::Anstellungstraeger);
        full_time.map(|full_time| view! { <PostForms posts full_time request done /> })
    };
    view! {
        {move || view! { <Listed view=view.get() /> }}
        {forms}
    }
}

/// Everybody's posts, beside what is planned.
#[component]
fn Listed(view: PostsView) -> impl IntoView {
    let PostsView { year, run, rows, .. } = view;
    if rows.is_empty() {
        return view! { <Empty text=NOBODY /> }.into_any();
    }
    // What is counted explains itself also where nothing is planned.
    let explained = run.map_or_else(Explained::in_browser, |by| Explained::new(RunSource::Stored(by.run)));
    let only = rows.len() == 1;
    let cards = rows.into_iter().map(|row| view! { <Card year row explained open=only /> }).collect_view();
    view! {
        <p class="lead">{planned_by(run)}</p>
        <p>"Eine Stelle zählt nach den Tagen, an denen sie besetzt ist. Warum eine Stelle unbesetzt ist, wird nicht gespeichert."</p>
        <Files address=format!("/api/export/budget/{year}/stellen") of="Stellen" />
        <h2>"Im Einzelnen"</h2>
        {cards}
        <Derivations explained />
    }
    .into_any()
}

/// Where the plan beside the posts stems from.
fn planned_by(run: Option<PlannedBy>) -> &'static str {
    match run {
        Some(PlannedBy { is_released: true, .. }) => "Geplant ist, was der freigegebene Lauf des Jahres trägt.",
        Some(_) => "Geplant ist nach dem neuesten Lauf; freigegeben ist noch keiner.",
        None => "Für dieses Jahr ist noch nichts berechnet. Stellen stehen deshalb ohne Plan.",
    }
}

/// Everything about one Anstellungsträger; folded where there are several.
#[component]
fn Card(year: i32, row: EmployerPosts, explained: Explained, open: bool) -> impl IntoView {
    let kept = Arc::new(row.clone());
    let EmployerPosts { name, months, whole, posts, differs, .. } = row;
    let of_year = MonthRow { year, month: None, sum: whole };
    let figure = |column: Of| cell(&of_year, column, &kept, explained);
    let sums = [
        ("VZÄ geplant", planned(&of_year, &kept, explained)),
        ("VZÄ besetzt im Jahr", figure(Of::Filled)),
        ("VZÄ fehlend im Jahr", figure(Of::Missing)),
    ];
    let sums = sums
        .into_iter()
        .map(|(label, value)| view! { <div class="figures__figure"><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    let months = months.into_iter().map(|found| MonthRow { year, month: Some(found.month), sum: found.sum });
    let rows: Vec<MonthRow> = months.chain([of_year]).collect();
    view! {
        <details class="budget__entry employer printed" open=open>
            <summary>{name.clone()}</summary>
            <dl class="figures">{sums}</dl>
            <Months rows posts=kept explained differs />
            <PostTable rows=posts of=name />
        </details>
    }
}
