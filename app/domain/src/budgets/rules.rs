//! The sums that never bend (domain §3, rule 3), checked on every calculation.

use super::{error::RuleViolated, euro::Euro, figures::Figures, first_charge::FirstChargeShares};

/// Whether every sum comes out to the cent and no share is negative.
pub fn check_sums(figures: &Figures) -> Result<(), RuleViolated> {
    let totals = &figures.totals;
    let kitas = sum(figures.kitas.iter().map(|kita| kita.budget));
    let employers = sum(figures.anstellungstraeger.iter().map(|employer| employer.budget));
    let months = |employer: &super::AnstellungstraegerFigures| sum(employer.months) == employer.budget.cents();
    holds(
        totals.landeszuweisung.cents() + totals.kreisanteil.cents() == totals.gesamt.cents(),
        RuleViolated::LandAndKreis,
    )?;
    holds(kitas + totals.first_charge.cents() == totals.gesamt.cents(), RuleViolated::KitasAndFirstCharge)?;
    holds(figures.anstellungstraeger.iter().all(months), RuleViolated::Months)?;
    holds(employers + totals.without_anstellungstraeger.cents() == kitas, RuleViolated::Anstellungstraeger)?;
    holds(sum(figures.sozialraeume.iter().map(|area| area.budget)) == kitas, RuleViolated::Sozialraeume)?;
    holds(sum(figures.kommunen.iter().map(|area| area.budget)) == kitas, RuleViolated::Kommunen)?;
    let list = |shares: &FirstChargeShares| {
        let entries = sum(shares.entries.iter().map(|share| share.amount));
        entries + shares.unassigned.cents() == totals.first_charge.cents()
    };
    holds(figures.first_charge.as_ref().is_none_or(list), RuleViolated::FirstChargeList)?;
    let negative = figures.kitas.iter().any(|kita| kita.sockel.is_negative() || kita.aufstockung.is_negative());
    holds(!negative, RuleViolated::NegativeShare)
}

fn sum(amounts: impl IntoIterator<Item = Euro>) -> i128 {
    amounts.into_iter().map(Euro::cents).sum()
}

fn holds(rule: bool, violated: RuleViolated) -> Result<(), RuleViolated> {
    if rule { Ok(()) } else { Err(violated) }
}
