use crate::{
    accounts::api::{end_other_sessions, end_session, own_sessions},
    ui::{ActionOutcome, Failure, Head, Loading, Page, TableFrame, heads},
};
use domain::{AppError, accounts::SessionRow};
use leptos::{prelude::*, task::spawn_local};

/// Where the person is logged in, and a way to end what is not theirs.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let sessions = LocalResource::new(own_sessions);
    // The button that was pressed goes with its row: the answer takes the focus.
    let ended = RwSignal::new(None::<Result<String, AppError>>);
    let end = move |session: Option<String>| {
        spawn_local(async move {
            let (answer, done) = match session {
                Some(session) => (end_session(session).await, "Die Sitzung ist beendet."),
                None => (end_other_sessions().await, "Alle anderen Sitzungen sind beendet."),
            };
            // The page may have been left meanwhile.
            _ = ended.try_set(Some(answer.map(|()| done.to_owned()).map_err(|error| error.0)));
            sessions.refetch();
        })
    };
    let content = move || {
        sessions.get().map(|sessions| match sessions {
            Ok(sessions) => {
                let others = sessions.iter().any(|session| !session.current);
                view! {
                    <SessionTable sessions end=Callback::new(move |id| end(Some(id))) />
                    {others.then(|| view! {
                        <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| end(None)>
                            <span class="kern-label">"Überall sonst abmelden"</span>
                        </button>
                    })}
                }
                .into_any()
            }
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Meine Sitzungen">
            <p class="kern-body">
                "Hier sind Sie angemeldet. Erkennen Sie einen Eintrag nicht, beenden Sie ihn und "
                <a class="kern-link" href="/passwort-vergessen" rel="external">"ändern Sie Ihr Passwort"</a> "."
            </p>
            <ActionOutcome answer=ended />
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn SessionTable(sessions: Vec<SessionRow>, end: Callback<String>) -> impl IntoView {
    let rows = sessions
        .into_iter()
        .map(|session| {
            let SessionRow { id, browser, since, last_seen, current } = session;
            let name = browser.clone();
            let action = if current {
                view! { <span>"diese Sitzung"</span> }.into_any()
            } else {
                view! {
                    <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| end.run(id.clone())>
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
        })
        .collect_view();
    view! {
        <TableFrame caption="Meine Sitzungen">
            {heads([Head::text("Browser"), Head::text("Angemeldet seit"), Head::text("Zuletzt benutzt"), Head::text("Sitzung")])}
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
