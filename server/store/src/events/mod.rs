//! Events: plans, and lists for the Koordination and for the public. Seats: [`seats`].

mod rows;
mod seats;

pub use seats::SeatGuards;

use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Day, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{
        Event, EventPlan, Party, PersonKey, Registration,
        port::{EventStore, KitaName, RegistrationOutcome},
        rules::{self, Registrar},
    },
    ids::{EventId, KitaId},
};
use rows::{EventRow, RegistrationRow, SeatsRow, seats_record};
use surrealdb::types::SurrealValue;

const CREATE: &str = "
    CREATE $seats CONTENT { capacity: $capacity, taken: 0, version: 1 } RETURN NONE;
    CREATE $event CONTENT $row RETURN NONE;
";

/// The head record is written too, even if the capacity stays: a registration that was decided on the old plan must not
/// be stored after the new one.
const UPDATE: &str = "
    IF !record::exists($event) { THROW 'not_found' };
    LET $changed = UPDATE $event CONTENT $row WHERE revision = $revision RETURN AFTER;
    IF array::len($changed) = 0 { THROW 'conflict' };
    UPDATE $seats SET capacity = $capacity, version += 1 RETURN NONE;
";

const LIST: &str = "SELECT * FROM event ORDER BY first_day DESC, title FETCH seats;";

const FIND: &str = "SELECT * FROM $event FETCH seats;";

const REGISTRATIONS: &str = "SELECT * FROM registration WHERE event = $event ORDER BY registered_at, id;";

const PUBLIC_LIST: &str = "
    SELECT * FROM event WHERE last_day >= $today AND audience = 'public' AND status != 'entwurf'
        ORDER BY first_day, title FETCH seats;
";

const DELETE_NEEDS: &str = "
    LET $deleted = UPDATE registration SET access_needs = NONE, food_needs = NONE
        WHERE (access_needs != NONE OR food_needs != NONE) AND event.last_day < $before RETURN AFTER;
    array::len($deleted);
";

const DELETE_REGISTRATIONS: &str = "
    LET $deleted = DELETE registration WHERE event.last_day < $before RETURN BEFORE;
    array::len($deleted);
";

const KITAS: &str = "SELECT id, name FROM kita ORDER BY name, id;";

#[derive(SurrealValue)]
struct KitaRow {
    id: Ref<KitaId>,
    name: String,
}

#[async_trait]
impl EventStore for Store {
    async fn create(
        &self,
        by: &Koordination,
        id: EventId,
        plan: &EventPlan,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "event.create", now).of(id);
        self.run(plan_query(Query::audited(CREATE, audit), id, plan, 1)).await
    }

    async fn update(
        &self,
        by: &Koordination,
        id: EventId,
        plan: &EventPlan,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "event.update", now).of(id);
        let query = Query::audited(UPDATE, audit).bind("revision", i64::from(revision));
        self.run(plan_query(query, id, plan, revision.saturating_add(1))).await
    }

    async fn list(&self, _: &Koordination) -> Result<Vec<Event>, AppError> {
        self.events(Query::read(LIST)).await
    }

    async fn find(&self, _: &Koordination, id: EventId) -> Result<Event, AppError> {
        self.event(id).await
    }

    async fn registrations(&self, _: &Koordination, id: EventId) -> Result<Vec<Registration>, AppError> {
        let rows = self.rows::<RegistrationRow>(Query::read(REGISTRATIONS).bind("event", Ref(id))).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| unreadable(REGISTRATIONS, &cause))).collect()
    }

    async fn cancel(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.free_seats(by, event, person, now).await
    }

    async fn public_list(&self, now: DateTime<Utc>) -> Result<Vec<Event>, AppError> {
        let today = self.clock().local(now).date();
        self.events(Query::read(PUBLIC_LIST).bind("today", Day(today))).await
    }

    async fn public_detail(&self, id: EventId) -> Result<Event, AppError> {
        let event = self.event(id).await?;
        if rules::is_visible(&event, Registrar::Guest) { Ok(event) } else { Err(AppError::NotFound) }
    }

    async fn kita_names(&self) -> Result<Vec<KitaName>, AppError> {
        let rows = self.rows::<KitaRow>(Query::read(KITAS)).await?;
        Ok(rows.into_iter().map(|row| KitaName { id: row.id.0, name: row.name }).collect())
    }

    async fn delete_needs(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        let before = self.clock().local(now).date() - rules::NEEDS_KEPT;
        let deleted: i64 = self.value(Query::write(DELETE_NEEDS).bind("before", Day(before))).await?;
        Ok(deleted.unsigned_abs())
    }

    async fn delete_registrations(&self, ended_before: NaiveDate) -> Result<u64, AppError> {
        let deleted: i64 = self.value(Query::write(DELETE_REGISTRATIONS).bind("before", Day(ended_before))).await?;
        Ok(deleted.unsigned_abs())
    }

    async fn register(
        &self,
        registrar: Registrar<'_>,
        event: EventId,
        party: &Party,
        now: DateTime<Utc>,
    ) -> Result<RegistrationOutcome, AppError> {
        self.take_seats(SeatGuards::ALL, registrar, event, party, now).await
    }
}

impl Store {
    async fn event(&self, id: EventId) -> Result<Event, AppError> {
        let mut found = self.events(Query::read(FIND).bind("event", Ref(id))).await?;
        found.pop().ok_or(AppError::NotFound)
    }

    async fn events(&self, query: Query) -> Result<Vec<Event>, AppError> {
        let text = query.text;
        let rows = self.rows::<EventRow<SeatsRow>>(query).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| unreadable(text, &cause))).collect()
    }
}

fn plan_query(query: Query, id: EventId, plan: &EventPlan, revision: u32) -> Query {
    query
        .bind("event", Ref(id))
        .bind("seats", seats_record(id))
        .bind("capacity", i64::from(plan.capacity))
        .bind("row", EventRow::of(id, plan, revision))
}

fn unreadable(text: &'static str, cause: &surrealdb::types::Error) -> AppError {
    error::internal(text, cause.message())
}
