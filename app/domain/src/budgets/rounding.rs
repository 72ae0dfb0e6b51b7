//! The one rule for rounding money, posts and hours.

use std::num::NonZeroU64;

/// `numerator / denominator`, rounded half away from zero (kaufmännisch; never the banker's rule).
///
/// Exact on the whole range of `i128`: the remainder is compared, nothing is doubled.
pub fn round_half_away(numerator: i128, denominator: NonZeroU64) -> i128 {
    let denominator = i128::from(denominator.get());
    let (quotient, remainder) = (numerator / denominator, numerator % denominator);
    if remainder.abs() >= denominator - remainder.abs() { quotient + remainder.signum() } else { quotient }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(numerator: i128, denominator: u64) -> i128 {
        round_half_away(numerator, NonZeroU64::new(denominator).expect("a test's denominator is not zero"))
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (numerator, expected) in [(5, 1), (15, 2), (25, 3), (-5, -1), (-15, -2), (-25, -3), (4, 0), (-4, 0), (6, 1)]
        {
            assert_eq!(round(numerator, 10), expected, "{numerator}/10");
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        assert_eq!(round(i128::MAX, 1), i128::MAX);
        assert_eq!(round(i128::MIN, 1), i128::MIN);
        assert_eq!(round(i128::from(u64::MAX) - 1, u64::MAX), 1);
    }
}
