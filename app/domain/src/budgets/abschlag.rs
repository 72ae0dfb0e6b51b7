//! Monthly instalments (Abschläge) to the Anstellungsträger, and their correction within the year.

use super::{error::BudgetError, euro::Euro, split::split};
use serde::{Deserialize, Serialize};

/// January to December.
pub type Months = [Euro; 12];

/// A year's budget over twelve months; left-over cents go to the first months.
pub fn plan(budget: Euro) -> Result<Months, BudgetError> {
    let mut months = [Euro::ZERO; 12];
    share_over(budget, &mut months, |_| true)?;
    Ok(months)
}

/// What a changed budget means for a year of which some months are paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedPlan {
    /// Paid months as they were paid, the others with what is left; never negative where not paid.
    pub months: Months,
    /// More was paid than the new budget: to be reclaimed or offset.
    pub rueckforderung: Euro,
    /// Less was paid than the new budget, and no month is left to carry the difference.
    pub nachzahlung: Euro,
}

/// Keeps the paid months and lets the open ones carry the difference (domain §3, rule 4).
///
/// `paid` holds the amount of every month that was paid, in any order of months. Always true: sum of months −
/// Rueckforderung + Nachzahlung = `budget`.
pub fn correct(budget: Euro, paid: &[Option<Euro>; 12]) -> Result<CorrectedPlan, BudgetError> {
    let paid_sum = Euro::checked_sum(paid.iter().flatten().copied()).ok_or(BudgetError::TooLarge)?;
    let rest = budget.checked_sub(paid_sum).ok_or(BudgetError::TooLarge)?;
    let mut corrected = CorrectedPlan {
        months: paid.map(Option::unwrap_or_default),
        rueckforderung: Euro::ZERO,
        nachzahlung: Euro::ZERO,
    };
    if rest.is_negative() {
        corrected.rueckforderung = Euro::ZERO.checked_sub(rest).ok_or(BudgetError::TooLarge)?;
    } else if paid.iter().all(Option::is_some) {
        corrected.nachzahlung = rest;
    } else {
        share_over(rest, &mut corrected.months, |month| paid[month].is_none())?;
    }
    Ok(corrected)
}

/// Shares an amount equally over the months that are open.
fn share_over(amount: Euro, months: &mut Months, is_open: impl Fn(usize) -> bool) -> Result<(), BudgetError> {
    let open: Vec<(usize, u64)> = (0..months.len()).filter(|month| is_open(*month)).map(|month| (month, 1)).collect();
    for ((month, _), share) in open.iter().zip(split(amount, &open)?) {
        months[*month] = share;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(cents: i64) -> Euro {
        Euro::from_cents(cents)
    }

    fn adds_up(plan: &CorrectedPlan, budget: Euro) {
        let months: i128 = plan.months.iter().map(|month| month.cents()).sum();
        assert_eq!(months - plan.rueckforderung.cents() + plan.nachzahlung.cents(), budget.cents());
    }

    #[test]
    fn open_months_carry_the_difference() {
        let mut paid = [None; 12];
        paid[..3].fill(Some(euro(10_000)));
        let plan = correct(euro(130_001), &paid).expect("corrects");
        assert_eq!(plan.months[..5], [10_000, 10_000, 10_000, 11_112, 11_112].map(euro));
        assert_eq!(plan.months[11], euro(11_111));
        adds_up(&plan, euro(130_001));
    }

    #[test]
    fn a_negative_rest_is_reclaimed_never_a_negative_month() {
        let mut paid = [None; 12];
        paid[..6].fill(Some(euro(10_000)));
        let plan = correct(euro(50_000), &paid).expect("corrects");
        assert_eq!(plan.rueckforderung, euro(10_000));
        assert!(plan.months[6..].iter().all(|month| *month == Euro::ZERO));
        adds_up(&plan, euro(50_000));
    }

    #[test]
    fn a_year_that_is_paid_in_full_ends_in_a_back_payment() {
        let paid = [Some(euro(10_000)); 12];
        let plan = correct(euro(120_005), &paid).expect("corrects");
        assert_eq!((plan.nachzahlung, plan.rueckforderung), (euro(5), Euro::ZERO));
        adds_up(&plan, euro(120_005));
    }

    #[test]
    fn nothing_paid_is_the_plan_itself() {
        let plan = correct(euro(11_517_510), &[None; 12]).expect("corrects");
        assert_eq!(plan.months, super::plan(euro(11_517_510)).expect("plans"));
    }
}
