//! What the pages of two kinds of templates share: the wordings of mails, and what new events begin with.

use crate::{
    ApiError,
    ui::{ActionOutcome, Acts, Confirm, Page, Reading, Sending},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of the template that the part `of` of the address names; `content` is drawn anew when it has changed.
pub fn template_page<T, F>(
    of: &'static str,
    read: fn(String) -> F,
    name: fn(&T) -> String,
    content: fn(T, Acts) -> AnyView,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
{
    let params = use_params_map();
    let reading = Reading::new(move || read(params.read().get(of).unwrap_or_default()));
    let acts = Acts::on(reading);
    reading.as_page(move |view| {
        view! {
            <Page title=format!("Vorlage: {}", view.with_untracked(name))>
                <ActionOutcome answer=acts.answer />
                {move || content(view.get(), acts)}
            </Page>
        }
        .into_any()
    })
}

/// The way back to the built-in template, where there is an own one.
#[component]
pub fn BackToBuiltin(
    heading: &'static str,
    label: &'static str,
    question: &'static str,
    /// Said when the built-in one holds again.
    said: &'static str,
    reset: impl Fn() -> Sending + Send + Sync + 'static,
    acts: Acts,
) -> impl IntoView {
    let act = Callback::new(move |()| {
        let reset = reset();
        acts.run(async move { reset.await.map(|()| said.to_owned()) });
    });
    view! {
        <h2>{heading}</h2>
        <p class="actions"><Confirm label yes="Wiederherstellen" act question /></p>
    }
}
