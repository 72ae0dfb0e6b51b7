//! What pages show of the first charge.

use super::{
    post::FirstChargePost,
    shares::FirstChargeShares,
    types::{FirstChargeEntry, Withdrawal},
};
use crate::{
    budgets::{BudgetError, Euro, Vzae, payment::Version},
    ids::FirstChargeId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The list of a year with the sums of a run: what is paid, and what of the list waits for the next run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargeView {
    pub year: i32,
    pub version: Version,
    /// The run's first charge; zero while nothing was calculated.
    pub pot: Euro,
    /// Posts that it pays; before the first run those of the year's parameters.
    pub posts: Vzae,
    /// Of the list that the run keeps.
    pub shares: FirstChargeShares,
    /// What the list as it stands would get of the same pot.
    pub next: FirstChargeShares,
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
    /// By the run; zero for what is not in it.
    pub amount: Euro,
    /// Whether the run pays it.
    pub in_run: bool,
    /// Why it does not count any more, from the next run on where this one still pays it.
    pub withdrawn: Option<String>,
}

impl FirstChargeRow {
    /// Whether the next run makes another thing of it.
    pub fn waits(&self) -> bool {
        self.in_run == self.withdrawn.is_some()
    }
}

impl FirstChargeView {
    /// `in_run`: the list that the run keeps.
    pub fn new(
        (year, version): (i32, Version),
        (pot, posts): (Euro, Vzae),
        in_run: &[FirstChargePost],
        entries: &[FirstChargeEntry],
    ) -> Result<Self, BudgetError> {
        let shares = FirstChargeShares::new(pot, posts, in_run, year)?;
        let now = entries.iter().filter(|entry| entry.counts());
        let now: Vec<FirstChargePost> = now.map(|entry| entry.post.clone()).collect();
        let row = |entry: &FirstChargeEntry| {
            let post = &entry.post;
            FirstChargeRow {
                id: post.id,
                number: post.number.clone(),
                name: post.name.clone(),
                traeger: post.traeger_name.clone(),
                vzae: post.vzae,
                first_day: post.first_day,
                last_day: post.last_day,
                reason: post.reason.clone(),
                reference: post.reference.clone(),
                amount: shares.of(post.id),
                in_run: in_run.iter().any(|found| found.id == post.id),
                withdrawn: entry.withdrawn.as_ref().map(|Withdrawal { reason, .. }| reason.clone()),
            }
        };
        Ok(Self {
            year,
            version,
            pot,
            posts,
            rows: entries.iter().map(row).collect(),
            next: FirstChargeShares::new(pot, posts, &now, year)?,
            shares,
        })
    }

    /// Before anything was calculated: the list alone, beside the posts of the year's parameters, zero while there are none.
    pub fn without_run(of: (i32, Version), posts: Vzae, entries: &[FirstChargeEntry]) -> Result<Self, BudgetError> {
        Self::new(of, (Euro::ZERO, posts), &[], entries)
    }

    /// Whether the next run would cut the amounts, as far as it is known how many posts it pays.
    pub fn is_too_long(&self, has_run: bool) -> bool {
        self.next.is_exceeded && (has_run || self.posts > Vzae::ZERO)
    }

    /// How many entries the next run counts otherwise than this one.
    pub fn waiting(&self) -> usize {
        self.rows.iter().filter(|row| row.waits()).count()
    }
}
