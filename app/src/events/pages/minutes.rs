//! Minutes of a meeting: writing, sending, and what earlier meetings left on the table.

use crate::{
    ApiError,
    events::{
        api::{approve_minutes, minutes, save_minutes, send_minutes},
        parts::{Answer, MinutesForm, Tasks},
    },
    staff::with_right,
    ui::{ActionOutcome, Confirm, Failure, Loading, Page},
};
use domain::{
    access::Koordination,
    events::minutes::{MinutesInput, MinutesView, UnapprovedRow},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

#[component]
pub fn MinutesPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OfMeeting /> }.into_any())
}

#[component]
fn OfMeeting() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let found = LocalResource::new(move || minutes(id()));
    let answer = Answer::new(None);
    let changed = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Minutes view answer changed /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Protokoll">
            <ActionOutcome answer />
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn Minutes(view: MinutesView, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let MinutesView {
        id,
        title,
        format,
        date,
        state,
        revision,
        editable,
        sendable,
        begins,
        recipients,
        attendance,
        input,
        ..
    } = view;
    let nobody = attendance.is_empty().then(|| {
        view! {
            <p>"Noch niemand eingetragen. "
                <a href=format!("/app/veranstaltungen/{id}/anwesenheit")>"Anwesenheit eintragen"</a></p>
        }
    });
    let lines = attendance.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let stored = !view.tasks.is_empty();
    view! {
        <p class="lead">{title} " · " {format} " · " {date}</p>
        <p><strong>"Stand: "</strong> {state} "."</p>
        <p class="actions">
            <a href=format!("/app/veranstaltungen/{id}") class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Zur Veranstaltung"</span>
            </a>
            <a href=format!("/app/veranstaltungen/{id}/anwesenheit") class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Anwesenheit"</span>
            </a>
            <a href="/app/veranstaltungen/aufgaben" class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Alle offenen Aufgaben"</span>
            </a>
        </p>
        <Unapproved at=id.clone() rows=view.unapproved answer changed />
        {(!view.open_tasks.is_empty()).then(|| view! {
            <h2>"Offene Aufgaben aus anderen Treffen"</h2>
            <Tasks tasks=view.open_tasks with_meeting=true answer changed />
        })}
        <h2>"Teilnahme"</h2>
        {lines}
        {nobody}
        {stored.then(|| view! { <h2>"Aufgaben aus diesem Treffen"</h2> <Tasks tasks=view.tasks answer changed /> })}
        {if editable {
            view! { <Writing id=id.clone() revision input answer changed /> }.into_any()
        } else {
            view! { <Agreed input /> }.into_any()
        }}
        {sendable.then(|| view! { <Send id revision recipients answer changed /> })}
        {begins.map(|begins| view! {
            <h2>"Verteilen"</h2>
            <p>{format!("Das Protokoll lässt sich verschicken, sobald das Treffen begonnen hat: {begins}.")}</p>
        })}
    }
}

/// The form, and what happens to what is typed.
#[component]
fn Writing(id: String, revision: u32, input: MinutesInput, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let save = move |input: MinutesInput| {
        let id = id.clone();
        answer.set(None);
        async move {
            save_minutes(id, revision, input).await?;
            answer.set(Some(Ok("Das Protokoll ist gespeichert.".into())));
            changed.run(());
            Ok(())
        }
    };
    view! { <MinutesForm input save /> }
}

/// Approved minutes as text.
#[component]
fn Agreed(input: MinutesInput) -> impl IntoView {
    let points = input.items.into_iter().map(|item| {
        let decision =
            (!item.decision.is_empty()).then(|| view! { <p><strong>"Beschluss: "</strong> {item.decision}</p> });
        let lines = item.result.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! { <li><strong>{item.topic}</strong> {lines} {decision}</li> }
    });
    view! {
        <h2>"Tagesordnung und Ergebnisse"</h2>
        <ol>{points.collect_view()}</ol>
    }
}

#[component]
fn Send(id: String, revision: u32, recipients: usize, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let question = format!("Die gespeicherte Fassung an alle Angemeldeten ({recipients}) mailen?");
    let act = Callback::new(move |()| {
        let id = id.clone();
        answer.set(None);
        spawn_local(async move {
            let sent = send_minutes(id, revision).await.map(|count| match count {
                1 => "Das Protokoll geht an 1 Person.".to_owned(),
                count => format!("Das Protokoll geht an {count} Personen."),
            });
            answer.set(Some(sent.map_err(|error| error.0)));
            changed.run(());
        });
    });
    view! {
        <h2>"Verteilen"</h2>
        <p class="actions"><Confirm label="Protokoll verschicken" yes="Verschicken" question act look="kern-btn--secondary" /></p>
    }
}

/// Minutes of earlier meetings that this one can approve; nothing without any.
#[component]
fn Unapproved(at: String, rows: Vec<UnapprovedRow>, answer: Answer, changed: Callback<()>) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let at = StoredValue::new(at);
        let entries = rows.into_iter().map(move |UnapprovedRow { event, meeting }| {
            let (of, name) = (event, meeting.clone());
            let act = Callback::new(move |()| {
                let (of, name) = (of.clone(), name.clone());
                answer.set(None);
                spawn_local(async move {
                    let said = format!("Das Protokoll ist genehmigt: {name}");
                    answer.set(Some(approve_minutes(of, at.get_value()).await.map(|()| said).map_err(|error| error.0)));
                    changed.run(());
                });
            });
            let question = "Genehmigen? Das Protokoll lässt sich danach nicht mehr ändern.".to_owned();
            view! { <li>{meeting.clone()} " " <Confirm label="Genehmigt" yes="Genehmigen" question object=meeting act /></li> }
        });
        view! {
            <h2>"Protokolle zur Genehmigung"</h2>
            <ul>{entries.collect_view()}</ul>
        }
    })
}
