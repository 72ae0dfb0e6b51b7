//! Time as the rest of the program sees it: read in one place outside of `domain` and passed in.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// Gives the time; tests pass a clock that stands still.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;

    /// A moment as the clock on the office's wall (Europe/Berlin, with summer time) shows it.
    fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime;

    /// The day it is in the office: what rights, validities and deadlines are judged by.
    fn today(&self) -> NaiveDate {
        self.local(self.now()).date()
    }

    /// The moment of a local time. A time that a change to summer time leaves out is read as one hour later; one that
    /// happens twice as the first.
    fn moment(&self, local: NaiveDateTime) -> DateTime<Utc>;
}
