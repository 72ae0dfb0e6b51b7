//! Strips above the header.

use leptos::prelude::*;

/// Says that nothing here is real. Not closable: whoever looks at a screenshot must see it too.
#[component]
pub fn DemoBanner() -> impl IntoView {
    view! {
        <aside class="banner" aria-label="Hinweis zur Demo">
            <span class="banner__tag">"Demo"</span>
            <span>"Alle Personen, Kitas und Zahlen sind erfunden. Was nur das Amt weiß, ist als Lücke markiert."</span>
        </aside>
    }
}

/// As [`DemoBanner`], for the staff zone: its static page says by an attribute whether the data are invented.
#[component]
pub fn StaffDemoBanner() -> impl IntoView {
    let demo = RwSignal::new(false);
    Effect::new(move |_| {
        demo.set(document().document_element().is_some_and(|root| root.has_attribute("data-demo")));
    });
    view! { <Show when=move || demo.get()><DemoBanner /></Show> }
}

/// A new version lies ready: shown while `ready`, applied by the person and never while a draft is open.
#[component]
pub fn UpdateBanner(
    #[prop(into)] ready: Signal<bool>,
    /// Why it cannot be applied now, for example an open draft; `None` when it can.
    #[prop(optional, into)]
    obstacle: Signal<Option<String>>,
    apply: Callback<()>,
) -> impl IntoView {
    let action = move || {
        match obstacle.get() {
        Some(reason) => view! { <span>{reason}</span> }.into_any(),
        None => view! {
            <button class="kern-btn kern-btn--x-small kern-btn--secondary" type="button" on:click=move |_| apply.run(())>
                <span class="kern-label">"Jetzt neu laden"</span>
            </button>
        }
        .into_any(),
    }
    };
    view! {
        <div role="status">
            <Show when=move || ready.get()>
                <div class="banner banner--update">
                    <span>"Es gibt eine neue Fassung des Portals."</span>
                    {action}
                </div>
            </Show>
        </div>
    }
}
