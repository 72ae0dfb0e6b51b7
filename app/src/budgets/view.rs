//! What the pages are given beside the views of `domain::budgets`.

use chrono::NaiveDate;
use domain::{
    budgets::{BudgetParametersInput, BudgetYearView, Euro, RunDifference, RunView, overview::YearStatus, settlement},
    ids::RunId,
    people::Revision,
};
use serde::{Deserialize, Serialize};

/// Every year that has parameters, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearsView {
    pub years: Vec<YearRow>,
    /// The year that most likely comes next.
    pub next: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRow {
    pub year: i32,
    pub runs: usize,
    /// When the newest run was stored; `None` while there is none.
    pub saved: Option<String>,
    /// Of the newest run: the whole budget, or the reader's own part of it.
    pub budget: Option<Euro>,
    /// The newest run, which explains `budget`.
    #[serde(default)]
    pub run: Option<RunId>,
    /// What the reader's own part is made of; `None` where `budget` is the whole.
    #[serde(default)]
    pub own: Option<Vec<settlement::Amount>>,
    /// How far it has come, for those who see the whole area.
    #[serde(default)]
    pub status: Option<YearStatus>,
}

/// One year with its newest run, or the one that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearView {
    pub budget: BudgetYearView,
    /// Which of `budget.runs` is `budget.run`.
    pub shown: Option<RunId>,
    /// When each of `budget.runs` was stored, in the office's time.
    pub saved: Vec<String>,
    /// The form as it opens.
    pub form: BudgetParametersInput,
    /// The year that the form was filled from while this one has no parameters.
    pub proposed_from: Option<i32>,
    /// The run of the year that is paid; `None` while none was released.
    pub released: Option<RunId>,
    /// What the shown run changes against `released`; for those who see the whole area.
    pub difference: Option<RunDifference>,
}

/// What a calculation came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Calculation {
    Done(Box<Calculated>),
    /// Why there are no figures, and what to do; nothing that a field of the form could change.
    Refused(String),
}

/// A run that is not stored yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calculated {
    /// The id that it is stored under: sent twice, it is stored once.
    pub id: RunId,
    pub basis: Basis,
    pub run: RunView,
}

/// Which state of directory, indicators and first charge a run was calculated from. What was seen is what is stored, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    pub revision: Revision,
    pub day: NaiveDate,
    /// State of the indicators, which the run keeps for its derivations.
    #[serde(default)]
    pub index: u64,
    /// Changes of the list of the first charge, which the run keeps too.
    #[serde(default)]
    pub first_charge: u64,
}

/// Where the figures on the page come from, for asking how they came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunSource {
    Stored(RunId),
    Typed(BudgetParametersInput),
}
