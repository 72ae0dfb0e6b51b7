//! The index of a Kommune: how it stands to the area it is compared with, over all indicators.

use super::{
    natural::Natural,
    types::{Index, Indicator},
};
use crate::budgets::Fixed;

/// No index reaches it, in hundredths: the largest value over the smallest reference that a form takes is below 10¹⁵.
const BOUND: u64 = 1 << 60;

/// 100 × Σ(weight × value ÷ reference) ÷ Σ weight, exact, and rounded once to two places, half away from zero. Where less of
/// an indicator means more Mehrbedarf, reference ÷ value takes the place of value ÷ reference.
///
/// `None` without indicators, and for numbers that no form lets in: negative ones, a divisor or weight of 0.
pub fn index_of(indicators: &[Indicator]) -> Option<Index> {
    let (mut numerator, mut denominator) = (Natural::new(0), Natural::new(1));
    let mut weights = 0_u64;
    for indicator in indicators {
        let (part, whole) = indicator.quotient();
        let (part, weight) = (units(part)?, units(indicator.weight)?);
        let whole = units(whole).filter(|whole| *whole > 0)?;
        let added = denominator.times(weight).times(part);
        numerator = numerator.times(whole).plus(&added);
        denominator = denominator.times(whole);
        weights = weights.checked_add(weight)?;
    }
    if weights == 0 {
        return None;
    }
    // Units of the places of value and reference cancel out, as do those of the weights: 10,000 are the hundredths of the
    // index 100. A half is added and the rest cut off, over twice the denominator.
    let whole = denominator.times(weights);
    let rounded = numerator.times(20_000).plus(&whole).divided_by(&whole.times(2), BOUND);
    i64::try_from(rounded).ok().map(Index::from_scaled)
}

fn units<const PLACES: u32>(number: Fixed<PLACES>) -> Option<u64> {
    u64::try_from(number.scaled()).ok()
}
