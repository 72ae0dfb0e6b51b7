//! What is kept of a year: indicators of each Kommune, the rule that makes levels of their index, and reasons.

use super::{mean::index_of, standing::Standing};
use crate::{
    budgets::Fixed,
    error::{AppError, ErrorCode, FieldError},
    ids::KommuneId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A figure of statistics, in per cent or cases per 1,000 for example: four places, never negative.
pub type Quantity = Fixed<4>;
/// How much an indicator counts beside the others: two places, above 0.
pub type Weight = Fixed<2>;
/// 100 where a Kommune is like the area that it is compared with: two places.
pub type Index = Fixed<2>;

/// What more of an indicator means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More Mehrbedarf, as more poverty does.
    #[default]
    Rising,
    /// Less Mehrbedarf, as more tax power does.
    Falling,
}

impl Direction {
    pub const ALL: [Self; 2] = [Self::Rising, Self::Falling];

    /// Stable name in forms and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Falling => "falling",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.code() == code)
    }

    fn is_rising(&self) -> bool {
        *self == Self::Rising
    }
}

/// One figure of a Kommune beside that of the Kreis or the Land.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Unique in its Kommune and year, whatever the case of its letters.
    pub name: String,
    /// The year that the figures are of.
    pub data_year: i32,
    pub value: Quantity,
    /// The same figure of the area that is compared with; above 0.
    pub reference: Quantity,
    pub weight: Weight,
    pub source: String,
    /// What the value is of: the Kommune itself, or the smallest area around it that there are figures of.
    pub area: String,
    /// Absent where it rises, so that runs from before there was a choice stay as they are.
    #[serde(default, skip_serializing_if = "Direction::is_rising")]
    pub direction: Direction,
}

impl Indicator {
    /// What is divided by what: more of the quotient always means more Mehrbedarf.
    pub fn quotient(&self) -> (Quantity, Quantity) {
        match self.direction {
            Direction::Rising => (self.value, self.reference),
            Direction::Falling => (self.reference, self.value),
        }
    }

    /// 100 × its quotient, rounded for reading; the index is not made of these.
    pub fn part(&self) -> Option<Index> {
        index_of(std::slice::from_ref(self))
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.to_lowercase()
    }
}

/// Why a level holds that the index does not propose. It speaks of these two levels and of no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deviation {
    pub proposed: u8,
    pub entered: u8,
    pub reason: String,
}

/// What is kept of a Kommune in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KommuneIndicators {
    pub kommune: KommuneId,
    /// Counts the saves from 1; 0 before the first.
    pub version: u32,
    /// In the order in which they were entered.
    pub indicators: Vec<Indicator>,
    pub deviation: Option<Deviation>,
}

impl KommuneIndicators {
    /// Most indicators of a Kommune.
    pub const MOST: usize = 12;

    /// Nothing entered yet.
    pub fn none(kommune: KommuneId) -> Self {
        Self { kommune, version: 0, indicators: Vec::new(), deviation: None }
    }

    pub fn index(&self) -> Option<Index> {
        index_of(&self.indicators)
    }

    /// With an indicator more, or with another in the place of the one called `replaces`.
    ///
    /// # Errors
    /// `NotUnique` at `name` where another is called so, `Conflict` where there is none to be replaced, `TooLarge` where
    /// there are [`Self::MOST`] already.
    pub fn with(&self, replaces: Option<&str>, indicator: Indicator) -> Result<Self, AppError> {
        let place = match replaces {
            Some(name) => Some(self.position(name).ok_or(AppError::Conflict)?),
            None => None,
        };
        let namesake = self.position(&indicator.name);
        if namesake.is_some() && namesake != place {
            return Err(AppError::field("name", ErrorCode::NotUnique));
        }
        let mut changed = self.clone();
        match place {
            Some(place) => changed.indicators[place] = indicator,
            None if self.indicators.len() >= Self::MOST => {
                let most = FieldError::with_limit("", ErrorCode::TooLarge, Self::MOST as i64);
                return Err(AppError::Invalid(vec![most]));
            }
            None => changed.indicators.push(indicator),
        }
        Ok(changed)
    }

