//! What budgets need of the store. Times and ids are passed in by the caller.

use super::{
    derivation::Derivation,
    error::BudgetError,
    euro::Euro,
    figure::Figure,
    first_charge::{FirstChargePost, FirstChargeShares, FirstChargeView, TraegerShare},
    fixed::WeeklyHours,
    kept::KeptRun,
    parameters::Parameters,
    payment::{Ledger, YearPlan},
    release::RunStatus,
    run::Run,
    scenario::{KeptScenario, Scenario},
    settlement::KitaShare,
    view::RunView,
    warnings::Warning,
};
use crate::{
    access::{AreaReader, BudgetReader, Koordination, Right, Scope},
    error::{AppError, ErrorCode},
    ids::{AccountId, AnstellungstraegerId, RunId},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, sync::Arc};

/// The parameters of a year as last saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredParameters {
    pub parameters: Parameters,
    /// Counts the saves of this year from 1.
    pub version: u32,
    pub saved_by: AccountId,
    pub saved_at: DateTime<Utc>,
}

/// A stored run in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunHead {
    pub id: RunId,
    pub year: i32,
    pub saved_by: AccountId,
    pub saved_at: DateTime<Utc>,
    pub status: RunStatus,
}

/// A stored run, readable only as far as the reader's scope goes.
#[derive(Clone, Debug)]
pub struct VisibleRun {
    pub head: RunHead,
    kept: Arc<KeptRun>,
    scope: Scope,
    /// Whether the reader may also read the index pages, and so the office's reasons.
    reads_area: bool,
}

impl VisibleRun {
    /// Made by the store, for the person that the proof names.
    pub fn new(head: RunHead, kept: Arc<KeptRun>, by: &BudgetReader) -> Self {
        let reads_area = by.principal().require::<AreaReader>().is_ok();
        Self { head, kept, scope: by.principal().scope.clone(), reads_area }
    }

    /// The rows that the reader may see; `warnings` may be of the whole area.
    pub fn view(&self, warnings: &[Warning]) -> RunView {
        RunView::new(self.run().snapshot(), self.run().figures(), warnings, &self.scope)
    }

    /// How a figure came about; `None` outside the scope, as if it did not exist. The office's reasons are for those who read
    /// the whole area. An error means that the stored
    /// figures do not follow from their snapshot, and belongs into the log.
    pub fn explain(&self, figure: Figure) -> Result<Option<Derivation>, BudgetError> {
        if !figure.is_visible_to(&self.scope, self.run().inputs()) {
            return Ok(None);
        }
        let explainer = self.kept.explainer()?;
        let explainer = if self.reads_area { explainer } else { explainer.without_reasons() };
        Ok(explainer.explain(figure))
    }

    fn run(&self) -> &Run {
        self.kept.run()
    }

    /// What an Anstellungsträger gets of each Kita; `Forbidden` outside the scope.
    pub fn shares(&self, of: AnstellungstraegerId) -> Result<Vec<KitaShare>, AppError> {
        let is_covered = self.scope == Scope::All || self.scope == Scope::Anstellungstraeger(of);
        if !is_covered {
            return Err(AppError::Forbidden);
        }
        KitaShare::of_run(self.run(), of).map_err(|_| AppError::field("", ErrorCode::TooLarge))
    }

    /// The plan of the year as far as the reader sees it; the Kita-Träger of the first charge are for those who see the
    /// whole area.
    pub fn plan(&self, ledger: &Ledger) -> Result<YearPlan, BudgetError> {
        let budgets = self.view(&[]).anstellungstraeger;
        YearPlan::with_first_charge(self.head.id, &budgets, &self.traeger(ledger)?, ledger)
    }

    /// What the Kita-Träger get of the run's first charge; for those who see the whole area.
    pub fn traeger(&self, ledger: &Ledger) -> Result<Vec<TraegerShare>, BudgetError> {
        if self.scope != Scope::All {
            return Ok(Vec::new());
        }
        let (list, figures) = (self.list(ledger), self.run().figures());
        match &figures.first_charge {
            Some(shares) => shares.by_traeger(&list),
            None => {
                let posts = self.run().parameters().be_vzae.value;
                FirstChargeShares::new(figures.totals.first_charge, posts, &list, ledger.year)?.by_traeger(&list)
            }
        }
    }

