//! One answer to a questionnaire: every input goes to the device at once.

use super::on_device;
use crate::{
    offline::{
        OfflineError, SendState, Sight, Workspace, clear_fields, now,
        parts::{Filling, QuestionList, SaveAsFile, SavedStatus, Spoken},
    },
    ui::{Loading, Notice, NoticeKind, Page},
};
use chrono::NaiveDate;
use domain::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{
        FieldPackage, SentSubmission,
        expression::Zone,
        survey::{DeviceText, Language},
    },
    sync::{Change, LocalState, LocalSubmission},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map};

/// What stands behind the address.
#[derive(Clone)]
enum Found {
    Open(Box<FieldPackage>, Box<LocalSubmission>, Sight),
    /// Finished already.
    Finished,
    /// It lies here, and the questionnaire that it answers does not.
    Formless(SubmissionId),
    /// Nothing on this device under this address.
    Nothing,
    Failed(OfflineError),
}

#[component]
pub fn AnswerPage() -> impl IntoView {
    on_device(|workspace, state| view! { <Answer workspace state /> }.into_any())
}

#[component]
fn Answer(workspace: Workspace, state: SendState) -> impl IntoView {
    let params = use_params_map();
    let ids = move || {
        let params = params.get();
        let erhebung: ErhebungId = params.get("erhebung")?.parse().ok()?;
        let submission: SubmissionId = params.get("submission")?.parse().ok()?;
        Some((erhebung, submission))
    };
    // Read once the device is, and not again when the server has newer questionnaires: the page holds the answers.
    let is_read = move || workspace.packages().is_some() && workspace.submissions().is_some();
    let ready = Memo::new(move |_| is_read() || workspace.failure.get().is_some());
    let found = LocalResource::new(move || {
        let (ids, ready) = (ids(), ready.get());
        async move {
            if !ready {
                return None;
            }
            Some(match ids {
                Some((erhebung, submission)) => find(workspace, erhebung, submission).await,
                None => Found::Nothing,
            })
        }
    });
    move || {
        match found.get().flatten() {
        None => view! { <Page title="Fragebogen"><Loading /></Page> }.into_any(),
        Some(Found::Open(package, submission, sight)) => view! {
            <Questionnaire package=*package submission=*submission sight workspace state />
        }.into_any(),
        Some(Found::Finished) => view! {
            <Page title="Fragebogen"><Closed title="Dieser Fragebogen ist abgeschlossen." spoken=Language::German /></Page>
        }.into_any(),
        Some(Found::Formless(id)) => view! {
            <Page title="Fragebogen"><Misfit id title="Fragebogen" workspace /></Page>
        }.into_any(),
        Some(Found::Nothing) => view! {
            <Page title="Fragebogen"><Notice kind=NoticeKind::Warning title="Auf diesem Gerät liegt hier kein Fragebogen.">
                <a class="kern-link" href="/app/erhebungen">"Zu den Erhebungen"</a>
            </Notice></Page>
        }.into_any(),
        Some(Found::Failed(error)) => view! {
            <Page title="Fragebogen"><Notice kind=NoticeKind::Danger title=error.sentence() /></Page>
        }.into_any(),
    }
    }
}

async fn find(workspace: Workspace, erhebung: ErhebungId, submission: SubmissionId) -> Found {
    if let (None, Some(error)) = untrack(|| (workspace.submissions(), workspace.failure.get())) {
        return Found::Failed(error);
    }
    let Some(package) = untrack(|| workspace.package(erhebung)) else {
        return if workspace.now(submission).is_some() { Found::Formless(submission) } else { Found::Nothing };
    };
    match workspace.open(submission).await {
        // A draft belongs to one questionnaire, whatever the address says (collect#6038).
        Ok(Some((found, _))) if found.erhebung != erhebung => Found::Nothing,
        Ok(Some((submission, sight))) if submission.state == LocalState::Draft => {
            Found::Open(Box::new(package), Box::new(submission), sight)
        }
        Ok(Some(_)) => Found::Finished,
        Ok(None) => Found::Nothing,
        Err(error) => Found::Failed(error),
    }
}

#[component]
fn Closed(title: &'static str, spoken: Language) -> impl IntoView {
    view! {
        <div lang=spoken.tag() dir=spoken.direction().code()>
            <Notice kind=NoticeKind::Info title>
                <a class="kern-link" href="/app/geraet">{DeviceText::ToDevice.of(spoken)}</a>
            </Notice>
        </div>
    }
}

