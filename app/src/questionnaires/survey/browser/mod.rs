//! The survey in a browser with WASM: the page that the server wrote is taken over as it is, answers change at once what is
//! asked, and pages are turned without the network. The server stays the only one that stores: the last page and putting aside
//! are the same forms as without WASM, sent from the page, which stays until the server has answered. Throwing away is left to
//! the browser.
//!
//! What was typed is in memory and in the page, nowhere else. A reload begins again, as the first page does without WASM, so
//! the browser asks before it; on a tablet that goes round it does not, and nothing is left there.

mod draw;
mod merge;
mod past;
mod read;
mod sending;
mod server;

use super::{BACK, DISCARD, Frame, LANGUAGE, NEXT, PAUSE, RESUME, SPEAK, STAND, STOP, move_of};
use crate::offline::now;
use domain::questionnaires::{
    Definition, Place,
    survey::{Filling, Outcome, Stand, Turn},
};
use leptos::prelude::{document, window, window_event_listener_untyped};
use past::{Past, Went};
use sending::Underway;
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BeforeUnloadEvent, Element, Event, HtmlFormElement, PageTransitionEvent, SubmitEvent, UiEvent};

/// What is written in one go: fields whose value is only finished when they are left.
const WRITTEN: &str = "textarea, input:not([type=radio]):not([type=checkbox])";

struct Live {
    /// For what is answered later.
    own: Weak<RefCell<Self>>,
    place: Element,
    frame: Frame,
    definition: Definition,
    filling: Filling,
    /// Counted from 0, as in [`Stand`].
    page: usize,
    /// When the filling-in computes with a day that is over, by the clock of this device.
    day_ends: Option<i64>,
    past: Past,
    /// Answers were put aside on this device: each page that is turned must reach the server, which renews them.
    kept: bool,
    /// Something would be lost with the page.
    typed: bool,
    /// How often something was sent.
    sent: u32,
    /// What was sent and is not answered yet.
    underway: Option<Underway>,
    /// The browser is on its way to another page.
    leaving: bool,
    /// A field was left and is not judged yet. Not before the press that left it has ended: what it was aimed at must not move.
    unseen: bool,
}

/// Takes over the page, if there are questions on it and the server gives the questionnaire.
pub fn start() {
    spawn_local(async {
        // Without it everything goes on as it was.
        let _taken_over = take_over().await.is_some();
    });
}

async fn take_over() -> Option<()> {
    let place = read::place()?;
    let form = read::form(&place)?;
    let frame = read::frame(&form, &read::hidden(&form, LANGUAGE)?);
    let definition = read::definition(&frame).await?;
    let (filling, page) = open(&place, &definition)?;
    let (day_ends, kept, past) = (read::day_ends(&place), place.has_attribute("data-kept"), Past::begin());
    let live = Rc::new_cyclic(|own| {
        RefCell::new(Live {
            own: Weak::clone(own),
            place,
            frame,
            definition,
            filling,
            page,
            day_ends,
            past,
            kept,
            typed: false,
            sent: 0,
            underway: None,
            leaving: false,
            unseen: false,
        })
    });
    live.borrow_mut().judge_refused();
    // What was typed before the browser part had arrived.
    live.borrow_mut().look();
    listen(&live);
    // As the other zones say that they are ready.
    document().document_element()?.set_attribute("data-live", "").ok()
}

/// The filling-in of a page that the server wrote, and which page it is.
fn open(place: &Element, definition: &Definition) -> Option<(Filling, usize)> {
    let form = read::form(place)?;
    let stand = Stand::read(&read::hidden(&form, STAND)?)?;
    let context = read::context(place, stand.seed, read::hidden(&form, LANGUAGE)?)?;
    let filling = Filling::open(definition, context, &stand).ok()?;
    Some((filling, stand.page))
}

fn listen(live: &Rc<RefCell<Live>>) {
    let on = |name: &str, answer: fn(&mut Live, &Event)| {
        let live = Rc::clone(live);
        window_event_listener_untyped(name, move |event| {
            // Leading the focus elsewhere can report a change in the middle of an answer, which takes that in itself.
            if let Ok(mut live) = live.try_borrow_mut() {
                answer(&mut live, &event);
            }
        });
    };
    on("input", Live::entered);
    on("change", Live::left);
    on("keyup", Live::released);
    on("click", Live::clicked);
    on("submit", Live::submitted);
    on("popstate", Live::went);
    on("beforeunload", Live::warn);
    on("pagehide", Live::gone);
    on("pageshow", Live::shown_again);
}

impl Live {
    fn entered(&mut self, event: &Event) {
        if self.target(event).is_some() {
            self.typed = true;
            self.leaving = false;
            self.look();
        }
    }

    fn left(&mut self, event: &Event) {
        let Some(field) = self.target(event) else { return };
        if let Some(place) = read::place_of(&field) {
            self.filling.judge(place);
        }
        if field.matches(WRITTEN).unwrap_or_default() {
            self.unseen = true;
        } else {
            self.look();
        }
    }

    fn released(&mut self, _: &Event) {
        if self.unseen {
            self.look();
        }
    }

