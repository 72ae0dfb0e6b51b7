//! A Verwendungsnachweis with everything that ever happened to it. Steps and settlements are only added, never changed.

use super::{basis::Basis, lump::FilledPost};
use crate::{
    budgets::{Euro, Taken, payment::Version},
    ids::{AccountId, AnstellungstraegerId, KitaId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What an Anstellungsträger has spent in a year, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verwendungsnachweis {
    pub year: i32,
    pub anstellungstraeger: AnstellungstraegerId,
    /// Counts the writes from 1; every write says which state it has seen.
    pub version: Version,
    pub status: ProofStatus,
    pub statement: Statement,
    /// The check that holds; gone when the statement is given back or opened again.
    pub examination: Option<Examination>,
    /// Oldest first; a correction is the next one.
    pub settlements: Vec<Settlement>,
    /// In the order in which they happened.
    pub steps: Vec<ProofStep>,
    /// The filled posts of the year when it was submitted; `None` before, and for those submitted before that was kept.
    #[serde(default)]
    pub posts: Option<Vec<FilledPost>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofStatus {
    Draft,
    Submitted,
    Checked,
    Settled,
}

impl ProofStatus {
    pub const ALL: [ProofStatus; 4] =
        [ProofStatus::Draft, ProofStatus::Submitted, ProofStatus::Checked, ProofStatus::Settled];

    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            ProofStatus::Draft => "draft",
            ProofStatus::Submitted => "submitted",
            ProofStatus::Checked => "checked",
            ProofStatus::Settled => "settled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// What the Anstellungsträger states. In a draft amounts may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// By official number.
    pub kitas: Vec<KitaCost>,
    pub remarks: Option<String>,
}

/// Actual cost of one Kita in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaCost {
    pub kita: KitaId,
    pub number: String,
    pub name: String,
    pub personnel: Option<Euro>,
    /// Training and professional advice: at most 1 % of the personnel cost (domain §2).
    pub training: Option<Euro>,
}

impl KitaCost {
    /// Personnel and training; `None` while one is missing.
    pub fn claimed(&self) -> Option<Euro> {
        self.personnel?.checked_add(self.training?)
    }
}

/// What the Koordination found: made from a [`Basis`] that stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    pub basis: Basis,
    /// By official number; one for each Kita of the statement.
    pub kitas: Vec<Recognised>,
    /// Where to offset what was paid too much; `None` reclaims it.
    pub offset_year: Option<i32>,
    pub by: AccountId,
}

/// What counts of the cost of one Kita.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    pub kita: KitaId,
    pub number: String,
    pub name: String,
    /// The Anstellungsträger's share of the Kita's budget in the released run.
    pub budget: Euro,
    pub claimed: Euro,
    /// At most `claimed`.
    pub recognised: Euro,
    /// Why less is recognised than claimed; only then.
    pub objection: Option<String>,
}

/// What was settled, never changed. Errors are corrected by another settlement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// From 1.
    pub number: u32,
    pub examination: Examination,
    /// Of what was paid too much, taken off the open months of `examination.offset_year`; never negative.
    pub offset: Euro,
    pub by: AccountId,
    pub at: DateTime<Utc>,
}

/// Something a person did with a Verwendungsnachweis; saving a draft is none.
pub type ProofStep = Taken<ProofStepKind>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofStepKind {
    Submitted,
    /// Back to the Anstellungsträger, with a question.
    GivenBack,
    Checked,
    Settled,
    /// A settled one is checked again, for a correction.
    Reopened,
}

impl ProofStepKind {
    pub const ALL: [ProofStepKind; 5] = [
        ProofStepKind::Submitted,
        ProofStepKind::GivenBack,
        ProofStepKind::Checked,
        ProofStepKind::Settled,
        ProofStepKind::Reopened,
    ];

    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            ProofStepKind::Submitted => "submitted",
            ProofStepKind::GivenBack => "given_back",
            ProofStepKind::Checked => "checked",
            ProofStepKind::Settled => "settled",
            ProofStepKind::Reopened => "reopened",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Verwendungsnachweis {
    /// Before the Anstellungsträger has saved anything.
    pub fn blank(year: i32, anstellungstraeger: AnstellungstraegerId) -> Self {
        Self {
            year,
            anstellungstraeger,
            version: 0,
            status: ProofStatus::Draft,
            statement: Statement::default(),
            examination: None,
            settlements: Vec::new(),
            steps: Vec::new(),
            posts: None,
        }
    }

    /// As its Anstellungsträger reads it: without the office's names.
    pub(super) fn of_employer(mut self) -> Self {
        for step in self.steps.iter_mut().filter(|step| step.kind != ProofStepKind::Submitted) {
            step.name = String::new();
        }
        self
    }

    /// What earlier settlements have offset; `None` beyond what [`Euro`] holds.
    pub fn offset_before(&self) -> Option<Euro> {
        Euro::checked_sum(self.settlements.iter().map(|settlement| settlement.offset))
    }
}
