//! What people typed into the server-rendered page before the browser part arrived.
//!
//! Signals start with what the server rendered and are written back into the fields (`prop:value`), which would wipe an
//! entry made meanwhile. So each field of a page that is being taken over reads its element first. Never later: then an
//! element with the same id may belong to the page that is just being left.

use leptos::prelude::RwSignal;

/// Takes what stands in the field with this id into its signal.
#[cfg(feature = "hydrate")]
pub(super) fn keep_typed(id: &str, value: RwSignal<String>) {
    use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
    let Some(element) = element_taken_over(id) else { return };
    let typed = if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        input.value()
    } else if let Some(lines) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        lines.value()
    } else if let Some(choice) = element.dyn_ref::<web_sys::HtmlSelectElement>() {
        choice.value()
    } else {
        return;
    };
    if value.with_untracked(|rendered| *rendered != typed) {
        value.set(typed);
    }
}

/// Whether the box or radio button with this id is ticked; `None` when no page is being taken over.
#[cfg(feature = "hydrate")]
pub(super) fn ticked(id: &str) -> Option<bool> {
    use leptos::{wasm_bindgen::JsCast, web_sys};
    Some(element_taken_over(id)?.dyn_ref::<web_sys::HtmlInputElement>()?.checked())
}

#[cfg(feature = "hydrate")]
fn element_taken_over(id: &str) -> Option<leptos::web_sys::Element> {
    use leptos::prelude::{Owner, document};
    Owner::current_shared_context().filter(|page| page.during_hydration())?;
    document().get_element_by_id(id)
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn keep_typed(_: &str, _: RwSignal<String>) {}

#[cfg(not(feature = "hydrate"))]
pub(super) fn ticked(_: &str) -> Option<bool> {
    None
}
