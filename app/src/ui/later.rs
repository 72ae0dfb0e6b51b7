//! Pages whose code comes when somebody opens them.

use super::{Loading, Notice, NoticeKind, Page};
use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use std::future::Future;

/// Makes a page.
pub type Open = fn() -> AnyView;

/// One of the pages that `code` brings. Until it is there the person sees that something loads; when it does not come, what that means
/// and a button that tries again. `E` says why it did not come; the browser's console has it already.
pub fn later<P, E, F>(code: fn() -> F, page: fn(P) -> Open) -> AnyView
where
    P: 'static,
    E: 'static,
    F: Future<Output = Result<P, E>> + 'static,
{
    let state = RwSignal::new(State::Loading);
    // Fetching lasts as long as the page, not as long as the button that asked for it.
    let owner = Owner::current().unwrap_or_default();
    let load = move || {
        state.set(State::Loading);
        owner.with(|| {
            spawn_local_scoped_with_cancellation(async move {
                state.set(code().await.map_or_else(|_| State::Missing, |pages| State::Here(page(pages))));
            });
        });
    };
    load();
    (move || match state.get() {
        State::Loading => view! { <Loading /> }.into_any(),
        State::Here(open) => open(),
        State::Missing => view! { <Missing retry=load.clone() /> }.into_any(),
    })
    .into_any()
}

#[derive(Clone, Copy)]
enum State {
    Loading,
    Here(Open),
    Missing,
}

#[component]
fn Missing(retry: impl Fn() + Send + 'static) -> impl IntoView {
    view! {
        <Page title="Seite nicht geladen">
            <Notice kind=NoticeKind::Warning title="Diese Seite liegt noch nicht auf dem Gerät und ließ sich nicht holen.">
                "Was Sie auf anderen Seiten eingegeben haben, ist davon nicht betroffen. Versuchen Sie es erneut, sobald Sie Netz haben."
            </Notice>
            <p class="actions">
                <button type="button" class="kern-btn kern-btn--primary" on:click=move |_| retry()>
                    <span class="kern-label">"Erneut versuchen"</span>
                </button>
            </p>
        </Page>
    }
}
