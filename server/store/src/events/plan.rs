//! Changing the plan of an event, with everything that follows for those who are registered or wait.

use super::{
    mails::Mails,
    plan_query,
    seats::{Change, Judged, SeatGuards, Snapshot, Standing},
};
use crate::{Store, audit::Audit, query::Query};
use chrono::{DateTime, Utc};
use domain::{
    AppError, ErrorCode,
    access::Koordination,
    events::{Event, EventPlan, Registration, Seats, rules},
    ids::EventId,
};

/// A new plan. The head record is written too, even if the capacity stays: a registration that was decided on the old plan
/// must not be stored after the new one.
const REPLACE: &str = "
    LET $changed = UPDATE $event CONTENT $row WHERE revision = $revision RETURN AFTER;
    IF array::len($changed) = 0 { THROW 'conflict' };
    LET $head = UPDATE $seats SET capacity = $capacity, taken = $taken, waiting = $waiting, version += 1
        WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE };
    INSERT IGNORE INTO job $jobs RETURN NONE;
";

impl Store {
    /// Replaces the plan, if it is still the one of `revision`, and lets those in who wait for what it has more of seats.
    pub(super) async fn replace_plan(
        &self,
        by: &Koordination,
        event: EventId,
        plan: &EventPlan,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        // Joining a series changes the revision: if it is still this one when the plan is written, so is the series.
        let series = self.event(event).await?.series;
        let next = revision.saturating_add(1);
        let local = self.clock().local(now);
        let judge = |snapshot: &Snapshot| {
            if snapshot.event.revision != revision {
                return Err(AppError::Conflict);
            }
            if !snapshot.event.plan.status.may_become(plan.status) {
                return Err(AppError::field("status", ErrorCode::WrongState));
            }
            let seats = Seats { capacity: plan.capacity, ..snapshot.event.seats };
            let changed = Event { plan: plan.clone(), seats, ..snapshot.event.clone() };
            let (seats, registrations) = rules::promote(&changed, &snapshot.standing, local);
            let mails = Mails { event: &changed, now };
            let mut jobs = mails.promoted(&registrations);
            if let Some(news) = rules::news(&snapshot.event.plan, plan, local) {
                jobs.extend(mails.news(news, next, &concerned(snapshot, &registrations)));
            }
            Ok(Judged::Write { seats, registrations, jobs, answer: () })
        };
        let write = |change: &Change| {
            let audit = change.audit(Audit::hashes(by, "event.update", now).of(event));
            plan_query(
                Query::audited(REPLACE, audit).bind("revision", i64::from(revision)),
                event,
                plan,
                (next, series),
            )
        };
        self.settle(SeatGuards::ALL, event, Standing::Whole, judge, write).await
    }
}

/// Everybody who is registered, waits or looks for a partner, but for those who get a mail of their own anyway.
fn concerned<'a>(snapshot: &'a Snapshot, told: &[Registration]) -> Vec<&'a Registration> {
    let active = snapshot.standing.iter().filter(|row| !row.status.is_over());
    active.filter(|row| !told.iter().any(|other| other.person == row.person)).collect()
}