    /// The first charge with the year's list; the ledger is cut to the reader already.
    pub fn first_charge(&self, ledger: &Ledger) -> Result<FirstChargeView, BudgetError> {
        let pot = (self.run().figures().totals.first_charge, self.run().parameters().be_vzae.value);
        FirstChargeView::new((ledger.year, ledger.version), pot, &self.list(ledger), &ledger.first_charge)
    }

    /// Whether the list is part of the run, and its amounts are figures.
    pub fn keeps_first_charge(&self) -> bool {
        self.run().figures().first_charge.is_some()
    }

    /// The list that the run is paid by: its own, or the one that stood beside the runs before formula 3.
    fn list(&self, ledger: &Ledger) -> Cow<'_, [FirstChargePost]> {
        match self.run().inputs().first_charge() {
            Some(list) => Cow::Borrowed(list),
            None => Cow::Owned(ledger.first_charge_of_old_runs()),
        }
    }

    /// Cost of a full-time post and hours of one at an Anstellungsträger, as the run counts them.
    pub fn post(&self, of: AnstellungstraegerId) -> (Euro, WeeklyHours) {
        let parameters = self.run().parameters();
        let own = self.run().inputs().find_anstellungstraeger(of).and_then(|employer| employer.vollzeit_stunden);
        (parameters.vzae_pauschale.value, own.unwrap_or(parameters.vollzeit_stunden.value))
    }

    /// The whole run, for those who see the whole area.
    pub fn whole(&self) -> Result<&Run, AppError> {
        if self.scope == Scope::All { Ok(self.run()) } else { Err(AppError::Forbidden) }
    }
}

#[async_trait]
pub trait BudgetStore: Send + Sync {
    /// Years with parameters, newest first.
    async fn years(&self, by: &BudgetReader) -> Result<Vec<i32>, AppError>;

    /// `None` while nothing is stored for the year.
    async fn parameters(&self, by: &BudgetReader, year: i32) -> Result<Option<StoredParameters>, AppError>;

    /// Saves the parameters of `parameters.year` with an audit row (before and after) in one transaction; returns the
    /// new version. `replaces` is the version that the form was filled from, 0 for a new year; `Conflict` when the
    /// stored one is another. Runs are never touched: they keep their snapshot.
    async fn save_parameters(
        &self,
        by: &Koordination,
        parameters: &Parameters,
        replaces: u32,
        now: DateTime<Utc>,
    ) -> Result<u32, AppError>;

    /// Appends a draft run: its JSON (snapshot and figures) and a row for each Kita and Anstellungsträger, with an
    /// audit row, in one transaction. The same id with the same content is stored once; with other content `Conflict`.
    async fn save_run(&self, by: &Koordination, id: RunId, run: &Run, now: DateTime<Utc>) -> Result<RunHead, AppError>;

    /// Runs of a year, newest first.
    async fn runs(&self, by: &BudgetReader, year: i32) -> Result<Vec<RunHead>, AppError>;

    /// A run as far as the reader's scope goes; `NotFound` when there is none.
    async fn run(&self, by: &BudgetReader, id: RunId) -> Result<VisibleRun, AppError>;

    /// Scenarios of a year, newest first.
    async fn scenarios(&self, by: &AreaReader, year: i32) -> Result<Vec<Scenario>, AppError>;

    /// Keeps a scenario with an audit row; `Invalid` at `scenario_name` where its year has one of that name with other
    /// content.
    async fn keep_scenario(&self, by: &Koordination, kept: &KeptScenario, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Throws a scenario away; gone already is answered as done.
    async fn drop_scenario(&self, by: &Koordination, year: i32, name: &str, now: DateTime<Utc>)
    -> Result<(), AppError>;
}
