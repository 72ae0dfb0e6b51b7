//! What documents need of the store.

use super::{
    filing::{Filing, Withdrawing},
    types::Document,
};
use crate::{access::BudgetReader, error::AppError, ids::DocumentId};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Documents are added and withdrawn, never changed otherwise; each write has an audit row in its transaction. Receipts are
/// those of a draft: once its Verwendungsnachweis is submitted, both answer `WrongState` until it is given back.
#[async_trait]
pub trait DocumentStore: Send + Sync {
    /// Documents of a year that the reader may see, newest first, withdrawn ones among them.
    async fn documents(&self, by: &BudgetReader, year: i32) -> Result<Vec<Document>, AppError>;

    /// One document with its content; `NotFound` for whom it does not exist.
    async fn document(&self, by: &BudgetReader, id: DocumentId) -> Result<(Document, Vec<u8>), AppError>;

    /// Sent twice under one id it is stored once.
    async fn file(&self, filing: &Filing, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Withdrawn already is answered as done.
    async fn withdraw(&self, withdrawing: &Withdrawing, now: DateTime<Utc>) -> Result<(), AppError>;
}
