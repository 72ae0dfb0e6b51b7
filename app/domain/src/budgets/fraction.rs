//! Exact, non-negative fractions for quotas and weights: 2/3 stays 2/3.

use super::{
    euro::Euro,
    number::{self, NumberFault},
    rounding::round_half_away,
};
use crate::error::{ErrorCode, FieldError, Limit};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, num::NonZeroU64};

/// `numerator / denominator` in lowest terms; on the wire a JSON string (`"2/3"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    numerator: u64,
    denominator: NonZeroU64,
}

impl Fraction {
    pub const ZERO: Fraction = Fraction::whole(0);
    pub const ONE: Fraction = Fraction::whole(1);

    /// In lowest terms; `None` when the denominator is 0.
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        let divisor = NonZeroU64::new(greatest_common_divisor(numerator, denominator))?;
        let denominator = NonZeroU64::new(denominator / divisor)?;
        Some(Self { numerator: numerator / divisor, denominator })
    }

    pub const fn whole(number: u64) -> Self {
        Self { numerator: number, denominator: NonZeroU64::MIN }
    }

    pub fn numerator(self) -> u64 {
        self.numerator
    }

    pub fn denominator(self) -> NonZeroU64 {
        self.denominator
    }

    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// `1 / self`, or `None` for zero.
    pub fn inverse(self) -> Option<Self> {
        NonZeroU64::new(self.numerator).map(|denominator| Self { numerator: self.denominator.get(), denominator })
    }

    /// `None` when the exact sum has a numerator or denominator beyond 64 bits.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let wide = |fraction: Self| (u128::from(fraction.numerator), u128::from(fraction.denominator.get()));
        let ((a, b), (c, d)) = (wide(self), wide(other));
        let numerator = (a * d).checked_add(c * b)?;
        let divisor = greatest_common_divisor(numerator, b * d);
        Self::new(u64::try_from(numerator / divisor).ok()?, u64::try_from(b * d / divisor).ok()?)
    }

    /// `self × days ÷ of`; `None` beyond 64 bits or for a year of no days.
    pub fn checked_times(self, days: u32, of: u16) -> Option<Self> {
        let numerator = self.numerator.checked_mul(u64::from(days))?;
        Self::new(numerator, self.denominator.get().checked_mul(u64::from(of))?)
    }

    /// The share of an amount, rounded once, half away from zero; `None` when it is beyond what [`Euro`] holds.
    pub fn of(self, amount: Euro) -> Option<Euro> {
        let numerator = amount.cents().checked_mul(i128::from(self.numerator))?;
        Euro::checked_from_cents(round_half_away(numerator, self.denominator))
    }

    /// Reads `2/3`, `0,60`, `60 %` or `3`; at most six decimals, nine digits on each side of the stroke.
    pub fn parse(raw: &str) -> Result<Self, NumberFault> {
        let text = raw.trim();
        if let Some((numerator, denominator)) = text.split_once('/') {
            return Self::new(natural(numerator)?, natural(denominator)?).ok_or(NumberFault::Malformed);
        }
        let (number, denominator) = match text.strip_suffix('%') {
            Some(percent) => (percent, 100_000_000),
            None => (text, 1_000_000),
        };
        let numerator = u64::try_from(number::parse_german(number, 6)?).map_err(|_| NumberFault::Malformed)?;
        Self::new(numerator, denominator).ok_or(NumberFault::Malformed)
    }

    /// A required fraction of a form, at most `max`.
    pub fn parse_field(field: &str, raw: &str, max: Self) -> Result<Self, FieldError> {
        let too_large = || FieldError::with_limit(field, ErrorCode::TooLarge, max.to_string());
        match Self::parse(raw) {
            Ok(fraction) if fraction > max => Err(too_large()),
            Ok(fraction) => Ok(fraction),
            Err(NumberFault::Empty) => Err(FieldError::new(field, ErrorCode::Required)),
            Err(NumberFault::Malformed) => {
                Err(FieldError::with_limit(field, ErrorCode::NotANumber, Limit::range(Self::ZERO, max)))
            }
            Err(NumberFault::TooLarge) => Err(too_large()),
        }
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let cross = |a: &Self, b: &Self| u128::from(a.numerator) * u128::from(b.denominator.get());
        cross(self, other).cmp(&cross(other, self))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As the office writes it: a whole number, a decimal such as `0,6` where it has at most six places, else `2/3`.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for places in 0..=6 {
            let scaled = u128::from(self.numerator) * 10_u128.pow(places);
            let denominator = u128::from(self.denominator.get());
            if let (0, Ok(scaled)) = (scaled % denominator, i64::try_from(scaled / denominator)) {
                return f.write_str(&number::write_german(scaled, places));
            }
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        format!("{}/{}", fraction.numerator, fraction.denominator)
    }
}

