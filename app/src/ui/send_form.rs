//! A form that the browser sends by itself, for pages that need WASM anyway.

use super::{Form, Outcome};
use crate::ApiError;
use leptos::{prelude::*, task::spawn_local};
use std::pin::Pin;

/// What sending a form comes to: the question to the server, and what follows when it was taken.
pub type Sending = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// A form around fields, with the button that sends it once it has no faults. What is typed stays when it is refused, with
/// the reason above the fields; a second press meanwhile sends nothing.
#[component]
pub fn SendForm(
    form: Form,
    /// What the button says.
    label: &'static str,
    /// What it says while the answer is waited for, where that takes longer than a moment; else the same.
    #[prop(optional)]
    meanwhile: Option<&'static str>,
    /// Begins sending; called only when the form has no faults.
    send: impl Fn() -> Sending + Send + Sync + 'static,
    #[prop(default = "kern-btn--primary")] look: &'static str,
    #[prop(default = "form")] class: &'static str,
    /// Links beside the button.
    #[prop(optional)]
    beside: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let sending = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() || !form.judge() {
            return;
        }
        sending.set(true);
        let answer = untrack(&send);
        spawn_local(async move {
            let answer = answer.await;
            // Both are gone when another page has taken the place of this one meanwhile.
            _ = sending.try_set(false);
            if let Err(error) = answer
                && form.is_here()
            {
                form.show(Some(error.0));
            }
        });
    };
    let says = move || meanwhile.filter(|_| sending.get()).unwrap_or(label);
    view! {
        <form class=class novalidate on:submit=submit>
            <Outcome form />
            {children.map(|children| children())}
            <div class="actions">
                <button class=format!("kern-btn {look}") type="submit" aria-disabled=move || sending.get().then_some("true")>
                    <span class="kern-label">{says}</span>
                </button>
                {beside}
            </div>
        </form>
    }
}
