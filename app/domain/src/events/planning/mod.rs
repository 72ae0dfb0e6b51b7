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
use crate::{accounts::Email, ids::EventId};
use std::collections::{BTreeMap, BTreeSet};

/// What a calendar is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// By first day.
    pub booked: Vec<Booked>,
    /// Of the Sozialräume; the employers' only for who plans.
    pub names: AreaNames,
    /// The asking person plans events, and sees drafts and who is registered.
    pub plans: bool,
    /// Events that cannot be read and are left out. Only for who plans: nobody can tell whether the others may know of them.
    pub unreadable: BTreeSet<EventId>,
    /// Events of which a registration cannot be read: they are there, without all of their people.
    pub incomplete: BTreeSet<EventId>,
}

/// An event with who holds a seat or waits for one, by address: as many of them as the asking person may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    pub event: Event,
    pub people: BTreeMap<Email, String>,
}
