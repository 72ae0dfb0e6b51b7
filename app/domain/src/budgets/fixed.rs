//! Posts and hours: exact decimals with a fixed number of places.

use super::number::{self, NumberFault};
use crate::error::{ErrorCode, FieldError, Limit};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt};

/// A number with exactly `PLACES` decimals, held as an integer; on the wire a JSON string (`"0.2420"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Fixed<const PLACES: u32>(i64);

/// Full-time posts (Vollzeitäquivalente), four places.
pub type Vzae = Fixed<4>;
/// Hours a week, two places.
pub type WeeklyHours = Fixed<2>;

impl<const PLACES: u32> Fixed<PLACES> {
    pub const ZERO: Self = Self(0);

    /// From units of the last place: `Vzae::from_scaled(2420)` is 0.2420.
    pub const fn from_scaled(scaled: i64) -> Self {
        Self(scaled)
    }

    /// In units of the last place.
    pub const fn scaled(self) -> i64 {
        self.0
    }

    /// Units of the last place in one whole.
    pub const fn unit() -> i64 {
        10_i64.pow(PLACES)
    }

    /// A required number of a form between `min` and `max`, both allowed, written the German way.
    pub fn parse_field(field: &str, raw: &str, min: Self, max: Self) -> Result<Self, FieldError> {
        let value = match number::parse_german(raw, PLACES) {
            Ok(scaled) => Self(scaled),
            Err(NumberFault::Empty) => return Err(FieldError::new(field, ErrorCode::Required)),
            Err(NumberFault::Malformed) => {
                return Err(FieldError::with_limit(field, ErrorCode::NotANumber, Limit::range(min, max)));
            }
            Err(NumberFault::TooLarge) => Self(i64::MAX),
        };
        if value < min {
            return Err(FieldError::with_limit(field, ErrorCode::TooSmall, min.to_string()));
        }
        if value > max {
            return Err(FieldError::with_limit(field, ErrorCode::TooLarge, max.to_string()));
        }
        Ok(value)
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    pub fn checked_sum(values: impl IntoIterator<Item = Self>) -> Option<Self> {
        values.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// `0.2420`, for machines.
    pub fn plain(self) -> String {
        number::write_plain(self.0, PLACES)
    }
}

/// The German way with all places: `0,2420`.
impl<const PLACES: u32> fmt::Display for Fixed<PLACES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&number::write_german(self.0, PLACES))
    }
}

impl<const PLACES: u32> Serialize for Fixed<PLACES> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

impl<'de, const PLACES: u32> Deserialize<'de> for Fixed<PLACES> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        number::parse_plain(&text, PLACES)
            .map(Self)
            .ok_or_else(|| de::Error::custom(format_args!("expected a string with {PLACES} decimals")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_fixed_on_wire_and_screen() {
        let share = Vzae::from_scaled(2_420);
        assert_eq!(share.to_string(), "0,2420");
        assert_eq!(serde_json::to_string(&share).expect("serialises"), "\"0.2420\"");
        assert_eq!(serde_json::from_str::<Vzae>("\"0.2420\"").expect("reads"), share);
        for wrong in ["0.2420", "\"0.242\"", "2420", "\"0,2420\""] {
            assert!(serde_json::from_str::<Vzae>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_form_field_has_bounds() {
        let parse = |raw| WeeklyHours::parse_field("stunden", raw, Fixed(100), Fixed(6_000));
        assert_eq!(parse("39"), Ok(Fixed(3_900)));
        assert_eq!(parse("38,5"), Ok(Fixed(3_850)));
        assert_eq!(parse("0"), Err(FieldError::with_limit("stunden", ErrorCode::TooSmall, "1,00".to_owned())));
        assert_eq!(
            parse("99999999999999"),
            Err(FieldError::with_limit("stunden", ErrorCode::TooLarge, "60,00".to_owned()))
        );
        let range = Limit::range("1,00", "60,00");
        assert_eq!(parse("38.5"), Err(FieldError::with_limit("stunden", ErrorCode::NotANumber, range)));
        assert_eq!(parse(""), Err(FieldError::new("stunden", ErrorCode::Required)));
    }
}
