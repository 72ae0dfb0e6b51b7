//! Up to which place the sequence counts as backed up.

use super::rows::place_record;
use crate::{Store, query::Query};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AppError, sync::protocol::Position};
use std::sync::{Mutex, PoisonError};

/// After how long the place of a change counts as backed up. Backups are made outside of the program, which therefore
/// waits for longer than the office keeps its oldest one away.
const BACKED_UP_AFTER: TimeDelta = TimeDelta::days(14);

/// For how long an answer is given again. The place only moves on, so an older answer promises less, and nothing wrong.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(1);

/// Looks through all places that are old enough: too much for every reply.
const BACKED_UP: &str = "
    RETURN (SELECT VALUE record::id(id) FROM change_place WHERE placed_at < $before
        ORDER BY placed_at DESC, id DESC LIMIT 1)[0] ?? 0;
";

const LINK: &str = "RETURN $place.link;";

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
        let number: i64 = self.value(Query::read(BACKED_UP).bind("before", now - BACKED_UP_AFTER)).await?;
        let number = number.unsigned_abs();
        if number == 0 {
            self.backed_up().keep(Position::default(), now);
            return Ok(0);
        }
        let link: Option<String> = self.value(Query::read(LINK).bind("place", place_record(number))).await?;
        // Put back between the two readings: the next reply reads anew.
        let Some(link) = link else { return Ok(0) };
        self.backed_up().keep(Position { number, link }, now);
        Ok(number)
    }
}
