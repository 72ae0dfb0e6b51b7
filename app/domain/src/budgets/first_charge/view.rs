//! What pages show of the first charge.

use super::{
    shares::FirstChargeShares,
    types::{FirstChargeEntry, Withdrawal},
};
use crate::{
    budgets::{BudgetError, Euro, Vzae, payment::Version},
    ids::FirstChargeId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The list of a year with its sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargeView {
    pub year: i32,
    pub version: Version,
    /// The run's first charge.
    pub pot: Euro,
    /// Posts that it pays.
    pub posts: Vzae,
    pub shares: FirstChargeShares,
    /// Oldest first, withdrawn ones among them.
    pub rows: Vec<FirstChargeRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargeRow {
    pub id: FirstChargeId,
    pub number: String,
    pub name: String,
    pub traeger: String,
    pub vzae: Vzae,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    pub reason: String,
    pub reference: String,
    pub amount: Euro,
    /// Why it does not count any more.
    pub withdrawn: Option<String>,
}

impl FirstChargeView {
    pub fn new(
        (year, version): (i32, Version),
        (pot, posts): (Euro, Vzae),
        entries: &[FirstChargeEntry],
    ) -> Result<Self, BudgetError> {
        let shares = FirstChargeShares::new(pot, posts, entries, year)?;
        let row = |entry: &FirstChargeEntry| FirstChargeRow {
            id: entry.id,
            number: entry.number.clone(),
            name: entry.name.clone(),
            traeger: entry.traeger_name.clone(),
            vzae: entry.vzae,
            first_day: entry.first_day,
            last_day: entry.last_day,
            reason: entry.reason.clone(),
            reference: entry.reference.clone(),
            amount: shares.of(entry.id),
            withdrawn: entry.withdrawn.as_ref().map(|Withdrawal { reason, .. }| reason.clone()),
        };
        Ok(Self { year, version, pot, posts, rows: entries.iter().map(row).collect(), shares })
    }
}
