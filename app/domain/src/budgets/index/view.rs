//! What the pages show of a year and of a Kommune in it.

use super::{
    standing::Standing,
    types::{Index, IndexRule, IndexYear, Indicator},
};
use crate::{
    ids::KommuneId,
    people::{Directory, Kommune, fold},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// All Kommunen of a year, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexView {
    pub year: i32,
    pub rule: Option<IndexRule>,
    pub rule_version: u32,
    /// The day whose levels a run of the year takes.
    pub day: NaiveDate,
    pub rows: Vec<IndexRow>,
    /// An earlier year to begin with, where this one has nothing yet and that one has.
    pub copy_from: Option<i32>,
}

/// A Kommune in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexRow {
    pub kommune: KommuneId,
    pub name: String,
    pub indicators: usize,
    pub index: Option<Index>,
    pub proposed: Option<u8>,
    pub entered: u8,
    pub standing: Standing,
}

/// A Kommune with its indicators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KommuneIndexView {
    pub year: i32,
    /// The day whose levels a run of the year takes.
    pub day: NaiveDate,
    pub row: IndexRow,
    pub version: u32,
    pub indicators: Vec<Indicator>,
    /// Who decided the level that is entered; `None` where none ever was, which counts as 0.
    pub decision: Option<String>,
    /// `None` where there is none, or none on that day yet.
    pub rule: Option<IndexRule>,
}

impl IndexView {
    /// `before`: what is kept of an earlier year.
    pub fn new(state: &IndexYear, before: &IndexYear, directory: &Directory, day: NaiveDate) -> Self {
        let mut rows: Vec<IndexRow> = directory.kommunen.iter().map(|found| row(state, found, day)).collect();
        rows.sort_by_cached_key(|row| (fold(&row.name), row.kommune));
        Self {
            year: state.year,
            rule: state.rule.clone(),
            rule_version: state.rule_version,
            day,
            rows,
            copy_from: (state.is_empty() && !before.is_empty()).then_some(before.year),
        }
    }

    /// Names of the Kommunen whose level is not the proposed one without a reason.
    pub fn unjustified(&self) -> Vec<&str> {
        let found = self.rows.iter().filter(|row| row.standing == Standing::Unjustified);
        found.map(|row| row.name.as_str()).collect()
    }
}

impl KommuneIndexView {
    /// `None` for a Kommune that the directory does not have.
    pub fn new(state: &IndexYear, directory: &Directory, kommune: KommuneId, day: NaiveDate) -> Option<Self> {
        let found = directory.kommunen.get(kommune)?;
        let own = state.of(kommune);
        Some(Self {
            year: state.year,
            day,
            row: row(state, found, day),
            version: own.version,
            indicators: own.indicators,
            decision: found.mehrbedarf.on(day).map(|step| step.decision.clone()),
            rule: state.rule_on(day).cloned(),
        })
    }
}

fn row(state: &IndexYear, kommune: &Kommune, day: NaiveDate) -> IndexRow {
    let own = state.of(kommune.id);
    let (proposed, entered) = (state.proposed(kommune.id, day), kommune.level_on(day));
    IndexRow {
        kommune: kommune.id,
        name: kommune.name.clone(),
        indicators: own.indicators.len(),
        index: own.index(),
        proposed,
        entered,
        standing: Standing::of(proposed, entered, own.deviation.as_ref()),
    }
}
