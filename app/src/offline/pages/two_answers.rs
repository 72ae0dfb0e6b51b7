//! Questions that were answered twice, out of each other's sight: both answers beside each other, and the choice.

use super::on_device;
use crate::{
    offline::{Sight, Workspace, now, parts::Versions},
    ui::{ActionOutcome, Loading, Notice, NoticeKind, Page},
};
use domain::{
    AppError,
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Definition, Place, SentSubmission},
    sync::{Change, ChangeKey, Comparison, Conflict, LocalState, LocalSubmission, NO_DEVICE, base_of_choice},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

type Chosen = RwSignal<Option<Result<String, AppError>>>;

#[component]
pub fn TwoAnswersPage() -> impl IntoView {
    on_device(|workspace, _| view! { <TwoAnswers workspace /> }.into_any())
}

#[component]
fn TwoAnswers(workspace: Workspace) -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("submission")?.parse::<SubmissionId>().ok());
    let chosen = Chosen::new(None);
    let submission = Memo::new(move |_| {
        let id = id()?;
        workspace.submissions().map(|all| all.into_iter().find(|one| one.id == id))
    });
    let failure = workspace.failure;
    view! {
        <Page title="Zwei Antworten">
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            <ActionOutcome answer=chosen />
            {move || match submission.get() {
                None => view! { <Loading /> }.into_any(),
                Some(Some(submission)) if !submission.conflicts.is_empty() => view! {
                    <Conflicts submission workspace chosen />
                }.into_any(),
                Some(_) => view! {
                    <Notice kind=NoticeKind::Info title="Auf jede Frage gibt es eine Antwort; hier ist nichts zu wählen." />
                }.into_any(),
            }}
            <p><a href="/app/geraet" class="kern-link">"Zur Übersicht dieses Geräts"</a></p>
        </Page>
    }
}

#[component]
fn Conflicts(submission: LocalSubmission, workspace: Workspace, chosen: Chosen) -> impl IntoView {
    let package = untrack(|| workspace.package(submission.erhebung));
    let definition = package.map(|package| package.definition).unwrap_or_default();
    let is_draft = submission.state == LocalState::Draft;
    let cards = submission
        .conflicts
        .clone()
        .into_iter()
        .map(|conflict| match conflict {
            Conflict::Answers { place, answers } => {
                let submission = submission.clone();
                view! { <Question place answers definition=definition.clone() submission workspace chosen /> }.into_any()
            }
            Conflict::Finished { contents } if workspace.travels(submission.id) => view! {
                <FinishedTwice contents definition=definition.clone() workspace chosen />
            }
            .into_any(),
            // A sheet that this device has sent as a whole, as it once did: what it says of it is no change, so it cannot choose.
            Conflict::Finished { contents } if contents.iter().any(|(key, _)| key.device != NO_DEVICE) => view! {
                <Notice kind=NoticeKind::Info title="Dieser Bogen ist mehr als einmal abgeschlossen worden.">
                    <p class="kern-body">
                        "Alle Fassungen sind aufgehoben. Welche zählt, wählt die Koordination, oder die KiSo auf einem anderen Gerät der
                        Kita; auf diesem Gerät lässt es sich nicht wählen."
                    </p>
                </Notice>
            }
            .into_any(),
            // Of respondents: nothing can be chosen, because one of them has gone without the device and is nobody's to read.
            Conflict::Finished { .. } => view! {
                <Notice kind=NoticeKind::Warning title="Diese Antworten sind zweimal abgeschlossen worden, zum Beispiel in zwei Fenstern.">
                    <p class="kern-body">
                        "Gezählt wird die erste Fassung. Auf diesem Gerät können Sie beide unter »Dieses Gerät« löschen."
                    </p>
                </Notice>
            }
            .into_any(),
        })
        .collect_view();
    let has_answers = submission.conflicts.iter().any(|conflict| matches!(conflict, Conflict::Answers { .. }));
    let explanation = if is_draft {
        "Diese Fragen wurden an zwei Stellen beantwortet, ohne dass die eine von der anderen wusste. Beide Antworten sind aufgehoben, \
         bis Sie eine wählen."
    } else {
        "Diese Fragen wurden noch beantwortet, als der Fragebogen an anderer Stelle schon abgeschlossen war. Gezählt wird, was \
         abgeschlossen wurde."
    };
    view! { {has_answers.then(|| view! { <p class="kern-body">{explanation}</p> })} {cards} }
}

