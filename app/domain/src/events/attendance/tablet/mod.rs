//! Attendance on a tablet that may have no network: what is kept there, what is entered there, and what becomes of it when it
//! arrives.
//!
//! A kind of change of its own beside those of `crate::sync`: those belong to a submission and to a Kita, and everybody of the
//! Kita reads them; these belong to a person in a session, and the list of the event is what everybody reads. Lists travel whole,
//! without a cursor: a handful of events is open at a time.
//!
//! What the tablet holds of people: their names, in a window around each session ([`DAYS_BEFORE`], [`DAYS_AFTER`]). A list without
//! names cannot be called out, and more than the name is not needed for that. After the window the list is deleted from the
//! device, also while it is locked; an entry that waits to be sent names nobody.
//!
//! **Two answers for one person.** What arrives last counts, and what it displaces without having seen it stays beside it
//! ([`super::Mark::other`]) until somebody enters the person anew in sight of it. Taking an entry back never takes away what was
//! not seen: what it had displaced stands again. Order of arrival, and not a clock: clocks of tablets are wrong.

pub mod german;
mod held;
mod judge;
mod view;

pub use held::{
    ENTRIES, HeldAbout, HeldEntry, HeldLine, HeldView, SealedRecord, SealedRecordReceipt, SealedRecords,
    SealedRecordsReply, by_event,
};
pub use judge::{Judged, judge};
pub use view::{TabletPerson, TabletSession, TabletSheet};

use super::{MarkInput, Marking};
use crate::{
    events::types::{Attendance, EventPlan, EventStatus},
    ids::{DeviceId, EventId},
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// From so many days before a session a tablet fetches its list: a week, so that it is there before somebody leaves for a place
/// without network.
pub const DAYS_BEFORE: u16 = 7;

/// So many days after a session the list stays on the tablet: what was forgotten can be entered after a weekend.
pub const DAYS_AFTER: u16 = 3;

/// Changes in one push, at most.
pub const MAX_CHANGES: usize = 100;

/// The last day on which a tablet keeps the list of an event; `None` when it is not to have it today.
pub fn keep_until(plan: &EventPlan, today: NaiveDate) -> Option<NaiveDate> {
    if !matches!(plan.status, EventStatus::Offen | EventStatus::Durchgefuehrt) {
        return None;
    }
    let window = -i64::from(DAYS_AFTER)..=i64::from(DAYS_BEFORE);
    let near = plan.days.iter().map(|day| day.date).filter(|date| window.contains(&(*date - today).num_days()));
    near.max().map(|date| date.checked_add_days(Days::new(u64::from(DAYS_AFTER))).unwrap_or(date))
}

/// First and last of the days around today: a tablet may have lists of events with one of them only.
pub fn days_around(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = today.checked_sub_days(Days::new(u64::from(DAYS_AFTER))).unwrap_or(today);
    (first, today.checked_add_days(Days::new(u64::from(DAYS_BEFORE))).unwrap_or(today))
}

/// One entry that somebody made on a tablet. Additive JSON: old pages keep and send old entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletChange {
    /// Random: however often it is sent, it is one entry.
    pub id: Uuid,
    pub event: EventId,
    /// As the list names the person.
    pub person: String,
    /// As the list names the session.
    pub session: String,
    /// `None` takes an entry back.
    #[serde(default)]
    pub attendance: Option<Attendance>,
    /// What the list showed when it was made.
    #[serde(default)]
    pub base: Option<Attendance>,
    /// What the list showed beside it as displaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Attendance>,
}

impl TabletChange {
    /// `None` when person or session are named in no way that the list does.
    pub fn marking(&self) -> Option<Marking> {
        let Self { person, session, attendance, .. } = self.clone();
        MarkInput { person, session, attendance }.parse()
    }
}

/// An entry as it lies on the tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletRecord {
    pub change: TabletChange,
    /// Why the server did not take it; blank as long as it waits. Kept until somebody has read it.
    #[serde(default)]
    pub refusal: String,
}

/// `POST attendance`: entries of one device, in the order in which they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletPush {
    pub device: DeviceId,
    pub changes: Vec<TabletChange>,
}

/// What became of each entry of a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletReply {
    pub receipts: Vec<TabletReceipt>,
    /// Events of which nothing can be taken in now, because the server cannot read them: there is no receipt for their entries, which
    /// stay on the tablet in their order. Those of other events go on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_up: Vec<EventId>,
}

/// The server's word on one entry: it has it, or it does not take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletReceipt {
    pub id: Uuid,
    /// Why it is not taken, as a sentence; blank when it is.
    #[serde(default)]
    pub refusal: String,
}

#[cfg(test)]
#[path = "tablet_test.rs"]
mod tests;
