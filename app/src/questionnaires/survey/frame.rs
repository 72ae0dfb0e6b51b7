//! What stands around every page of a survey, on the server and in the browser.

use domain::questionnaires::survey::{Direction, Language};

/// What every page of a survey has.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Title of the questionnaire.
    pub title: String,
    pub kita: String,
    pub language: Language,
    /// `/umfrage/…`
    pub address: String,
    pub css: String,
    pub demo: bool,
    /// The code that was typed or scanned; empty where none is asked for.
    pub code: String,
    /// A tablet that goes from hand to hand.
    pub kiosk: bool,
    /// Whether the answers can be put aside on this device.
    pub may_pause: bool,
    /// Only on pages with questions: the browser part, once it has arrived, goes on by itself.
    pub takeover: Option<Takeover>,
}

/// What the browser part cannot read from the page it takes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takeover {
    /// `now` of the form's context, so that both sides compute the same: milliseconds since 1970-01-01T00:00Z.
    pub now: i64,
    /// Milliseconds that are left of this day: afterwards only the server knows which one it is.
    pub left: i64,
    /// The answers lie on this device and are renewed with each page that reaches the server, so pages are turned there.
    pub kept: bool,
}

/// What was answered before a code was asked for once more: as the form's own fields carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    pub stand: String,
    /// The language of the questionnaire that was shown.
    pub language: String,
}

/// Which way a text runs, as the attribute `dir`.
pub fn way(text: &str) -> &'static str {
    Direction::of(text).code()
}
