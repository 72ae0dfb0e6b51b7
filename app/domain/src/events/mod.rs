//! Events: seminars and meetings, who has a seat in them, and who came too late.
//!
//! [`rules`] is the one seat-taking path: public page, Koordination, guests and tandems all pass through
//! [`rules::decide`], and the store only carries out what it decided.

pub mod german;
mod input;
pub mod port;
pub mod rules;
mod types;
mod view;

pub use input::{DayInput, EventInput, RegistrationInput};
pub use types::{
    Audience, Event, EventDay, EventPlan, EventStatus, Format, Funktion, Participant, Party, PersonKey, Registration,
    RegistrationStatus, Seats,
};
pub use view::{
    DayView, EventFormView, EventRow, EventView, KitaChoice, PublicEventView, RegistrationRow, funktion_choices,
};
