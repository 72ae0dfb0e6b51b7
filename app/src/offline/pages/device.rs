//! Everything that lies on this device, and how far it has come.

use super::on_device;
use crate::{
    offline::{
        DeviceLock, OfflineError, SendState, Sight, Workspace,
        parts::{DeviceList, LittleRoom, RoomLeft},
    },
    ui::{ActionOutcome, Confirm, Empty, Failure, Loading, Notice, NoticeKind, Page, TableFrame},
};
use domain::{
    AppError, german,
    ids::{ErhebungId, SubmissionId},
    sync::{self, Change, LocalState, LocalSubmission, client::QueueHealth},
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
    // What was sent or deleted meanwhile has made room.
    spawn_local(workspace.look_at_room());
    let failure = workspace.failure;
    let waiting = move || workspace.unsent();
    let discarded = Discarded::new(None);
    // The sender goes through the device again and again; only a change may draw the table anew, under an open question.
    let submissions = Memo::new(move |_| workspace.submissions());
    let is_known = Memo::new(move |_| workspace.is_known());
    view! {
        <Page title="Dieses Gerät">
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            {move || state.failure.get().filter(|_| waiting() > 0).map(|error| view! { <NotSent error /> })}
            <LittleRoom workspace />
            <Troubles workspace />
            <ActionOutcome answer=discarded />
            <div class="actions">
                <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| state.send_now(workspace)>
                    <span class="kern-label">"Jetzt senden"</span>
                </button>
                <LockNow />
            </div>
            {move || match submissions.get() {
                None => view! { <Loading /> }.into_any(),
                Some(submissions) if submissions.is_empty() => view! {
                    <Empty text="Auf diesem Gerät liegt noch kein Fragebogen. Beginnen Sie einen unter »Erhebungen«." />
                }.into_any(),
                Some(submissions) => view! { <Submissions submissions workspace discarded /> }.into_any(),
            }}
            <RoomLeft workspace />
            {move || is_known.get().then(|| view! {
                <h2 class="kern-heading-medium">"Meine Geräte"</h2>
                <p class="kern-body">"Ist ein Gerät verloren, sperren Sie es hier oder rufen Sie die Koordination an."</p>
                <DeviceList own=workspace.device() />
            })}
        </Page>
    }
}

/// For whoever puts the device down.
#[component]
fn LockNow() -> impl IntoView {
    use_context::<DeviceLock>().filter(|lock| lock.has_key()).map(|lock| {
        view! {
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| lock.lock()>
                <span class="kern-label">"Gerät sperren"</span>
            </button>
        }
    })
}

