//! Up to which place the sequence counts as backed up.

use crate::{Store, query::Query};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AppError, sync::protocol::Position};
use std::sync::{Mutex, PoisonError};

/// After how long the place of a change counts as backed up. Backups are made outside of the program, which therefore
/// waits for longer than the office keeps its oldest one away.
const BACKED_UP_AFTER: TimeDelta = TimeDelta::days(14);

/// For how long an answer is given again. The place only moves on, so an older answer promises less, and nothing wrong.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(1);

const END: &str = "SELECT VALUE number FROM ONLY change_head:main;";

/// The place as it was read last, and when. Its link is a hash over everything before it: where the database still has it
/// there, the sequence up to it is the same, whatever other processes have written, and whoever has put back a backup.
#[derive(Default)]
pub(crate) struct BackedUp(Mutex<Option<(Position, DateTime<Utc>)>>);

impl BackedUp {
    /// To be believed only while the database has this link at this place.
    pub(super) fn lately(&self, now: DateTime<Utc>) -> Option<Position> {
        // Nothing panics while it is held, so a poisoned one holds a whole answer.
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (place, at) = kept.as_ref()?;
        // A clock that was put back does not tell how old the answer is.
        let age = now - *at;
        (TimeDelta::zero() <= age && age < KEPT_FOR).then(|| place.clone())
    }

    fn keep(&self, place: Position, at: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((place, at));
    }
}

impl Store {
    /// Number of the last place that counts as backed up; 0 when there is none.
    pub(super) async fn read_backed_up(&self) -> Result<u64, AppError> {
        let now = self.clock().now();
        let number = self.last_placed_before(now - BACKED_UP_AFTER).await?;
        if number == 0 {
            self.backed_up().keep(Position::default(), now);
            return Ok(0);
        }
        let link = self.links_at(number).await?.and_then(|links| links.link_at(number));
        // Put back between the two readings: the next reply reads anew.
        let Some(link) = link else { return Ok(0) };
        self.backed_up().keep(Position { number, link }, now);
        Ok(number)
    }

    /// Places are given in the order of time, so halving finds it: with an index on the time, each change would cost an entry more.
    async fn last_placed_before(&self, before: DateTime<Utc>) -> Result<u64, AppError> {
        let end: i64 = self.value(Query::read(END)).await?;
        // Up to `low` they are old enough, after `high` they are not.
        let (mut low, mut high) = (0, end.unsigned_abs());
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if self.links_at(middle).await?.is_some_and(|links| links.is_before(middle, before)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Ok(low)
    }
}
