//! Money: exact decimal with two places, never a binary float (domain §3, rule 1).

use super::number::{self, NumberFault};
use crate::error::{ErrorCode, FieldError};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// An amount in euro and cents.
///
/// On the wire a JSON string (`"1234.56"`); JSON numbers are refused, because they are floats in most readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Euro(Decimal);

/// Why a text is not an amount that can be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyFault {
    Empty,
    NotMoney,
    /// Above 99.999.999,99 €.
    TooLarge,
    /// Below -99.999.999,99 €.
    TooSmall,
}

impl Euro {
    /// The largest amount that can be entered: 99,999,999.99 €. Sums may be larger.
    pub const MAX_ENTRY_CENTS: i64 = 9_999_999_999;
    pub const ZERO: Euro = Euro(Decimal::from_parts(0, 0, 0, false, 2));

    pub fn from_cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// As [`Euro::from_cents`]; `None` beyond ± 92 quadrillion euro.
    pub fn checked_from_cents(cents: i128) -> Option<Self> {
        i64::try_from(cents).ok().map(Self::from_cents)
    }

    pub fn cents(self) -> i128 {
        self.0.mantissa()
    }

    /// The amount of a database column of type decimal. `None` when it holds fractions of a cent.
    pub fn from_decimal(decimal: Decimal) -> Option<Self> {
        let whole_cents = decimal.normalize();
        if whole_cents.scale() > 2 {
            return None;
        }
        let factor = 10_i128.pow(2 - whole_cents.scale());
        whole_cents.mantissa().checked_mul(factor).and_then(Self::checked_from_cents)
    }

    /// For a database column of type decimal; the scale is always 2.
    pub fn as_decimal(self) -> Decimal {
        self.0
    }

    /// Reads `1.234,56`, `1234,56 €` or `-12`; see [`number::parse_german`] for what is refused.
    pub fn parse_german(raw: &str) -> Result<Self, MoneyFault> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(MoneyFault::Empty);
        }
        let number = text.strip_suffix('€').unwrap_or(text);
        let cents = match number::parse_german(number, 2) {
            Ok(cents) => cents,
            Err(NumberFault::TooLarge) if number.starts_with(['-', '−']) => return Err(MoneyFault::TooSmall),
            Err(NumberFault::TooLarge) => return Err(MoneyFault::TooLarge),
            Err(NumberFault::Empty | NumberFault::Malformed) => return Err(MoneyFault::NotMoney),
        };
        match cents {
            _ if cents > Self::MAX_ENTRY_CENTS => Err(MoneyFault::TooLarge),
            _ if cents < -Self::MAX_ENTRY_CENTS => Err(MoneyFault::TooSmall),
            _ => Ok(Self::from_cents(cents)),
        }
    }

    /// A required amount in a form.
    pub fn parse_field(field: &str, raw: &str) -> Result<Self, FieldError> {
        let limit = |cents| Euro::from_cents(cents).to_string();
        Self::parse_german(raw).map_err(|fault| match fault {
            MoneyFault::Empty => FieldError::new(field, ErrorCode::Required),
            MoneyFault::NotMoney => FieldError::new(field, ErrorCode::NotMoney),
            MoneyFault::TooLarge => FieldError::with_limit(field, ErrorCode::TooLarge, limit(Self::MAX_ENTRY_CENTS)),
            MoneyFault::TooSmall => FieldError::with_limit(field, ErrorCode::TooSmall, limit(-Self::MAX_ENTRY_CENTS)),
        })
    }

    /// `1.234,56`, for tables whose head names the currency, and for form fields.
    pub fn without_sign(self) -> String {
        number::write_german(self.cents_i64(), 2)
    }

    /// `1234.56`, for machines.
    pub fn plain(self) -> String {
        number::write_plain(self.cents_i64(), 2)
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::checked_from_cents(self.cents() + other.cents())
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::checked_from_cents(self.cents() - other.cents())
    }

    /// `None` beyond ± 92 quadrillion euro.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts
            .into_iter()
            .try_fold(0_i128, |sum, amount| sum.checked_add(amount.cents()))
            .and_then(Self::checked_from_cents)
    }

    pub fn is_negative(self) -> bool {
        self.cents() < 0
    }

    /// Only constructors of this module make a `Euro`, and all of them go through `i64`; saturation never happens.
    fn cents_i64(self) -> i64 {
        i64::try_from(self.cents()).unwrap_or(i64::MAX)
    }
}

