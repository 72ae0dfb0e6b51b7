//! Months that the Koordination suspends: nothing is paid for them, and what they would have got stays for the settlement.

use super::{
    ledger::Ledger,
    plan::{MonthState, YearPlan},
    types::Version,
};
use crate::{
    access::Koordination,
    error::{AppError, ErrorCode, FieldError},
    field::Faults,
    ids::{AccountId, AnstellungstraegerId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One decision about months of an Anstellungsträger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    pub anstellungstraeger: AnstellungstraegerId,
    /// January = 0; ascending.
    pub months: Vec<u8>,
    /// `false` takes an earlier suspension back.
    pub suspended: bool,
    /// Never the reason of a vacancy, which could be illness.
    pub reason: String,
    pub by: AccountId,
    /// Name of the account, for those who may see who it was.
    pub name: String,
    pub at: DateTime<Utc>,
}

/// The months that are suspended after all decisions.
pub fn suspended_months(id: AnstellungstraegerId, decisions: &[Suspension]) -> [bool; 12] {
    let mut months = [false; 12];
    for decision in decisions.iter().filter(|decision| decision.anstellungstraeger == id) {
        for month in &decision.months {
            if let Some(month) = months.get_mut(usize::from(*month)) {
                *month = decision.suspended;
            }
        }
    }
    months
}

/// As it is entered: months from 0 to 11 as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionInput {
    pub anstellungstraeger: String,
    /// `suspend` or `resume`.
    pub act: String,
    pub first_month: String,
    pub last_month: String,
    pub reason: String,
}

/// What is to be suspended or resumed; the months are not compared with a plan yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuspensionWish {
    anstellungstraeger: AnstellungstraegerId,
    months: Vec<u8>,
    suspended: bool,
    reason: String,
}

impl SuspensionInput {
    pub const SUSPEND: &str = "suspend";
    pub const RESUME: &str = "resume";

    /// # Errors
    /// All faults at once.
    pub fn check(&self) -> Result<SuspensionWish, Vec<FieldError>> {
        let mut faults = Faults::new();
        let required =
            |field, raw: &str, code| FieldError::new(field, if raw.is_empty() { ErrorCode::Required } else { code });
        let employer = self.anstellungstraeger.parse::<AnstellungstraegerId>();
        let employer =
            faults
                .take(employer.map_err(|_| {
                    required("anstellungstraeger", &self.anstellungstraeger, ErrorCode::UnknownReference)
                }));
        let act = match self.act.as_str() {
            Self::SUSPEND => Ok(true),
            Self::RESUME => Ok(false),
            other => Err(required("act", other, ErrorCode::NotAChoice)),
        };
        let act = faults.take(act);
        let mut month = |field, raw: &str| {
            let month = raw.parse::<u8>().ok().filter(|month| *month < 12);
            faults.take(month.ok_or_else(|| required(field, raw, ErrorCode::NotAChoice)))
        };
        let months = month("first_month", &self.first_month).zip(month("last_month", &self.last_month));
        if months.is_some_and(|(first, last)| last < first) {
            faults.push(FieldError::new("last_month", ErrorCode::EndBeforeStart));
        }
        let reason = faults.take(super::rules::check_reason(&self.reason));
        let wish = employer.zip(act).zip(months).zip(reason);
        faults.finish(wish.map(|(((anstellungstraeger, suspended), (first, last)), reason)| SuspensionWish {
            anstellungstraeger,
            months: (first..=last).collect(),
            suspended,
            reason,
        }))
    }
}

/// Evidence that months may be suspended or resumed.
#[derive(Clone, Debug)]
pub struct Suspending {
    year: i32,
    base: Version,
    by: Koordination,
    wish: SuspensionWish,
}

impl Suspending {
    /// Months that are ordered already, and those that are as wished, are left out.
    ///
    /// # Errors
    /// `NotFound` for who is not in the plan, `NothingDue` at `first_month` where no month is left.
    pub fn of(wish: SuspensionWish, plan: &YearPlan, ledger: &Ledger, by: &Koordination) -> Result<Self, AppError> {
        let row = plan.row(wish.anstellungstraeger).ok_or(AppError::NotFound)?;
        let changes = |month: &u8| match row.month_state(*month) {
            MonthState::Open | MonthState::InProcess | MonthState::Nothing => wish.suspended,
            MonthState::Suspended => !wish.suspended,
            MonthState::Ordered | MonthState::Paid => false,
        };
        let months: Vec<u8> = wish.months.iter().copied().filter(changes).collect();
        if months.is_empty() {
            return Err(AppError::field("first_month", ErrorCode::NothingDue));
        }
        Ok(Self { year: ledger.year, base: ledger.version, by: by.clone(), wish: SuspensionWish { months, ..wish } })
    }

    pub fn year(&self) -> i32 {
        self.year
    }

    /// The state that was checked.
    pub fn base(&self) -> Version {
        self.base
    }

    pub fn by(&self) -> &Koordination {
        &self.by
    }

    pub fn anstellungstraeger(&self) -> AnstellungstraegerId {
        self.wish.anstellungstraeger
    }

    /// January = 0; ascending, at least one.
    pub fn months(&self) -> &[u8] {
        &self.wish.months
    }

    pub fn suspended(&self) -> bool {
        self.wish.suspended
    }

    pub fn reason(&self) -> &str {
        &self.wish.reason
    }
}
