//! The browser's own ways back and forward, page by page as between the server's pages. Entries hold a number and nothing of
//! the answers.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, PopStateEvent};

/// Which way somebody went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    Back,
    Forward,
}

/// How many pages lie behind the one that is shown.
#[derive(Debug, Default)]
pub struct Past(u32);

impl Past {
    /// Where the browser part begins. A page that was loaded again keeps its number: with another one, the entries around it
    /// would lie in the wrong direction.
    pub fn begin() -> Self {
        let Ok(history) = window().history() else { return Self::default() };
        if let Some(number) = history.state().ok().and_then(|state| state.as_f64()) {
            return Self(number as u32);
        }
        let _numbered = history.replace_state(&JsValue::from(0_u32), "");
        Self::default()
    }

    /// The page was turned forward.
    pub fn push(&mut self) {
        self.0 += 1;
        if let Ok(history) = window().history() {
            let _numbered = history.push_state(&JsValue::from(self.0), "");
        }
    }

    /// The way that somebody went by the browser's own buttons. Links to a question inside the page have no number.
    pub fn went(&mut self, event: &Event) -> Option<Went> {
        let number = event.dyn_ref::<PopStateEvent>()?.state().as_f64()?;
        let before = f64::from(self.0);
        // Numbers are those that were pushed; the pages behind are answered anew.
        self.0 = number as u32;
        if number < before { Some(Went::Back) } else { (number > before).then_some(Went::Forward) }
    }

    /// There is no page in front any more: the browser is led back to where it was.
    pub fn stay(&mut self) {
        self.0 = self.0.saturating_sub(1);
        if let Ok(history) = window().history() {
            let _led = history.back();
        }
    }
}
