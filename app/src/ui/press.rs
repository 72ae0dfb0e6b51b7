//! What waits until a mouse button is let go: what appears or goes while it is held moves what lies under the pointer, and a click
//! counts only where press and release meet the same element.

use leptos::{ev, prelude::*};

/// Names of fields that were left by pressing the button elsewhere.
#[derive(Clone, Copy)]
pub(super) struct Press {
    held: StoredValue<bool>,
    waiting: StoredValue<Vec<String>>,
}

impl Press {
    pub(super) fn new() -> Self {
        Self { held: StoredValue::new(false), waiting: StoredValue::new(Vec::new()) }
    }

    /// Calls `judge` with each field that has waited, once the click has counted.
    pub(super) fn on_release(self, judge: impl Fn(&str) + Copy + Send + Sync + 'static) {
        // In the browser only: a server has no window.
        Effect::new(move |_| {
            let release = move || {
                _ = self.held.try_set_value(false);
                // The click follows the release at once, before the next picture.
                request_animation_frame(move || {
                    let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
                    waiting.iter().for_each(|name| judge(name));
                });
            };
            // Of another button, which opens a menu of the browser, the release may never be told.
            let pressed =
                window_event_listener(ev::mousedown, move |event| _ = self.held.try_set_value(event.button() == 0));
            let released = window_event_listener(ev::mouseup, move |_| release());
            // What is dragged away is never released where it was pressed.
            let dragged = window_event_listener(ev::dragend, move |_| release());
            on_cleanup(move || [pressed, released, dragged].into_iter().for_each(|listener| listener.remove()));
        });
    }

    /// Whether the field has to wait, and now does.
    pub(super) fn defers(self, name: &str) -> bool {
        let held = self.held.try_get_value().unwrap_or(false);
        if held {
            _ = self.waiting.try_update_value(|waiting| waiting.push(name.to_owned()));
        }
        held
    }
}
