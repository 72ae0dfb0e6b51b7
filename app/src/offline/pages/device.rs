//! Everything that lies on this device, and how far it has come.

use super::on_device;
use crate::{
    offline::{SendState, Workspace},
    ui::{ActionOutcome, Confirm, Empty, Failure, Loading, Notice, NoticeKind, Page, TableFrame},
};
use domain::{
    AppError, german,
    ids::{ErhebungId, SubmissionId},
    sync::{Change, LocalState, LocalSubmission},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

/// That a draft is gone.
type Discarded = RwSignal<Option<Result<String, AppError>>>;

#[component]
pub fn DevicePage() -> impl IntoView {
    on_device(|workspace, state| view! { <Device workspace state /> }.into_any())
}

#[component]
fn Device(workspace: Workspace, state: SendState) -> impl IntoView {
    let failure = workspace.failure;
    let waiting = move || workspace.waiting();
    let discarded = Discarded::new(None);
    // The sender reads the journal again and again; only a change may draw the table anew, under an open question.
    let submissions = Memo::new(move |_| workspace.submissions());
    view! {
        <Page title="Dieses Gerät">
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            {move || state.failure.get().filter(|_| waiting() > 0).map(|error| view! { <NotSent error /> })}
            <ActionOutcome answer=discarded />
            <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| state.send_now(workspace)>
                <span class="kern-label">"Jetzt senden"</span>
            </button>
            {move || match submissions.get() {
                None => view! { <Loading /> }.into_any(),
                Some(submissions) if submissions.is_empty() => view! {
                    <Empty text="Auf diesem Gerät liegt noch kein Fragebogen. Beginnen Sie einen unter »Erhebungen«." />
                }.into_any(),
                Some(submissions) => view! { <Submissions submissions workspace discarded /> }.into_any(),
            }}
        </Page>
    }
}

/// Why something still lies here. Being without network is no fault: what is finished goes by itself later.
#[component]
fn NotSent(error: AppError) -> impl IntoView {
    match error {
        AppError::Unreachable => view! {
            <Notice kind=NoticeKind::Info title="Was abgeschlossen ist, liegt sicher auf diesem Gerät und wird von selbst gesendet, sobald es Netz gibt." />
        }
        .into_any(),
        error => view! {
            <Failure error />
            <p class="kern-body">"Noch nicht alles ist gesendet. Ihre Antworten bleiben auf diesem Gerät, bis sie angekommen sind."</p>
        }
        .into_any(),
    }
}

#[component]
fn Submissions(mut submissions: Vec<LocalSubmission>, workspace: Workspace, discarded: Discarded) -> impl IntoView {
    submissions.sort_by_key(|submission| std::cmp::Reverse(submission.changed));
    let rows = submissions
        .into_iter()
        .map(|submission| view! { <SubmissionRow submission workspace discarded /> })
        .collect_view();
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
fn SubmissionRow(submission: LocalSubmission, workspace: Workspace, discarded: Discarded) -> impl IntoView {
    let LocalSubmission { id, erhebung, day, state, .. } = submission;
    let package = untrack(|| workspace.package(erhebung));
    let title = package.map_or("Fragebogen einer beendeten Erhebung".to_owned(), |package| {
        format!("{} – {}", package.definition.settings.title, package.kita_name)
    });
    let (text, action) = match state {
        LocalState::Draft => {
            let title = title.clone();
            let actions = view! { <DraftActions id erhebung title workspace discarded /> };
            ("Entwurf, auf diesem Gerät gespeichert", actions.into_any())
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
    id: SubmissionId,
    erhebung: ErhebungId,
    title: String,
    workspace: Workspace,
    discarded: Discarded,
) -> impl IntoView {
    let discard = Callback::new(move |()| {
        discarded.set(None);
        spawn_local(async move {
            match workspace.append(&Change::Discarded { submission: id }).await {
                Ok(_) => {
                    crate::offline::clear_fields(id);
                    workspace.reload().await;
                    discarded.set(Some(Ok("Der Entwurf ist verworfen.".to_owned())));
                }
                Err(error) => workspace.failure.set(Some(error)),
            }
        });
    });
    let question = "Entwurf verwerfen? Seine Antworten gehen verloren; niemand kann sie zurückholen.";
    view! {
        <A href=format!("/app/erhebungen/{erhebung}/{id}") attr:class="kern-btn kern-btn--tertiary">
            <span class="kern-label">"Weiter ausfüllen"</span>
        </A>
        " "
        <Confirm label="Verwerfen" yes="Endgültig verwerfen" question object=title act=discard />
    }
}
