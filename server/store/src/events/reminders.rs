//! Reminders: one job for each registration and occasion, however often this runs.

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
        reminders::{DAYS_BEFORE, due, reminded},
    },
};

const SOON: &str = "
    SELECT * FROM event WHERE status = 'offen' AND first_day >= $today AND first_day <= $until ORDER BY first_day FETCH seats;
";

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
        let (mut count, mut failed) = (0, None);
        for event in self.events(query).await? {
            match self.remind_of(&event, now).await {
                Ok(new) => count += new,
                Err(cause) => failed = failed.or(Some(cause)),
            }
        }
        failed.map_or(Ok(count), Err)
    }

    /// How many reminders of this event are new.
    async fn remind_of(&self, event: &Event, now: DateTime<Utc>) -> Result<u64, AppError> {
        let Some(days) = due(event, self.clock().local(now)) else { return Ok(0) };
        let registrations = self.registration_rows(Query::read(REGISTRATIONS).bind("event", Ref(event.id))).await?;
        let mails = Mails { event, now };
        let reminded = reminded(event, &registrations, days, self.clock());
        let jobs: Vec<JobRow> = reminded.into_iter().map(|row| mails.reminder(days, row)).collect();
        if jobs.is_empty() {
            return Ok(0);
        }
        let new: i64 = self.value(Query::write(ENQUEUE).bind("jobs", jobs)).await?;
        Ok(new.unsigned_abs())
    }
}
