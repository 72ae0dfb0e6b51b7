//! What the pages are given beside the views of `domain::budgets::settlement`.

use chrono::NaiveDate;
use domain::{
    budgets::{
        Euro,
        settlement::{PostSince, ProofView, SettlementYearView, StatementInput},
    },
    ids::RunId,
};
use serde::{Deserialize, Serialize};

/// The settlements of a year with what only the server knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearPageView {
    pub year: SettlementYearView,
    pub today: NaiveDate,
    /// The released run, which explains the budgets.
    pub run: RunId,
}

/// One Verwendungsnachweis with what only the server knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofPageView {
    pub proof: ProofView,
    /// The released run, which explains the budgets.
    pub run: RunId,
    /// What the form of the Anstellungsträger opens with.
    pub statement: StatementInput,
    /// Later years with open months, newest first: what was paid too much can be offset with them.
    pub offset_choices: Vec<OffsetChoice>,
    /// When each of `proof.steps` happened, in the office's time.
    pub when: Vec<When>,
    /// When each of `proof.settlements` was made, in the office's time.
    pub settled: Vec<When>,
    pub today: NaiveDate,
    /// What has changed about posts of the year since the submission.
    #[serde(default)]
    pub posts_since: Vec<PostSince>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetChoice {
    pub year: i32,
    /// What is open there.
    pub open: Euro,
}

/// A moment as people read it.
pub type When = String;
