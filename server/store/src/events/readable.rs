//! Rows of which one that cannot be read hides nothing of the others: it is reported, and its event is left out by the caller.

use super::rows::{EventRow, SeatsRow};
use crate::{
    error,
    row::{Ref, redact},
};
use domain::{AppError, events::Event, ids::EventId};
use surrealdb::types::{Error, SurrealValue, Value};

/// Of an event that cannot be read otherwise.
#[derive(SurrealValue)]
struct IdRow {
    id: Ref<EventId>,
}

/// Of something that belongs to an event and cannot be read otherwise.
#[derive(SurrealValue)]
struct OfEventRow {
    event: Ref<EventId>,
}

/// The id of an event, and the event unless its row cannot be read.
pub(super) fn event(text: &'static str, row: Value) -> Result<(EventId, Option<Event>), AppError> {
    let id = IdRow::from_value(row.clone()).map(|row| row.id.0);
    named(text, id, EventRow::<SeatsRow>::from_value(row).and_then(EventRow::<SeatsRow>::into_domain))
}

/// The event that a row belongs to, and what the row says unless it cannot be read.
pub(super) fn of_event<R: SurrealValue, T>(
    text: &'static str,
    row: Value,
    into_domain: impl FnOnce(R) -> Result<T, Error>,
) -> Result<(EventId, Option<T>), AppError> {
    let id = OfEventRow::from_value(row.clone()).map(|row| row.event.0);
    named(text, id, R::from_value(row).and_then(into_domain))
}

fn named<T>(
    text: &'static str,
    id: Result<EventId, Error>,
    found: Result<T, Error>,
) -> Result<(EventId, Option<T>), AppError> {
    let id = id.map_err(|cause| error::unreadable(text, &cause))?;
    if let Err(cause) = &found {
        tracing::error!(event.id = %id, cause = %redact(cause.message()), "an event that cannot be read is left out");
    }
    Ok((id, found.ok()))
}
