//! The browser's own way back, page by page as between the server's pages. Entries hold a number and nothing of the answers.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, PopStateEvent};

/// How many pages lie behind the one that is shown.
#[derive(Debug, Default)]
pub struct Past(u32);

impl Past {
    /// Where the browser part begins.
    pub fn begin() -> Self {
        if let Ok(history) = window().history() {
            let _numbered = history.replace_state(&JsValue::from(0_u32), "");
        }
        Self::default()
    }

    /// The page was turned forward.
    pub fn push(&mut self) {
        self.0 += 1;
        if let Ok(history) = window().history() {
            let _numbered = history.push_state(&JsValue::from(self.0), "");
        }
    }

    /// Whether somebody went back by the browser's own button. Links to a question inside the page have no number.
    pub fn is_back(&mut self, event: &Event) -> bool {
        let Some(number) = event.dyn_ref::<PopStateEvent>().and_then(|event| event.state().as_f64()) else {
            return false;
        };
        let is_back = number < f64::from(self.0);
        // Numbers are those that were pushed; the pages behind are answered anew.
        self.0 = number as u32;
        is_back
    }
}
