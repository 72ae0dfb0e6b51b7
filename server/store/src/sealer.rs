//! The chain over the audit log: one task adds every new row to it within a second and writes the head of each day to a
//! file outside of the database, so that who can change the database cannot change the past unseen.

mod canonical;
mod heads;
mod verify;

pub use verify::AuditFault;

use crate::{Store, audit::AuditRow, error::Unique, query::Query, row::timed_id, ticking::until_stopped};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{AppError, ErrorCode};
use heads::Heads;
use sha2::{Digest, Sha256};
use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};
use surrealdb::types::{Object, RecordId, SurrealValue, Uuid};
use tokio::sync::watch;

/// A seal is written for every audit row; two for one row would be a fault of ours, in no form.
pub(crate) const UNIQUE: &[Unique] = &[Unique { index: "audit_seal_entry", field: "", code: ErrorCode::NotUnique }];

/// Rows sealed in one transaction.
const BATCH: usize = 500;

/// How long a sealer that died keeps others out.
const LEASE: TimeDelta = TimeDelta::seconds(10);

/// How often the sealer looks for new rows.
const PERIOD: std::time::Duration = std::time::Duration::from_millis(500);

const HEAD: &str = "SELECT sequence, hash, holder, held_until FROM ONLY audit_head:main;";

const WAITING: &str = "SELECT VALUE entry.* FROM audit_mark ORDER BY id LIMIT $limit;";

/// Only the sealer that holds the lease, or finds it free, may go on, and only from the head that it has read.
const SEAL: &str = "
    LET $moved = UPDATE audit_head:main SET sequence = $to, hash = $hash, holder = $me, held_until = $until
        WHERE sequence = $from AND (holder IS NONE OR holder = $me OR held_until < $now);
    IF array::len($moved) = 0 { THROW 'conflict' };
    INSERT INTO audit_seal $seals RETURN NONE;
    DELETE $marks RETURN NONE;
";

#[derive(Debug, SurrealValue)]
struct Head {
    sequence: i64,
    hash: String,
    holder: Option<Uuid>,
    held_until: Option<DateTime<Utc>>,
}

/// Adds audit rows to the chain. Several may exist (one a server); one at a time holds the lease.
pub struct Sealer {
    store: Store,
    heads: Heads,
    me: Uuid,
    /// Whether the day's file may be behind the chain: at the start, and after it could not be written.
    behind: AtomicBool,
}

impl Sealer {
    /// `folder` takes one small file a day; it belongs on another medium than the database, or into its backup.
    pub fn new(store: Store, folder: impl Into<PathBuf>) -> Self {
        let me = Uuid::from(timed_id(store.clock().now()));
        Self { store, heads: Heads::new(folder.into()), me, behind: AtomicBool::new(true) }
    }

    /// Seals until `stop` becomes true, and once more then. A failure is logged and tried again.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        until_stopped(PERIOD, stop, "audit rows not sealed yet", || self.seal_all()).await;
    }

    /// Seals every row that waits; returns how many.
    ///
    /// # Errors
    /// `Conflict` when another sealer is at work, `Internal` when the database or the folder fails.
    pub async fn seal_all(&self) -> Result<usize, AppError> {
        let mut total = 0;
        loop {
            let sealed = self.seal_batch().await?;
            total += sealed;
            if sealed < BATCH {
                return Ok(total);
            }
        }
    }

    async fn seal_batch(&self) -> Result<usize, AppError> {
        let rows: Vec<AuditRow> = self.store.rows(Query::read(WAITING).bind("limit", BATCH as i64)).await?;
        if rows.is_empty() && !self.behind.load(Ordering::Relaxed) {
            return Ok(0);
        }
        let head = self.store.head().await?;
        if rows.is_empty() {
            return self.write_head(head.sequence, &head.hash).map(|()| 0);
        }
        let now = self.store.clock().now();
        if head.holder.is_some_and(|holder| holder != self.me) && head.held_until.is_some_and(|until| until >= now) {
            return Err(AppError::Conflict);
        }
        let (mut sequence, mut hash) = (head.sequence, head.hash);
        let mut seals = Vec::with_capacity(rows.len());
        for row in &rows {
            sequence += 1;
            hash = link(&hash, row);
            let mut seal = Object::new();
            seal.insert("id", RecordId::new("audit_seal", sequence));
            seal.insert("entry", row.id.clone());
            seal.insert("hash", hash.clone());
            seals.push(seal);
        }
        let marks: Vec<_> = rows.iter().map(|row| RecordId::new("audit_mark", row.id.key.clone())).collect();
        let query = Query::write(SEAL)
            .bind("from", head.sequence)
            .bind("to", sequence)
            .bind("hash", hash.clone())
            .bind("me", self.me)
            .bind("now", now)
            .bind("until", now + LEASE)
            .bind("seals", seals)
            .bind("marks", marks);
        self.store.run(query).await?;
        self.write_head(sequence, &hash)?;
        Ok(rows.len())
    }

    fn write_head(&self, sequence: i64, hash: &str) -> Result<(), AppError> {
        self.behind.store(true, Ordering::Relaxed);
        if sequence > 0 {
            self.heads.write(self.store.clock().today(), sequence, hash)?;
        }
        self.behind.store(false, Ordering::Relaxed);
        Ok(())
    }
}

impl Store {
    async fn head(&self) -> Result<Head, AppError> {
        self.value(Query::read(HEAD)).await
    }
}

/// The hash of a row in the chain: over the hash before it and every value of the row.
fn link(previous: &str, row: &AuditRow) -> String {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(b"\n");
    hasher.update(canonical::bytes(&row.clone().into_value()));
    hex::encode(hasher.finalize())
}
