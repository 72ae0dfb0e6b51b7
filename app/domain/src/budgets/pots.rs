//! The amounts that come before any Kita: whole budget, first charge, Sockeltopf and Aufstockungstopf.

use super::{
    error::BudgetError,
    euro::Euro,
    fixed::Vzae,
    fraction::Fraction,
    parameters::{Parameters, SockelBasis},
    rounding::round_half_away,
};
use std::num::NonZeroU64;

/// The amounts that come before any Kita.
pub struct Pots {
    pub gesamt: Euro,
    pub kreisanteil: Euro,
    pub first_charge: Euro,
    pub kiso_topf: Euro,
    pub sockeltopf: Euro,
    pub aufstockungstopf: Euro,
}

impl Pots {
    pub fn compute(parameters: &Parameters) -> Result<Self, BudgetError> {
        if let Some(parameter) = parameters.out_of_range() {
            return Err(BudgetError::OutOfRange(parameter));
        }
        let too_large = BudgetError::TooLarge;
        let land = parameters.landeszuweisung.value;
        let whole_per_land = parameters.landesanteil.value.inverse().ok_or(BudgetError::TooLarge)?;
        let gesamt = whole_per_land.of(land).ok_or(too_large.clone())?;
        let kreisanteil = gesamt.checked_sub(land).ok_or(too_large.clone())?;
        let first_charge = first_charge(parameters)?;
        let kiso_topf = gesamt.checked_sub(first_charge).ok_or(too_large.clone())?;
        if kiso_topf.is_negative() {
            return Err(BudgetError::FirstChargeExceedsGesamt { most: most_posts(parameters, gesamt) });
        }
        let basis = match parameters.sockel_basis.value {
            SockelBasis::KisoTopf => kiso_topf,
            SockelBasis::Gesamt => gesamt,
        };
        let sockeltopf = parameters.sockel_quote.value.of(basis).ok_or(too_large.clone())?;
        let aufstockungstopf = kiso_topf.checked_sub(sockeltopf).ok_or(too_large)?;
        if aufstockungstopf.is_negative() {
            return Err(BudgetError::SockelExceedsKisoTopf { most: most_quota(kiso_topf, gesamt) });
        }
        Ok(Self { gesamt, kreisanteil, first_charge, kiso_topf, sockeltopf, aufstockungstopf })
    }
}

fn first_charge(parameters: &Parameters) -> Result<Euro, BudgetError> {
    let posts = i128::from(parameters.be_vzae.value.scaled());
    let exact = parameters.be_pauschale.value.cents().checked_mul(posts).ok_or(BudgetError::TooLarge)?;
    Euro::checked_from_cents(round_half_away(exact, POST)).ok_or(BudgetError::TooLarge)
}

/// Posts of the first charge that the budget could just pay, for the message.
fn most_posts(parameters: &Parameters, gesamt: Euro) -> Vzae {
    let posts = (gesamt.cents() * i128::from(Vzae::unit())).checked_div(parameters.be_pauschale.value.cents());
    Vzae::from_scaled(posts.and_then(|posts| i64::try_from(posts).ok()).unwrap_or(0))
}

/// The largest quota with four places that fits, for the message.
fn most_quota(kiso_topf: Euro, gesamt: Euro) -> Fraction {
    let quota = (kiso_topf.cents() * 10_000).checked_div(gesamt.cents());
    quota.and_then(|quota| Fraction::new(u64::try_from(quota).ok()?, 10_000)).unwrap_or(Fraction::ZERO)
}

/// Units of the last place in one post.
const POST: NonZeroU64 = NonZeroU64::new(Vzae::unit() as u64).expect("a power of ten is not zero");
