//! Natural numbers without an upper bound: the common denominator of many reference values fits in no machine word.

use std::cmp::Ordering;

/// Digits to the base 2⁶⁴, the lowest first, without zeros at the high end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Natural(Vec<u64>);

impl Natural {
    pub(super) fn new(number: u64) -> Self {
        Self(vec![number]).trimmed()
    }

    pub(super) fn times(&self, factor: u64) -> Self {
        let mut digits = Vec::with_capacity(self.0.len() + 1);
        let mut carry = 0_u128;
        for digit in &self.0 {
            let sum = u128::from(*digit) * u128::from(factor) + carry;
            digits.push(low(sum));
            carry = sum >> 64;
        }
        digits.push(low(carry));
        Self(digits).trimmed()
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        let length = self.0.len().max(other.0.len());
        let mut digits = Vec::with_capacity(length + 1);
        let mut carry = 0_u128;
        for position in 0..length {
            let digit = |number: &Self| u128::from(number.0.get(position).copied().unwrap_or(0));
            let sum = digit(self) + digit(other) + carry;
            digits.push(low(sum));
            carry = sum >> 64;
        }
        digits.push(low(carry));
        Self(digits).trimmed()
    }

    /// The largest whole number of times that `divisor` goes into this, where it is below `bound`; else `bound` − 1.
    pub(super) fn divided_by(&self, divisor: &Self, bound: u64) -> u64 {
        let (mut fits, mut too_many) = (0, bound.max(1));
        while too_many - fits > 1 {
            let middle = fits + (too_many - fits) / 2;
            if divisor.times(middle) <= *self {
                fits = middle;
            } else {
                too_many = middle;
            }
        }
        fits
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The lowest 64 bits.
fn low(number: u128) -> u64 {
    (number & u128::from(u64::MAX)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(number: u128) -> Natural {
        Natural(vec![low(number), low(number >> 64)]).trimmed()
    }

    proptest! {
        #[test]
        fn it_reckons_as_machine_words_do_where_those_reach(a in any::<u64>(), b in any::<u64>(), c in 2..=u64::MAX) {
            let product = u128::from(a) * u128::from(b);
            prop_assert_eq!(Natural::new(a).times(b), of(product));
            prop_assert_eq!(Natural::new(a).plus(&Natural::new(b)), of(u128::from(a) + u128::from(b)));
            prop_assert_eq!(Natural::new(a).cmp(&Natural::new(b)), a.cmp(&b));
            prop_assert_eq!(of(product).cmp(&Natural::new(c)), product.cmp(&u128::from(c)));
            let quotient = u128::from(a) / u128::from(c);
            prop_assert_eq!(u128::from(Natural::new(a).divided_by(&Natural::new(c), u64::MAX)), quotient);
        }
    }

    #[test]
    fn it_goes_on_where_machine_words_end() {
        let mut large = Natural::new(1);
        for _ in 0..40 {
            large = large.times(u64::MAX);
        }
        let more = large.times(1_234_567);
        assert!(more > large && large > of(u128::MAX));
        assert_eq!(more.divided_by(&large, 1 << 60), 1_234_567);
        assert_eq!(large.plus(&more), large.times(1_234_568));
        assert_eq!(Natural::new(0).divided_by(&large, 1 << 60), 0);
    }
}
