//! From the first draft to the settlement, step by step. Each step is a type that only its checks make; the store takes
//! nothing else.

use super::{
    basis::Basis,
    lump::FilledPost,
    outcome::Outcome,
    types::{Examination, ProofStatus, ProofStepKind, Recognised, Statement, Verwendungsnachweis},
};
use crate::{
    access::{Anstellungstraeger, Finanzen, Koordination, Member, Right, Scope},
    budgets::{
        BudgetError, Euro,
        payment::{EmployerPlan, Ledger, Version, check_reason},
    },
    error::{AppError, ErrorCode},
    ids::AnstellungstraegerId,
};

/// Evidence of a step before the settlement: from one status to the next, with the whole Verwendungsnachweis as it is then.
#[derive(Clone, Debug)]
pub struct Advance {
    year: i32,
    anstellungstraeger: AnstellungstraegerId,
    base: Version,
    by: Member,
    kind: Option<ProofStepKind>,
    to: ProofStatus,
    statement: Statement,
    examination: Option<Examination>,
    reason: Option<String>,
    posts: Option<Vec<FilledPost>>,
}

impl Advance {
    /// The Anstellungsträger keeps a draft.
    ///
    /// # Errors
    /// `Forbidden` for a foreign one, `WrongState` once it is submitted.
    pub fn save(proof: &Verwendungsnachweis, statement: Statement, by: &Anstellungstraeger) -> Result<Self, AppError> {
        must_be_own(proof, by)?;
        must_be(proof, &[ProofStatus::Draft])?;
        Self::of(proof, by, None, ProofStatus::Draft, statement)
    }

    /// The Anstellungsträger submits.
    ///
    /// # Errors
    /// As [`Self::save`]; `WrongState` also while an amount is missing.
    pub fn submit(
        proof: &Verwendungsnachweis,
        statement: Statement,
        by: &Anstellungstraeger,
    ) -> Result<Self, AppError> {
        must_be_own(proof, by)?;
        must_be(proof, &[ProofStatus::Draft])?;
        if statement.kitas.is_empty() || statement.kitas.iter().any(|kita| kita.claimed().is_none()) {
            return Err(wrong_state());
        }
        Self::of(proof, by, Some(ProofStepKind::Submitted), ProofStatus::Submitted, statement)
    }

    /// With the posts as they are filled at the submission: what changes afterwards can be seen.
    pub fn with_posts(self, posts: Vec<FilledPost>) -> Self {
        Self { posts: Some(posts), ..self }
    }

    /// The Koordination gives it back with a question.
    ///
    /// # Errors
    /// `WrongState` for a draft or after the settlement, or a fault of the field `reason`.
    pub fn give_back(proof: &Verwendungsnachweis, reason: &str, by: &Koordination) -> Result<Self, AppError> {
        must_be(proof, &[ProofStatus::Submitted, ProofStatus::Checked])?;
        Self::with_reason(proof, by, ProofStepKind::GivenBack, ProofStatus::Draft, reason)
    }

    /// The Koordination has checked it; a second time takes the place of the first.
    ///
    /// # Errors
    /// `WrongState` for a draft or after the settlement; faults of what was recognised.
    pub fn examine(
        proof: &Verwendungsnachweis,
        basis: Basis,
        kitas: Vec<Recognised>,
        offset_year: Option<i32>,
        by: &Koordination,
    ) -> Result<Self, AppError> {
        must_be(proof, &[ProofStatus::Submitted, ProofStatus::Checked])?;
        // Coming months are those of later years: in an earlier one nobody would look for them.
        if offset_year.is_some_and(|year| year <= proof.year) {
            return Err(AppError::field("offset_year", ErrorCode::NotAChoice));
        }
        let mut examination = Examination { basis, kitas, offset_year, by: by.principal().account };
        let outcome = Outcome::of(&examination).map_err(too_large)?;
        // Where nothing was paid too much there is nothing to offset.
        examination.offset_year = offset_year.filter(|_| outcome.back > Euro::ZERO);
        let step = Self::of(proof, by, Some(ProofStepKind::Checked), ProofStatus::Checked, proof.statement.clone())?;
        Ok(Self { examination: Some(examination), ..step })
    }

    /// The Koordination opens a settled one again: what was settled stays, and the next settlement corrects it.
    ///
    /// # Errors
    /// `WrongState` before the settlement, or a fault of the field `reason`.
    pub fn reopen(proof: &Verwendungsnachweis, reason: &str, by: &Koordination) -> Result<Self, AppError> {
        must_be(proof, &[ProofStatus::Settled])?;
        Self::with_reason(proof, by, ProofStepKind::Reopened, ProofStatus::Submitted, reason)
    }

    fn with_reason(
        proof: &Verwendungsnachweis,
        by: &impl Right,
        kind: ProofStepKind,
        to: ProofStatus,
        reason: &str,
    ) -> Result<Self, AppError> {
        let reason = check_reason(reason).map_err(|fault| AppError::Invalid(vec![fault]))?;
        let step = Self::of(proof, by, Some(kind), to, proof.statement.clone())?;
        Ok(Self { reason: Some(reason), ..step })
    }

