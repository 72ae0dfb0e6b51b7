//! Later years: the budget grows by one rate, a post by another. What is left is told in posts (domain §3).
//!
//! A forecast only: the amount of the official notice is always stored as given (domain §2).

use crate::{
    budgets::{BudgetError, Euro, Fraction, Parameters, Vzae, pots::Pots, rate::Rate},
    error::{ErrorCode, FieldError},
    field::{self, Faults},
};
use serde::{Deserialize, Serialize};

/// Rates as they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForecastInput {
    /// By how much the Landeszuweisung grows each year, `2,5 %`.
    pub growth: String,
    /// By how much posts become dearer each year, KiSo and supervision staff alike.
    pub tariff: String,
    /// How many years, the first one not counted.
    pub years: String,
}

impl Default for ForecastInput {
    /// +2.5 % a year (domain §2) against tariff rises of 3 %, over five years.
    fn default() -> Self {
        Self { growth: "2,5 %".into(), tariff: "3 %".into(), years: "5".into() }
    }
}

/// Growth rates, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    pub growth: Fraction,
    pub tariff: Fraction,
    pub years: u32,
}

/// One year of a forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForecastYear {
    pub year: i32,
    pub landeszuweisung: Euro,
    pub gesamt: Euro,
    pub first_charge: Euro,
    pub kiso_topf: Euro,
    pub vzae_pauschale: Euro,
    /// Cost of a post of supervision staff.
    pub be_pauschale: Euro,
    /// Posts that the KiSo-Topf buys.
    pub vzae: Vzae,
    /// Against the first year; below zero where the budget carries fewer.
    pub difference: Vzae,
}

impl ForecastInput {
    /// Rates between 0 and 20 %, one to ten years.
    pub fn check(&self) -> Result<Forecast, Vec<FieldError>> {
        let mut faults = Faults::new();
        let growth = faults.take(rate("growth", &self.growth));
        let tariff = faults.take(rate("tariff", &self.tariff));
        let years = faults.take(field::whole_number("years", &self.years, 1, 10));
        let years = years.and_then(|years| u32::try_from(years).ok());
        let all = growth.zip(tariff).zip(years);
        faults.finish(all.map(|((growth, tariff), years)| Forecast { growth, tariff, years }))
    }
}

/// Reads `2,5 %` or `2,5`, which is percent too: nobody means 250 %.
fn rate(name: &str, raw: &str) -> Result<Fraction, FieldError> {
    let text = raw.trim();
    let most = Fraction::new(1, 5).unwrap_or(Fraction::ONE);
    match text.is_empty() || text.contains(['%', '/']) {
        true => Fraction::parse_field(name, text, most),
        false => Fraction::parse_field(name, &format!("{text} %"), most),
    }
    .map_err(|fault| match fault.code {
        ErrorCode::TooLarge => FieldError::with_limit(name, ErrorCode::TooLarge, "20 %".to_owned()),
        ErrorCode::NotANumber => {
            FieldError::with_limit(name, ErrorCode::NotANumber, crate::error::Limit::range("0 %", "20 %"))
        }
        _ => fault,
    })
}

impl Forecast {
    /// The same rates as they would be typed, exact and in characters that an address takes as they are: `1/40`.
    pub fn input(self) -> ForecastInput {
        let exact = |rate: Fraction| format!("{}/{}", rate.numerator(), rate.denominator());
        ForecastInput { growth: exact(self.growth), tariff: exact(self.tariff), years: self.years.to_string() }
    }

    /// The year of the parameters as it is, and the years after it. Each amount grows from the one of the year before and
    /// is rounded once a year, as a notice would be.
    pub fn of(self, parameters: &Parameters) -> Result<Vec<ForecastYear>, BudgetError> {
        let mut parameters = parameters.clone();
        let first = year_of(&parameters, None)?;
        let begin = first.vzae;
        let mut years = vec![first];
        for _ in 0..self.years {
            parameters.year += 1;
            grow(&mut parameters.landeszuweisung.value, self.growth)?;
            grow(&mut parameters.vzae_pauschale.value, self.tariff)?;
            grow(&mut parameters.be_pauschale.value, self.tariff)?;
            years.push(year_of(&parameters, Some(begin))?);
        }
        Ok(years)
    }
}

fn grow(amount: &mut Euro, by: Fraction) -> Result<(), BudgetError> {
    let more = by.of(*amount).ok_or(BudgetError::TooLarge)?;
    *amount = amount.checked_add(more).ok_or(BudgetError::TooLarge)?;
    Ok(())
}

fn year_of(parameters: &Parameters, begin: Option<Vzae>) -> Result<ForecastYear, BudgetError> {
    let pots = Pots::compute(parameters)?;
    let vzae = Rate::new(parameters)?.vzae(pots.kiso_topf)?;
    Ok(ForecastYear {
        year: parameters.year,
        landeszuweisung: parameters.landeszuweisung.value,
        gesamt: pots.gesamt,
        first_charge: pots.first_charge,
        kiso_topf: pots.kiso_topf,
        vzae_pauschale: parameters.vzae_pauschale.value,
        be_pauschale: parameters.be_pauschale.value,
        vzae,
        difference: vzae.checked_sub(begin.unwrap_or(vzae)).ok_or(BudgetError::TooLarge)?,
    })
}
