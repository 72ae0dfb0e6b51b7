//! Leaving the staff zone.

use crate::{
    offline::{SendState, Tablet, Workspace, ends_later, is_online, leave},
    ui::Confirm,
};
use domain::{events::attendance::tablet, sync::german};
use leptos::{html, prelude::*};

/// Logs out and forgets on the device who was here. Before that it says what stays on the device, and without network when the
/// session ends.
#[component]
pub(super) fn SignOut() -> impl IntoView {
    let device = use_context::<Workspace>().zip(use_context::<SendState>());
    let lists = use_context::<Tablet>();
    let form = NodeRef::<html::Form>::new();
    let question = Memo::new(move |_| {
        let left = lists.and_then(|lists| tablet::german::left_behind(lists.unsent()));
        left.or_else(|| device.and_then(|(workspace, state)| question(workspace, state)))
    });
    let act = Callback::new(move |()| match form.get_untracked() {
        Some(form) if is_online() => {
            leave();
            if let Err(why) = form.submit() {
                leptos::logging::warn!("the form cannot be sent: {why:?}");
            }
        }
        _ => leave_without_network(),
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        if is_online() {
            leave();
        } else {
            event.prevent_default();
            leave_without_network();
        }
    };
    let content = move || {
        match question.get() {
        Some(question) => view! {
            <Confirm label="Abmelden" yes="Trotzdem abmelden" question look="kern-btn--secondary" act />
        }
        .into_any(),
        None => view! {
            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Abmelden"</span></button>
        }
        .into_any(),
    }
    };
    view! { <form class="header__sign-out" method="post" action="/abmelden" node_ref=form on:submit=submit>{content}</form> }
}

/// What somebody should know before logging out; `None` when there is nothing to say.
fn question(workspace: Workspace, state: SendState) -> Option<String> {
    let left = german::left_behind(workspace.drafts(), workspace.waiting());
    let unnoticed = (!state.online.get()).then(|| german::logout_without_network(ends_later()).to_owned());
    let sentences: Vec<String> = left.into_iter().chain(unnoticed).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The server ends the session once it is reached; the device shows nothing more without a login.
fn leave_without_network() {
    leave();
    if let Err(why) = window().location().set_href("/app") {
        leptos::logging::warn!("the start of the staff zone cannot be opened: {why:?}");
    }
}
