use super::is_office;
use crate::{
    questionnaires::{BASE, api::erhebungen, parts::ErhebungTable},
    staff::with_right,
    ui::{Empty, Failure, Loading, Page},
};
use domain::access::Designer;
use leptos::prelude::*;

/// All Erhebungen, each a way to its link and results; for a KiSo those of the own Kitas, without results.
#[component]
pub fn ErhebungenPage() -> impl IntoView {
    with_right::<Designer>(|| view! { <Erhebungen /> }.into_any())
}

#[component]
fn Erhebungen() -> impl IntoView {
    let office = is_office();
    let list = LocalResource::new(erhebungen);
    let caption = if office { "Alle Erhebungen" } else { "Erhebungen in Ihren Kitas" };
    let content = move || {
        list.get().map(|list| match list {
            Ok(rows) if rows.is_empty() => {
                view! { <Empty text="Es gibt noch keine Erhebung. Dazu braucht es einen veröffentlichten Fragebogen." /> }
                    .into_any()
            }
            Ok(rows) => view! { <ErhebungTable rows caption /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    let in_the_field = (!office).then(|| {
        view! {
            <p class="lead">
                "Hier planen Sie Erhebungen in Ihren Kitas. Ausgefüllt werden sie unter „Erhebungen“, auch ohne Netz, oder über einen \
                 Link. Ausgewertet werden sie von der Koordination."
            </p>
        }
    });
    view! {
        <Page title=if office { "Erhebungen und Ergebnisse" } else { "Erhebungen planen" }>
            {in_the_field}
            <p class="actions">
                <a href=format!("{BASE}/erhebungen/neu") class="kern-btn kern-btn--primary">
                    <span class="kern-label">"Erhebung anlegen"</span>
                </a>
                {(!office).then(|| view! {
                    <a href="/app/erhebungen" class="kern-btn kern-btn--secondary">
                        <span class="kern-label">"Zum Ausfüllen"</span>
                    </a>
                })}
                <a href=BASE class="kern-btn kern-btn--tertiary"><span class="kern-label">"Zu den Fragebögen"</span></a>
            </p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}
