//! Entries that revoked tablets delivered, until the Koordination has decided.

use crate::{
    Store,
    audit::Audit,
    error::unreadable,
    query::Query,
    row::{Ref, from_code},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{
        Attendance,
        attendance::tablet::{HeldEntry, TabletChange, german},
    },
    ids::{DeviceId, EventId},
};
use surrealdb::types::{Error, RecordId, RecordIdKey, SurrealValue, Uuid};

/// What arrived before, or waits already, stays as it is.
const HOLD: &str = "
    FOR $row IN $rows {
        IF !record::exists($row.id) AND !record::exists(type::record('attendance_change', record::id($row.id))) {
            CREATE $row.id CONTENT $row RETURN NONE
        };
    };
";

const ALL: &str = "SELECT * FROM attendance_held ORDER BY device, turn, id;";

const OF_ONE: &str = "SELECT * FROM attendance_held WHERE device = $device AND event = $event ORDER BY turn, id;";

const END: &str = "DELETE $rows RETURN NONE;";

#[derive(SurrealValue)]
struct HeldRow {
    id: RecordId,
    device: Ref<DeviceId>,
    event: Ref<EventId>,
    turn: String,
    person: String,
    session: String,
    attendance: Option<String>,
    base: Option<String>,
    other: Option<String>,
    since: DateTime<Utc>,
}

impl HeldRow {
    fn of(device: DeviceId, turn: &str, change: &TabletChange, since: DateTime<Utc>) -> Self {
        Self {
            id: RecordId::new("attendance_held", Uuid::from(change.id)),
            device: Ref(device),
            event: Ref(change.event),
            turn: turn.to_owned(),
            person: change.person.clone(),
            session: change.session.clone(),
            attendance: change.attendance.map(|attendance| attendance.code().into()),
            base: change.base.map(|base| base.code().into()),
            other: change.other.map(|other| other.code().into()),
            since,
        }
    }

    fn into_domain(self) -> Result<HeldEntry, Error> {
        let read =
            |code: Option<String>| code.map(|code| from_code("attendance", &code, Attendance::from_code)).transpose();
        let RecordIdKey::Uuid(id) = self.id.key else { return Err(Error::internal("an id is none".into())) };
        let change = TabletChange {
            id: id.into_inner(),
            event: self.event.0,
            person: self.person,
            session: self.session,
            attendance: read(self.attendance)?,
            base: read(self.base)?,
            other: read(self.other)?,
        };
        Ok(HeldEntry { device: self.device.0, since: self.since, change })
    }
}

impl Store {
    pub(super) async fn hold(
        &self,
        device: DeviceId,
        entries: &[(String, TabletChange)],
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let rows: Vec<_> = entries.iter().map(|(turn, change)| HeldRow::of(device, turn, change, now)).collect();
        self.run(Query::write(HOLD).bind("rows", rows)).await
    }

    pub(super) async fn all_held(&self) -> Result<Vec<HeldEntry>, AppError> {
        let rows: Vec<HeldRow> = self.rows(Query::read(ALL)).await?;
        // One that this version cannot read is reported, stays where it is, and hides none of the others.
        Ok(rows.into_iter().filter_map(|row| row.into_domain().map_err(|cause| unreadable(ALL, &cause)).ok()).collect())
    }

    async fn held_of(&self, device: DeviceId, event: EventId) -> Result<Vec<HeldRow>, AppError> {
        let query = Query::read(OF_ONE).bind("device", Ref(device)).bind("event", Ref(event));
        let rows: Vec<HeldRow> = self.rows(query).await?;
        if rows.is_empty() { Err(AppError::NotFound) } else { Ok(rows) }
    }

    /// One after the other, each on its own: broken off in between, what was entered is known by its id the next time.
    pub(super) async fn enter_held(
        &self,
        by: &Koordination,
        device: DeviceId,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, AppError> {
        let (mut taken, mut refusals) = (Vec::new(), Vec::new());
        for row in self.held_of(device, event).await? {
            let record = row.id.clone();
            let Ok(held) = row.into_domain().map_err(|cause| unreadable(OF_ONE, &cause)) else {
                refusals.push(german::HELD_UNREADABLE.to_owned());
                continue;
            };
            let receipt = self.take_change(by, &held.change, now).await?;
            if receipt.refusal.is_empty() {
                taken.push(record);
            } else {
                refusals.push(receipt.refusal);
            }
        }
        if !taken.is_empty() {
            self.end_held(by, "event.take_held", event, taken, now).await?;
        }
        Ok(refusals)
    }

    pub(super) async fn discard_held(
        &self,
        by: &Koordination,
        device: DeviceId,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let rows = self.held_of(device, event).await?;
        // Nobody has seen what cannot be read, so nobody has decided to throw it away.
        let readable = rows.into_iter().map(|row| (row.id.clone(), row.into_domain()));
        let records: Vec<_> = readable.filter_map(|(record, held)| held.ok().map(|_| record)).collect();
        if records.is_empty() {
            return Err(AppError::NotFound);
        }
        self.end_held(by, "event.turn_held_down", event, records, now).await
    }

    async fn end_held(
        &self,
        by: &Koordination,
        action: &'static str,
        event: EventId,
        records: Vec<RecordId>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let audit = records.iter().cloned().fold(Audit::hashes(by, action, now).of(event), Audit::of_record);
        self.run(Query::audited(END, audit).bind("rows", records)).await
    }
}
