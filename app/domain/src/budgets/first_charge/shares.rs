//! The run's first charge shared over the entries, in cents by largest remainder.

use super::post::FirstChargePost;
use crate::{
    budgets::{BudgetError, Euro, Vzae, days_of_year, round_half_away, split},
    ids::{FirstChargeId, KitaTraegerId},
};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU64;

/// Always true: sum of `entries` + `unassigned` = the run's first charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargeShares {
    /// In the order of the list.
    pub entries: Vec<EntryShare>,
    pub unassigned: Euro,
    /// Posts of all entries over the year, by their days, rounded for reading.
    pub vzae: Vzae,
    /// More posts stand on the list than the run's first charge pays: their amounts are cut in proportion.
    pub is_exceeded: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryShare {
    pub id: FirstChargeId,
    pub amount: Euro,
}

/// What one Kita-Träger gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraegerShare {
    pub kita_traeger: KitaTraegerId,
    pub name: String,
    pub amount: Euro,
}

/// What the split weighs with: units of the last place of posts × days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstChargeWeights {
    /// One an entry, in the order of the list.
    pub entries: Vec<u64>,
    /// What the entries leave of the posts that the run pays.
    pub rest: u64,
    /// Of all, the rest among them.
    pub total: u64,
    /// The entries weigh more than the posts that the run pays.
    pub is_exceeded: bool,
}

impl FirstChargeWeights {
    /// `posts` that the run pays. Each entry weighs its posts × days; what is left of `posts` × days of the year weighs
    /// for the unassigned rest.
    ///
    /// # Errors
    /// `DaysDoNotFit` for an entry that does not lie in the year or has no posts.
    pub fn new(posts: Vzae, list: &[FirstChargePost], year: i32) -> Result<Self, BudgetError> {
        if let Some(wrong) = list.iter().find(|post| !post.fits(year)) {
            return Err(BudgetError::DaysDoNotFit(wrong.number.clone()));
        }
        let weight = |posts: Vzae, days: u64| {
            let posts = u64::try_from(posts.scaled()).map_err(|_| BudgetError::TooLarge)?;
            posts.checked_mul(days).ok_or(BudgetError::TooLarge)
        };
        let entries = list.iter().map(|post| weight(post.vzae, post.days())).collect::<Result<Vec<u64>, _>>()?;
        let taken = entries.iter().try_fold(0_u64, |sum, weight| sum.checked_add(*weight));
        let taken = taken.ok_or(BudgetError::TooLarge)?;
        let whole = weight(posts, u64::from(days_of_year(year)))?;
        Ok(Self { entries, rest: whole.saturating_sub(taken), total: taken.max(whole), is_exceeded: taken > whole })
    }

    /// Of the entries alone.
    fn taken(&self) -> u64 {
        self.total - self.rest
    }
}

impl FirstChargeShares {
    /// `pot` and `posts` as the run has them: its first charge, and the posts that it pays. The unassigned rest is the
    /// last to get a left-over cent.
    pub fn new(pot: Euro, posts: Vzae, list: &[FirstChargePost], year: i32) -> Result<Self, BudgetError> {
        let year_days = NonZeroU64::new(u64::from(days_of_year(year))).ok_or(BudgetError::TooLarge)?;
        let weights = FirstChargeWeights::new(posts, list, year)?;
        let of_entries = list.iter().zip(&weights.entries).map(|(post, weight)| ((false, Some(post.id)), *weight));
        let parts: Vec<_> = of_entries.chain([((true, None), weights.rest)]).collect();
        // Without posts on either side nobody gets anything, and the whole pot stays unassigned.
        let amounts = if weights.total == 0 { vec![pot] } else { split(pot, &parts)? };
        let shares = list.iter().zip(&amounts);
        let taken = round_half_away(i128::from(weights.taken()), year_days);
        Ok(Self {
            entries: shares.map(|(post, amount)| EntryShare { id: post.id, amount: *amount }).collect(),
            unassigned: amounts.last().copied().unwrap_or(pot),
            vzae: Vzae::from_scaled(i64::try_from(taken).map_err(|_| BudgetError::TooLarge)?),
            is_exceeded: weights.is_exceeded,
        })
    }

    pub fn of(&self, id: FirstChargeId) -> Euro {
        self.entries.iter().find(|share| share.id == id).map_or(Euro::ZERO, |share| share.amount)
    }

    /// Added up for each Kita-Träger, by name. Kita-Träger are called as in their newest entry.
    pub fn by_traeger(&self, list: &[FirstChargePost]) -> Result<Vec<TraegerShare>, BudgetError> {
        let mut shares: Vec<TraegerShare> = Vec::new();
        for post in list {
            let amount = self.of(post.id);
            match shares.iter_mut().find(|share| share.kita_traeger == post.kita_traeger) {
                Some(share) => {
                    share.amount = share.amount.checked_add(amount).ok_or(BudgetError::TooLarge)?;
                    share.name.clone_from(&post.traeger_name);
                }
                None => shares.push(TraegerShare {
                    kita_traeger: post.kita_traeger,
                    name: post.traeger_name.clone(),
                    amount,
                }),
            }
        }
        shares.sort_by(|a, b| a.name.cmp(&b.name).then(a.kita_traeger.cmp(&b.kita_traeger)));
        Ok(shares)
    }
}
