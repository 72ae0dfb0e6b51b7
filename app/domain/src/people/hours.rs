use crate::error::{ErrorCode, FieldError};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops};

/// Hours a week, exact, with two places; never negative, at most 60.
///
/// On the wire and in the audit log a string such as `"9.50"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct WeeklyHours(Decimal);

/// The most that one entry may hold: a typing error such as 385 instead of 38,5 stops here.
const MOST: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

impl WeeklyHours {
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// `None` when negative or finer than two places. Sums may exceed 60, entries may not: see [`Self::parse`].
    pub fn new(hours: Decimal) -> Option<Self> {
        let mut hours = hours.normalize();
        if hours.is_sign_negative() && !hours.is_zero() || hours.scale() > 2 {
            return None;
        }
        hours.rescale(2);
        Some(Self(hours))
    }

    /// From hundredths of an hour: `950` is 9.50 h.
    pub fn from_hundredths(hundredths: u32) -> Self {
        Self(Decimal::new(i64::from(hundredths), 2))
    }

    /// An exact figure rounded once to two places, half away from zero; `None` when negative.
    pub fn round(exact: Decimal) -> Option<Self> {
        Self::new(exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// Reads `9,5`, `9,50` or `9.5`: one separator at most, two places at most, 0 to 60.
    pub fn parse(field: &str, raw: &str) -> Result<Self, FieldError> {
        let raw = raw.trim();
        if raw.is_empty() {
            return Err(FieldError::new(field, ErrorCode::Required));
        }
        let not_a_number = || FieldError::new(field, ErrorCode::NotANumber);
        if !raw.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) || raw.len() > 8 {
            return Err(not_a_number());
        }
        let exact: Decimal = raw.replace(',', ".").parse().map_err(|_| not_a_number())?;
        let hours = Self::new(exact).ok_or_else(not_a_number)?;
        if exact > MOST { Err(FieldError::with_limit(field, ErrorCode::TooLarge, 60)) } else { Ok(hours) }
    }

    pub fn decimal(self) -> Decimal {
        self.0
    }

    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// How far two figures are apart.
    pub fn distance(self, other: Self) -> Self {
        Self((self.0 - other.0).abs())
    }
}

/// `9,50`: as the office writes it, without the unit.
impl fmt::Display for WeeklyHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format!("{:.2}", self.0).replace('.', ","))
    }
}

impl TryFrom<Decimal> for WeeklyHours {
    type Error = &'static str;

    fn try_from(hours: Decimal) -> Result<Self, Self::Error> {
        Self::new(hours).ok_or("weekly hours are not negative and have two places at most")
    }
}

impl From<WeeklyHours> for Decimal {
    fn from(hours: WeeklyHours) -> Self {
        hours.0
    }
}

impl ops::Add for WeeklyHours {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for WeeklyHours {
    fn sum<I: Iterator<Item = Self>>(hours: I) -> Self {
        hours.fold(Self::ZERO, |sum, hours| sum + hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_written_the_german_way() {
        for (raw, shown) in [("9,5", "9,50"), ("9.44", "9,44"), (" 39 ", "39,00"), ("0", "0,00"), ("60", "60,00")] {
            assert_eq!(WeeklyHours::parse("hours", raw).map(|hours| hours.to_string()), Ok(shown.into()), "{raw}");
        }
    }

    #[test]
    fn what_is_no_number_of_hours_is_refused() {
        let code = |raw| WeeklyHours::parse("hours", raw).map_err(|fault| fault.code);
        for raw in ["-1", "1,234", "9,5,5", "1e3", "neun", "１２", "+5", ","] {
            assert_eq!(code(raw), Err(ErrorCode::NotANumber), "{raw}");
        }
        assert_eq!(code(""), Err(ErrorCode::Required));
        assert_eq!(code("385"), Err(ErrorCode::TooLarge));
        assert_eq!(code("60,01"), Err(ErrorCode::TooLarge));
    }

    #[test]
    fn the_wire_form_is_a_string_with_two_places() {
        let hours = WeeklyHours::from_hundredths(950);
        assert_eq!(serde_json::to_string(&hours).expect("serialises"), "\"9.50\"");
        assert_eq!(serde_json::from_str::<WeeklyHours>("\"9.5\"").expect("reads"), hours);
        assert!(serde_json::from_str::<WeeklyHours>("\"-9.5\"").is_err());
        assert!(serde_json::from_str::<WeeklyHours>("\"9.555\"").is_err());
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        let exact: Decimal = "9.435".parse().expect("a decimal");
        assert_eq!(WeeklyHours::round(exact), Some(WeeklyHours::from_hundredths(944)));
    }
}
