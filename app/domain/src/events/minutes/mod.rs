//! Minutes of meetings: what was talked about and decided, and who does what until when.
//!
//! Kollegiale Fallberatung has none: there is no field that could take the content of a case (domain §5, §7).

pub mod german;
mod input;
pub mod rules;
mod view;

pub use input::{ItemInput, MinutesInput, TaskInput};
pub use view::{MinutesView, SharedMinutesView, TaskRow, UnapprovedRow};

use super::{
    attendance::Sheet,
    types::{Event, Format},
};
use crate::ids::{EventId, TaskId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A point of the agenda, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub topic: String,
    pub result: Option<String>,
    pub decision: Option<String>,
}

/// What somebody does until some day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub id: TaskId,
    /// The meeting that it comes from.
    pub event: EventId,
    pub what: String,
    /// Name or function, as entered: also people without an account have tasks.
    pub who: String,
    pub until: Option<NaiveDate>,
    /// When it was done; it stays visible until then.
    pub done: Option<NaiveDate>,
}

/// How far minutes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not sent, or changed since.
    Draft,
    Sent {
        on: NaiveDate,
    },
    /// By the people of a later meeting.
    Approved {
        on: NaiveDate,
        at: EventId,
    },
}

/// A checked [`MinutesInput`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutesDraft {
    pub items: Vec<Item>,
    /// Each with the id that it keeps; `None` for a new one.
    pub tasks: Vec<(Option<TaskId>, TaskDraft)>,
}

/// A task as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDraft {
    pub what: String,
    pub who: String,
    pub until: Option<NaiveDate>,
}

/// Minutes as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    pub event: EventId,
    pub items: Vec<Item>,
    pub state: State,
    /// How often they were sent; part of the id of the mails.
    pub sendings: u32,
    /// Grows with each change; a change based on an older one is refused.
    pub revision: u32,
}

impl Minutes {
    /// Before anybody has written anything.
    pub fn blank(event: EventId) -> Self {
        Self { event, items: vec![], state: State::Draft, sendings: 0, revision: 0 }
    }
}

/// A meeting with its minutes and everything from before that belongs on the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The event with attendance.
    pub sheet: Sheet,
    pub minutes: Minutes,
    /// Of this meeting, in the order as entered.
    pub tasks: Vec<Task>,
    /// Not done, of other meetings of the format, with the meeting.
    pub open_tasks: Vec<(Task, Event)>,
    /// Sent and not approved, of other meetings of the format, with the meeting.
    pub unapproved: Vec<(Minutes, Event)>,
    /// Other meetings from which something belongs, or may belong, on the table and cannot be read; it is reported.
    pub unreadable: BTreeSet<EventId>,
}

impl Format {
    /// Whether meetings of this format have minutes.
    pub fn has_minutes(self) -> bool {
        matches!(self, Self::Sozialraumteamtreffen | Self::Vernetzungstreffen | Self::Netzwerktreffen)
    }

    /// Whether an event may be described in free text. Of a Kollegiale Fallberatung only the frame is known: date, people,
    /// duration.
    pub fn has_description(self) -> bool {
        self != Self::KollegialeFallberatung
    }
}