#[component]
fn Questionnaire(
    package: FieldPackage,
    submission: LocalSubmission,
    sight: Sight,
    workspace: Workspace,
    state: SendState,
) -> impl IntoView {
    let FieldPackage { kita_name, definition, erhebung } = package;
    let title = definition.settings.title.clone();
    match Filling::open(definition, &submission, sight, workspace) {
        Some(filling) => {
            Effect::new(move |_| filling.take_in());
            let content = move || {
                if filling.closed.get() {
                    let spoken = filling.spoken();
                    return view! { <Closed title=DeviceText::ClosedElsewhere.of(spoken) spoken /> }.into_any();
                }
                view! {
                    <p class="kern-body">{kita_name.clone()}</p>
                    <Conflicts filling erhebung=erhebung.id />
                    <Spoken filling><QuestionList filling /></Spoken>
                    <Finish filling erhebung=erhebung.id workspace state />
                }
                .into_any()
            };
            view! { <Page title=title>{content}</Page> }.into_any()
        }
        None => view! { <Page title=title.clone()><Misfit id=submission.id title workspace /></Page> }.into_any(),
    }
}

/// Never a blank form over answers that lie here (Q4): what it is, and the way out as a file.
#[component]
fn Misfit(id: SubmissionId, #[prop(into)] title: String, workspace: Workspace) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Danger title="Dieser Fragebogen lässt sich auf dem Gerät nicht öffnen.">
            <p class="kern-body">"Ihre Antworten liegen unverändert auf dem Gerät. Bitte melden Sie sich bei der Koordination."</p>
            // Answers of respondents leave the device only when they are finished.
            {workspace.travels(id).then(|| view! {
                <p class="kern-body">"Sichern Sie sie als Datei, wenn sie gebraucht werden: Die Koordination kann sie einlesen."</p>
                <SaveAsFile id title workspace />
            })}
            <p><a class="kern-link" href="/app/geraet">"Zur Übersicht dieses Geräts"</a></p>
        </Notice>
    }
}

/// The way to the questions with two answers, when there are any.
#[component]
fn Conflicts(filling: Filling, erhebung: ErhebungId) -> impl IntoView {
    let path = format!("/app/erhebungen/{erhebung}/{}/zwei-antworten", filling.submission_id());
    move || {
        let title = domain::sync::german::two_answers(filling.conflicts.get())?;
        let path = path.clone();
        Some(view! {
            <Notice kind=NoticeKind::Warning title>
                <a href=path class="kern-link">"Beide Antworten ansehen und wählen"</a>
            </Notice>
        })
    }
}

/// The end of the page: what is still missing, or the way to send. Whoever answers reads it, too: it is in their language.
#[component]
fn Finish(filling: Filling, erhebung: ErhebungId, workspace: Workspace, state: SendState) -> impl IntoView {
    let navigate = use_navigate();
    let failed = RwSignal::new(None::<OfflineError>);
    // Pressed twice, it would be finished twice: the moment is part of what some questionnaires ask.
    let is_finishing = StoredValue::new(false);
    let finish = move |_| {
        if is_finishing.get_value() || !filling.judge() {
            return;
        }
        is_finishing.set_value(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let moment = now();
            let content = filling.submission(moment);
            let sent = SentSubmission::new(filling.submission_id(), erhebung, day_of(moment), content);
            match filling.note(Change::Finished { sent }).await {
                Ok(_) => {
                    clear_fields(filling.submission_id());
                    state.send_now(workspace);
                    navigate("/app/geraet", Default::default());
                }
                Err(error) => {
                    // The page may have been left meanwhile.
                    _ = failed.try_set(Some(error));
                    _ = is_finishing.try_set_value(false);
                }
            }
        });
    };
    view! {
        <div class="finish" lang=move || filling.spoken().tag() dir=move || filling.spoken().direction().code()>
            {move || {
                let sentence = failed.get()?.sentence_in(filling.spoken());
                Some(view! { <Notice kind=NoticeKind::Danger title=sentence /> })
            }}
            <SavedStatus filling />
            <button class="kern-btn kern-btn--primary" type="button" on:click=finish>
                <span class="kern-label">{move || DeviceText::Finish.of(filling.spoken())}</span>
            </button>
        </div>
    }
}

/// The day in the office at a moment given in milliseconds since 1970; no clock is beyond the years of the calendar.
pub(super) fn day_of(milliseconds: i64) -> NaiveDate {
    Zone::Berlin.day(milliseconds).unwrap_or_default()
}
