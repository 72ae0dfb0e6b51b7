//! The public survey: a link, and a questionnaire answered page by page without an account (domain §6).
//!
//! Everything here is decided without browser or server: which questions stand on which page, what a sent page leads to,
//! in which language. Nothing of it knows who answers.

mod code;
mod language;
mod link;
mod pages;
pub mod port;
mod rest;
mod scale;
mod stand;
mod texts;
mod turn;

pub use code::{CodeCount, CodesInput, CodesOrder, MOST_CODES, SurveyAccess, SurveyCode, card_languages};
pub use language::{Direction, Language, preferred};
pub use link::{Survey, SurveyInput, SurveyState, SurveyToken};
pub use pages::{SurveyFault, check_answerable, pages};
pub use port::{OpenSurvey, SurveyStore};
pub use rest::{REST_PARTS, Rest, rest_until};
pub use scale::Scale;
pub use stand::{Mark, Stand};
pub use texts::{DeviceText, Text, other_choice, other_question};
pub use turn::{Filling, Move, Outcome, Turn, begin, field_name, resume, take_turn};
