//! A page on its way to the server: it stays in sight until there is an answer, and goes on standing there when there is none.

use super::{
    Live, draw, open, read,
    server::{self, Reply},
};
use crate::questionnaires::survey::{CODE, LANGUAGE, NEXT, STEP};
use domain::questionnaires::survey::{Outcome, Text, Turn};
use leptos::prelude::{set_timeout, window};
use std::{rc::Weak, time::Duration};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// How long somebody waits before they may try again. An answer that comes later still counts.
const PATIENCE: Duration = Duration::from_secs(30);

/// What waits for an answer.
pub(super) struct Underway {
    number: u32,
    step: String,
    /// What would follow without the server; `None` where only it knows.
    turn: Option<Turn>,
}

impl Live {
    /// Sends the page. Nothing can be entered until there is an answer, so that nothing is entered in vain.
    pub(super) fn send(&mut self, mut fields: Vec<(String, String)>, step: String, turn: Option<Turn>) {
        fields.push((STEP.to_owned(), step.clone()));
        self.sent += 1;
        let number = self.sent;
        self.underway = Some(Underway { number, step, turn });
        let _held = self.place.set_attribute("inert", "");
        let (own, address) = (Weak::clone(&self.own), self.frame.address.clone());
        spawn_local(async move {
            let reply = server::send(&address, &fields).await;
            if let Some(live) = own.upgrade() {
                live.borrow_mut().answered(number, reply);
            }
        });
        let own = Weak::clone(&self.own);
        let give_up = move || {
            if let Some(live) = own.upgrade() {
                live.borrow_mut().answered(number, None);
            }
        };
        set_timeout(give_up, PATIENCE);
    }

    fn answered(&mut self, number: u32, reply: Option<Reply>) {
        if let Some(Reply::Thanks(address)) = reply {
            self.leaving = true;
            let _led = window().location().assign(&address);
            return;
        }
        let Some(Underway { step, turn, .. }) = self.underway.take_if(|underway| underway.number == number) else {
            return;
        };
        let _free = self.place.remove_attribute("inert");
        match reply {
            Some(Reply::Questions(fresh)) if self.adopt(&fresh, &step).is_some() => {}
            Some(Reply::Paused(page)) => {
                // What goes on with another code lies nowhere else.
                self.typed &= read::find(&page, &format!("input[name=\"{CODE}\"]")).is_some();
                draw::replace_main(&page);
            }
            Some(Reply::Said { title, text }) => {
                self.turn_here(turn, &step);
                draw::tell(&self.place, title, text, None);
            }
            _ => self.not_reached(turn, &step),
        }
    }

    /// A page that was only to be turned reaches the server with the next one.
    fn not_reached(&mut self, turn: Option<Turn>, step: &str) {
        if self.turn_here(turn, step) {
            return;
        }
        let say = |text: Text| text.of(self.frame.language).to_owned();
        let again = Some((step.to_owned(), say(Text::TryAgain)));
        draw::tell(&self.place, say(Text::FailedTitle), say(Text::NotReached), again);
    }

    /// Shows what follows without the server, where it can: the filling-in has gone on to it, and the page must not stay behind.
    fn turn_here(&mut self, turn: Option<Turn>, step: &str) -> bool {
        let turn = turn.filter(|turn| !matches!(turn.outcome, Outcome::Finished(_)));
        let is_there = turn.is_some();
        if let Some(turn) = turn {
            self.turned(turn, step);
        }
        is_there
    }

    /// Goes on with a page that the server wrote: it knows the day, and what lies on the device.
    fn adopt(&mut self, fresh: &Element, step: &str) -> Option<()> {
        let language = read::hidden(&read::form(fresh)?, LANGUAGE)?;
        let (filling, page) = open(fresh, &self.definition)?;
        let ids_before = draw::field_ids(&self.place);
        if step == NEXT && page != self.page && !self.frame.kiosk {
            self.past.push();
        }
        (self.filling, self.page) = (filling, page);
        self.day_ends = read::day_ends(fresh);
        self.kept = fresh.has_attribute("data-kept");
        self.typed &= !self.kept;
        self.unseen = false;
        self.frame.language = read::spoken(&language);
        draw::speak(self.frame.language);
        draw::replace(&self.place, fresh);
        self.judge_refused();
        draw::lead(&self.place, step, &ids_before);
        Some(())
    }
}
