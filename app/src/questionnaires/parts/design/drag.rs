//! Dragging a question by its grip: the same with mouse, pen and finger.

use super::{desk::Desk, outline::say_place};
use domain::questionnaires::{
    QuestionId,
    design::{Command, Spot},
};
use leptos::{
    ev::{self, PointerEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::Element,
};

/// How far below its upper edge, in pixels, a section still counts as that edge.
const UPPER: i32 = 14;
/// How near to the edge of the window, in pixels, the page begins to scroll, and how far in one frame.
const EDGE: i32 = 24;
const STEP: i32 = 8;

/// A question under way.
#[derive(Clone, Copy, PartialEq)]
struct Carried {
    id: QuestionId,
    /// The browser's number of the mouse or finger.
    pointer: i32,
    /// Where it lands when it is let go; `None` where it cannot.
    at: Option<Spot>,
}

/// Copyable, so that every row can hold it.
#[derive(Clone, Copy)]
pub struct Drag {
    desk: Desk,
    carried: RwSignal<Option<Carried>>,
    /// Where the pointer is in the window.
    place: StoredValue<(i32, i32)>,
    rolling: StoredValue<bool>,
}

impl Drag {
    pub fn new(desk: Desk) -> Self {
        let drag = Self {
            desk,
            carried: RwSignal::new(None),
            place: StoredValue::new((0, 0)),
            rolling: StoredValue::new(false),
        };
        // The focus may be anywhere meanwhile.
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                drag.give_up();
            }
        });
        // A row that is taken out of the list, or put elsewhere in it, loses the pointer, and the browser tells the page, not the row.
        let lost = window_event_listener(ev::lostpointercapture, move |event| drag.lose(&event));
        on_cleanup(move || {
            escape.remove();
            lost.remove();
        });
        drag
    }

    /// Whether this question is under way.
    pub fn carries(self, id: QuestionId) -> bool {
        self.carried.with(|carried| carried.is_some_and(|carried| carried.id == id))
    }

    /// How the question under way would land by this one: `before`, `after` or `inside` it.
    pub fn mark(self, id: QuestionId) -> Option<&'static str> {
        match self.carried.with(|carried| carried.and_then(|carried| carried.at))? {
            Spot::Before(on) if on == id => Some("before"),
            Spot::After(on) if on == id => Some("after"),
            Spot::Inside(on) if on == id => Some("inside"),
            _ => None,
        }
    }

    pub fn begin(self, id: QuestionId, event: &PointerEvent) {
        // Neither another button nor a second finger.
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        // A mouse would mark text on its way.
        event.prevent_default();
        let grip = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // Without it the pointer is followed as long as it is on the grip.
        _ = grip.map(|grip| grip.set_pointer_capture(event.pointer_id()));
        self.carried.set(Some(Carried { id, pointer: event.pointer_id(), at: None }));
    }

    pub fn follow(self, event: &PointerEvent) {
        if self.held_by(event).is_none() {
            return;
        }
        self.place.set_value((event.client_x(), event.client_y()));
        self.aim();
        if !self.rolling.get_value() && self.step() != 0 {
            self.rolling.set_value(true);
            self.roll();
        }
    }

    pub fn let_go(self, event: &PointerEvent) {
        let Some(Carried { id, at, .. }) = self.held_by(event) else { return };
        self.carried.set(None);
        if let Some(at) = at
            && self.desk.run(Command::MoveTo { id, at }).is_some()
        {
            say_place(self.desk, id);
        }
    }

    /// The system has taken the pointer away, for a gesture of its own or a call.
    pub fn lose(self, event: &PointerEvent) {
        if self.held_by(event).is_some() {
            self.give_up();
        }
    }

    fn give_up(self) {
        if self.now().is_some() {
            self.carried.set(None);
            self.desk.said.set("Nicht verschoben.".into());
        }
    }

    fn now(self) -> Option<Carried> {
        self.carried.try_get_untracked().flatten()
    }

    fn held_by(self, event: &PointerEvent) -> Option<Carried> {
        self.now().filter(|carried| carried.pointer == event.pointer_id())
    }

    /// Finds out where the question would land.
    fn aim(self) {
        let Some(carried) = self.now() else { return };
        let (x, y) = self.place.get_value();
        let at = match under(x, y) {
            None => None,
            // Between two rows.
            Some(None) => carried.at,
            Some(Some(on)) => {
                let upper = under(x, y - UPPER).flatten() != Some(on);
                self.desk.draft.with_untracked(|draft| Spot::of_drop(draft, carried.id, on, upper))
            }
        };
        if at != carried.at {
            self.carried.set(Some(Carried { at, ..carried }));
        }
    }

    /// Scrolls while the pointer rests at the edge of the window, so that rows out of sight can be reached.
    fn roll(self) {
        request_animation_frame(move || {
            let step = self.step();
            if step == 0 {
                _ = self.rolling.try_set_value(false);
                return;
            }
            window().scroll_by_with_x_and_y(0.0, f64::from(step));
            self.aim();
            self.roll();
        });
    }

    /// By how many pixels the page scrolls in this frame.
    fn step(self) -> i32 {
        let height = window().inner_height().ok().and_then(|height| height.as_f64());
        match (self.now(), self.place.try_get_value(), height) {
            (Some(_), Some((_, y)), _) if y < EDGE => -STEP,
            (Some(_), Some((_, y)), Some(height)) if f64::from(y) > height - f64::from(EDGE) => STEP,
            _ => 0,
        }
    }
}

/// The question whose row is at this point of the window; `Some(None)` between rows, `None` outside the list.
fn under(x: i32, y: i32) -> Option<Option<QuestionId>> {
    // Pixels of a window are far below what this number holds exactly.
    let there = document().element_from_point(x as f32, y as f32)?;
    let around = |selector| there.closest(selector).ok().flatten();
    around(".outline__list")?;
    let number = around("[data-question]").and_then(|row| row.get_attribute("data-question"));
    Some(number.and_then(|number| number.parse().ok()).map(QuestionId))
}