    fn clicked(&mut self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("button").ok().flatten());
        let Some(button) = button else { return self.released(event) };
        // The second click of a double click would meet the page that follows.
        let is_second = event.dyn_ref::<UiEvent>().is_some_and(|click| click.detail() > 1);
        if is_second && self.place.contains(Some(&button)) {
            event.prevent_default();
        }
    }

    fn submitted(&mut self, event: &Event) {
        let Some(form) = read::form(&self.place).filter(|form| form.is_connected()) else {
            // Another page of the server stands here, and the browser sends its form.
            self.leaving = true;
            return;
        };
        // Browsers before 2022 do not say which button was pressed; the server is told.
        let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
        let step = button.and_then(|button| button.get_attribute("value"));
        let step = step.filter(|step| !matches!(step.as_str(), RESUME | DISCARD | STOP));
        let Some(step) = step else {
            self.leaving = true;
            return;
        };
        event.prevent_default();
        if self.underway.is_some() {
            return;
        }
        let fields = read::fields(&form);
        if step == PAUSE {
            return self.send(fields, step, None);
        }
        let turn = self.turn(&form, &step);
        let is_servers = match turn.outcome {
            Outcome::Finished(_) => true,
            Outcome::Show if self.kept => true,
            _ => self.day_ends.is_some_and(|end| now() >= end),
        };
        if is_servers { self.send(fields, step, Some(turn)) } else { self.turned(turn, &step) }
    }

    /// Shows the page that follows; the browser's own way back leads to the one before.
    fn turned(&mut self, turn: Turn, step: &str) {
        // The tablet that goes round has no way back to what somebody has answered.
        if step == NEXT && turn.stand.page != self.page && !self.frame.kiosk {
            self.past.push();
        }
        self.show(turn, step);
    }

    fn went(&mut self, event: &Event) {
        let Some(way) = self.past.went(event) else { return };
        let Some(form) = read::form(&self.place).filter(|_| self.underway.is_none()) else { return };
        if !form.is_connected() {
            // The answers are put aside, and a page that says so stands here: they go on where they were. One that asks for
            // another code has the only copy of them, and stays.
            if !self.typed {
                let _again = window().location().reload();
            }
            return;
        }
        if way == Went::Back {
            let turn = self.turn(&form, BACK);
            return self.show(turn, BACK);
        }
        let mut turn = self.turn(&form, NEXT);
        if turn.stand.page == self.page {
            self.past.stay();
        }
        // The last page is sent by its button and by nothing else.
        if matches!(turn.outcome, Outcome::Finished(_)) {
            turn.outcome = Outcome::Show;
        }
        self.show(turn, NEXT);
    }

    fn turn(&mut self, form: &HtmlFormElement, step: &str) -> Turn {
        if let Some(language) = step.strip_prefix(SPEAK) {
            self.filling.speak(language);
        }
        self.filling.turn(&read::fields(form), &move_of(step))
    }

    /// Draws the page that follows.
    fn show(&mut self, turn: Turn, step: &str) {
        let ids_before = draw::field_ids(&self.place);
        self.page = turn.stand.page;
        self.frame.language = read::spoken(&turn.language);
        draw::speak(self.frame.language);
        let offered = self.filling.languages().to_vec();
        if let Some(drawn) = draw::draw(&self.frame, turn, offered) {
            draw::replace(&self.place, &drawn);
        }
        self.unseen = false;
        draw::lead(&self.place, step, &ids_before);
    }

    /// What the page says is wrong, it goes on saying until it is right.
    fn judge_refused(&mut self) {
        let refused = self.filling.shown().iter().filter(|node| read::is_refused(node)).map(|node| node.place.clone());
        let refused: Vec<Place> = refused.collect();
        refused.into_iter().for_each(|place| self.filling.judge(place));
    }

    /// Brings the page up to date with what stands in its fields.
    fn look(&mut self) {
        self.unseen = false;
        // Then the filling-in is on the next page already, and this one's fields have nothing to say about it.
        if self.underway.is_some() {
            return;
        }
        let Some(form) = read::form(&self.place) else { return };
        let turn = self.filling.look(&read::fields(&form));
        let offered = self.filling.languages().to_vec();
        if let Some(drawn) = draw::draw(&self.frame, turn, offered) {
            merge::merge_content(&self.place, &drawn);
        }
    }

    /// The field of this page that an event comes from.
    fn target(&self, event: &Event) -> Option<Element> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        self.place.contains(Some(&target)).then_some(target)
    }

    fn warn(&mut self, event: &Event) {
        if !self.typed || self.leaving || self.frame.kiosk {
            return;
        }
        event.prevent_default();
        if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
            // Browsers show a sentence of their own; older ones want any text at all.
            event.set_return_value("-");
        }
    }

    /// A browser may keep a page that was left as it stood there.
    fn gone(&mut self, _: &Event) {
        if self.frame.kiosk {
            self.place.set_inner_html("");
        }
    }

    fn shown_again(&mut self, event: &Event) {
        let is_kept = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
        // It may have been left for the thanks, and would wait for an answer that it has had.
        let is_sent = self.leaving && self.underway.is_some();
        if is_kept && (self.frame.kiosk || is_sent) {
            let _again = window().location().reload();
        }
    }
}