/// What is wrong with the device itself.
#[component]
fn Troubles(workspace: Workspace) -> impl IntoView {
    let stuck = move || match workspace.health() {
        Some(QueueHealth::Stuck(Some(trouble))) => sync::german::trouble(trouble),
        _ => None,
    };
    view! {
        {move || workspace.is_revoked().then(|| view! {
            <Notice kind=NoticeKind::Warning title="Dieses Gerät ist gesperrt.">
                <p class="kern-body">"Was hier lag, ist beim Kreisjugendamt angekommen und auf dem Gerät gelöscht. Neues nimmt es nicht auf, bis Sie es neu einrichten."</p>
                <SetUpAgain />
            </Notice>
        })}
        {move || sync::german::damaged(workspace.damaged()).map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
        {move || stuck().map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
    }
}

/// For a tablet that has turned up again, or that was revoked by mistake.
#[component]
fn SetUpAgain() -> impl IntoView {
    let failure = RwSignal::new(None::<OfflineError>);
    use_context::<DeviceLock>().map(|lock| {
        let set_up = move |_| {
            spawn_local(async move {
                if let Err(error) = lock.set_up_again().await {
                    _ = failure.try_set(Some(error));
                }
            });
        };
        view! {
            {move || failure.get().map(|error| view! { <p class="kern-body">{error.sentence()}</p> })}
            <button class="kern-btn kern-btn--secondary" type="button" on:click=set_up>
                <span class="kern-label">"Gerät neu einrichten"</span>
            </button>
        }
    })
}

/// Why something still lies here. Being without network is no fault: what is finished goes by itself later.
#[component]
fn NotSent(error: AppError) -> impl IntoView {
    match error {
        AppError::Unreachable => view! {
            <Notice kind=NoticeKind::Info title="Was hier liegt, ist auf diesem Gerät gespeichert und wird von selbst gesendet, sobald es Netz gibt." />
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
    let LocalSubmission { id, erhebung, day, state, seen, conflicts, .. } = submission;
    let package = untrack(|| workspace.package(erhebung));
    let title = package.map_or("Fragebogen einer beendeten Erhebung".to_owned(), |package| {
        format!("{} – {}", package.definition.settings.title, package.kita_name)
    });
    let conflicts = (!conflicts.is_empty()).then(|| {
        view! {
            <A href=format!("/app/erhebungen/{erhebung}/{id}/zwei-antworten") attr:class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Zwei Antworten ansehen"</span>
            </A>
        }
    });
    let draft = (state == LocalState::Draft).then(|| {
        let title = title.clone();
        view! { <DraftActions id erhebung title sight=Sight::new(seen) workspace discarded /> }
    });
    let named = StoredValue::new(title.clone());
    // A draft of a respondent leaves the device when it is finished, and not before.
    let is_finished = matches!(state, LocalState::Waiting(_));
    let can_be_saved = move || workspace.is_unsent(id) && (is_finished || workspace.travels(id));
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{title}</th>
            <td class="kern-table__cell">{day.map_or_else(|| "unbekannt".to_owned(), german::date)}</td>
            <td class="kern-table__cell">{move || state_of(workspace, id, &state)}</td>
            <td class="kern-table__cell">{conflicts} {draft} {move || can_be_saved().then(|| view! { <SaveAsFile id title=named.get_value() workspace /> })}</td>
        </tr>
    }
}

/// The way out of a device that will not send.
#[component]
fn SaveAsFile(id: SubmissionId, title: String, workspace: Workspace) -> impl IntoView {
    use_context::<DeviceLock>().map(|lock| {
        let save = move |_| {
            spawn_local(async move {
                if let Err(error) = lock.save_as_file(id).await {
                    workspace.failure.set(Some(error));
                }
            });
        };
        view! {
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=save>
                <span class="kern-label">"Als Datei sichern"<span class="kern-sr-only">": " {title}</span></span>
            </button>
        }
    })
}

/// How far a submission has come. That it has arrived is said only after the server's receipt.
fn state_of(workspace: Workspace, id: SubmissionId, state: &LocalState) -> &'static str {
    match state {
        LocalState::Draft if !workspace.is_own(id) => "Entwurf von einem anderen Gerät",
        LocalState::Draft if workspace.travels(id) && !workspace.is_unsent(id) => {
            "Entwurf, auf diesem Gerät gespeichert und beim Kreisjugendamt angekommen"
        }
        LocalState::Draft => "Entwurf, auf diesem Gerät gespeichert",
        LocalState::Waiting(_) => "abgeschlossen, wartet auf das Senden",
        LocalState::Arrived => "beim Kreisjugendamt angekommen",
    }
}

/// Going on, or throwing away after a second look at what that means; only what was begun here can be thrown away here.
#[component]
fn DraftActions(
    id: SubmissionId,
    erhebung: ErhebungId,
    title: String,
    sight: Sight,
    workspace: Workspace,
    discarded: Discarded,
) -> impl IntoView {
    let sight = StoredValue::new(sight);
    let discard = Callback::new(move |()| {
        discarded.set(None);
        let written = sight.with_value(|sight| workspace.note(erhebung, Change::Discarded { submission: id }, sight));
        spawn_local(async move {
            match written.await {
                Ok(()) => {
                    crate::offline::clear_fields(id);
                    discarded.set(Some(Ok("Der Entwurf ist verworfen.".to_owned())));
                }
                Err(error) => workspace.failure.set(Some(error)),
            }
        });
    });
    let question = "Entwurf verwerfen? Seine Antworten gehen verloren; niemand kann sie zurückholen.";
    let own = untrack(|| workspace.is_own(id));
    view! {
        <A href=format!("/app/erhebungen/{erhebung}/{id}") attr:class="kern-btn kern-btn--tertiary">
            <span class="kern-label">"Weiter ausfüllen"</span>
        </A>
        " "
        {own.then(|| view! { <Confirm label="Verwerfen" yes="Endgültig verwerfen" question object=title act=discard /> })}
    }
}
