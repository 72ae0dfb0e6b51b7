//! What settlements need of the store. Ids, times and checked steps are passed in.

use super::{
    steps::{Advance, Settling},
    year::{SettlementLedger, YearSettings},
};
use crate::{
    access::{BudgetReader, Koordination},
    error::AppError,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Every write carries the version it has seen, with an audit row in the same transaction; `Conflict` when it is another
/// now. A settlement also writes the head record of its budget year and of the year it offsets with: it cannot pass a
/// payment by. Whoever sends the same step again (an answer got lost) is answered as the first time.
#[async_trait]
pub trait SettlementStore: Send + Sync {
    /// Everything of a year in one state, as far as the reader may know ([`SettlementLedger::visible_to`]).
    async fn settlements(&self, by: &BudgetReader, year: i32) -> Result<SettlementLedger, AppError>;

    /// `Conflict` when the stored settings are not those that were seen.
    async fn save_settings(
        &self,
        by: &Koordination,
        year: i32,
        settings: &YearSettings,
        seen: &YearSettings,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    async fn advance(&self, step: &Advance, now: DateTime<Utc>) -> Result<(), AppError>;

    async fn settle(&self, settling: &Settling, now: DateTime<Utc>) -> Result<(), AppError>;
}
