//! Minutes of the own meetings, to read; nothing is there without any.

use crate::{
    ApiError,
    events::api::my_minutes,
    ui::{Failure, Notice, NoticeKind},
};
use domain::events::minutes::{ItemInput, SharedMinutesView, TaskRow};
use leptos::prelude::*;

/// Each behind a fold, the latest meeting first.
#[component]
pub fn MyMinutes() -> impl IntoView {
    let found = LocalResource::new(my_minutes);
    let content = move || {
        found.get().map(|found| match found {
            Ok(all) => (!all.is_empty()).then(|| view! { <All all /> }).into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! { <Transition>{content}</Transition> }
}

#[component]
fn All(all: Vec<SharedMinutesView>) -> impl IntoView {
    let each = all.into_iter().map(|minutes| view! { <One minutes /> }).collect_view();
    view! {
        <section class="section" aria-labelledby="eigene-protokolle">
            <h2 id="eigene-protokolle">"Protokolle"</h2>
            <p>"Von Treffen, zu denen Sie angemeldet waren, wie die Koordination sie verschickt hat. Stimmt etwas nicht, geben Sie ihr \
                bitte Bescheid."</p>
            {each}
        </section>
    }
}

#[component]
fn One(minutes: SharedMinutesView) -> impl IntoView {
    let SharedMinutesView { meeting, state, attendance, items, tasks, unreadable } = minutes;
    if unreadable {
        return view! { <Notice kind=NoticeKind::Warning title=meeting /> }.into_any();
    }
    let lines = attendance.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let tasks = (!tasks.is_empty()).then(|| {
        view! {
            <p><strong>"Aufgaben"</strong></p>
            <ul>{tasks.into_iter().map(task).collect_view()}</ul>
        }
    });
    view! {
        <details class="invite">
            <summary class="kern-body--bold">{meeting}</summary>
            <p><strong>"Stand: "</strong> {state} "."</p>
            {lines}
            <ol>{items.into_iter().map(item).collect_view()}</ol>
            {tasks}
        </details>
    }
    .into_any()
}

fn item(item: ItemInput) -> impl IntoView {
    let ItemInput { topic, result, decision } = item;
    let decision = (!decision.is_empty()).then(|| view! { <p><strong>"Beschluss: "</strong> {decision}</p> });
    let lines = result.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! { <li><strong>{topic}</strong> {lines} {decision}</li> }
}

fn task(task: TaskRow) -> impl IntoView {
    let TaskRow { what, who_until, overdue, done, .. } = task;
    let stand = match (done, overdue) {
        (true, _) => ", erledigt",
        (false, true) => ", überfällig",
        (false, false) => "",
    };
    view! { <li>{what} " (" {who_until} ")" {stand}</li> }
}
