//! Entries that come from tablets: each is taken in once, together with what it changes, on the head record of the event.

use super::{
    ROUNDS,
    rows::{MarkRow, mark_record},
};
use crate::{Store, audit::Audit, events::rows::seats_record, query::Query, row::Ref};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{Koordination, Right},
    events::attendance::{
        Marking, Sheet, german,
        rules::Refusal,
        tablet::{Judged, TabletChange, TabletReceipt, german as tablet_german, judge},
    },
    ids::{AccountId, EventId},
};
use surrealdb::types::{RecordId, SurrealValue, Uuid};

const KNOWN: &str = "SELECT VALUE received_at FROM $late;";

const ENTER_LATE: &str = "
    LET $head = UPDATE $seats SET version += 1 WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    CREATE $late.id CONTENT $late RETURN NONE;
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE };
    DELETE $removed RETURN NONE;
";

#[derive(SurrealValue)]
struct ChangeRow {
    id: RecordId,
    event: Ref<EventId>,
    person: String,
    session: String,
    attendance: Option<String>,
    base: Option<String>,
    account: Ref<AccountId>,
    received_at: DateTime<Utc>,
}

impl ChangeRow {
    fn of(change: &TabletChange, by: &Koordination, now: DateTime<Utc>) -> Self {
        Self {
            id: change_record(change),
            event: Ref(change.event),
            person: change.person.clone(),
            session: change.session.clone(),
            attendance: change.attendance.map(|attendance| attendance.code().into()),
            base: change.base.map(|base| base.code().into()),
            account: Ref(by.principal().account),
            received_at: now,
        }
    }
}

/// `attendance_change:u'…'`
fn change_record(change: &TabletChange) -> RecordId {
    RecordId::new("attendance_change", Uuid::from(change.id))
}

impl Store {
    pub(super) async fn take_change(
        &self,
        by: &Koordination,
        change: &TabletChange,
        now: DateTime<Utc>,
    ) -> Result<TabletReceipt, AppError> {
        let receipt = |refusal: String| TabletReceipt { id: change.id, refusal };
        let Some(marking) = change.marking() else { return Ok(receipt(german::refusal(Refusal::NotExpected))) };
        let today = self.clock().local(now).date();
        let _turn = self.event_locks().lock(change.event).await;
        for _ in 1..=ROUNDS {
            let known: Vec<DateTime<Utc>> = self.rows(Query::read(KNOWN).bind("late", change_record(change))).await?;
            if !known.is_empty() {
                return Ok(receipt(String::new()));
            }
            let (sheet, version) = match self.versioned_sheet(change.event).await {
                Ok(found) => found,
                Err(AppError::NotFound) => return Ok(receipt(tablet_german::NO_SUCH_EVENT.into())),
                Err(cause) => return Err(cause),
            };
            let judged = match judge(&sheet, &marking, (change.base, change.other), today) {
                Ok(judged) => judged,
                Err(refusal) => return Ok(receipt(german::refusal(refusal))),
            };
            let query = entering(by, &sheet, &marking, &judged, now).bind("late", ChangeRow::of(change, by, now));
            match self.run(query.bind("seats", seats_record(change.event)).bind("version", version)).await {
                Ok(()) => return Ok(receipt(String::new())),
                Err(AppError::Conflict) => continue,
                Err(cause) => return Err(cause),
            }
        }
        Err(AppError::Conflict)
    }
}

/// Audited as every other entry, also where it says what is so already: somebody has said it.
fn entering(by: &Koordination, sheet: &Sheet, marking: &Marking, judged: &Judged, now: DateTime<Utc>) -> Query {
    let event = sheet.event.id;
    let rows: Vec<_> = judged.written.iter().map(|mark| MarkRow::of(event, mark)).collect();
    let removed: Vec<_> = judged.removed.iter().map(|(person, session)| mark_record(event, person, *session)).collect();
    let subject = mark_record(event, &marking.person, marking.session);
    let audit = Audit::hashes(by, "event.attendance", now).of(event).of_record(subject);
    Query::audited(ENTER_LATE, audit).bind("rows", rows).bind("removed", removed)
}
