//! The KiSo's Erhebungen: from the device first, so that the list is there without network.

use crate::{
    offline::{OfflineError, Workspace, new_submission_id, now},
    ui::{Empty, Loading, Notice, NoticeKind, Page},
};
use domain::{
    german,
    ids::ErhebungId,
    questionnaires::FieldPackage,
    sync::{Change, LocalState, LocalSubmission},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::A, hooks::use_navigate};

#[component]
pub fn ErhebungenPage() -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let failure = workspace.failure;
    view! {
        <Page title="Erhebungen">
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            {move || match workspace.packages() {
                None => view! { <Loading /> }.into_any(),
                Some(packages) if packages.is_empty() => view! {
                    <Empty text="Zurzeit ist in Ihren Kitas keine Erhebung offen. Was die Koordination anlegt, erscheint hier, sobald das Gerät einmal online war." />
                }.into_any(),
                Some(packages) => packages.into_iter().map(|package| view! { <Erhebung package workspace /> }).collect_view().into_any(),
            }}
        </Page>
    }
}

/// One Erhebung with its drafts and a way to begin another answer.
#[component]
fn Erhebung(package: FieldPackage, workspace: Workspace) -> impl IntoView {
    let FieldPackage { erhebung, kita_name, definition } = package;
    let id = erhebung.id;
    let title = definition.settings.title.clone();
    let period = format!("{} bis {}", german::date(erhebung.from), german::date(erhebung.to));
    let heading = format!("erhebung-{id}");
    let labelled = heading.clone();
    let navigate = use_navigate();
    let failed = RwSignal::new(None::<OfflineError>);
    let begin = move |_| {
        let navigate = navigate.clone();
        spawn_local(async move {
            match start(workspace, id).await {
                Ok(path) => navigate(&path, Default::default()),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let own = move || {
        let mine =
            workspace.submissions().unwrap_or_default().into_iter().filter(|submission| submission.erhebung == id);
        mine.collect::<Vec<_>>()
    };
    view! {
        <section class="card" aria-labelledby=labelled>
            <h2 class="kern-heading-medium" id=heading>{title.clone()}</h2>
            <p class="kern-body">{kita_name} " · " {period}</p>
            {move || failed.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            <button class="kern-btn kern-btn--primary" type="button" on:click=begin>
                <span class="kern-label">"Neu ausfüllen"<span class="kern-sr-only">": " {title}</span></span>
            </button>
            {move || view! { <OwnSubmissions submissions=own() /> }}
        </section>
    }
}

#[component]
fn OwnSubmissions(submissions: Vec<LocalSubmission>) -> impl IntoView {
    let count =
        |wanted: fn(&LocalState) -> bool| submissions.iter().filter(|submission| wanted(&submission.state)).count();
    let waiting = count(|state| matches!(state, LocalState::Waiting(_)));
    let arrived = count(|state| *state == LocalState::Arrived);
    let drafts = submissions
        .iter()
        .filter(|submission| submission.state == LocalState::Draft)
        .map(|draft| {
            let begun = draft.day.map_or_else(|| "unbekanntem Tag".to_owned(), german::date);
            let answers = draft.draft.answers.len();
            view! {
                <li><A href=format!("/app/erhebungen/{}/{}", draft.erhebung, draft.id)>
                    "Weiter ausfüllen: begonnen am " {begun} ", " {answers} " Antworten"
                </A></li>
            }
        })
        .collect_view();
    view! {
        <ul class="card__list">{drafts}</ul>
        {(waiting + arrived > 0).then(|| view! {
            <p class="kern-body kern-body--small">{format!("{waiting} warten auf das Senden, {arrived} sind beim Kreisjugendamt angekommen.")}</p>
        })}
    }
}

/// Writes the beginning of a submission into the journal; returns the address of its page.
async fn start(workspace: Workspace, erhebung: ErhebungId) -> Result<String, OfflineError> {
    let submission = new_submission_id()?;
    let day = super::answer::day_of(now());
    workspace.append(&Change::Started { submission, erhebung, day }).await?;
    workspace.reload().await;
    Ok(format!("/app/erhebungen/{erhebung}/{submission}"))
}
