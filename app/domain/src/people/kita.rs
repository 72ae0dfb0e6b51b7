use super::timeline::Timeline;
use crate::{
    error::{ErrorCode, FieldError},
    field,
    ids::{KitaId, KitaTraegerId, KommuneId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Operator of Kitas; not to be mixed up with the employer of the KiSo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaTraeger {
    pub id: KitaTraegerId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kita {
    pub id: KitaId,
    pub number: KitaNumber,
    pub name: String,
    pub kommune: KommuneId,
    pub traeger: KitaTraegerId,
    /// Places of the operating licence.
    pub places: Timeline<u32>,
    /// Children looked after, for a Sockel by children; blank where the office does not count them.
    pub children: Timeline<u32>,
    pub indicators: Timeline<Indicators>,
}

impl Kita {
    /// Whether the Sozialraumbudget pays for a KiSo here on a day (domain §2: at least one indicator).
    pub fn is_eligible(&self, day: NaiveDate) -> bool {
        self.indicators.on(day).is_some_and(|indicators| indicators.any())
    }
}

/// What makes a Kita eligible (domain §2); both false ends the eligibility.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicators {
    /// (a) No direct access to counselling and family-education offers.
    pub no_access: bool,
    /// (b) Residential area with special sozialstruktureller Entwicklungsbedarf.
    pub development_need: bool,
}

impl Indicators {
    pub fn any(self) -> bool {
        self.no_access || self.development_need
    }
}

/// The official number, and the stable key of budget splits: letters, digits, `-`, `/`, `.`; at most 20 characters.
///
/// Kept as text: leading zeros belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KitaNumber(String);

impl KitaNumber {
    /// `Required`, `TooLong`, `ForbiddenCharacter`, or `NotAKitaNumber` for one with blanks or other marks in it.
    pub fn parse(field: &str, raw: &str) -> Result<Self, FieldError> {
        let text = field::text(field, raw, 20)?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.');
        if text.chars().all(allowed) { Ok(Self(text)) } else { Err(FieldError::new(field, ErrorCode::NotAKitaNumber)) }
    }

    /// `7` becomes `007`.
    pub(super) fn of_digits(number: u32) -> Self {
        Self(format!("{number:03}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KitaNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