    fn of(
        proof: &Verwendungsnachweis,
        by: &impl Right,
        kind: Option<ProofStepKind>,
        to: ProofStatus,
        statement: Statement,
    ) -> Result<Self, AppError> {
        Ok(Self {
            year: proof.year,
            anstellungstraeger: proof.anstellungstraeger,
            base: proof.version,
            by: by.principal().require()?,
            kind,
            to,
            statement,
            examination: None,
            reason: None,
            posts: proof.posts.clone(),
        })
    }

    pub fn year(&self) -> i32 {
        self.year
    }

    pub fn anstellungstraeger(&self) -> AnstellungstraegerId {
        self.anstellungstraeger
    }

    /// The state that was checked.
    pub fn base(&self) -> Version {
        self.base
    }

    pub fn by(&self) -> &Member {
        &self.by
    }

    /// `None` for a draft that is kept.
    pub fn kind(&self) -> Option<ProofStepKind> {
        self.kind
    }

    /// The status afterwards.
    pub fn to(&self) -> ProofStatus {
        self.to
    }

    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    pub fn examination(&self) -> Option<&Examination> {
        self.examination.as_ref()
    }

    /// As of the submission.
    pub fn posts(&self) -> Option<&[FilledPost]> {
        self.posts.as_deref()
    }

    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// Evidence that somebody other than who checked settles, on the state that was checked.
#[derive(Clone, Debug)]
pub struct Settling {
    year: i32,
    anstellungstraeger: AnstellungstraegerId,
    base: Version,
    year_base: Version,
    target: Option<(i32, Version)>,
    number: u32,
    examination: Examination,
    offset: Euro,
    by: Finanzen,
}

impl Settling {
    /// `plan`: the plan of the settled year as it is now. `target`: ledger and plan of the year that is offset with, where
    /// there is one. At most what is still open there is offset; the rest is reclaimed.
    ///
    /// # Errors
    /// `WrongState` unless it is checked, `SamePerson` for who checked it, `BasisChanged` when run or payments are not
    /// those of the check any more, `NothingDue` at `offset_year` where nothing is open.
    pub fn of(
        proof: &Verwendungsnachweis,
        (ledger, plan): (&Ledger, &EmployerPlan),
        target: Option<(&Ledger, &EmployerPlan)>,
        by: &Finanzen,
    ) -> Result<Self, AppError> {
        must_be(proof, &[ProofStatus::Checked])?;
        let examination = proof.examination.clone().ok_or_else(wrong_state)?;
        if examination.by == by.principal().account {
            return Err(AppError::field("", ErrorCode::SamePerson));
        }
        let basis = &examination.basis;
        let unchanged = ledger.released == Some(basis.run)
            && plan.ordered_sum() == Some(basis.ordered)
            && plan.received == basis.received_before
            && proof.offset_before() == Some(basis.offset_before);
        let target = target.filter(|(ledger, _)| Some(ledger.year) == examination.offset_year);
        if !unchanged || target.is_some() != examination.offset_year.is_some() {
            return Err(AppError::field("", ErrorCode::BasisChanged));
        }
        let outcome = Outcome::of(&examination).map_err(too_large)?;
        let open = target.map_or(Some(Euro::ZERO), |(_, plan)| plan.still_open());
        let offset = outcome.back.min(open.ok_or(BudgetError::TooLarge).map_err(too_large)?);
        if target.is_some() && offset == Euro::ZERO {
            return Err(AppError::field("offset_year", ErrorCode::NothingDue));
        }
        Ok(Self {
            year: proof.year,
            anstellungstraeger: proof.anstellungstraeger,
            base: proof.version,
            year_base: ledger.version,
            target: target.map(|(ledger, _)| (ledger.year, ledger.version)),
            number: u32::try_from(proof.settlements.len() + 1).unwrap_or(u32::MAX),
            examination,
            offset,
            by: by.clone(),
        })
    }

    pub fn year(&self) -> i32 {
        self.year
    }

    pub fn anstellungstraeger(&self) -> AnstellungstraegerId {
        self.anstellungstraeger
    }

    /// The state of the Verwendungsnachweis that was checked.
    pub fn base(&self) -> Version {
        self.base
    }

    /// The state of the settled year's plan that was checked.
    pub fn year_base(&self) -> Version {
        self.year_base
    }

    /// The year that is offset with, and the state of its plan that was checked.
    pub fn target(&self) -> Option<(i32, Version)> {
        self.target
    }

    /// From 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn examination(&self) -> &Examination {
        &self.examination
    }

    pub fn offset(&self) -> Euro {
        self.offset
    }

    pub fn by(&self) -> &Finanzen {
        &self.by
    }
}

fn must_be_own(proof: &Verwendungsnachweis, by: &Anstellungstraeger) -> Result<(), AppError> {
    match by.principal().scope {
        Scope::Anstellungstraeger(own) if own == proof.anstellungstraeger => Ok(()),
        _ => Err(AppError::Forbidden),
    }
}

fn must_be(proof: &Verwendungsnachweis, allowed: &[ProofStatus]) -> Result<(), AppError> {
    if allowed.contains(&proof.status) { Ok(()) } else { Err(wrong_state()) }
}

fn wrong_state() -> AppError {
    AppError::field("", ErrorCode::WrongState)
}

/// Amounts that no form takes; the only way a checked settlement cannot be computed.
fn too_large(_: BudgetError) -> AppError {
    AppError::field("", ErrorCode::TooLarge)
}
