//! What a post costs: turns money into posts and hours.

use super::{
    error::BudgetError,
    euro::Euro,
    fixed::{Vzae, WeeklyHours},
    parameters::Parameters,
    rounding::round_half_away,
};
use std::num::NonZeroU64;

/// The cost of a full-time post a year; every figure is divided by it once and rounded once.
#[derive(Clone, Copy)]
pub struct Rate {
    pauschale: NonZeroU64,
}

impl Rate {
    pub fn new(parameters: &Parameters) -> Result<Self, BudgetError> {
        let pauschale = u64::try_from(parameters.vzae_pauschale.value.cents()).ok().and_then(NonZeroU64::new);
        Ok(Self { pauschale: pauschale.ok_or(BudgetError::TooLarge)? })
    }

    pub fn vzae(self, budget: Euro) -> Result<Vzae, BudgetError> {
        let exact = budget.cents() * i128::from(Vzae::unit());
        to_i64(round_half_away(exact, self.pauschale)).map(Vzae::from_scaled)
    }

    /// From cents of a year × days of a part of it.
    pub fn vzae_of_days(self, cent_days: i128, days: u16) -> Result<Vzae, BudgetError> {
        let divisor = self.pauschale.get().checked_mul(u64::from(days)).and_then(NonZeroU64::new);
        let exact = cent_days.checked_mul(i128::from(Vzae::unit())).ok_or(BudgetError::TooLarge)?;
        to_i64(round_half_away(exact, divisor.ok_or(BudgetError::TooLarge)?)).map(Vzae::from_scaled)
    }

    /// From cents × hours of a full-time post, so that sums over several tariffs are rounded once too.
    pub fn hours(self, cent_hours: i128) -> Result<WeeklyHours, BudgetError> {
        to_i64(round_half_away(cent_hours, self.pauschale)).map(WeeklyHours::from_scaled)
    }
}

fn to_i64(number: i128) -> Result<i64, BudgetError> {
    i64::try_from(number).map_err(|_| BudgetError::TooLarge)
}
