//! The public survey: pages written on the server, whole, and answered there without a script. They have a shell of their
//! own, because their language is that of the questionnaire. Once the browser part has arrived (`browser`), it decides
//! with the same rules and shows with the same views what a sent page would have led to; only the server stores.

use domain::questionnaires::survey::Move;

#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(feature = "ssr")]
mod document;
mod fields;
mod frame;
mod page;
#[cfg(feature = "ssr")]
mod shell;

#[cfg(feature = "ssr")]
pub use document::{survey_code_page, survey_discarded, survey_message, survey_page, survey_paused, survey_thanks};
pub use frame::{Begun, Frame, Takeover};

/// Where surveys lie; the token follows.
pub const ADDRESS: &str = "/umfrage";

/// Where the script lies that starts the browser part.
pub const START: &str = "/umfrage/start.js";

/// What follows the address of a survey where its questions are given as JSON.
pub const QUESTIONS: &str = "/fragebogen";

/// The element around a page of questions, and that which says which page it is.
pub const PAGE: &str = "umfrage";
pub const PROGRESS: &str = "fortschritt";

/// Names of the form's own fields.
pub const STAND: &str = "stand";
pub const LANGUAGE: &str = "sprache";
pub const STEP: &str = "schritt";
/// The code of a card, in the address and in the form.
pub const CODE: &str = "code";
/// Present where a tablet goes from hand to hand: nothing of the person before may stay.
pub const KIOSK: &str = "kiosk";

/// What the buttons of a page send as [`STEP`]; a place or a language follows the colon.
pub const NEXT: &str = "weiter";
pub const BACK: &str = "zurueck";
pub const ADD: &str = "dazu:";
pub const REMOVE: &str = "weg:";
pub const SPEAK: &str = "sprache:";
pub const STOP: &str = "schluss";
pub const PAUSE: &str = "pause";
pub const RESUME: &str = "wieder";
pub const DISCARD: &str = "verwerfen";

/// What somebody pressed, by what the button sends as [`STEP`].
pub fn move_of(step: &str) -> Move {
    let place = |prefix: &str| step.strip_prefix(prefix).and_then(|place| place.parse().ok());
    match step {
        BACK => Move::Back,
        _ if step.starts_with(SPEAK) => Move::Stay,
        _ => place(ADD).map(Move::Add).or_else(|| place(REMOVE).map(Move::Remove)).unwrap_or(Move::Next),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
