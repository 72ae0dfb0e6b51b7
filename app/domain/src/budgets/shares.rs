//! Both pots shared over the Kitas.

use super::{
    error::BudgetError,
    euro::Euro,
    inputs::{Inputs, KitaInput},
    parameters::{Parameters, SockelVerteilung},
    place::Place,
    pots::Pots,
    split::{SplitError, common_weights, split},
};
use std::collections::BTreeMap;

/// What a Kita gets from each pot.
pub struct Share {
    pub sockel: Euro,
    pub aufstockung: Euro,
}

/// One a Kita, in the order of the inputs.
pub fn share_pots(
    pots: &Pots,
    parameters: &Parameters,
    inputs: &Inputs,
    places: &[Place],
) -> Result<Vec<Share>, BudgetError> {
    let weights = by_days(sockel_weights(parameters.sockel_verteilung.value, inputs), places)?;
    let sockel = share(pots.sockeltopf, weights, BudgetError::NobodyForSockel)?;
    let weights = by_days(aufstockung_weights(parameters, inputs, places)?, places)?;
    let aufstockung = share(pots.aufstockungstopf, weights, BudgetError::NobodyForAufstockung)?;
    Ok(sockel.into_iter().zip(aufstockung).map(|(sockel, aufstockung)| Share { sockel, aufstockung }).collect())
}

/// Weights × eligible days ÷ days of the year, all over the same denominator. Where every Kita has the whole year they stay
/// what they are: the same proportions, and smaller numbers.
fn by_days(weights: Vec<u64>, places: &[Place]) -> Result<Vec<u64>, BudgetError> {
    if places.iter().all(|place| place.eligible_days == place.year_days) {
        return Ok(weights);
    }
    let weighted = weights.into_iter().zip(places);
    weighted
        .map(|(weight, place)| weight.checked_mul(u64::from(place.eligible_days)).ok_or(BudgetError::TooLarge))
        .collect()
}

/// The key of a Kita in a split is its position: [`Inputs`] are sorted by official number, the key of domain §3, and
/// positions compare faster. Without money nobody needs a weight: a quota of 1 leaves nothing to top up.
fn share(pot: Euro, weights: Vec<u64>, nobody: BudgetError) -> Result<Vec<Euro>, BudgetError> {
    let parts: Vec<(usize, u64)> = weights.into_iter().enumerate().collect();
    match split(pot, &parts) {
        Ok(shares) => Ok(shares),
        Err(SplitError::NoWeight) if pot == Euro::ZERO => Ok(vec![Euro::ZERO; parts.len()]),
        Err(SplitError::NoWeight) => Err(nobody),
        Err(SplitError::TooLarge) => Err(BudgetError::TooLarge),
    }
}

fn sockel_weights(verteilung: SockelVerteilung, inputs: &Inputs) -> Vec<u64> {
    let weight = |kita: &KitaInput| match verteilung {
        _ if !kita.eligible => 0,
        SockelVerteilung::Equal => 1,
        SockelVerteilung::Places => u64::from(kita.places),
        SockelVerteilung::Children => u64::from(kita.children),
    };
    inputs.kitas().iter().map(weight).collect()
}

/// Weights of the levels as whole numbers in the same proportion.
fn aufstockung_weights(parameters: &Parameters, inputs: &Inputs, places: &[Place]) -> Result<Vec<u64>, BudgetError> {
    let weights = &parameters.stufen_gewicht.value;
    let whole = common_weights(weights.values().copied()).map_err(|_| BudgetError::TooLarge)?;
    let by_level: BTreeMap<u8, u64> = weights.keys().copied().zip(whole).collect();
    let levels: Vec<u8> = inputs.kommunen().iter().map(|kommune| kommune.level).collect();
    let by_kommune: Vec<Option<u64>> = levels.iter().map(|level| by_level.get(level).copied()).collect();
    let weight = |place: &Place| match by_kommune.get(place.kommune) {
        _ if !place.eligible => Ok(0),
        Some(Some(weight)) => Ok(*weight),
        _ => Err(BudgetError::UnknownLevel(levels.get(place.kommune).copied().unwrap_or_default())),
    };
    places.iter().map(weight).collect()
}
