//! Reminders, and word to those whose request stayed undecided: one job for each registration and occasion, however often this runs.

use super::{REGISTRATIONS, mails::Mails};
use crate::{
    Store,
    outbox::JobRow,
    query::Query,
    row::{Day, Ref},
};
use chrono::{DateTime, Days, Utc};
use domain::{
    AppError,
    events::{
        Event,
        approval::undecided,
        reminders::{DAYS_BEFORE, due, reminded},
    },
};

const SOON: &str = "
    SELECT * FROM event WHERE status = 'offen' AND first_day >= $today AND first_day <= $until ORDER BY first_day FETCH seats;
";

/// How many days back somebody is still told that nobody has decided: after a standstill, and not about years that were.
const TOLD_FOR: Days = Days::new(2);

const BEGUN: &str = "
    SELECT * FROM event WHERE first_day >= $since AND first_day <= $today ORDER BY first_day FETCH seats;
";

const REQUESTS: &str =
    "SELECT * FROM registration WHERE event = $event AND status = 'angefragt' ORDER BY registered_at, id;";

const ENQUEUE: &str = "
    LET $new = $jobs[WHERE !record::exists($this.id)];
    INSERT IGNORE INTO job $new RETURN NONE;
    array::len($new);
";

impl Store {
    /// An event that cannot be read keeps no reminder of another back; the first such failure is returned after the others
    /// are done.
    pub(super) async fn remind_registered(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        let today = self.clock().local(now).date();
        let until = today + Days::new(DAYS_BEFORE[0]);
        let query = Query::read(SOON).bind("today", Day(today)).bind("until", Day(until));
        let (soon, mut failed) = self.readable_events(query).await?;
        let mut count = 0;
        for event in soon {
            match self.remind_of(&event, now).await {
                Ok(new) => count += new,
                Err(cause) => failed = failed.or(Some(cause)),
            }
        }
        let begun = Query::read(BEGUN).bind("since", Day(today - TOLD_FOR)).bind("today", Day(today));
        let (begun, unread) = self.readable_events(begun).await?;
        failed = failed.or(unread);
        for event in begun {
            match self.tell_undecided(&event, now).await {
                Ok(new) => count += new,
                Err(cause) => failed = failed.or(Some(cause)),
            }
        }
        failed.map_or(Ok(count), Err)
    }

    /// How many are newly told that nobody has decided about their request.
    async fn tell_undecided(&self, event: &Event, now: DateTime<Utc>) -> Result<u64, AppError> {
        let rows = self.registration_rows(Query::read(REQUESTS).bind("event", Ref(event.id))).await?;
        let mails = Mails { event, now };
        let undecided = undecided(event, &rows, self.clock().local(now));
        self.enqueue_new(undecided.into_iter().map(|row| mails.undecided(row)).collect()).await
    }

    /// How many reminders of this event are new.
    async fn remind_of(&self, event: &Event, now: DateTime<Utc>) -> Result<u64, AppError> {
        let Some(days) = due(event, self.clock().local(now)) else { return Ok(0) };
        let registrations = self.registration_rows(Query::read(REGISTRATIONS).bind("event", Ref(event.id))).await?;
        let mails = Mails { event, now };
        let reminded = reminded(event, &registrations, days, self.clock());
        self.enqueue_new(reminded.into_iter().map(|row| mails.reminder(days, row)).collect()).await
    }

    async fn enqueue_new(&self, jobs: Vec<JobRow>) -> Result<u64, AppError> {
        if jobs.is_empty() {
            return Ok(0);
        }
        let new: i64 = self.value(Query::write(ENQUEUE).bind("jobs", jobs)).await?;
        Ok(new.unsigned_abs())
    }
}
