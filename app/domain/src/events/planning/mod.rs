//! The planning calendar: a month of events with what gets in their way, and what the rhythm still asks for.

pub mod conflicts;
pub mod german;
pub mod holidays;
mod query;
pub mod rhythm;
mod view;

pub use query::{CalendarInput, CalendarQuery, Month};
pub use view::{CalendarDay, CalendarEntry, CalendarView, ConflictRow, QuarterGaps, Week};

use super::{AreaNames, types::Event};
use crate::accounts::Email;
use std::collections::BTreeMap;

/// What a calendar is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// By first day.
    pub booked: Vec<Booked>,
    /// Of the Sozialräume; the employers' only for who plans.
    pub names: AreaNames,
    /// The asking person plans events, and sees drafts and who is registered.
    pub plans: bool,
}

/// An event with who holds a seat or waits for one, by address: as many of them as the asking person may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub event: Event,
    pub people: BTreeMap<Email, String>,
}
