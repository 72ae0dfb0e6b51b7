//! What a settlement comes to, by mode (domain §3).

use super::types::{Examination, Recognised};
use crate::{
    budgets::{BudgetError, Euro},
    people::SettlementMode,
};
use serde::{Deserialize, Serialize};

/// All amounts of a settlement. Always true: `eligible` + `back` = `received` + `more`; one of `back` and
/// `more` is zero, neither is negative, and `eligible` is at most the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Recognised cost of all Kitas.
    pub actual: Euro,
    /// What may be kept.
    pub eligible: Euro,
    /// Ordered, without what earlier settlements have offset and what was paid back.
    pub received: Euro,
    /// Paid too much: reclaimed or offset.
    pub back: Euro,
    /// Paid too little: paid in addition.
    pub more: Euro,
}

impl Outcome {
    pub fn of(examination: &Examination) -> Result<Self, BudgetError> {
        let basis = &examination.basis;
        let actual = sum(examination.kitas.iter().map(|kita| kita.recognised))?;
        let eligible = match basis.mode {
            SettlementMode::M1 => actual.min(basis.budget),
            SettlementMode::M2 => sum(examination.kitas.iter().map(Recognised::counted))?,
            SettlementMode::M3 => {
                let lump = basis.lump.as_ref().map(|lump| lump.amount()).transpose()?;
                lump.unwrap_or_default().min(basis.budget)
            }
        };
        let kept = basis.ordered.checked_sub(basis.offset_before);
        let received = kept.and_then(|kept| kept.checked_sub(basis.received_before)).ok_or(BudgetError::TooLarge)?;
        let difference = received.checked_sub(eligible).ok_or(BudgetError::TooLarge)?;
        let (back, more) = match difference.is_negative() {
            true => (Euro::ZERO, Euro::ZERO.checked_sub(difference).ok_or(BudgetError::TooLarge)?),
            false => (difference, Euro::ZERO),
        };
        Ok(Self { actual, eligible, received, back, more })
    }

    /// What the Land shares in: cost that was recognised, and paid for.
    pub fn for_the_land(&self) -> Euro {
        self.actual.min(self.eligible)
    }
}

impl Recognised {
    /// In mode M2: what counts of this Kita.
    pub fn counted(&self) -> Euro {
        self.recognised.min(self.budget)
    }
}

fn sum(amounts: impl IntoIterator<Item = Euro>) -> Result<Euro, BudgetError> {
    Euro::checked_sum(amounts).ok_or(BudgetError::TooLarge)
}
