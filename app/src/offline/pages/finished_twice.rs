//! A sheet that was finished more than once, out of each other's sight: the Koordination sees the contents beside each other
//! and decides which counts. They are asked for anew on every visit and kept nowhere.

use crate::{
    ApiError,
    offline::{
        api::{choose, compare},
        parts::Versions,
    },
    staff::with_right,
    ui::{ActionOutcome, Failure, Loading, Page},
};
use domain::{AppError, access::Koordination, sync::Comparison};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

const CHOSEN: &str = "Ihre Wahl ist gespeichert. Die Geräte der Kita erfahren sie bei ihrer nächsten Verbindung.";

#[component]
pub fn FinishedTwicePage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <FinishedTwice /> }.into_any())
}

#[component]
fn FinishedTwice() -> impl IntoView {
    let params = use_params_map();
    let submission = move || params.read().get("submission").unwrap_or_default();
    let found = LocalResource::new(move || compare(submission()));
    let outcome = RwSignal::new(None::<Result<String, AppError>>);
    let act = Callback::new(move |hash: String| {
        outcome.set(None);
        let submission = untrack(submission);
        spawn_local(async move {
            let done = choose(submission, hash).await;
            // The page may have been left meanwhile.
            _ = outcome.try_set(Some(done.map(|()| CHOSEN.to_owned()).map_err(|error| error.0)));
        });
    });
    let is_chosen = Memo::new(move |_| outcome.with(|outcome| matches!(outcome, Some(Ok(_)))));
    let content = move || {
        if is_chosen.get() {
            return None;
        }
        found.get().map(|found| match found {
            Ok(comparison) => view! { <Beside comparison act /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Welche Fassung zählt?">
            <ActionOutcome answer=outcome />
            <Suspense fallback=Loading>{content}</Suspense>
            <p><a href="/app/zu-pruefen" class="kern-link">"Zurück zu »Zu prüfen«"</a></p>
        </Page>
    }
}

#[component]
fn Beside(comparison: Comparison, act: Callback<String>) -> impl IntoView {
    let title = comparison.title.clone();
    view! {
        <p class="lead">{title}</p>
        <p class="kern-body">
            "Dieser Bogen ist mehr als einmal abgeschlossen worden, ohne dass die eine Stelle von der anderen wusste. Bis Sie oder die
            KiSo wählen, zählt die Fassung, die zuerst angekommen ist. Dass Sie hier nachgesehen haben, steht im Protokoll."
        </p>
        <Versions comparison choose=act />
    }
}
