use crate::offline::DeviceLock;
use leptos::prelude::*;

/// For whoever puts the device down.
#[component]
pub fn LockNow() -> impl IntoView {
    use_context::<DeviceLock>().filter(|lock| lock.has_key()).map(|lock| {
        view! {
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| lock.lock()>
                <span class="kern-label">"Gerät sperren"</span>
            </button>
        }
    })
}
