use leptos::{prelude::*, web_sys::Event};

/// Opens the browser's print dialog; the style sheet leaves out what cannot be clicked on paper.
#[component]
pub fn PrintButton() -> impl IntoView {
    let print = move |_| {
        // Long tables draw all their rows for paper, and need until the next frame for it: that the browser says the same
        // once more, right before it prints, is too late for them.
        tell("beforeprint");
        request_animation_frame(|| {
            if let Err(why) = window().print() {
                leptos::logging::warn!("the page cannot be printed: {why:?}");
                tell("afterprint");
            }
        });
    };
    view! {
        <button class="kern-btn kern-btn--tertiary" type="button" on:click=print>
            <span class="kern-label">"Drucken"</span>
        </button>
    }
}

/// Says to the page what the browser says around printing.
fn tell(name: &str) {
    let told = Event::new(name).and_then(|event| window().dispatch_event(&event));
    if let Err(why) = told {
        leptos::logging::warn!("the page does not learn of {name}: {why:?}");
    }
}
