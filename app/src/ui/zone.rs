//! What both zones have around their pages.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::Router;

/// Titles that end with the portal's name, and the router; `children` are the layout with its list of addresses.
#[component]
pub fn Zone(children: Children) -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "Sozialraumportal".into() } else { format!("{title} – Sozialraumportal") }
        } />
        <Router>{children()}</Router>
    }
}
