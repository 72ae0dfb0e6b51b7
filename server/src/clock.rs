//! The one place that reads the time.

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use domain::clock::Clock;

/// The machine's clock, seen from the office.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfficeClock;

impl Clock for OfficeClock {
    #[allow(clippy::disallowed_methods, reason = "the place where the program reads the time")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        moment.with_timezone(&Berlin).naive_local()
    }

    fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let hour_later = local + chrono::Duration::hours(1);
        Berlin
            .from_local_datetime(&local)
            .earliest()
            .or_else(|| Berlin.from_local_datetime(&hour_later).earliest())
            .map_or_else(|| local.and_utc(), |moment| moment.with_timezone(&Utc))
    }
}
