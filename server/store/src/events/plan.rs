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
    error::FieldError,
    events::{
        Event, EventPlan, Registration, Seats,
        attendance::rules::{dropped_sessions, moved_sessions},
        guests, rules,
        tandem::partner_of,
    },
    german,
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
    DELETE $left_marks RETURN NONE;
    FOR $mark IN $moved_marks { UPSERT $mark.id CONTENT $mark RETURN NONE };
    FOR $days IN $asked_days { UPDATE $days.id SET first_day = $days.opens, last_day = $days.closes RETURN NONE };
    FOR $days IN $link_days { UPDATE $days.id SET opens = $days.opens, closes = $days.closes RETURN NONE };
    INSERT IGNORE INTO job $jobs RETURN NONE;
";

impl Store {
    /// Replaces the plan, if it is still the one of `revision`, and lets those in who wait for what it has more of seats.
    /// Where participants are asked how the event was, the days of that move with its last day; what was entered of a session that
    /// begins at another time of its day goes with it, and a session of which something was entered cannot be dropped.
    pub(super) async fn replace_plan(
        &self,
        by: &Koordination,
        event: EventId,
        plan: &EventPlan,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        // Joining a series changes the revision, and so does another last day: if it is still this one when the plan is
        // written, so are they.
        let known = self.event(event).await?;
        let series = known.series;
        let next = revision.saturating_add(1);
        let local = self.clock().local(now);
        let asked = self.asked_about(event).await?;
        let asked = asked.moved(known.plan.last_day(), plan.last_day(), local.date());
        let moved = moved_sessions(&known.plan.days, &plan.days);
        let dropped = dropped_sessions(&known.plan.days, &plan.days, local.date());
        let marks = self.moved_marks(event, &moved, &dropped).await?;
        let judge = |snapshot: &Snapshot| {
            if snapshot.event.revision != revision {
                // Sent twice: it is there already, and nobody has written after it.
                let is_written = snapshot.event.revision == next && snapshot.event.plan == *plan;
                return if is_written { Ok(Judged::Answer(())) } else { Err(AppError::Conflict) };
            }
            if !marks.fits(snapshot.version) {
                return Err(AppError::Conflict);
            }
            if let Some(session) = marks.held() {
                let day = german::date_time(session.date.and_time(session.begin));
                let fault = FieldError::with_limit("", ErrorCode::AttendanceEntered, day);
                return Err(AppError::Invalid(vec![fault]));
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
            let audit = asked.records().chain(marks.records()).fold(audit, Audit::of_record);
            let query = marks
                .bind_to(Query::audited(REPLACE, audit))
                .bind("revision", i64::from(revision))
                .bind("asked_days", asked.erhebung.clone())
                .bind("link_days", asked.link.clone());
            plan_query(query, event, plan, (next, series))
        };
        self.settle(SeatGuards::ALL, event, Standing::Whole, judge, write).await
    }
}

/// Everybody who is registered, waits or looks for a partner, but for those who get a mail of their own anyway, or have not been told
/// of anything yet.
fn concerned<'a>(snapshot: &'a Snapshot, told: &[Registration]) -> Vec<&'a Registration> {
    let active = snapshot.standing.iter().filter(|row| !row.status.is_over());
    let active = active.filter(|row| !guests::is_unheard_of(row, partner_of(row, &snapshot.standing)));
    active.filter(|row| !told.iter().any(|other| other.person == row.person)).collect()
}
