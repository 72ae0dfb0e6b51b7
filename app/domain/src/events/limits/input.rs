use super::Limits;
use crate::{
    error::{ErrorCode, FieldError},
    events::{input::number_if_any, types::Funktion},
    field::Faults,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More people than any event has.
const MOST: i64 = 2000;

/// The part of the planning form about limits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LimitsInput {
    /// People; blank is any number.
    pub sozialraum: String,
    /// The same by the code of a [`Funktion`]; one that is not named is not limited.
    pub funktionen: BTreeMap<String, String>,
}

impl LimitsInput {
    pub const SOZIALRAUM: &'static str = "limit_sozialraum";

    /// The name of the form's field for a Funktion.
    pub fn field(funktion: Funktion) -> &'static str {
        match funktion {
            Funktion::KitaLeitung => "limit_kita_leitung",
            Funktion::KiSo => "limit_ki_so",
            Funktion::Anstellungstraeger => "limit_anstellungstraeger",
            Funktion::Netzwerkpartner => "limit_netzwerkpartner",
            Funktion::Andere => "limit_andere",
        }
    }

    /// The form that leads to these limits.
    pub fn of(limits: &Limits) -> Self {
        let funktion = |(funktion, limit): (&Funktion, &u32)| (funktion.code().to_owned(), limit.to_string());
        Self {
            sozialraum: limits.per_sozialraum.map(|limit| limit.to_string()).unwrap_or_default(),
            funktionen: limits.per_funktion.iter().map(funktion).collect(),
        }
    }

    /// The limits, or `None` with every fault added to `faults`.
    pub fn check(&self, faults: &mut Faults) -> Option<Limits> {
        let per_sozialraum = faults.take(number_if_any(Self::SOZIALRAUM, &self.sozialraum, MOST));
        let checked: Vec<_> =
            self.funktionen.iter().map(|(code, raw)| faults.take(limit_of_funktion(code, raw))).collect();
        let per_funktion: Option<Vec<_>> = checked.into_iter().collect();
        let per_funktion = per_funktion?.into_iter().flatten().collect();
        Some(Limits { per_sozialraum: per_sozialraum?, per_funktion })
    }
}

fn limit_of_funktion(code: &str, raw: &str) -> Result<Option<(Funktion, u32)>, FieldError> {
    let unknown = || FieldError::new(LimitsInput::SOZIALRAUM, ErrorCode::NotAChoice);
    let funktion = Funktion::from_code(code).ok_or_else(unknown)?;
    let limit = number_if_any(LimitsInput::field(funktion), raw, MOST)?;
    Ok(limit.map(|limit| (funktion, limit)))
}
