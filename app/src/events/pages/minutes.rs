//! Minutes of a meeting: writing, sending, and what earlier meetings left on the table.

use crate::{
    events::{
        api::{approve_minutes, minutes, save_minutes, send_minutes},
        parts::{MinutesForm, Tasks},
    },
    staff::with_right,
    ui::{ActionOutcome, Acts, Confirm, Notice, NoticeKind, Page, Reading, as_sent, part},
};
use domain::{
    access::Koordination,
    events::minutes::{MinutesInput, MinutesView, UnapprovedRow},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn MinutesPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OfMeeting /> }.into_any())
}

#[component]
fn OfMeeting() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let reading = Reading::new(move || minutes(id()));
    let acts = Acts::on(reading);
    let content = reading.shown(move |view| view! { <Minutes view acts /> }.into_any());
    view! {
        <Page title="Protokoll">
            <ActionOutcome answer=acts.answer />
            {content}
        </Page>
    }
}

/// Each part is drawn anew by itself: who marks a task as done keeps what is typed below it.
#[component]
fn Minutes(view: Signal<MinutesView>, acts: Acts) -> impl IntoView {
    let id = view.with_untracked(|view| view.id.clone());
    let lead = part(view, |view| format!("{} · {} · {}", view.title, view.format, view.date));
    let state = part(view, |view| view.state.clone());
    let [open, own] = [part(view, |view| view.open_tasks.clone()), part(view, |view| view.tasks.clone())];
    let [has_open, has_own] = [open, own].map(|tasks| Memo::new(move |_| !tasks.with(Vec::is_empty)));
    let (editable, agreed) = (part(view, |view| view.editable), part(view, |view| view.input.clone()));
    let (begun, saved) = begun_with(view);
    let sending = part(view, |view| view.sendable.then_some((view.revision, view.recipients)));
    let begins = part(view, |view| view.begins.clone());
    let missing = part(view, |view| view.unreadable.clone());
    let (of_text, of_mail) = (id.clone(), id.clone());
    let writing = move || match editable.get() {
        true => {
            let (revision, input) = begun.get();
            view! { <Writing id=of_text.clone() revision input saved acts /> }.into_any()
        }
        false => view! { <Agreed input=agreed.get() /> }.into_any(),
    };
    let mailing = move || {
        let id = of_mail.clone();
        sending.get().map(|(revision, recipients)| view! { <Send id revision recipients acts /> })
    };
    view! {
        <p class="lead">{move || lead.get()}</p>
        <p><strong>"Stand: "</strong> {move || state.get()} "."</p>
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
        {move || missing.get().map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
        <Unapproved at=id.clone() rows=part(view, |view| view.unapproved.clone()) acts />
        {move || has_open.get().then(|| view! {
            <h2>"Offene Aufgaben aus anderen Treffen"</h2>
            <Tasks tasks=open with_meeting=true acts />
        })}
        <h2>"Teilnahme"</h2>
        <Attendance event=id lines=part(view, |view| view.attendance.clone()) />
        {move || has_own.get().then(|| view! { <h2>"Aufgaben aus diesem Treffen"</h2> <Tasks tasks=own acts /> })}
        {writing}
        {mailing}
        {move || begins.get().map(|begins| view! {
            <h2>"Verteilen"</h2>
            <p>{format!("Das Protokoll lässt sich verschicken, sobald das Treffen begonnen hat: {begins}.")}</p>
        })}
    }
}

/// What the form begins with, and what is called after it was saved. Only then it follows what is read: a version that somebody else
/// has saved meanwhile would take away what is typed here. Saving then says that there is one.
fn begun_with(view: Signal<MinutesView>) -> (RwSignal<(u32, MinutesInput)>, Callback<()>) {
    let of = |view: &MinutesView| (view.revision, view.input.clone());
    let begun = RwSignal::new(view.with_untracked(of));
    let saved = Callback::new(move |()| {
        let now = view.try_with_untracked(of);
        // Where reading anew failed, what is typed is newer than what was read.
        let has_changed =
            begun.try_with_untracked(|(revision, _)| now.as_ref().is_some_and(|(now, _)| now != revision));
        if let (Some(true), Some(now)) = (has_changed, now) {
            begun.set(now);
        }
    });
    (begun, saved)
}

/// Who was there, or the way to enter it.
#[component]
fn Attendance(event: String, lines: Memo<Vec<String>>) -> impl IntoView {
    move || match lines.get() {
        lines if lines.is_empty() => view! {
            <p>"Noch niemand eingetragen. "
                <a href=format!("/app/veranstaltungen/{event}/anwesenheit")>"Anwesenheit eintragen"</a></p>
        }
        .into_any(),
        lines => lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view().into_any(),
    }
}

/// The form, and what happens to what is typed.
#[component]
fn Writing(id: String, revision: u32, input: MinutesInput, saved: Callback<()>, acts: Acts) -> impl IntoView {
    let save = move |input: MinutesInput| {
        let id = id.clone();
        acts.begin();
        async move {
            save_minutes(id, revision, input).await?;
            acts.end(Ok("Das Protokoll ist gespeichert.".into())).await;
            _ = saved.try_run(());
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
fn Send(id: String, revision: u32, recipients: usize, acts: Acts) -> impl IntoView {
    let question = format!("Die gespeicherte Fassung an alle Angemeldeten ({recipients}) mailen?");
    let act = Callback::new(move |()| {
        let sent = send_minutes(id.clone(), revision);
        acts.run(async move {
            Ok(match sent.await? {
                1 => "Das Protokoll geht an 1 Person.".to_owned(),
                count => format!("Das Protokoll geht an {count} Personen."),
            })
        });
    });
    view! {
        <h2>"Verteilen"</h2>
        <p class="actions"><Confirm label="Protokoll verschicken" yes="Verschicken" question act look="kern-btn--secondary" /></p>
    }
}

/// Minutes of earlier meetings that this one can approve; nothing without any.
#[component]
fn Unapproved(at: String, rows: Memo<Vec<UnapprovedRow>>, acts: Acts) -> impl IntoView {
    let at = StoredValue::new(at);
    let each = move || rows.get();
    let has_some = Memo::new(move |_| !rows.with(Vec::is_empty));
    move || {
        has_some.get().then(|| {
            view! {
                <h2>"Protokolle zur Genehmigung"</h2>
                <ul><For each key=as_sent let(row)><Approve at row acts /></For></ul>
            }
        })
    }
}

#[component]
fn Approve(at: StoredValue<String>, row: UnapprovedRow, acts: Acts) -> impl IntoView {
    let UnapprovedRow { event, meeting } = row;
    let name = meeting.clone();
    let act = Callback::new(move |()| {
        let said = format!("Das Protokoll ist genehmigt: {name}");
        let approved = approve_minutes(event.clone(), at.get_value());
        acts.run(async move { approved.await.map(|()| said) });
    });
    let question = "Genehmigen? Das Protokoll lässt sich danach nicht mehr ändern.".to_owned();
    view! { <li>{meeting.clone()} " " <Confirm label="Genehmigt" yes="Genehmigen" question object=meeting act /></li> }
}
