//! The KiSo's Erhebungen: from the device first, so that the list is there without network.

use super::on_device;
use crate::{
    offline::{
        OfflineError, Sight, Workspace, focus, new_submission_id, now,
        parts::{LITTLE_ROOM, LittleRoom, Names},
    },
    ui::{Empty, Loading, Notice, NoticeKind, Page},
};
use domain::{
    german,
    ids::ErhebungId,
    questionnaires::FieldPackage,
    sync::{self, Change, LocalState, LocalSubmission, RoomStage},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub fn ErhebungenPage() -> impl IntoView {
    on_device(|workspace, _| view! { <Erhebungen workspace /> }.into_any())
}

#[component]
fn Erhebungen(workspace: Workspace) -> impl IntoView {
    let failure = workspace.failure;
    let is_empty = Memo::new(move |_| workspace.packages().map(|packages| packages.is_empty()));
    let names = Names::new(workspace);
    view! {
        <Page title="Erhebungen">
            <p class="actions">
                <a href="/app/erhebungen/papier" class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Bögen auf Papier"</span>
                </a>
                <a href="/app/erhebungen/freitexte" class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Freie Texte"</span>
                </a>
            </p>
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            <LittleRoom workspace />
            {move || match is_empty.get() {
                None => view! { <Loading /> }.into_any(),
                Some(true) => view! {
                    <Empty text="Zurzeit ist in Ihren Kitas keine Erhebung offen. \
                        Was Sie oder die Koordination anlegen, erscheint hier, sobald das Gerät einmal online war." />
                }.into_any(),
                Some(false) => view! {
                    // Only what has changed is drawn anew.
                    <For each=move || workspace.packages().unwrap_or_default() key=|package| (package.erhebung.clone(), package.kita_name.clone()) let:package>
                        <Erhebung package names workspace />
                    </For>
                }.into_any(),
            }}
        </Page>
    }
}

/// One Erhebung with its drafts and a way to begin another answer.
#[component]
fn Erhebung(package: FieldPackage, names: Names, workspace: Workspace) -> impl IntoView {
    let FieldPackage { erhebung, kita_name, definition } = package;
    let id = erhebung.id;
    let title = definition.settings.title.clone();
    let period = format!("{} bis {}", german::date(erhebung.from), german::date(erhebung.to));
    let heading = format!("erhebung-{id}");
    let labelled = heading.clone();
    let navigate = use_navigate();
    let failed = RwSignal::new(None::<OfflineError>);
    // Pressed twice, it begins one.
    let is_beginning = StoredValue::new(false);
    let is_scarce = move || workspace.room_stage() == RoomStage::Scarce;
    let begin = move |_| {
        // The notice at the head of the page says why.
        if untrack(is_scarce) {
            focus(LITTLE_ROOM);
            spawn_local(workspace.look_at_room());
            return;
        }
        if is_beginning.get_value() {
            return;
        }
        is_beginning.set_value(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match start(workspace, id).await {
                Ok(path) => navigate(&path, Default::default()),
                Err(error) => _ = failed.try_set(Some(error)),
            }
            // The page may have been left by now.
            _ = is_beginning.try_set_value(false);
        });
    };
    let own = Memo::new(move |_| {
        let mine =
            workspace.submissions().unwrap_or_default().into_iter().filter(|submission| submission.erhebung == id);
        mine.collect::<Vec<_>>()
    });
    // Whoever has a draft mostly wants to go on with it.
    let has_draft = move || own.with(|own| own.iter().any(|submission| submission.state == LocalState::Draft));
    view! {
        <section class="card" aria-labelledby=labelled>
            <h2 class="kern-heading-medium" id=heading>{title.clone()}</h2>
            <p class="kern-body">{kita_name} " · " {period}</p>
            {move || failed.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            {move || view! { <Drafts submissions=own.get() names workspace /> }}
            <button class="kern-btn" class:kern-btn--primary=move || !has_draft() class:kern-btn--secondary=has_draft
                type="button" aria-disabled=move || is_scarce().then_some("true") on:click=begin>
                <span class="kern-label">"Neu ausfüllen"<span class="kern-sr-only">": " {title}</span></span>
            </button>
            {move || view! { <Finished submissions=own.get() /> }}
        </section>
    }
}

/// The drafts of one Erhebung, each with the way back into it.
#[component]
fn Drafts(submissions: Vec<LocalSubmission>, names: Names, workspace: Workspace) -> impl IntoView {
    let drafts = submissions
        .into_iter()
        .filter(|submission| submission.state == LocalState::Draft)
        .map(|draft| {
            let day =
                draft.day.map_or_else(|| "an einem unbekannten Tag".to_owned(), |day| format!("am {}", german::date(day)));
            let elsewhere = if workspace.is_own(draft.id) { "" } else { " auf einem anderen Gerät" };
            let own_name = names.of(&draft).map(|name| format!("{name}, ")).unwrap_or_default();
            let begun = format!("{own_name}begonnen {day}{elsewhere}, {}", workspace.answers_of(&draft));
            let object = begun.clone();
            view! {
                <li>
                    <a href=format!("/app/erhebungen/{}/{}", draft.erhebung, draft.id) class="kern-btn kern-btn--primary">
                        <span class="kern-label">"Weiter ausfüllen"<span class="kern-sr-only">": " {object}</span></span>
                    </a>
                    " " <span class="kern-body kern-body--small card__begun" aria-hidden="true">{begun}</span>
                </li>
            }
        })
        .collect_view();
    (!drafts.is_empty()).then(|| view! { <ul class="card__list">{drafts}</ul> })
}

/// How many answers of one Erhebung wait on the device, and how many have arrived.
#[component]
fn Finished(submissions: Vec<LocalSubmission>) -> impl IntoView {
    let count =
        |wanted: fn(&LocalState) -> bool| submissions.iter().filter(|submission| wanted(&submission.state)).count();
    let waiting = count(|state| matches!(state, LocalState::Waiting(_)));
    let arrived = count(|state| *state == LocalState::Arrived);
    sync::german::finished(waiting, arrived)
        .map(|sentence| view! { <p class="kern-body kern-body--small">{sentence}</p> })
}

/// Writes the beginning of a submission into the journal; returns the address of its page.
async fn start(workspace: Workspace, erhebung: ErhebungId) -> Result<String, OfflineError> {
    let submission = new_submission_id()?;
    let day = super::answer::day_of(now());
    workspace.note(erhebung, Change::Started { submission, erhebung, day }, &Sight::default()).await?;
    Ok(format!("/app/erhebungen/{erhebung}/{submission}"))
}
