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

    /// Cents × days of the month: exact, and divided by cost and days only at the end.
    pub fn cent_days(&self) -> i128 {
        let changing: i128 = self.parts.iter().map(|(_, amount)| amount.cents()).sum();
        self.whole.cents() * i128::from(self.month_days) + changing * i128::from(self.year_days)
    }
}

/// What an employer's months are made of, in cents.
#[derive(Clone, Copy, Default)]
struct Sum {
    whole: i128,
    months: [i128; 12],
    has_changes: bool,
    /// A Kita of a run that did not keep the months.
    is_unknown: bool,
}

/// Fills in the planned months of the employers that have them.
pub fn fill(
    employers: &mut [AnstellungstraegerFigures],
    (inputs, year): (&Inputs, i32),
    kitas: &[KitaFigures],
    rate: Rate,
) -> Result<(), BudgetError> {
    // Most years have no such Kita, and the simulation calculates at every movement of a slider.
    if inputs.kitas().iter().all(|kita| kita.days.is_none()) {
        return Ok(());
    }
    let lengths: [u16; 12] = std::array::from_fn(|month| length_of_month(year, u8::try_from(month).unwrap_or(u8::MAX)));
    let year_days = i128::from(days_of_year(year));
    for (figures, sum) in employers.iter_mut().zip(add_up(inputs, kitas)?) {
        if !sum.has_changes || sum.is_unknown {
            continue;
        }
        let mut months = [Vzae::ZERO; 12];
        for ((vzae, month), length) in months.iter_mut().zip(sum.months).zip(lengths) {
            *vzae = rate.vzae_of_days(sum.whole * i128::from(length) + month * year_days, length)?;
        }
        figures.planned = Some(months);
    }
    Ok(())
}

/// One sum an employer, in the order of the inputs.
fn add_up(inputs: &Inputs, kitas: &[KitaFigures]) -> Result<Vec<Sum>, BudgetError> {
    let mut sums = vec![Sum::default(); inputs.anstellungstraeger().len()];
    let position = |employer: Option<AnstellungstraegerId>| employer.and_then(|id| inputs.anstellungstraeger_at(id));
    for (kita, figures) in inputs.kitas().iter().zip(kitas).filter(|(kita, _)| kita.eligible) {
        let shares = kita.split_by_months(figures.budget)?;
        for (employer, _) in kita.employers() {
            let Some(sum) = position(employer).and_then(|at| sums.get_mut(at)) else { continue };
            let own = shares.iter().flatten().find(|share| share.anstellungstraeger == employer);
            match own {
                Some(share) => {
                    sum.has_changes = true;
                    sum.months.iter_mut().zip(share.months).for_each(|(month, amount)| *month += amount.cents());
                }
                None if kita.days.is_none() => sum.whole += figures.budget.cents(),
                None => sum.is_unknown = true,
            }
        }
    }
    Ok(sums)
}
