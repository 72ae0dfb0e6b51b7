//! The sequence of changes: one task gives places to what is committed, so that no gap becomes visible later.

use super::{rows::MarkRow, span::SpanRow};
use crate::{Store, query::Query, row::timed_id, ticking::until_stopped};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError,
    sync::{ChangeKey, protocol::Position, server::sequence},
};
use surrealdb::types::{RecordId, SurrealValue, Uuid};
use tokio::sync::watch;

/// Changes placed in one transaction, but for those of the last entry of the queue that begins among them. The first entry that a
/// transaction takes out costs it a look at the definitions of all tables (README, "The sequencer's queue"), so it takes out many.
const BATCH: usize = 2_500;

/// Entries of the queue that are read at once: each holds one change at least, and a whole push at most, but for a submission that is
/// let in after a review.
const MARKS: i64 = 100;

/// How long a sequencer that died keeps others out.
const LEASE: TimeDelta = TimeDelta::seconds(10);

/// How often the sequencer looks for new changes.
const PERIOD: std::time::Duration = std::time::Duration::from_millis(250);

const HEAD: &str = "SELECT number, link, holder, held_until FROM ONLY change_head:main;";

/// By device and number, so that each device's order is kept: its changes are committed in it.
const WAITING: &str = "SELECT * FROM change_mark ORDER BY id LIMIT $limit;";

/// Only the sequencer that holds the lease, or finds it free, may go on, and only from the head that it has read.
const PLACE: &str = "
    LET $moved = UPDATE change_head:main SET number = $to, link = $link, holder = $me, held_until = $until
        WHERE number = $from AND (holder IS NONE OR holder = $me OR held_until < $now);
    IF array::len($moved) = 0 { THROW 'conflict' };
    INSERT INTO change_span $spans RETURN NONE;
    DELETE $marks RETURN NONE;
";

#[derive(SurrealValue)]
struct Head {
    number: i64,
    link: String,
    holder: Option<Uuid>,
    held_until: Option<DateTime<Utc>>,
}

/// Gives places to changes. Several may exist (one a server); one at a time holds the lease.
pub struct Sequencer {
    store: Store,
    me: Uuid,
}

impl Sequencer {
    pub fn new(store: Store) -> Self {
        let me = Uuid::from(timed_id(store.clock().now()));
        Self { store, me }
    }

    /// Places until `stop` becomes true, and once more then. A failure is logged and tried again.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        until_stopped(PERIOD, stop, "changes not placed yet", || self.place_all()).await;
    }

    /// Places every change that waits; returns how many.
    ///
    /// # Errors
    /// `Conflict` when another sequencer is at work, `Internal` when the database fails.
    pub async fn place_all(&self) -> Result<usize, AppError> {
        let mut total = 0;
        loop {
            let placed = self.place_batch().await?;
            total += placed;
            if placed == 0 {
                return Ok(total);
            }
        }
    }

    async fn place_batch(&self) -> Result<usize, AppError> {
        let waiting: Vec<MarkRow> = self.store.rows(Query::read(WAITING).bind("limit", MARKS)).await?;
        let (marks, committed) = batch(waiting);
        if marks.is_empty() {
            return Ok(0);
        }
        let head: Head = self.store.value(Query::read(HEAD)).await?;
        let now = self.store.clock().now();
        if head.holder.is_some_and(|holder| holder != self.me) && head.held_until.is_some_and(|until| until >= now) {
            return Err(AppError::Conflict);
        }
        let before = Position { number: head.number.unsigned_abs(), link: head.link };
        let places = sequence(&before, committed);
        let last = places.last().map_or(before, |(_, place)| place.clone());
        let query = Query::write(PLACE)
            .bind("from", head.number)
            .bind("to", i64::try_from(last.number).unwrap_or(i64::MAX))
            .bind("link", last.link)
            .bind("me", self.me)
            .bind("now", now)
            .bind("until", now + LEASE)
            .bind("spans", SpanRow::all(&places, now))
            .bind("marks", marks);
        self.store.run(query).await?;
        Ok(places.len())
    }
}

/// As many entries from the beginning as make a batch, and their changes.
fn batch(waiting: Vec<MarkRow>) -> (Vec<RecordId>, Vec<(ChangeKey, String)>) {
    let (mut marks, mut changes) = (Vec::new(), Vec::new());
    for mark in waiting {
        if BATCH <= changes.len() {
            break;
        }
        marks.push(mark.record());
        changes.extend(mark.changes());
    }
    (marks, changes)
}
