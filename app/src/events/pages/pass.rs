//! What opens when somebody reads the code of a participant with the camera of a tablet: the name and one button. It needs the
//! network; without it there is the list ([`super::TabletListPage`]).

use crate::{
    ApiError,
    events::api::{mark_attendance, open_pass},
    staff::with_right,
    ui::{ActionOutcome, Answer, FailurePage, Loading, Notice, NoticeKind, Page},
};
use domain::{
    AppError,
    access::Koordination,
    events::{
        Attendance,
        attendance::{MarkInput, german, pass::PassView},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// For those who enter attendance; nobody else learns who it is.
#[component]
pub fn PassPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Opened /> }.into_any())
}

#[component]
fn Opened() -> impl IntoView {
    let params = use_params_map();
    let part = move |name: &str| params.read().get(name).unwrap_or_default();
    let found = LocalResource::new(move || open_pass(part("id"), part("pass")));
    // Kept by the page, because what is entered is read anew afterwards.
    let answer = Answer::new(None);
    let reload = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Holder view answer reload /> }.into_any(),
            Err(ApiError(AppError::NotFound)) => view! { <Unknown /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Holder(view: PassView, answer: Answer, reload: Callback<()>) -> impl IntoView {
    let PassView { event, title, name, person, session, day, refusal, attendance } = view;
    let is_present = attendance == Some(Attendance::Anwesend);
    let list = format!("/app/vor-ort/{event}");
    let heading = format!("{name} – anwesend?");
    let stands = attendance.map(|attendance| format!("Eingetragen: {}.", german::attendance(attendance)));
    let is_running = RwSignal::new(false);
    let enter = move |_| {
        if is_running.get_untracked() {
            return;
        }
        is_running.set(true);
        let mark =
            MarkInput { person: person.clone(), session: session.clone(), attendance: Some(Attendance::Anwesend) };
        let (event, name) = (event.clone(), name.clone());
        spawn_local(async move {
            let outcome = mark_attendance(event, vec![mark]).await;
            let outcome = outcome.map(|()| format!("{name} ist als anwesend eingetragen.")).map_err(|error| error.0);
            // The page may have been left meanwhile.
            if answer.try_set(Some(outcome)).is_none() {
                _ = is_running.try_set(false);
                _ = reload.try_run(());
            }
        });
    };
    let button = (refusal.is_empty() && !is_present).then(|| {
        view! {
            <button class="kern-btn kern-btn--primary" type="button" aria-disabled=move || is_running.get().then_some("true")
                on:click=enter>
                <span class="kern-label">"Als anwesend eintragen"</span>
            </button>
        }
    });
    view! {
        <Page title=heading>
            <p class="lead">{title} {(!day.is_empty()).then(|| format!(", {day}"))}</p>
            <ActionOutcome answer />
            {stands.map(|text| view! { <p><strong>{text}</strong></p> })}
            {(!refusal.is_empty()).then(|| view! { <Notice kind=NoticeKind::Warning title=refusal /> })}
            <p class="actions">
                {button}
                <a href=list class="kern-btn kern-btn--tertiary"><span class="kern-label">"Zur Liste"</span></a>
            </p>
        </Page>
    }
}

/// A code of nobody: damaged, or of a registration that is deleted.
#[component]
fn Unknown() -> impl IntoView {
    view! {
        <Page title="Code unbekannt">
            <p class="lead">"Zu diesem Code gibt es keine Anmeldung. Bitte lesen Sie ihn noch einmal, oder tragen Sie die Person in der \
                Liste ein."</p>
            <p class="actions">
                <a href="/app/vor-ort" class="kern-btn kern-btn--secondary"><span class="kern-label">"Zu den Listen"</span></a>
            </p>
        </Page>
    }
}
