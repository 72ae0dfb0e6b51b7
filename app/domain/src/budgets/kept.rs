//! A stored run as it is kept between requests: recomputed once, however many figures are asked for.

use super::{derivation::Explainer, error::BudgetError, first_charge::TraegerShare, run::Run};
use std::sync::OnceLock;

/// A run and, from the first time somebody asks for a figure, whether its figures follow from its snapshot. Run and
/// answer belong together: neither can change, so a kept answer cannot be out of date.
#[derive(Debug)]
pub struct KeptRun {
    run: Run,
    follows: OnceLock<Result<(), BudgetError>>,
}

impl KeptRun {
    pub fn new(run: Run) -> Self {
        Self { run, follows: OnceLock::new() }
    }

    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Explains figures; recomputes them the first time only, and refuses every time when they do not follow.
    pub fn explainer(&self) -> Result<Explainer<'_>, BudgetError> {
        self.follows.get_or_init(|| self.run.verify()).clone()?;
        Ok(Explainer::of_verified(&self.run))
    }

    /// What the Kita-Träger get of the run's first charge; `None` for a run from before formula 3, which does not keep the list.
    pub fn traeger(&self) -> Result<Option<Vec<TraegerShare>>, BudgetError> {
        let shares = self.run.figures().first_charge.as_ref();
        let kept = shares.zip(self.run.inputs().first_charge());
        kept.map(|(shares, list)| shares.by_traeger(list)).transpose()
    }

    /// Whether the figures have been recomputed already.
    pub fn is_recomputed(&self) -> bool {
        self.follows.get().is_some()
    }
}
