//! The table of everything on this device, with what can be done about each.

use super::names::Names;
use crate::{
    offline::{DeviceLock, SendState, Sight, Workspace, clear_fields},
    ui::{Confirm, Head, TableFrame, heads},
};
use domain::{
    AppError, german,
    ids::{ErhebungId, SubmissionId},
    sync::{self, Change, LocalState, LocalSubmission, client::Discard},
};
use leptos::{prelude::*, task::spawn_local};
use std::{cmp::Reverse, mem::discriminant};

/// How the last act on one of them ended.
pub type ActEnded = RwSignal<Option<Result<String, AppError>>>;

#[component]
pub fn Submissions(
    #[prop(into)] submissions: Signal<Vec<LocalSubmission>>,
    workspace: Workspace,
    state: SendState,
    ended: ActEnded,
) -> impl IntoView {
    let latest_first = move || {
        let mut submissions = submissions.get();
        submissions.sort_by_key(|submission| Reverse(submission.changed));
        submissions
    };
    // What arrives for another row must not close a question that is open in this one.
    let drawn_of = |submission: &LocalSubmission| {
        (submission.id, submission.changed, submission.conflicts.len(), discriminant(&submission.state))
    };
    let names = Names::new(workspace);
    view! {
        <div class="on-device">
            <TableFrame caption="Fragebögen auf diesem Gerät">
                {heads([
                    Head::text("Fragebogen"), Head::text("Begonnen"), Head::text("Zuletzt geändert"), Head::text("Antworten"),
                    Head::text("Größe"), Head::text("Stand"), Head::text("Aktion")
                ])}
                <tbody>
                    <For each=latest_first key=drawn_of let(submission)>
                        <SubmissionRow submission names workspace state ended />
                    </For>
                </tbody>
            </TableFrame>
        </div>
    }
}

#[component]
fn SubmissionRow(
    submission: LocalSubmission,
    names: Names,
    workspace: Workspace,
    state: SendState,
    ended: ActEnded,
) -> impl IntoView {
    let size = sync::german::size(submission.bytes());
    // Of what is finished nothing is said: it is complete.
    let answers = (submission.state == LocalState::Draft).then(|| workspace.answers_of(&submission));
    let own_name = names.of(&submission);
    let LocalSubmission { id, erhebung, day, state: stage, seen, conflicts, .. } = submission;
    let package = untrack(|| workspace.package(erhebung));
    let title = package.map_or("Fragebogen einer beendeten Erhebung".to_owned(), |package| {
        let names = [Some(package.definition.settings.title), Some(package.kita_name), own_name];
        names.into_iter().flatten().collect::<Vec<_>>().join(" – ")
    });
    let conflicts = (!conflicts.is_empty()).then(|| {
        view! {
            <a href=format!("/app/erhebungen/{erhebung}/{id}/zwei-antworten") class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Zwei Antworten ansehen"</span>
            </a>
        }
    });
    let go_on = (stage == LocalState::Draft).then(|| {
        view! {
            <a href=format!("/app/erhebungen/{erhebung}/{id}") class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Weiter ausfüllen"</span>
            </a>
            " "
        }
    });
    let named = StoredValue::new(title.clone());
    // A draft of a respondent leaves the device when it is finished, and not before.
    let is_finished = matches!(stage, LocalState::Waiting(_));
    let sight = StoredValue::new(Sight::new(seen));
    let discard = Memo::new(move |_| workspace.discard_of(id));
    let throw_away = move || {
        discard.get().map(|kind| view! { <ThrowAway id erhebung kind title=named.get_value() sight workspace ended /> })
    };
    let can_leave = Memo::new(move |_| workspace.is_unsent(id) && (is_finished || workspace.travels(id)));
    let way_out = move || {
        can_leave.get().then(|| {
            let title = named.get_value();
            view! { <SendFirst id title=title.clone() workspace state ended /> " " <SaveAsFile id title workspace /> }
        })
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{title}</th>
            <td class="kern-table__cell">{day.map_or_else(|| "unbekannt".to_owned(), german::date)}</td>
            <td class="kern-table__cell">{workspace.last_change(id).unwrap_or_else(|| "auf einem anderen Gerät".to_owned())}</td>
            <td class="kern-table__cell">{answers}</td>
            <td class="kern-table__cell numeric">{size}</td>
            <td class="kern-table__cell">{move || state_of(workspace, id, &stage)}</td>
            <td class="kern-table__cell">{conflicts} {go_on} {throw_away} {way_out}</td>
        </tr>
    }
}

