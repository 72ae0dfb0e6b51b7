//! Registrations are deleted after their time; of who was there, sums stay ([`domain::events::kept`]).

use super::{
    super::rows::seats_record,
    ROUNDS,
    year::{SumsRow, YearRow, readable_of},
};
use crate::{
    Store,
    query::Query,
    row::{Day, Ref},
};
use chrono::NaiveDate;
use domain::{
    AppError,
    events::kept::keep,
    ids::{EventId, KitaId, SozialraumId},
};
use std::collections::BTreeMap;

/// Events with registrations that are too old.
const DUE: &str = "SELECT VALUE event FROM registration WHERE event.last_day < $before GROUP BY event;";

const VERSION: &str = "SELECT VALUE version FROM $seats;";

/// One statement, so one snapshot.
const SHEETS: &str = "
    RETURN {
        events: (SELECT * FROM $events FETCH seats),
        registrations: (SELECT * FROM registration WHERE event IN $events),
        marks: (SELECT * FROM attendance WHERE event IN $events),
        sums: [],
        first_days: []
    };
";

/// Only what the sums were made of: whoever enters something at the same time is counted, or comes after it.
/// Sums that are there already are of everybody who was registered; who came after them is no reason to lose them.
const FORGET: &str = "
    LET $head = UPDATE $seats SET version += 1 WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    INSERT IGNORE INTO event_sums $rows RETURN NONE;
    LET $old = SELECT VALUE id FROM registration WHERE event = $event;
    LET $marks = SELECT VALUE id FROM attendance WHERE event = $event;
    LET $changes = SELECT VALUE id FROM attendance_change WHERE event = $event;
    LET $waiting = SELECT VALUE id FROM attendance_held WHERE event = $event;
    LET $links = SELECT VALUE id FROM mailed_link WHERE event = $event;
    LET $held = SELECT VALUE id FROM certificate WHERE holder != NONE AND event = $event;
    DELETE $old RETURN NONE;
    DELETE $marks RETURN NONE;
    DELETE $changes RETURN NONE;
    DELETE $waiting RETURN NONE;
    DELETE $links RETURN NONE;
    UPDATE $held SET holder = NONE RETURN NONE;
";

/// What is left: of events that cannot be read, and entries without a registration.
const FORGET_THE_REST: &str = "
    LET $old = SELECT VALUE id FROM registration WHERE event.last_day < $before;
    LET $marks = SELECT VALUE id FROM attendance WHERE event.last_day < $before;
    LET $changes = SELECT VALUE id FROM attendance_change WHERE event.last_day < $before;
    LET $waiting = SELECT VALUE id FROM attendance_held WHERE event.last_day < $before;
    LET $links = SELECT VALUE id FROM mailed_link WHERE event.last_day < $before;
    LET $held = SELECT VALUE id FROM certificate WHERE holder != NONE AND event.last_day < $before;
    DELETE $old RETURN NONE;
    DELETE $marks RETURN NONE;
    DELETE $changes RETURN NONE;
    DELETE $waiting RETURN NONE;
    DELETE $links RETURN NONE;
    UPDATE $held SET holder = NONE RETURN NONE;
    array::len($old);
";

impl Store {
    /// Each event in a transaction of its own: one that stays busy does not keep the others. The first such failure is returned
    /// after them, and nothing is deleted without its sums before they could be written; but what cannot be read is.
    pub(in crate::events) async fn forget_registrations(
        &self,
        before: NaiveDate,
        smallest: u32,
    ) -> Result<u64, AppError> {
        let due: Vec<Ref<EventId>> = self.rows(Query::read(DUE).bind("before", Day(before))).await?;
        let regions = self.regions().await?;
        let (mut deleted, mut failed) = (0, None);
        for Ref(event) in due {
            match self.forget_event(event, before, (&regions, smallest)).await {
                Ok(count) => deleted += count,
                Err(cause) => failed = failed.or(Some(cause)),
            }
        }
        if let Some(cause) = failed {
            return Err(cause);
        }
        let rest: i64 = self.value(Query::write(FORGET_THE_REST).bind("before", Day(before))).await?;
        Ok(deleted + rest.unsigned_abs())
    }

    /// Returns how many registrations are gone; none of an event that cannot be read, or was moved to a later day meanwhile.
    async fn forget_event(
        &self,
        event: EventId,
        before: NaiveDate,
        (regions, smallest): (&BTreeMap<KitaId, SozialraumId>, u32),
    ) -> Result<u64, AppError> {
        let _turn = self.event_locks().lock(event).await;
        for _ in 1..=ROUNDS {
            // Before the rest, so that whatever is written after it counts as newer.
            let version: Option<i64> = self.row(Query::read(VERSION).bind("seats", seats_record(event))).await?;
            let row: YearRow = self.value(Query::read(SHEETS).bind("events", vec![Ref(event)])).await?;
            let Some((sheet, version)) = readable_of(row)?.sheets.pop().zip(version) else { return Ok(0) };
            if sheet.event.plan.last_day().is_some_and(|last| before <= last) {
                return Ok(0);
            }
            let sums = keep(&sheet, |kita| regions.get(&kita).copied(), smallest);
            let query = Query::write(FORGET).bind("seats", seats_record(event)).bind("version", version);
            let query = query.bind("event", Ref(event)).bind("rows", vec![SumsRow::of(event, sums)]);
            match self.run(query).await {
                Ok(()) => return Ok(sheet.registrations.len() as u64),
                Err(AppError::Conflict) => continue,
                Err(cause) => return Err(cause),
            }
        }
        Err(AppError::Conflict)
    }
}
