//! What the index needs of the store.

use super::types::{IndexRule, IndexYear, KommuneIndicators};
use crate::{
    access::{AreaReader, Koordination},
    error::AppError,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Each write has an audit row (before and after) in its transaction.
#[async_trait]
pub trait IndexStore: Send + Sync {
    /// What is kept of a year; empty where nothing is.
    async fn index_year(&self, by: &AreaReader, year: i32) -> Result<IndexYear, AppError>;

    /// `seen`: the version that the form was filled from; `Conflict` when the stored one is another.
    async fn save_index_rule(
        &self,
        by: &Koordination,
        year: i32,
        rule: &IndexRule,
        seen: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// `of` has the version that was seen; `Conflict` when the stored one is another.
    async fn save_indicators(
        &self,
        by: &Koordination,
        year: i32,
        of: &KommuneIndicators,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Stores a whole year; `Conflict` where something is kept of it already.
    async fn begin_index_year(&self, by: &Koordination, whole: &IndexYear, now: DateTime<Utc>) -> Result<(), AppError>;
}
