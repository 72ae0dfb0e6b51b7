//! A question before an act that is hard to take back.

use leptos::{ev, html, prelude::*};

/// A button whose act is asked about once more, in its place.
///
/// The question then stands where the button stood, below it the act, then "Abbrechen", which takes the focus; Escape does
/// the same. A double click never acts. What the act led to is the page's to show, with the focus
/// on it ([`super::ActionOutcome`]).
#[component]
pub fn Confirm(
    /// What the button says at first, for example `Sperren`.
    label: &'static str,
    /// What the button says that acts, for example `Wirklich sperren`.
    yes: &'static str,
    /// What would happen, as a sentence that asks.
    #[prop(into)]
    question: Signal<String>,
    /// Whom or what it concerns: part of every button's name. Blank where a page can have one such button only.
    #[prop(optional, into)]
    object: String,
    act: Callback<()>,
    #[prop(default = "kern-btn--tertiary")] look: &'static str,
    /// Judged before the question is asked: nobody is asked about what would be refused. It says itself what is wrong.
    #[prop(optional)]
    ready: Option<Callback<(), bool>>,
) -> impl IntoView {
    let asked = RwSignal::new(false);
    let (first, cancel) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    let object = StoredValue::new(object);
    let ask = move |_| {
        if ready.is_some_and(|ready| !ready.run(())) {
            return;
        }
        asked.set(true);
        focus_soon(cancel);
    };
    let withdraw = move || {
        asked.set(false);
        focus_soon(first);
    };
    let agree = move |event: ev::MouseEvent| {
        // The second click of a double click on the button before is no answer, wherever the layout has put this one.
        if event.detail() > 1 {
            return;
        }
        asked.set(false);
        act.run(());
    };
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            withdraw();
        }
    };
    // A second click on the button meets the question, and must not take the focus away from "Abbrechen".
    let keep_focus = |event: ev::MouseEvent| event.prevent_default();
    let content = move || {
        let object = object.get_value();
        if !asked.get() {
            return view! {
                <button class=format!("kern-btn {look}") type="button" node_ref=first aria-label=named(label, &object) on:click=ask>
                    <span class="kern-label">{label}</span>
                </button>
            }
            .into_any();
        }
        view! {
            <span class="confirm__choice" role="group" aria-label=move || question.get() on:keydown=escape>
                <span class="confirm__question" on:mousedown=keep_focus>{move || question.get()}</span>
                <button class="kern-btn kern-btn--secondary" type="button" aria-label=named(yes, &object) on:click=agree>
                    <span class="kern-label">{yes}</span>
                </button>
                <button class="kern-btn kern-btn--tertiary" type="button" node_ref=cancel
                    aria-label=named("Abbrechen", &object) on:click=move |_| withdraw()>
                    <span class="kern-label">"Abbrechen"</span>
                </button>
            </span>
        }
        .into_any()
    };
    view! { <span class="confirm">{content}</span> }
}

/// What a button is called: what it says, and whom it concerns, which people who see the row beside it need not read.
fn named(label: &str, object: &str) -> Option<String> {
    (!object.is_empty()).then(|| format!("{label}: {object}"))
}

/// Moves the focus to a button that is about to be drawn.
fn focus_soon(button: NodeRef<html::Button>) {
    request_animation_frame(move || {
        // The button before is gone, and the focus with it; whoever was quicker has put it where it is.
        let is_free = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        if let (true, Some(button)) = (is_free, button.try_get_untracked().flatten()) {
            // A button that cannot take the focus is still on the page.
            _ = button.focus();
        }
    });
}
