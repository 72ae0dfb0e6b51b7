use leptos::prelude::*;

/// Opens the browser's print dialog; the style sheet leaves out what cannot be clicked on paper.
#[component]
pub fn PrintButton() -> impl IntoView {
    let print = move |_| {
        if let Err(why) = window().print() {
            leptos::logging::warn!("the page cannot be printed: {why:?}");
        }
    };
    view! {
        <button class="kern-btn kern-btn--tertiary" type="button" on:click=print>
            <span class="kern-label">"Drucken"</span>
        </button>
    }
}