/// One before the others. What became of it is said above the table.
#[component]
fn SendFirst(
    id: SubmissionId,
    title: String,
    workspace: Workspace,
    state: SendState,
    ended: ActEnded,
) -> impl IntoView {
    let named = title.clone();
    let send = move |_| {
        ended.set(None);
        let title = named.clone();
        spawn_local(async move {
            let closed = state.send_first(workspace, id).await;
            // Of what another window has deleted meanwhile nothing is said but that.
            let is_here = workspace.now(id).is_some() || untrack(|| workspace.is_revoked());
            let outcome = match (workspace.is_unsent_now(id), state.failure.get_untracked()) {
                (false, _) if is_here => Ok(format!("»{title}« ist beim Kreisjugendamt angekommen.")),
                (false, _) => Ok(format!("»{title}« liegt nicht mehr auf diesem Gerät.")),
                (true, Some(failure)) => Err(failure),
                (true, None) => match closed {
                    // The page that leads says nothing.
                    Ok(()) => Err(AppError::Unreachable),
                    // It is the device, not the way to the office.
                    Err(error) => return workspace.failure.set(Some(error)),
                },
            };
            // The page may have been left meanwhile.
            _ = ended.try_set(Some(outcome));
        });
    };
    let is_sending = state.sending;
    view! {
        <button class="kern-btn kern-btn--tertiary" type="button" aria-disabled=move || is_sending.get().then_some("true") on:click=send>
            <span class="kern-label">"Jetzt senden"<span class="kern-sr-only">": " {title}</span></span>
        </button>
    }
}

/// The way out of a device that will not send.
#[component]
pub fn SaveAsFile(id: SubmissionId, title: String, workspace: Workspace) -> impl IntoView {
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
        LocalState::Draft if workspace.is_turned_down(id) => {
            "Entwurf, auf diesem Gerät gespeichert; beim Kreisjugendamt nach Prüfung verworfen"
        }
        LocalState::Draft if workspace.is_in_review(id) && !workspace.is_unsent(id) => {
            "Entwurf, auf diesem Gerät gespeichert; beim Kreisjugendamt angekommen und dort zu prüfen"
        }
        LocalState::Draft if workspace.travels(id) && !workspace.is_unsent(id) => {
            "Entwurf, auf diesem Gerät gespeichert und beim Kreisjugendamt angekommen"
        }
        LocalState::Draft => "Entwurf, auf diesem Gerät gespeichert",
        LocalState::Waiting(_) => "abgeschlossen, wartet auf das Senden",
        LocalState::Arrived if workspace.is_turned_down(id) => {
            "beim Kreisjugendamt nach Prüfung verworfen; liegt nur noch auf diesem Gerät"
        }
        LocalState::Arrived if workspace.is_in_review(id) => "beim Kreisjugendamt angekommen und dort zu prüfen",
        LocalState::Arrived => "beim Kreisjugendamt angekommen",
    }
}

/// Throwing away, after a second look at what that means. Who says so of a draft says it to every device of the Kita;
/// anything else is deleted from this one.
#[component]
fn ThrowAway(
    id: SubmissionId,
    erhebung: ErhebungId,
    kind: Discard,
    title: String,
    sight: StoredValue<Sight>,
    workspace: Workspace,
    ended: ActEnded,
) -> impl IntoView {
    let act = Callback::new(move |()| {
        ended.set(None);
        spawn_local(async move {
            let done = if kind.is_said() {
                let discarded = Change::Discarded { submission: id };
                let written = workspace.note(erhebung, discarded, &sight.get_value());
                written.await.map(|()| {
                    clear_fields(id);
                    Some(sync::german::discarded(kind))
                })
            } else {
                workspace.delete(id).await.map(|is_done| is_done.then(|| sync::german::discarded(kind)))
            };
            let said = match done {
                Ok(said) => said.unwrap_or(sync::german::ON_ITS_WAY).to_owned(),
                Err(error) => return workspace.failure.set(Some(error)),
            };
            // The page may have been left meanwhile.
            _ = ended.try_set(Some(Ok(said)));
        });
    });
    let question = sync::german::discard(kind);
    // A draft is thrown away for everybody, anything else from this device.
    if kind.is_said() {
        view! { <Confirm label="Verwerfen" yes="Endgültig verwerfen" question object=title act /> " " }.into_any()
    } else {
        view! { <Confirm label="Löschen" yes="Endgültig löschen" question object=title act /> " " }.into_any()
    }
}
