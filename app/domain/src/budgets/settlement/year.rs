//! What holds for all settlements of a year, and all of them in one state.

use super::types::{ProofStatus, Verwendungsnachweis};
use crate::{
    access::{BudgetReader, Right, Scope},
    budgets::Euro,
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    german,
    ids::AnstellungstraegerId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Settings of a year's settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearSettings {
    /// Last day for submitting the Verwendungsnachweise.
    pub deadline: NaiveDate,
    /// What supervision staff that operating licences demand has cost; `None` while it is not known.
    pub first_charge_actual: Option<Euro>,
}

impl YearSettings {
    /// 31 March of the next year, unless the office has decided otherwise (domain §9).
    pub fn default_of(year: i32) -> Self {
        let deadline = NaiveDate::from_ymd_opt(year + 1, 3, 31).unwrap_or(NaiveDate::MAX);
        Self { deadline, first_charge_actual: None }
    }
}

/// The settings as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearSettingsInput {
    pub deadline: String,
    pub first_charge_actual: String,
}

impl YearSettingsInput {
    /// The deadline lies after the year and before the end of the third year after it.
    pub fn check(&self, year: i32) -> Result<YearSettings, Vec<FieldError>> {
        let mut faults = Faults::new();
        let bound = |years, month, day| NaiveDate::from_ymd_opt(year + years, month, day).unwrap_or(NaiveDate::MAX);
        let (first, last) = (bound(1, 1, 1), bound(3, 12, 31));
        let deadline = field::date("deadline", &self.deadline).and_then(|day| match day {
            _ if day < first => Err(FieldError::with_limit("deadline", ErrorCode::TooSmall, german::date(first))),
            _ if day > last => Err(FieldError::with_limit("deadline", ErrorCode::TooLarge, german::date(last))),
            day => Ok(day),
        });
        let deadline = faults.take(deadline);
        let cost = match self.first_charge_actual.trim() {
            "" => Ok(None),
            raw => Euro::parse_field("first_charge_actual", raw).and_then(|amount| match amount.is_negative() {
                true => Err(FieldError::with_limit("first_charge_actual", ErrorCode::TooSmall, Euro::ZERO.to_string())),
                false => Ok(Some(amount)),
            }),
        };
        let cost = faults.take(cost);
        let settings = deadline.zip(cost);
        faults.finish(settings.map(|(deadline, first_charge_actual)| YearSettings { deadline, first_charge_actual }))
    }
}

impl From<&YearSettings> for YearSettingsInput {
    fn from(settings: &YearSettings) -> Self {
        Self {
            deadline: settings.deadline.to_string(),
            first_charge_actual: settings.first_charge_actual.map(Euro::without_sign).unwrap_or_default(),
        }
    }
}

/// All Verwendungsnachweise of a year, cut to what the reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLedger {
    pub year: i32,
    pub settings: YearSettings,
    /// Those of which something was saved.
    pub proofs: Vec<Verwendungsnachweis>,
}

impl SettlementLedger {
    /// The whole for those who see the whole area, the own one for an Anstellungsträger, nothing for anybody else. A draft
    /// is its Anstellungsträger's alone until it is submitted.
    pub fn visible_to(mut self, by: &BudgetReader) -> Self {
        match by.principal().scope {
            Scope::All => {
                let hide = |proof: &mut Verwendungsnachweis| proof.statement = super::types::Statement::default();
                self.proofs.iter_mut().filter(|proof| proof.status == ProofStatus::Draft).for_each(hide);
            }
            Scope::Anstellungstraeger(own) => {
                let proofs = self.proofs.into_iter().filter(|proof| proof.anstellungstraeger == own);
                self.proofs = proofs.map(Verwendungsnachweis::of_employer).collect();
            }
            Scope::Kitas(_) | Scope::Nothing => self.proofs.clear(),
        }
        self
    }

    /// The one of an Anstellungsträger; a blank one where nothing was saved.
    pub fn proof(&self, of: AnstellungstraegerId) -> Verwendungsnachweis {
        let found = self.proofs.iter().find(|proof| proof.anstellungstraeger == of);
        found.cloned().unwrap_or_else(|| Verwendungsnachweis::blank(self.year, of))
    }
}
