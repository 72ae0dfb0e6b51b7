//! Erhebungen in which there is something to do, each on a card.

use crate::ui::{Empty, Page};
use leptos::prelude::*;

/// A page of them; `empty` says why there is none.
#[component]
pub fn ErhebungCards(
    title: &'static str,
    lead: &'static str,
    empty: &'static str,
    cards: Vec<AnyView>,
) -> impl IntoView {
    let content = if cards.is_empty() { view! { <Empty text=empty /> }.into_any() } else { cards.into_any() };
    view! {
        <Page title>
            <p class="lead">{lead}</p>
            {content}
        </Page>
    }
}

/// One of them, with the ways on as its content.
#[component]
pub fn ErhebungCard(title: String, facts: String, children: Children) -> impl IntoView {
    view! {
        <div class="card">
            <h2 class="kern-heading-medium">{title}</h2>
            <p class="kern-body">{facts}</p>
            <p class="actions">{children()}</p>
        </div>
    }
}

/// A way on; `object` says of which Erhebung, to who only hears the link.
#[component]
pub fn CardLink(href: String, label: &'static str, object: String, primary: bool) -> impl IntoView {
    let look = if primary { "kern-btn kern-btn--primary" } else { "kern-btn kern-btn--secondary" };
    view! {
        <a href=href class=look><span class="kern-label">{label}<span class="kern-sr-only">{object}</span></span></a>
    }
}
