//! Posts that a budget carries month by month, where Kitas come and go within the year (domain §3).
//!
//! A Kita that an employer has all year carries the same in every month. Of the others it gets its share of the budget for
//! its days, spread over their months by the same rule, so that the months add up to the share. A month's posts are what a
//! year of such months would carry.

use super::{
    error::BudgetError,
    euro::Euro,
    figures::{AnstellungstraegerFigures, KitaFigures},
    fixed::Vzae,
    inputs::{Inputs, KitaInput, days_of_year, length_of_month},
    rate::Rate,
};
use crate::ids::{AnstellungstraegerId, KitaId};

/// What an employer's month is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMonth {
    /// Budgets of the Kitas that are the employer's all year.
    pub whole: Euro,
    /// Of each other Kita what belongs to the month, in the order of the inputs.
    pub parts: Vec<(KitaId, Euro)>,
    pub year_days: u16,
    pub month_days: u16,
}

impl PlannedMonth {
    /// `None` where no Kita of the employer changes in the year, or the inputs do not know the months.
    pub fn of(
        employer: AnstellungstraegerId,
        month: u8,
        (inputs, year): (&Inputs, i32),
        kitas: &[KitaFigures],
    ) -> Result<Option<Self>, BudgetError> {
        let (mut whole, mut parts) = (Vec::new(), Vec::new());
        let own = |kita: &KitaInput| kita.eligible && kita.employers().any(|(of, _)| of == Some(employer));
        for (kita, figures) in inputs.kitas().iter().zip(kitas).filter(|(kita, _)| own(kita)) {
            if kita.days.is_none() {
                whole.push(figures.budget);
                continue;
            }
            let Some(shares) = kita.split_by_months(figures.budget)? else { return Ok(None) };
            let share = shares.iter().find(|share| share.anstellungstraeger == Some(employer));
            let amount = share.and_then(|share| share.months.get(usize::from(month)).copied());
            parts.push((kita.id, amount.unwrap_or_default()));
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let whole = Euro::checked_sum(whole).ok_or(BudgetError::TooLarge)?;
        Ok(Some(Self { whole, parts, year_days: days_of_year(year), month_days: length_of_month(year, month) }))
    }

    /// What of the year's budget falls on the month beside the Kitas of the whole year.
    pub fn changing(&self) -> Option<Euro> {
        Euro::checked_sum(self.parts.iter().map(|(_, amount)| *amount))
    }

    /// Cents × days of the month: exact, and divided by cost and days only at the end.
    pub fn cent_days(&self) -> i128 {
        let changing: i128 = self.parts.iter().map(|(_, amount)| amount.cents()).sum();
        self.whole.cents() * i128::from(self.month_days) + changing * i128::from(self.year_days)
    }

    fn vzae(&self, rate: Rate) -> Result<Vzae, BudgetError> {
        rate.vzae_of_days(self.cent_days(), self.month_days)
    }
}

/// Fills in the planned months of the employers that have them.
pub fn fill(
    employers: &mut [AnstellungstraegerFigures],
    (inputs, year): (&Inputs, i32),
    kitas: &[KitaFigures],
    rate: Rate,
) -> Result<(), BudgetError> {
    // Most years have no such Kita, and the simulation calculates at every movement of a slider.
    let changes = inputs.kitas().iter().filter(|kita| kita.days.is_some());
    let mut changing: Vec<AnstellungstraegerId> =
        changes.flat_map(KitaInput::employers).filter_map(|(employer, _)| employer).collect();
    changing.sort_unstable();
    changing.dedup();
    for employer in changing {
        let found = inputs.anstellungstraeger_at(employer).and_then(|at| employers.get_mut(at));
        let Some(figures) = found else { continue };
        let mut months = [Vzae::ZERO; 12];
        let mut is_known = true;
        for (month, vzae) in (0_u8..).zip(months.iter_mut()) {
            match PlannedMonth::of(employer, month, (inputs, year), kitas)? {
                Some(planned) => *vzae = planned.vzae(rate)?,
                None => is_known = false,
            }
        }
        figures.planned = is_known.then_some(months);
    }
    Ok(())
}
