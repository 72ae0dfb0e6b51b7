//! Events with requests that wait for the Koordination, above the list of events; nothing is there while none does.

use crate::{ApiError, events::api::open_requests, ui::Failure};
use domain::events::approval::OpenRequestsRow;
use leptos::prelude::*;

/// The list; each entry leads to where the requests are decided.
#[component]
pub fn OpenRequests() -> impl IntoView {
    let found = LocalResource::new(open_requests);
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) => (!rows.is_empty()).then(|| view! { <Waiting rows /> }).into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! { <Transition>{content}</Transition> }
}

#[component]
fn Waiting(rows: Vec<OpenRequestsRow>) -> impl IntoView {
    let entry = |row: OpenRequestsRow| {
        let address = format!("/app/veranstaltungen/{}", row.event);
        view! { <li><a href=address>{row.title}</a> ", " {row.dates} ": " {row.people}</li> }
    };
    view! {
        <section class="section" aria-labelledby="offene-anfragen">
            <h2 id="offene-anfragen">"Offene Anfragen"</h2>
            <p>"Diese Personen haben angefragt und warten auf Ihre Entscheidung."</p>
            <ul class="event-lines">{rows.into_iter().map(entry).collect_view()}</ul>
        </section>
    }
}
