//! Everything that lies on this device, and how far it has come.

use super::on_device;
use crate::{
    offline::{
        DeviceLock, OfflineError, SendState, Workspace,
        parts::{ActEnded, DeviceList, LittleRoom, LockNow, RoomLeft, Submissions},
    },
    ui::{ActionOutcome, Empty, Failure, Loading, Notice, NoticeKind, Page},
};
use domain::{
    AppError,
    sync::{self, client::QueueHealth},
};
use leptos::{prelude::*, task::spawn_local};

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
    let ended = ActEnded::new(None);
    // The sender goes through the device again and again; only a change may draw the table anew, under an open question.
    let submissions = Memo::new(move |_| workspace.submissions());
    let is_empty = Memo::new(move |_| submissions.with(|found| found.as_ref().map(Vec::is_empty)));
    let listed = Signal::derive(move || submissions.get().unwrap_or_default());
    let is_known = Memo::new(move |_| workspace.is_known());
    view! {
        <Page title="Dieses Gerät">
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            {move || state.failure.get().filter(|_| waiting() > 0).map(|error| view! { <NotSent error /> })}
            <LittleRoom workspace />
            <Troubles workspace />
            <ActionOutcome answer=ended />
            <div class="actions">
                <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| state.send_now(workspace)>
                    <span class="kern-label">"Alles senden"</span>
                </button>
                <LockNow />
            </div>
            {move || match is_empty.get() {
                None => view! { <Loading /> }.into_any(),
                Some(true) => view! {
                    <Empty text="Auf diesem Gerät liegt noch kein Fragebogen. Beginnen Sie einen unter »Erhebungen«." />
                }.into_any(),
                Some(false) => view! { <Submissions submissions=listed workspace state ended /> }.into_any(),
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
