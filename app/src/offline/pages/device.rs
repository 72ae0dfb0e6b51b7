//! Everything that lies on this device, and how far it has come.

use crate::{
    offline::{SendState, Workspace},
    ui::{Empty, Loading, Notice, NoticeKind, Page, TableFrame},
};
use domain::{
    german,
    sync::{Change, LocalState, LocalSubmission},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

#[component]
pub fn DevicePage() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let state = expect_context::<SendState>();
    let failure = workspace.failure;
    let waiting = move || workspace.waiting();
    view! {
        <Page title="Dieses Gerät">
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            {move || state.failure.get().filter(|_| waiting() > 0).map(|error| view! {
                <Notice kind=NoticeKind::Warning title="Noch nicht alles ist gesendet.">
                    <p class="kern-body">{german::message(&error)} " Ihre Antworten bleiben auf diesem Gerät, bis sie angekommen sind."</p>
                </Notice>
            })}
            <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| state.send_now(workspace)>
                <span class="kern-label">"Jetzt senden"</span>
            </button>
            {move || match workspace.submissions() {
                None => view! { <Loading /> }.into_any(),
                Some(submissions) if submissions.is_empty() => view! {
                    <Empty text="Auf diesem Gerät liegt noch kein Fragebogen. Beginnen Sie einen unter »Erhebungen«." />
                }.into_any(),
                Some(submissions) => view! { <Submissions submissions workspace /> }.into_any(),
            }}
        </Page>
    }
}

#[component]
fn Submissions(mut submissions: Vec<LocalSubmission>, workspace: Workspace) -> impl IntoView {
    submissions.sort_by_key(|submission| std::cmp::Reverse(submission.changed));
    let rows =
        submissions.into_iter().map(|submission| view! { <SubmissionRow submission workspace /> }).collect_view();
    view! {
        <TableFrame caption="Fragebögen auf diesem Gerät">
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">"Fragebogen"</th>
                <th class="kern-table__header" scope="col">"Begonnen"</th>
                <th class="kern-table__header" scope="col">"Stand"</th>
                <th class="kern-table__header" scope="col">"Aktion"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn SubmissionRow(submission: LocalSubmission, workspace: Workspace) -> impl IntoView {
    let LocalSubmission { id, erhebung, day, state, .. } = submission;
    let package = untrack(|| workspace.package(erhebung));
    let title = package.map_or("Fragebogen einer beendeten Erhebung".to_owned(), |package| {
        format!("{} – {}", package.definition.settings.title, package.kita_name)
    });
    let (text, action) = match state {
        LocalState::Draft => {
            ("Entwurf, auf diesem Gerät gespeichert", view! { <DraftActions id erhebung workspace /> }.into_any())
        }
        LocalState::Waiting(_) => ("abgeschlossen, wartet auf das Senden", ().into_any()),
        LocalState::Arrived => ("beim Kreisjugendamt angekommen", ().into_any()),
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{title}</th>
            <td class="kern-table__cell">{day.map_or_else(|| "unbekannt".to_owned(), german::date)}</td>
            <td class="kern-table__cell">{text}</td>
            <td class="kern-table__cell">{action}</td>
        </tr>
    }
}

/// Going on, or throwing away after a second look at what that means.
#[component]
fn DraftActions(
    id: domain::ids::SubmissionId,
    erhebung: domain::ids::ErhebungId,
    workspace: Workspace,
) -> impl IntoView {
    let discard = move |_| {
        spawn_local(async move {
            match workspace.append(&Change::Discarded { submission: id }).await {
                Ok(_) => {
                    crate::offline::clear_fields(id);
                    workspace.reload().await;
                }
                Err(error) => workspace.failure.set(Some(error)),
            }
        });
    };
    view! {
        <A href=format!("/app/erhebungen/{erhebung}/{id}")>"Weiter ausfüllen"</A>
        <details>
            <summary>"Verwerfen"</summary>
            <p class="kern-body kern-body--small">"Die Antworten dieses Entwurfs gehen verloren; niemand kann sie zurückholen."</p>
            <button class="kern-btn kern-btn--x-small kern-btn--secondary" type="button" on:click=discard><span class="kern-label">"Endgültig verwerfen"</span></button>
        </details>
    }
}
