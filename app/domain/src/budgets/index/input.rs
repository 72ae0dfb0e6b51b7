//! The forms of an indicator, of the rule and of a reason: raw texts in, everything that is wrong at once out.

use super::types::{Direction, Index, IndexRule, Indicator, Quantity, Weight};
use crate::{
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    german,
    people::Kommune,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names of the fields for the thresholds of the levels 1 to 9.
pub const THRESHOLD_FIELDS: [&str; Kommune::HIGHEST_LEVEL as usize] = [
    "threshold_1",
    "threshold_2",
    "threshold_3",
    "threshold_4",
    "threshold_5",
    "threshold_6",
    "threshold_7",
    "threshold_8",
    "threshold_9",
];

/// An indicator as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorInput {
    pub name: String,
    pub data_year: String,
    pub value: String,
    pub reference: String,
    pub weight: String,
    pub source: String,
    pub area: String,
    /// Code of a [`Direction`]; blank where it rises, as on pages from before there was a choice.
    pub direction: String,
}

impl IndicatorInput {
    /// `year`: of the budget; figures of a later year there cannot be.
    pub fn check(&self, year: i32) -> Result<Indicator, Vec<FieldError>> {
        let mut faults = Faults::new();
        let most = Quantity::from_scaled(999_999 * Quantity::unit());
        let name = faults.take(field::text("name", &self.name, 100));
        let data_year = faults.take(field::whole_number("data_year", &self.data_year, 1990, year.into()));
        let direction = match self.direction.as_str() {
            "" => Ok(Direction::default()),
            code => Direction::from_code(code).ok_or_else(|| FieldError::new("direction", ErrorCode::NotAChoice)),
        };
        let least = Quantity::from_scaled(1);
        // Where it falls, the value divides.
        let lowest = if direction == Ok(Direction::Falling) { least } else { Quantity::ZERO };
        let value = faults.take(Quantity::parse_field("value", &self.value, lowest, most));
        let reference = faults.take(Quantity::parse_field("reference", &self.reference, least, most));
        let heaviest = Weight::from_scaled(100 * Weight::unit());
        let weight = faults.take(Weight::parse_field("weight", &self.weight, Weight::from_scaled(1), heaviest));
        let source = faults.take(field::text("source", &self.source, 100));
        let area = faults.take(field::text("area", &self.area, 100));
        let direction = faults.take(direction);
        let data_year = data_year.and_then(|year| i32::try_from(year).ok());
        let all = name.zip(data_year).zip(value.zip(reference)).zip(weight.zip(direction)).zip(source.zip(area));
        faults.finish(all.map(|((((name, data_year), (value, reference)), (weight, direction)), (source, area))| {
            Indicator { name, data_year, value, reference, weight, source, area, direction }
        }))
    }
}

impl From<&Indicator> for IndicatorInput {
    fn from(indicator: &Indicator) -> Self {
        Self {
            name: indicator.name.clone(),
            data_year: indicator.data_year.to_string(),
            value: super::german::short(indicator.value),
            reference: super::german::short(indicator.reference),
            weight: super::german::short(indicator.weight),
            source: indicator.source.clone(),
            area: indicator.area.clone(),
            direction: indicator.direction.code().to_owned(),
        }
    }
}

/// The rule as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndexRuleInput {
    /// Of the levels 1, 2, … in their order, as in [`THRESHOLD_FIELDS`]; blank for a level that is not in use.
    pub thresholds: Vec<String>,
    pub valid_from: String,
    pub decision: String,
}

impl IndexRuleInput {
    /// `year`: of the budget; a rule that begins after it would propose nothing.
    pub fn check(&self, year: i32) -> Result<IndexRule, Vec<FieldError>> {
        let mut faults = Faults::new();
        let thresholds = self.thresholds(&mut faults);
        let valid_from = faults.take(field::date("valid_from", &self.valid_from).and_then(|day| {
            match NaiveDate::from_ymd_opt(year, 12, 31) {
                Some(last) if day > last => {
                    Err(FieldError::with_limit("valid_from", ErrorCode::TooLarge, german::date(last)))
                }
                _ => Ok(day),
            }
        }));
        let decision = faults.take(field::text("decision", &self.decision, 120));
        let rule = valid_from.zip(decision);
        faults.finish(rule.map(|(valid_from, decision)| IndexRule { thresholds, valid_from, decision }))
    }

    fn thresholds(&self, faults: &mut Faults) -> BTreeMap<u8, Index> {
        let most = Index::from_scaled(100_000 * Index::unit());
        let mut least = Index::from_scaled(1);
        let mut thresholds = BTreeMap::new();
        for ((level, name), raw) in (1_u8..).zip(THRESHOLD_FIELDS).zip(&self.thresholds) {
            if raw.trim().is_empty() {
                continue;
            }
            if let Some(lowest) = faults.take(Index::parse_field(name, raw, least, most)) {
                thresholds.insert(level, lowest);
                // The next level begins at least a hundredth above this one.
                least = Index::from_scaled(lowest.scaled() + 1);
            }
        }
        if thresholds.is_empty() && faults.is_empty() {
            faults.push(FieldError::new(THRESHOLD_FIELDS[0], ErrorCode::Required));
        }
        thresholds
    }
}

impl From<&IndexRule> for IndexRuleInput {
    fn from(rule: &IndexRule) -> Self {
        let text = |level: u8| rule.thresholds.get(&level).map(ToString::to_string).unwrap_or_default();
        Self {
            thresholds: (1..=Kommune::HIGHEST_LEVEL).map(text).collect(),
            valid_from: german::date(rule.valid_from),
            decision: rule.decision.clone(),
        }
    }
}

/// The reason for a level that the index does not propose.
pub fn check_deviation(raw: &str) -> Result<String, FieldError> {
    field::text("deviation_reason", raw, 300)
}
