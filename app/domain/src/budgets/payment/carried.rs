//! What settlements change in the plans: counter-entries beside the payments, never a payment below zero.

use crate::{
    budgets::{Euro, error::BudgetError},
    ids::AnstellungstraegerId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One settlement as the plans see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterEntry {
    pub anstellungstraeger: AnstellungstraegerId,
    /// The year that was settled.
    pub year: i32,
    /// From 1; a correction is the next one.
    pub number: u32,
    /// What the Anstellungsträger keeps of the settled year; takes the place of the budget.
    pub eligible: Euro,
    /// What was paid too much and is taken off the open months of `offset_year`; never negative.
    pub offset: Euro,
    pub offset_year: Option<i32>,
    /// When it was settled: payments that were prepared before know nothing of it.
    pub at: DateTime<Utc>,
}

/// An offset between two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offset {
    /// The other year.
    pub year: i32,
    /// Above zero.
    pub amount: Euro,
}

/// What settlements come to in the plan of one Anstellungsträger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// What is kept of this year by its last settlement; `None` until then.
    pub settled: Option<Euro>,
    /// Taken off this year for what was paid too much in others.
    pub taken_off: Vec<Offset>,
    /// Paid too much in this year and taken off others.
    pub carried_on: Vec<Offset>,
}

impl Carried {
    /// `entries` may be of several Anstellungsträger and years, by year and number.
    pub fn of(id: AnstellungstraegerId, year: i32, entries: &[CounterEntry]) -> Self {
        let own = || entries.iter().filter(|entry| entry.anstellungstraeger == id);
        let offset = |other: i32, entry: &CounterEntry| Offset { year: other, amount: entry.offset };
        let has_offset = |entry: &&CounterEntry| entry.offset > Euro::ZERO;
        let taken_off = own().filter(has_offset).filter(|entry| entry.offset_year == Some(year));
        let carried_on = own().filter(has_offset).filter(|entry| entry.year == year);
        Self {
            settled: own()
                .filter(|entry| entry.year == year)
                .max_by_key(|entry| entry.number)
                .map(|last| last.eligible),
            taken_off: taken_off.map(|entry| offset(entry.year, entry)).collect(),
            carried_on: carried_on.filter_map(|entry| Some(offset(entry.offset_year?, entry))).collect(),
        }
    }

    /// What is paid out for the year in all: the budget, or what was settled, with the offsets between years.
    pub fn entitlement(&self, budget: Euro) -> Result<Euro, BudgetError> {
        let sum = |offsets: &[Offset]| Euro::checked_sum(offsets.iter().map(|offset| offset.amount));
        let (on, off) = sum(&self.carried_on).zip(sum(&self.taken_off)).ok_or(BudgetError::TooLarge)?;
        let whole = self.settled.unwrap_or(budget).checked_add(on).ok_or(BudgetError::TooLarge)?;
        whole.checked_sub(off).ok_or(BudgetError::TooLarge)
    }
}
