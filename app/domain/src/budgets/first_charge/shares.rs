//! The run's first charge shared over the entries, in cents by largest remainder.

use super::types::FirstChargeEntry;
use crate::{
    budgets::{BudgetError, Euro, Vzae, days_of_year, round_half_away, split},
    ids::{FirstChargeId, KitaTraegerId},
    people::BankAccount,
};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU64;

/// Always true: sum of `entries` + `unassigned` = the run's first charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargeShares {
    /// Those that count, in the order of the list.
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

/// What one Kita-Träger gets, with the account of its newest entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraegerShare {
    pub kita_traeger: KitaTraegerId,
    pub name: String,
    pub amount: Euro,
    pub account: BankAccount,
}

impl FirstChargeShares {
    /// `pot` and `posts` as the run has them: its first charge, and the posts that it pays.
    ///
    /// Each entry weighs its posts × days; what is left of `posts` × days of the year weighs for the unassigned rest, and
    /// is the last to get a left-over cent.
    pub fn new(pot: Euro, posts: Vzae, entries: &[FirstChargeEntry], year: i32) -> Result<Self, BudgetError> {
        let year_days = NonZeroU64::new(u64::from(days_of_year(year))).ok_or(BudgetError::TooLarge)?;
        let weight = |posts: Vzae, days: u64| {
            let posts = u64::try_from(posts.scaled()).map_err(|_| BudgetError::TooLarge)?;
            posts.checked_mul(days).ok_or(BudgetError::TooLarge)
        };
        let counting: Vec<&FirstChargeEntry> = entries.iter().filter(|entry| entry.counts()).collect();
        let mut parts: Vec<(Option<FirstChargeId>, u64)> = Vec::with_capacity(counting.len() + 1);
        for entry in &counting {
            parts.push((Some(entry.id), weight(entry.vzae, entry.days())?));
        }
        let taken = parts.iter().try_fold(0_u64, |sum, (_, weight)| sum.checked_add(*weight));
        let taken = taken.ok_or(BudgetError::TooLarge)?;
        let whole = weight(posts, year_days.get())?;
        parts.push((None, whole.saturating_sub(taken)));
        // Without posts on either side nobody gets anything, and the whole pot stays unassigned.
        let amounts = match taken.max(whole) {
            0 => parts.iter().map(|(id, _)| if id.is_none() { pot } else { Euro::ZERO }).collect(),
            _ => split(pot, &sorted_last(&parts))?,
        };
        let mut shares =
            counting.iter().zip(&amounts).map(|(entry, amount)| EntryShare { id: entry.id, amount: *amount });
        let entries: Vec<EntryShare> = shares.by_ref().collect();
        let vzae = i64::try_from(round_half_away(i128::from(taken), year_days)).map_err(|_| BudgetError::TooLarge)?;
        Ok(Self {
            entries,
            unassigned: amounts.last().copied().unwrap_or(pot),
            vzae: Vzae::from_scaled(vzae),
            is_exceeded: taken > whole,
        })
    }

    pub fn of(&self, id: FirstChargeId) -> Euro {
        self.entries.iter().find(|share| share.id == id).map_or(Euro::ZERO, |share| share.amount)
    }

    /// Added up for each Kita-Träger, by name.
    pub fn by_traeger(&self, entries: &[FirstChargeEntry]) -> Result<Vec<TraegerShare>, BudgetError> {
        let mut shares: Vec<TraegerShare> = Vec::new();
        for entry in entries.iter().filter(|entry| entry.counts()) {
            let amount = self.of(entry.id);
            match shares.iter_mut().find(|share| share.kita_traeger == entry.kita_traeger) {
                Some(share) => {
                    share.amount = share.amount.checked_add(amount).ok_or(BudgetError::TooLarge)?;
                    share.account = entry.account.clone();
                }
                None => shares.push(TraegerShare {
                    kita_traeger: entry.kita_traeger,
                    name: entry.traeger_name.clone(),
                    amount,
                    account: entry.account.clone(),
                }),
            }
        }
        shares.sort_by(|a, b| a.name.cmp(&b.name).then(a.kita_traeger.cmp(&b.kita_traeger)));
        Ok(shares)
    }
}

/// Keys for the split in which the unassigned rest comes after every entry.
fn sorted_last(parts: &[(Option<FirstChargeId>, u64)]) -> Vec<((bool, Option<FirstChargeId>), u64)> {
    parts.iter().map(|(id, weight)| ((id.is_none(), *id), *weight)).collect()
}
