//! What waits of one device and questionnaire, to be read before it is decided on. It is asked for anew on every visit and
//! kept nowhere.

use crate::{
    ApiError,
    offline::api::look,
    staff::with_right,
    ui::{Failure, Head, Loading, Page, TableFrame, heads},
};
use domain::{
    access::Koordination,
    sync::{Preview, PreviewedAnswer},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn LookPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Look /> }.into_any())
}

#[component]
fn Look() -> impl IntoView {
    let params = use_params_map();
    let of = move |name: &'static str| params.read().get(name).unwrap_or_default();
    let found = LocalResource::new(move || look(of("device"), of("submission")));
    let content = move || {
        found.get().map(|found| match found {
            Ok(preview) => view! { <Previewed preview /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Was wartet">
            <p class="kern-body">"Dass Sie hier nachgesehen haben, steht im Protokoll. Übernommen wird dadurch nichts."</p>
            <Suspense fallback=Loading>{content}</Suspense>
            <p><a href="/app/zu-pruefen" class="kern-link">"Zurück zu »Zu prüfen«"</a></p>
        </Page>
    }
}

#[component]
fn Previewed(preview: Preview) -> impl IntoView {
    let Preview { title, owner, notes, answers } = preview;
    let about = [title, owner].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let notes = notes.into_iter().map(|note| view! { <p class="kern-body">{note}</p> }).collect_view();
    let is_beside = answers.iter().any(|row| row.before.is_some());
    let rows = answers
        .into_iter()
        .map(|PreviewedAnswer { question, answer, before }| {
            let before = is_beside.then(|| view! { <td class="kern-table__cell">{before}</td> });
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__cell" scope="row">{question}</th>
                    <td class="kern-table__cell">{answer}</td>
                    {before}
                </tr>
            }
        })
        .collect_view();
    let head = if is_beside {
        heads([Head::text("Frage"), Head::text("Was wartet"), Head::text("Was schon da ist")]).into_any()
    } else {
        heads([Head::text("Frage"), Head::text("Antwort")]).into_any()
    };
    view! {
        {(!about.is_empty()).then(|| view! { <p class="lead">{about}</p> })}
        {notes}
        {(!rows.is_empty()).then(|| view! {
            <TableFrame caption="Antworten">
                {head}
                <tbody>{rows}</tbody>
            </TableFrame>
        })}
    }
}