/// `1.234,56 €`
impl fmt::Display for Euro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} €", self.without_sign())
    }
}

impl Serialize for Euro {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

impl<'de> Deserialize<'de> for Euro {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Plain)
    }
}

struct Plain;

impl de::Visitor<'_> for Plain {
    type Value = Euro;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount as a string with two decimals, such as \"1234.56\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Euro, E> {
        number::parse_plain(text, 2)
            .map(Euro::from_cents)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Other("text"), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_is_lenient_about_dots_and_the_sign_of_currency_only() {
        for raw in ["1.234,56", "1234,56", "1.234,56 €", "1234,56€", "  1.234,56\u{a0}€ "] {
            assert_eq!(Euro::parse_german(raw), Ok(Euro::from_cents(123_456)), "{raw}");
        }
        for raw in ["1234.56", "1,234.56", "12,345", "€ 5", "5 EUR", "€", "zehn", "1.23", "5 € €"] {
            assert_eq!(Euro::parse_german(raw), Err(MoneyFault::NotMoney), "{raw}");
        }
        assert_eq!(Euro::parse_german(" "), Err(MoneyFault::Empty));
    }

    #[test]
    fn entry_ends_at_the_range() {
        assert_eq!(Euro::parse_german("99.999.999,99"), Ok(Euro::from_cents(9_999_999_999)));
        assert_eq!(Euro::parse_german("-99.999.999,99"), Ok(Euro::from_cents(-9_999_999_999)));
        for raw in ["100.000.000", "1000000000000", "99999999999999999999999"] {
            assert_eq!(Euro::parse_german(raw), Err(MoneyFault::TooLarge), "{raw}");
            assert_eq!(Euro::parse_german(&format!("-{raw}")), Err(MoneyFault::TooSmall), "-{raw}");
        }
        let fault = Euro::parse_field("betrag", "100.000.000").expect_err("too large");
        assert_eq!(fault, FieldError::with_limit("betrag", ErrorCode::TooLarge, "99.999.999,99 €".to_owned()));
    }

    #[test]
    fn people_read_german() {
        assert_eq!(Euro::from_cents(123_456).to_string(), "1.234,56 €");
        assert_eq!(Euro::from_cents(-5).to_string(), "−0,05 €");
        assert_eq!(Euro::from_cents(290_000_000).without_sign(), "2.900.000,00");
    }

    #[test]
    fn the_wire_is_a_string_and_nothing_else() {
        assert_eq!(serde_json::to_string(&Euro::from_cents(123_456)).expect("serialises"), "\"1234.56\"");
        assert_eq!(serde_json::from_str::<Euro>("\"-0.05\"").expect("reads"), Euro::from_cents(-5));
        for wrong in
            ["1234.56", "1234", "\"1234.5\"", "\"1.234,56\"", "\"1234.567\"", "null", "\"\"", "\"1e3\"", "\"-0.00\""]
        {
            assert!(serde_json::from_str::<Euro>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_decimal_column_keeps_scale_two_and_refuses_fractions_of_a_cent() {
        assert_eq!(Euro::from_cents(100).as_decimal().scale(), 2);
        assert_eq!(Euro::ZERO.as_decimal().scale(), 2);
        assert_eq!(Euro::from_decimal(Decimal::new(15, 1)), Some(Euro::from_cents(150)));
        assert_eq!(Euro::from_decimal(Decimal::new(15_000, 4)), Some(Euro::from_cents(150)));
        assert_eq!(Euro::from_decimal(Decimal::new(15_001, 4)), None);
        assert_eq!(Euro::from_decimal(Decimal::MAX), None);
    }

    #[test]
    fn sums_are_exact_and_overflow_is_told() {
        assert_eq!(Euro::checked_sum([Euro::from_cents(1), Euro::from_cents(-3)]), Some(Euro::from_cents(-2)));
        assert_eq!(Euro::from_cents(i64::MAX).checked_add(Euro::from_cents(1)), None);
        assert_eq!(Euro::from_cents(i64::MIN).checked_sub(Euro::from_cents(1)), None);
    }
}
