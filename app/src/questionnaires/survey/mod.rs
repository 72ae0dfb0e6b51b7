//! The public survey: pages written on the server, whole and without a script. They have a shell of their own, because
//! their language is that of the questionnaire and nothing on them needs the browser part.

mod fields;
mod page;
mod shell;

pub use page::{survey_code_page, survey_message, survey_page, survey_paused, survey_thanks};
pub use shell::Frame;

/// Where surveys lie; the token follows.
pub const ADDRESS: &str = "/umfrage";

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

#[cfg(test)]
mod tests;
