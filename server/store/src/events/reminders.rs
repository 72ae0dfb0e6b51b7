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
    events::reminders::{DAYS_BEFORE, due, reminded},
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
    pub(super) async fn remind_registered(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        let local = self.clock().local(now);
        let until = local.date() + Days::new(DAYS_BEFORE[0]);
        let query = Query::read(SOON).bind("today", Day(local.date())).bind("until", Day(until));
        let mut count = 0;
        for event in self.events(query).await? {
            let Some(days) = due(&event, local) else { continue };
            let registrations = self.registration_rows(Query::read(REGISTRATIONS).bind("event", Ref(event.id))).await?;
            let mails = Mails { event: &event, now };
            let reminded = reminded(&event, &registrations, days, self.clock());
            let jobs: Vec<JobRow> = reminded.into_iter().map(|row| mails.reminder(days, row)).collect();
            if !jobs.is_empty() {
                let new: i64 = self.value(Query::write(ENQUEUE).bind("jobs", jobs)).await?;
                count += new.unsigned_abs();
            }
        }
        Ok(count)
    }
}
