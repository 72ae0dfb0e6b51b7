use crate::{
    error::{ErrorCode, FieldError},
    field,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most characters of an Entgeltgruppe.
pub const PAY_GROUP_MAX: usize = 16;

/// An Entgeltgruppe as the tariff names it: `S 12`, `SuE S 8b`, `EG 9`.
///
/// Short, of letters and digits, and never without a digit: it is no place for a note about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PayGroup(String);

impl PayGroup {
    /// # Errors
    /// `Required`, `TooLong`, `ForbiddenCharacter`, or `NotAPayGroup` for what no tariff calls a group.
    pub fn parse(field: &str, raw: &str) -> Result<Self, FieldError> {
        let text = field::text(field, raw, PAY_GROUP_MAX)?;
        let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '/'));
        let has_digit = text.chars().any(|c| c.is_ascii_digit());
        if is_plain && has_digit { Ok(Self(text)) } else { Err(FieldError::new(field, ErrorCode::NotAPayGroup)) }
    }
}

impl fmt::Display for PayGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PayGroup {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse("", &text).map_err(|_| "not the name of an Entgeltgruppe")
    }
}

impl From<PayGroup> for String {
    fn from(group: PayGroup) -> Self {
        group.0
    }
}