/// A sheet that was finished more than once: its contents, and which of them is to count.
#[component]
fn FinishedTwice(
    contents: Vec<(ChangeKey, SentSubmission)>,
    definition: Definition,
    workspace: Workspace,
    chosen: Chosen,
) -> impl IntoView {
    let ours = [workspace.device(), Some(NO_DEVICE)];
    let origin = |key: ChangeKey| {
        let origin = if ours.contains(&Some(key.device)) { "dieses Gerät" } else { "ein anderes Gerät" };
        origin.to_owned()
    };
    let comparison = Comparison::of(&contents, &definition, origin, now());
    let choose = Callback::new(move |hash: String| {
        let Some((_, sent)) = contents.iter().find(|(_, sent)| sent.hash == hash) else { return };
        let change = Change::Finished { sent: sent.clone() };
        say(workspace, sent.erhebung, change, Sight::new(base_of_choice(&contents)), chosen);
    });
    view! {
        <section class="card" aria-labelledby="fassungen">
            <h2 class="kern-heading-medium" id="fassungen">"Mehr als einmal abgeschlossen"</h2>
            <p class="kern-body">
                "Dieser Bogen ist mehr als einmal abgeschlossen worden, ohne dass die eine Stelle von der anderen wusste. Alle Fassungen
                sind aufgehoben. Bis Sie oder die Koordination wählen, zählt die Fassung, die zuerst beim Kreisjugendamt angekommen ist."
            </p>
            <Versions comparison choose />
        </section>
    }
}

/// One question with its answers.
#[component]
fn Question(
    place: Place,
    answers: Vec<(ChangeKey, String)>,
    definition: Definition,
    submission: LocalSubmission,
    workspace: Workspace,
    chosen: Chosen,
) -> impl IntoView {
    let (label, _) = definition.wording(place.question, "");
    let heading = format!("frage-{}", place.to_string().replace([':', '.'], "-"));
    let labelled = heading.clone();
    let is_draft = submission.state == LocalState::Draft;
    let submission = StoredValue::new(submission);
    let ours = [workspace.device(), Some(NO_DEVICE)];
    let answers = answers
        .into_iter()
        .enumerate()
        .map(|(number, (key, value))| {
            let origin = match (number, ours.contains(&Some(key.device))) {
                (0, _) if !is_draft => "Abgeschlossen",
                (_, true) => "Auf diesem Gerät",
                (_, false) => "Auf einem anderen Gerät",
            };
            let (_, text) = definition.wording(place.question, &value);
            let text = if text.is_empty() { "(keine Antwort)".to_owned() } else { text };
            let (name, place) = (format!("{label}: {text}"), place.clone());
            let choose = move |_| {
                let (place, value) = (place.clone(), value.clone());
                submission.with_value(|submission| keep(workspace, submission, place, value, chosen));
            };
            // What was finished cannot be replaced by what came later.
            let button = (is_draft || number == 0).then(|| view! {
                <button class="kern-btn kern-btn--secondary" type="button" on:click=choose>
                    <span class="kern-label">"Diese Antwort behalten"<span class="kern-sr-only">": " {name}</span></span>
                </button>
            });
            view! { <li class="answers__one"><h3 class="kern-label">{origin}</h3><p class="answers__value">{text}</p>{button}</li> }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby=labelled>
            <h2 class="kern-heading-medium" id=heading>{label.clone()}</h2>
            <ul class="answers">{answers}</ul>
        </section>
    }
}

/// Says the answer once more, in sight of all of them: it takes their place.
fn keep(workspace: Workspace, submission: &LocalSubmission, place: Place, value: String, chosen: Chosen) {
    let change = Change::Answered { submission: submission.id, place, value };
    say(workspace, submission.erhebung, change, Sight::new(submission.seen.clone()), chosen);
}

fn say(workspace: Workspace, erhebung: ErhebungId, change: Change, sight: Sight, chosen: Chosen) {
    chosen.set(None);
    let written = workspace.note(erhebung, change, &sight);
    spawn_local(async move {
        match written.await {
            Ok(()) => {
                workspace.show();
                chosen.set(Some(Ok("Ihre Wahl ist auf diesem Gerät gespeichert.".to_owned())));
            }
            Err(error) => workspace.failure.set(Some(error)),
        }
    });
}
