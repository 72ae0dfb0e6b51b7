use leptos::prelude::*;

/// Stands in the bundle for a page that only the server has, and fetches it should a link lead here after all.
#[component]
pub fn FromServer() -> impl IntoView {
    // Where the browser forbids it, its own button does the same: nothing can be done about it here.
    Effect::new(|| _ = window().location().reload());
}
