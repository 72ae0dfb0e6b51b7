//! A place: the device is asked where it is, also without network. Typing stays possible.

use super::{filling::Filling, question::way, spoken::Own};
use crate::offline::locate;
use domain::questionnaires::{NodeState, Place, survey::Text};
use leptos::{prelude::*, task::spawn_local};

/// The button beside the field of a place; `typed` is what stands in the field while somebody types.
#[component]
pub(super) fn Here(
    filling: Filling,
    place: Place,
    state: Memo<NodeState>,
    typed: RwSignal<Option<String>>,
) -> impl IntoView {
    let said = RwSignal::new(None::<Text>);
    let is_found = RwSignal::new(false);
    let newest = StoredValue::new(0_u32);
    let press = move |_| {
        let place = place.clone();
        newest.update_value(|number| *number += 1);
        let number = newest.get_value();
        let before = state.read_untracked().entry.clone();
        is_found.set(false);
        said.set(Some(Text::Locating));
        spawn_local(async move {
            let outcome = locate().await;
            // The page may have been left meanwhile, or the button pressed once more.
            if newest.try_with_value(|latest| *latest) != Some(number) {
                return;
            }
            // What was typed while the device looked is newer than the question to it.
            if state.read_untracked().entry != before {
                return said.set(None);
            }
            match outcome {
                Ok(located) => {
                    typed.set(None);
                    filling.answer(&place, located.written());
                    said.set(None);
                    is_found.set(true);
                }
                Err(fault) => said.set(Some(fault.text())),
            }
        });
    };
    // Said aloud too: what a press has found changes a field that has not the focus.
    let status = move || match said.get() {
        Some(text) => text.of(filling.spoken()).to_owned(),
        None if is_found.get() => state.read().entry.clone(),
        None => String::new(),
    };
    view! {
        <div class="question__here">
            <button class="kern-btn kern-btn--secondary" type="button" on:click=press disabled=move || state.read().read_only>
                <span class="kern-label">
                    <Own filling text=Text::Locate />
                    <span class="kern-sr-only">": " {move || state.read().label.clone()}</span>
                </span>
            </button>
            <p class="kern-body" role="status" lang=move || filling.spoken().tag() dir=move || way(&status())>{status}</p>
        </div>
    }
}
