use crate::{
    accounts::api::{end_other_sessions, end_session, own_sessions},
    ui::{ActionOutcome, Acts, Head, Page, Reading, TableFrame, as_sent, heads},
};
use domain::accounts::SessionRow;
use leptos::prelude::*;

/// Where the person is logged in, and a way to end what is not theirs.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let reading = Reading::new(own_sessions);
    // The button that was pressed goes with its row: the answer takes the focus.
    let acts = Acts::on(reading);
    let end = Callback::new(move |session: Option<String>| {
        acts.run(async move {
            match session {
                Some(session) => end_session(session).await.map(|()| "Die Sitzung ist beendet.".to_owned()),
                None => end_other_sessions().await.map(|()| "Alle anderen Sitzungen sind beendet.".to_owned()),
            }
        });
    });
    let content = reading.shown(move |sessions| {
        let others = Memo::new(move |_| sessions.with(|sessions| sessions.iter().any(|session| !session.current)));
        view! {
            <SessionTable sessions end />
            {move || others.get().then(|| view! {
                <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| end.run(None)>
                    <span class="kern-label">"Überall sonst abmelden"</span>
                </button>
            })}
        }
        .into_any()
    });
    view! {
        <Page title="Meine Sitzungen">
            <p class="kern-body">
                "Hier sind Sie angemeldet. Erkennen Sie einen Eintrag nicht, beenden Sie ihn und "
                <a class="kern-link" href="/passwort-vergessen" rel="external">"ändern Sie Ihr Passwort"</a> "."
            </p>
            <ActionOutcome answer=acts.answer />
            {content}
        </Page>
    }
}

#[component]
fn SessionTable(sessions: Signal<Vec<SessionRow>>, end: Callback<Option<String>>) -> impl IntoView {
    let each = move || sessions.get();
    view! {
        <TableFrame caption="Meine Sitzungen">
            {heads([Head::text("Browser"), Head::text("Angemeldet seit"), Head::text("Zuletzt benutzt"), Head::text("Sitzung")])}
            <tbody><For each key=as_sent let(session)><Session session end /></For></tbody>
        </TableFrame>
    }
}

#[component]
fn Session(session: SessionRow, end: Callback<Option<String>>) -> impl IntoView {
    let SessionRow { id, browser, since, last_seen, current } = session;
    let name = browser.clone();
    let action = if current {
        view! { <span>"diese Sitzung"</span> }.into_any()
    } else {
        view! {
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| end.run(Some(id.clone()))>
                <span class="kern-label">"Beenden"<span class="kern-sr-only">": " {name}</span></span>
            </button>
        }
        .into_any()
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{browser}</th>
            <td class="kern-table__cell">{since}</td>
            <td class="kern-table__cell">{last_seen}</td>
            <td class="kern-table__cell">{action}</td>
        </tr>
    }
}
