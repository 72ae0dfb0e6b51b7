//! Events that were made from one another.

use super::rows::{EventRow, SeatsHead};
use crate::{
    Store,
    audit::Audit,
    query::Query,
    row::{Ref, record},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{Event, EventPlan, series::Copies},
    ids::EventId,
};
use surrealdb::types::RecordId;

const SERIES: &str = "SELECT * FROM event WHERE series = $series ORDER BY first_day, title, id FETCH seats;";

const MADE: &str = "SELECT VALUE id FROM $events;";

/// The source is written even if it is in the series already: copies of a plan that was changed meanwhile are not stored.
const MAKE: &str = "
    LET $made = SELECT VALUE id FROM $events;
    IF array::len($made) > 0 { THROW 'conflict' };
    LET $copied = UPDATE $source SET series = $series, revision += $step WHERE revision = $revision RETURN AFTER;
    IF array::len($copied) = 0 { THROW 'conflict' };
    INSERT INTO event_seats $heads RETURN NONE;
    INSERT INTO event $rows RETURN NONE;
";

impl Store {
    pub(super) async fn events_of_series(&self, series: EventId) -> Result<Vec<Event>, AppError> {
        self.events(Query::read(SERIES).bind("series", Ref(series))).await
    }

    pub(super) async fn store_copies(
        &self,
        by: &Koordination,
        copies: &Copies,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let circles: Vec<_> = copies.events.iter().map(|(_, plan)| &plan.circle).collect();
        self.check_circles(&circles).await?;
        let ids: Vec<_> = copies.events.iter().map(|(id, _)| record(*id)).collect();
        if self.are_made(&ids).await? {
            return Ok(());
        }
        let audit = Audit::hashes(by, "event.make_series", now).of(copies.source);
        let audit = ids.iter().cloned().fold(audit, Audit::of_record);
        let done = self.run(bind(Query::audited(MAKE, audit), copies, ids.clone())).await;
        // Sent twice at the same moment, the other one was quicker.
        if done == Err(AppError::Conflict) && self.are_made(&ids).await? {
            return Ok(());
        }
        done
    }

    async fn are_made(&self, ids: &[RecordId]) -> Result<bool, AppError> {
        let found: Vec<Ref<EventId>> = self.rows(Query::read(MADE).bind("events", ids.to_vec())).await?;
        Ok(found.len() == ids.len())
    }
}

fn bind(query: Query, copies: &Copies, ids: Vec<RecordId>) -> Query {
    let heads: Vec<_> = copies.events.iter().map(|(id, plan)| SeatsHead::free(*id, plan.capacity)).collect();
    let row = |(id, plan): &(EventId, EventPlan)| EventRow::of(*id, plan, 1, Some(copies.series));
    query
        .bind("events", ids)
        .bind("source", Ref(copies.source))
        .bind("series", Ref(copies.series))
        .bind("step", i64::from(copies.joins))
        .bind("revision", i64::from(copies.revision))
        .bind("heads", heads)
        .bind("rows", copies.events.iter().map(row).collect::<Vec<_>>())
}