    /// Without the indicator of this name; `Conflict` where there is none any more.
    pub fn without(&self, name: &str) -> Result<Self, AppError> {
        let place = self.position(name).ok_or(AppError::Conflict)?;
        let mut changed = self.clone();
        changed.indicators.remove(place);
        Ok(changed)
    }

    /// With a reason for the level that holds instead of the proposed one; `WrongState` where they are the same.
    pub fn justified(&self, deviation: Deviation) -> Result<Self, AppError> {
        if deviation.proposed == deviation.entered {
            return Err(AppError::field("", ErrorCode::WrongState));
        }
        Ok(Self { deviation: Some(deviation), ..self.clone() })
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.indicators.iter().position(|indicator| indicator.is_called(name))
    }
}

/// From which index on which level is proposed, and who decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexRule {
    /// The lowest index of each level; it rises with the level. Below the first one the level is 0.
    pub thresholds: BTreeMap<u8, Index>,
    pub valid_from: NaiveDate,
    pub decision: String,
}

impl IndexRule {
    /// The highest level whose threshold the index reaches. The rounded index decides: it is the one that people see.
    pub fn level_of(&self, index: Index) -> u8 {
        let reached = self.thresholds.iter().filter(|(_, lowest)| **lowest <= index);
        reached.map(|(level, _)| *level).max().unwrap_or(0)
    }
}

/// What the index of a Kommune said when a run was calculated, kept in its snapshot: for the derivation of its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelSource {
    pub indicators: Vec<Indicator>,
    pub index: Index,
    /// `None` where no rule held.
    pub proposed: Option<u8>,
    /// Why the level is another one, where somebody has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Everything that is kept of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexYear {
    pub year: i32,
    pub rule: Option<IndexRule>,
    /// Counts the saves of the rule from 1; 0 before the first.
    pub rule_version: u32,
    pub kommunen: BTreeMap<KommuneId, KommuneIndicators>,
}

impl IndexYear {
    pub fn new(year: i32) -> Self {
        Self { year, rule: None, rule_version: 0, kommunen: BTreeMap::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.rule.is_none() && self.kommunen.is_empty()
    }

    pub fn of(&self, kommune: KommuneId) -> KommuneIndicators {
        self.kommunen.get(&kommune).cloned().unwrap_or_else(|| KommuneIndicators::none(kommune))
    }

    /// The rule where it holds on a day.
    pub fn rule_on(&self, day: NaiveDate) -> Option<&IndexRule> {
        self.rule.as_ref().filter(|rule| rule.valid_from <= day)
    }

    /// The level that the index of a Kommune proposes; `None` without index or rule.
    pub fn proposed(&self, kommune: KommuneId, day: NaiveDate) -> Option<u8> {
        let index = self.kommunen.get(&kommune)?.index()?;
        Some(self.rule_on(day)?.level_of(index))
    }

    /// What the index says to the level that is entered; `None` without indicators.
    pub fn source_of(&self, kommune: KommuneId, entered: u8, day: NaiveDate) -> Option<LevelSource> {
        let own = self.kommunen.get(&kommune)?;
        let proposed = self.proposed(kommune, day);
        let reason = match Standing::of(proposed, entered, own.deviation.as_ref()) {
            Standing::Justified { reason } => Some(reason),
            Standing::Open | Standing::Agrees | Standing::Unjustified => None,
        };
        Some(LevelSource { indicators: own.indicators.clone(), index: own.index()?, proposed, reason })
    }

    /// Grows with every save: two that are equal are of one state.
    pub fn revision(&self) -> u64 {
        let kommunen: u64 = self.kommunen.values().map(|own| u64::from(own.version)).sum();
        u64::from(self.rule_version) + kommunen
    }

    /// What another year begins with: the rule and all indicators with the years that they are of. Reasons stay behind,
    /// because they were given for the year.
    pub fn copied_to(&self, year: i32) -> Self {
        let kommunen = self.kommunen.iter().filter(|(_, found)| !found.indicators.is_empty());
        let copied = |found: &KommuneIndicators| KommuneIndicators { version: 1, deviation: None, ..found.clone() };
        Self {
            year,
            rule: self.rule.clone(),
            rule_version: u32::from(self.rule.is_some()),
            kommunen: kommunen.map(|(id, found)| (*id, copied(found))).collect(),
        }
    }
}