impl TryFrom<String> for Fraction {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parts = text.split_once('/').and_then(|(n, d)| Some((n.parse().ok()?, d.parse().ok()?)));
        parts
            .and_then(|(numerator, denominator)| Self::new(numerator, denominator))
            .filter(|fraction| String::from(*fraction) == text)
            .ok_or("expected a fraction in lowest terms, such as \"2/3\"")
    }
}

fn natural(text: &str) -> Result<u64, NumberFault> {
    let digits = text.trim();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberFault::Malformed);
    }
    digits.parse().ok().filter(|number| *number <= 999_999_999).ok_or(NumberFault::TooLarge)
}

/// 0 only when both are 0.
pub(super) fn greatest_common_divisor<N: Copy + Default + PartialEq + std::ops::Rem<Output = N>>(a: N, b: N) -> N {
    if b == N::default() { a } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: u64, denominator: u64) -> Fraction {
        Fraction::new(numerator, denominator).expect("a test's fraction")
    }

    #[test]
    fn quotas_are_read_as_the_office_writes_them() {
        for (raw, expected) in [
            ("2/3", fraction(2, 3)),
            (" 4 / 6 ", fraction(2, 3)),
            ("0,60", fraction(3, 5)),
            ("60 %", fraction(3, 5)),
            ("33,3%", fraction(333, 1000)),
            ("3", fraction(3, 1)),
            ("0", Fraction::ZERO),
        ] {
            assert_eq!(Fraction::parse(raw), Ok(expected), "{raw}");
        }
        for raw in ["2/0", "0/0", "/3", "2/", "-1/2", "-0,5", "0.6", "1/2/3", "zwei", "0,1234567"] {
            assert_eq!(Fraction::parse(raw), Err(NumberFault::Malformed), "{raw}");
        }
        assert_eq!(Fraction::parse("1/1000000000"), Err(NumberFault::TooLarge));
        assert_eq!(Fraction::parse(" % "), Err(NumberFault::Empty));
    }

    #[test]
    fn shares_are_rounded_once_half_away_from_zero() {
        let quota = fraction(2, 3);
        assert_eq!(quota.of(Euro::from_cents(262_100_000)), Some(Euro::from_cents(174_733_333)));
        assert_eq!(fraction(1, 2).of(Euro::from_cents(5)), Some(Euro::from_cents(3)));
        assert_eq!(fraction(1, 2).of(Euro::from_cents(-5)), Some(Euro::from_cents(-3)));
        assert_eq!(Fraction::whole(3).of(Euro::from_cents(i64::MAX)), None);
        assert_eq!(fraction(3, 5).inverse(), Some(fraction(5, 3)));
        assert_eq!(Fraction::ZERO.inverse(), None);
    }

    #[test]
    fn one_value_has_one_text() {
        for (value, shown, wire) in [
            (fraction(2, 3), "2/3", "\"2/3\""),
            (fraction(3, 5), "0,6", "\"3/5\""),
            (fraction(1, 1), "1", "\"1/1\""),
            (Fraction::ZERO, "0", "\"0/1\""),
        ] {
            assert_eq!(value.to_string(), shown);
            assert_eq!(Fraction::parse(shown), Ok(value));
            assert_eq!(serde_json::to_string(&value).expect("serialises"), wire);
            assert_eq!(serde_json::from_str::<Fraction>(wire).expect("reads"), value);
        }
        for wrong in ["\"4/6\"", "\"1/0\"", "0.6", "\"2\"", "\"+2/3\""] {
            assert!(serde_json::from_str::<Fraction>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn fractions_are_ordered_by_value() {
        assert!(fraction(2, 3) > fraction(3, 5));
        assert!(fraction(u64::MAX, 1) > fraction(1, u64::MAX));
    }
}
