//! Recomputing the whole chain, to find what was changed behind the program's back.

use super::{Sealer, link};
use crate::{Store, audit::AuditRow, query::Query};
use domain::AppError;
use std::collections::{HashMap, HashSet};
use surrealdb::types::{RecordId, SurrealValue, ToSql, Value};

const PAGE: i64 = 1000;

const SEALS: &str = "
    SELECT record::id(id) AS sequence, hash, entry.* AS entry FROM audit_seal
    WHERE id > type::record('audit_seal', $after) ORDER BY id LIMIT $limit;
";

/// All of one snapshot, so that a row sealed meanwhile is not missed.
const PLACES: &str = "
    RETURN {
        entries: (SELECT VALUE id FROM audit),
        sealed: (SELECT VALUE entry FROM audit_seal),
        waiting: (SELECT VALUE entry FROM audit_mark)
    };
";

#[derive(Debug, SurrealValue)]
struct Places {
    entries: Vec<RecordId>,
    sealed: Vec<RecordId>,
    waiting: Vec<RecordId>,
}

/// What was found to be wrong with the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditFault {
    /// The row with this number does not have the hash it was sealed with.
    Changed(i64),
    /// The row with this number, or its seal, is gone.
    Missing(i64),
    /// A row (its record id) that was never sealed and does not wait for it.
    Loose(String),
    /// The file of this day names another head than the chain has, or cannot be read.
    HeadDiffers(String),
}

#[derive(Debug, SurrealValue)]
struct SealRow {
    sequence: i64,
    hash: String,
    entry: Value,
}

impl Sealer {
    /// Recomputes the chain from its begin and compares it with the files of the days; empty when all is well.
    ///
    /// Reports the first broken link only: every later hash follows from it.
    pub async fn verify(&self) -> Result<Vec<AuditFault>, AppError> {
        let chain = Chain::walk(&self.store).await?;
        let mut faults: Vec<_> = chain.fault.into_iter().collect();
        for (day, head) in self.heads.read()? {
            if head.is_none_or(|(sequence, hash)| chain.hashes.get(&sequence) != Some(&hash)) {
                faults.push(AuditFault::HeadDiffers(day));
            }
        }
        faults.extend(self.loose().await?.into_iter().map(AuditFault::Loose));
        Ok(faults)
    }
}

impl Sealer {
    /// Audit rows that are neither in the chain nor in its queue: slipped in past the program, or their seal was removed.
    async fn loose(&self) -> Result<Vec<String>, AppError> {
        let Places { entries, sealed, waiting } = self.store.value(Query::read(PLACES)).await?;
        let known: HashSet<String> = sealed.iter().chain(&waiting).map(|record| record.to_sql()).collect();
        Ok(entries.iter().map(|record| record.to_sql()).filter(|record| !known.contains(record)).collect())
    }
}

struct Chain {
    /// Recomputed hashes by sequence number, as far as the chain is whole.
    hashes: HashMap<i64, String>,
    fault: Option<AuditFault>,
}

impl Chain {
    async fn walk(store: &Store) -> Result<Self, AppError> {
        let mut chain = Self { hashes: HashMap::new(), fault: None };
        let (mut last, mut hash) = (0, String::new());
        loop {
            let query = Query::read(SEALS).bind("after", last).bind("limit", PAGE);
            let page: Vec<SealRow> = store.rows(query).await?;
            let is_last = page.len() < PAGE as usize;
            for seal in page {
                last += 1;
                hash = match chain.check(last, &hash, seal) {
                    Ok(hash) => hash,
                    Err(fault) => return Ok(Self { fault: Some(fault), ..chain }),
                };
            }
            if is_last {
                break;
            }
        }
        let head = store.head().await?;
        if head.sequence != last || head.hash != hash {
            chain.fault = Some(AuditFault::Missing(last + 1));
        }
        Ok(chain)
    }

    fn check(&mut self, expected: i64, previous: &str, seal: SealRow) -> Result<String, AuditFault> {
        if seal.sequence != expected {
            return Err(AuditFault::Missing(expected));
        }
        // A row that cannot be read any more as what it was is a changed row.
        let row = match seal.entry {
            Value::None | Value::Null => return Err(AuditFault::Missing(expected)),
            value => AuditRow::from_value(value).map_err(|_| AuditFault::Changed(expected))?,
        };
        let hash = link(previous, &row);
        if hash != seal.hash {
            return Err(AuditFault::Changed(expected));
        }
        self.hashes.insert(expected, hash.clone());
        Ok(hash)
    }
}
