//! Why a budget cannot be calculated.

use super::{
    fixed::Vzae,
    fraction::Fraction,
    parameters::{Parameter, level_field},
    split::SplitError,
};
use crate::error::{AppError, ErrorCode, FieldError};

/// Every way a calculation can refuse; none of them panics.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    #[error("parameter {} is out of range", .0.field())]
    OutOfRange(Parameter),
    /// The supervision staff costs more than the whole budget.
    #[error("the first charge exceeds the whole budget")]
    FirstChargeExceedsGesamt { most: Vzae },
    /// A Sockel that counts on the whole budget is more than what the first charge leaves.
    #[error("the Sockeltopf exceeds the KiSo-Topf")]
    SockelExceedsKisoTopf { most: Fraction },
    /// There is money in the Sockeltopf, but no eligible Kita with places or children.
    #[error("nobody to share the Sockeltopf")]
    NobodyForSockel,
    /// There is money in the Aufstockungstopf, but no eligible Kita in a Kommune with weight.
    #[error("nobody to share the Aufstockungstopf")]
    NobodyForAufstockung,
    #[error("no weight for level {0}")]
    UnknownLevel(u8),
    #[error("Kita {0} occurs twice")]
    DuplicateKita(String),
    #[error("an id occurs twice")]
    DuplicateId,
    #[error("Kita {0} refers to something unknown")]
    UnknownReference(String),
    /// The days of a Kita are none, more than the year has, or name an employer twice.
    #[error("the days of Kita {0} do not fit the year")]
    DaysDoNotFit(String),
    #[error("amounts too large")]
    TooLarge,
    /// A snapshot of a later version of this program.
    #[error("unknown version {0} of the calculation")]
    UnknownFormula(u16),
    #[error("rule violated: {0}")]
    Rule(RuleViolated),
}

/// A sum of domain §3 rule 3 that does not come out: a fault of the program, never of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleViolated {
    #[error("Land + Kreis = Gesamt")]
    LandAndKreis,
    #[error("Kitas + first charge = Gesamt")]
    KitasAndFirstCharge,
    #[error("entries + unassigned = first charge")]
    FirstChargeList,
    #[error("months = budget of the Anstellungsträger")]
    Months,
    #[error("Anstellungsträger = Kitas")]
    Anstellungstraeger,
    #[error("Sozialräume = Kitas")]
    Sozialraeume,
    #[error("Kommunen = Kitas")]
    Kommunen,
    #[error("no share is negative")]
    NegativeShare,
    #[error("the figures follow from the snapshot")]
    Recomputed,
}

impl BudgetError {
    /// What the person at the form can change; `None` when the fault is ours and belongs into the log.
    pub fn fault(&self) -> Option<FieldError> {
        let field = |parameter: Parameter, code| FieldError::new(parameter.field(), code);
        let at_most = |parameter: Parameter, most| FieldError::with_limit(parameter.field(), ErrorCode::TooLarge, most);
        Some(match self {
            Self::OutOfRange(which) => field(*which, ErrorCode::NotANumber),
            Self::FirstChargeExceedsGesamt { most } => at_most(Parameter::BeVzae, most.to_string()),
            Self::SockelExceedsKisoTopf { most } => at_most(Parameter::SockelQuote, most.to_string()),
            Self::NobodyForSockel => field(Parameter::SockelVerteilung, ErrorCode::NoWeight),
            Self::NobodyForAufstockung => field(Parameter::StufenGewicht, ErrorCode::NoWeight),
            Self::UnknownLevel(level) => FieldError::new(level_field(*level), ErrorCode::Required),
            Self::DuplicateKita(number) => FieldError::with_limit("kitas", ErrorCode::NotUnique, number.clone()),
            Self::UnknownReference(number) => {
                FieldError::with_limit("kitas", ErrorCode::UnknownReference, number.clone())
            }
            Self::TooLarge => FieldError::with_limit("", ErrorCode::TooLarge, "99.999.999,99 €".to_owned()),
            Self::DuplicateId | Self::DaysDoNotFit(_) | Self::UnknownFormula(_) | Self::Rule(_) => return None,
        })
    }

    /// The answer to the browser, or the error itself where the server has to log it under an incident number.
    pub fn into_app_error(self) -> Result<AppError, Self> {
        self.fault().map(|fault| AppError::Invalid(vec![fault])).ok_or(self)
    }
}

impl From<SplitError> for BudgetError {
    /// For splits whose weights are known not to be all zero, as over the months of a year.
    fn from(_: SplitError) -> Self {
        Self::TooLarge
    }
}
