//! How minutes and tasks stand in rows.

use crate::{
    events::rows::count,
    row::{Day, Json, Ref},
};
use domain::{
    events::minutes::{Item, Minutes, State, Task},
    ids::{EventId, TaskId},
};
use surrealdb::types::{Error, RecordId, SurrealValue, Uuid};

#[derive(SurrealValue)]
pub(super) struct MinutesRow {
    id: RecordId,
    pub(super) event: Ref<EventId>,
    items: Json<Vec<Item>>,
    sent_on: Option<Day>,
    approved_on: Option<Day>,
    approved_at: Option<Ref<EventId>>,
    sendings: i64,
    revision: i64,
}

#[derive(SurrealValue)]
pub(super) struct TaskRow {
    id: Ref<TaskId>,
    pub(super) event: Ref<EventId>,
    position: i64,
    what: String,
    who: String,
    until: Option<Day>,
    done: Option<Day>,
}

/// `minutes:u'…'`, with the key of the event.
pub(super) fn minutes_record(event: EventId) -> RecordId {
    RecordId::new("minutes", Uuid::from(event.uuid()))
}

impl MinutesRow {
    pub(super) fn of(minutes: &Minutes) -> Self {
        let (sent_on, approved_on, approved_at) = match minutes.state {
            State::Draft => (None, None, None),
            State::Sent { on } => (Some(Day(on)), None, None),
            State::Approved { on, at } => (None, Some(Day(on)), Some(Ref(at))),
        };
        Self {
            id: minutes_record(minutes.event),
            event: Ref(minutes.event),
            items: Json(minutes.items.clone()),
            sent_on,
            approved_on,
            approved_at,
            sendings: i64::from(minutes.sendings),
            revision: i64::from(minutes.revision),
        }
    }

    pub(super) fn into_domain(self) -> Result<Minutes, Error> {
        let state = match (self.approved_on.zip(self.approved_at), self.sent_on) {
            (Some((on, at)), _) => State::Approved { on: on.0, at: at.0 },
            (None, Some(on)) => State::Sent { on: on.0 },
            (None, None) => State::Draft,
        };
        Ok(Minutes {
            event: self.event.0,
            items: self.items.0,
            state,
            sendings: count("sendings", self.sendings)?,
            revision: count("revision", self.revision)?,
        })
    }
}

impl TaskRow {
    pub(super) fn of(task: &Task, position: usize) -> Self {
        Self {
            id: Ref(task.id),
            event: Ref(task.event),
            position: i64::try_from(position).unwrap_or(i64::MAX),
            what: task.what.clone(),
            who: task.who.clone(),
            until: task.until.map(Day),
            done: task.done.map(Day),
        }
    }

    pub(super) fn into_domain(self) -> Task {
        Task {
            id: self.id.0,
            event: self.event.0,
            what: self.what,
            who: self.who,
            until: self.until.map(|day| day.0),
            done: self.done.map(|day| day.0),
        }
    }
}
