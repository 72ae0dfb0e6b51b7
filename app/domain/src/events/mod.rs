//! Events: seminars and meetings, who has a seat in them, and who came too late.
//!
//! [`rules`] is the one seat-taking path: public page, Koordination, guests and tandems all pass through
//! [`rules::decide`], and the store only carries out what it decided.

pub mod approval;
mod area;
pub mod attendance;
pub mod calendar;
pub mod certificate;
mod circle;
pub mod german;
pub mod guests;
pub mod import;
mod input;
pub mod kept;
pub mod limits;
pub mod listed;
pub mod lists;
mod materials;
pub mod minutes;
mod opening;
mod own;
pub mod place;
mod plan_form;
pub mod planning;
pub mod port;
pub mod proposals;
pub mod reminders;
#[cfg(test)]
mod roll;
pub mod rules;
pub mod series;
pub mod statistics;
pub mod tandem;
pub mod templates;
mod types;
mod view;
pub mod walk_in;

pub use area::AreaNames;
pub use circle::{Circle, Membership, Viewer, may_see};
pub use input::{CONFIRM_DAYS, DayInput, EventInput, REQUIRED_SHARE, RegistrationInput};
pub use materials::Material;
pub use opening::Opening;
pub use plan_form::EventFormView;
pub use types::{
    Admission, Attendance, Audience, Event, EventDay, EventPlan, EventStatus, Format, Funktion, Participant, Party,
    PersonKey, Registration, RegistrationStatus, Seats,
};
pub use view::{
    DayView, EventRow, EventView, KitaChoice, MyEventRow, PublicEventView, RegistrationRow, funktion_choices,
};
