use crate::{
    questionnaires::{BASE, api::erhebungen, parts::ErhebungTable},
    staff::with_right,
    ui::{Empty, Failure, Loading, Page},
};
use domain::access::Koordination;
use leptos::prelude::*;

/// All Erhebungen, each a way to its results.
#[component]
pub fn ErhebungenPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Erhebungen /> }.into_any())
}

#[component]
fn Erhebungen() -> impl IntoView {
    let list = LocalResource::new(erhebungen);
    let content = move || {
        list.get().map(|list| match list {
            Ok(rows) if rows.is_empty() => {
                view! { <Empty text="Es gibt noch keine Erhebung. Dazu braucht es einen veröffentlichten Fragebogen." /> }
                    .into_any()
            }
            Ok(rows) => view! { <ErhebungTable rows caption="Alle Erhebungen" /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Erhebungen und Ergebnisse">
            <p class="actions">
                <a href=format!("{BASE}/erhebungen/neu") class="kern-btn kern-btn--primary">
                    <span class="kern-label">"Erhebung anlegen"</span>
                </a>
                <a href=BASE class="kern-btn kern-btn--tertiary"><span class="kern-label">"Zu den Fragebögen"</span></a>
            </p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}
