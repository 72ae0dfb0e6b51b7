//! Splitting an amount into parts that add up to it exactly: largest remainder (Hare-Niemeyer) on cents.

use super::{
    euro::Euro,
    fraction::{Fraction, greatest_common_divisor},
};
use std::cmp::Reverse;

/// Why an amount cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// All weights are zero, or there are no parts: nobody can receive anything.
    #[error("all weights are zero")]
    NoWeight,
    /// Weights or products beyond what exact integers hold; far above any budget.
    #[error("amount or weights too large")]
    TooLarge,
}

/// Splits `amount` over `parts` in proportion to their weights; the answer is in the order of `parts`.
///
/// Every part first gets the whole cents of its exact share; the cents that are left go one each to the largest
/// remainders. Ties go to the larger weight, then to the smaller key, so the result does not depend on the order of
/// the parts as long as keys are unique. A weight of 0 gets 0. A negative amount splits as the negative of the
/// positive one. (Domain §3, rule 2.)
pub fn split<K: Ord>(amount: Euro, parts: &[(K, u64)]) -> Result<Vec<Euro>, SplitError> {
    let whole = u128::from(u64::try_from(amount.cents().unsigned_abs()).map_err(|_| SplitError::TooLarge)?);
    let total: u64 =
        parts.iter().try_fold(0_u64, |sum, (_, weight)| sum.checked_add(*weight)).ok_or(SplitError::TooLarge)?;
    if total == 0 {
        return Err(SplitError::NoWeight);
    }
    // Neither product nor sum can overflow: two factors below 2^64 fit 2^128, and the shares add up to `whole`.
    let (mut cents, remainders): (Vec<u64>, Vec<u64>) =
        parts.iter().map(|(_, weight)| quotient_and_remainder(whole * u128::from(*weight), total)).unzip();
    let given: u128 = cents.iter().map(|share| u128::from(*share)).sum();
    let left = (whole - given) as usize;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    if left > 0 {
        order.select_nth_unstable_by_key(left - 1, |&part| {
            (Reverse(remainders[part]), Reverse(parts[part].1), &parts[part].0)
        });
    }
    for &part in &order[..left] {
        cents[part] += 1;
    }
    let signed = |share: u64| if amount.is_negative() { -i128::from(share) } else { i128::from(share) };
    cents.into_iter().map(|share| Euro::checked_from_cents(signed(share)).ok_or(SplitError::TooLarge)).collect()
}

/// As [`split`], with exact fractions as weights.
pub fn split_by_fractions<K: Ord + Clone>(amount: Euro, parts: &[(K, Fraction)]) -> Result<Vec<Euro>, SplitError> {
    let weights = common_weights(parts.iter().map(|(_, weight)| *weight))?;
    let parts: Vec<(K, u64)> = parts.iter().map(|(key, _)| key.clone()).zip(weights).collect();
    split(amount, &parts)
}

/// Integers in the same proportion to each other as the fractions: all brought to the smallest common denominator.
pub fn common_weights(fractions: impl Iterator<Item = Fraction> + Clone) -> Result<Vec<u64>, SplitError> {
    let denominator = fractions
        .clone()
        .try_fold(1_u64, |common, fraction| {
            let own = fraction.denominator().get();
            own.checked_mul(common / greatest_common_divisor(common, own))
        })
        .ok_or(SplitError::TooLarge)?;
    fractions
        .map(|fraction| {
            fraction.numerator().checked_mul(denominator / fraction.denominator()).ok_or(SplitError::TooLarge)
        })
        .collect()
}

/// The quotient fits `u64`, because a part's weight is at most the sum of all; small products divide several times
/// faster in 64 bits, above all in the browser.
fn quotient_and_remainder(product: u128, total: u64) -> (u64, u64) {
    match u64::try_from(product) {
        Ok(product) => (product / total, product % total),
        Err(_) => ((product / u128::from(total)) as u64, (product % u128::from(total)) as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(amount: i64, weights: &[u64]) -> Vec<i128> {
        let parts: Vec<(usize, u64)> = weights.iter().copied().enumerate().collect();
        split(Euro::from_cents(amount), &parts).expect("splits").into_iter().map(Euro::cents).collect()
    }

    #[test]
    fn ties_go_to_the_larger_weight_then_to_the_smaller_key() {
        // Exact shares 0.5 and 1.5 of two cents: equal remainders, the larger weight wins.
        assert_eq!(cents(2, &[1, 3]), [0, 2]);
        assert_eq!(cents(100, &[1, 1, 1]), [34, 33, 33]);
        let backwards = split(Euro::from_cents(100), &[("c", 1), ("b", 1), ("a", 1)]).expect("splits");
        assert_eq!(backwards.into_iter().map(Euro::cents).collect::<Vec<_>>(), [33, 33, 34]);
    }

    #[test]
    fn nobody_to_give_to_is_an_error_not_a_division_by_zero() {
        assert_eq!(split(Euro::from_cents(1), &[("a", 0), ("b", 0)]), Err(SplitError::NoWeight));
        assert_eq!(split::<u8>(Euro::from_cents(1), &[]), Err(SplitError::NoWeight));
    }

    #[test]
    fn the_largest_amounts_and_weights_do_not_overflow() {
        assert_eq!(cents(i64::MAX, &[u64::MAX]), [i128::from(i64::MAX)]);
        assert_eq!(split(Euro::ZERO, &[("a", u64::MAX), ("b", 1)]), Err(SplitError::TooLarge));
    }

    #[test]
    fn fractions_weigh_as_their_common_multiples() {
        let (half, third) = (Fraction::new(1, 2).expect("1/2"), Fraction::new(1, 3).expect("1/3"));
        let shares = split_by_fractions(Euro::from_cents(100), &[("a", half), ("b", third)]).expect("splits");
        assert_eq!(shares, [Euro::from_cents(60), Euro::from_cents(40)]);
    }
}
