//! A run: the figures of a year together with the snapshot they follow from (domain §3, rule 4).

use super::{
    error::{BudgetError, RuleViolated},
    figures::{Figures, KitaFigures},
    inputs::{Inputs, KitaInput},
    parameters::Parameters,
};
use serde::{Deserialize, Serialize};

/// Version of the calculation. A change of the formula gets a new number, so that an old run is still recomputed
/// the way it was released. 2 knows days: formula 1 is the same for Kitas that have none. 3 knows the list of the first
/// charge and the days of each month: formula 2 is the same without them.
pub const FORMULA: u16 = 3;

/// What is calculated with where nothing asks for more, so that the same year still gives the same bytes.
const PLAIN: u16 = 2;

/// Parameters and inputs as they were when the run was calculated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub formula: u16,
    pub parameters: Parameters,
    pub inputs: Inputs,
}

/// Figures never change after the calculation, whatever happens to parameters later. As JSON the same run is always
/// the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    snapshot: Snapshot,
    figures: Figures,
}

/// Calculates a year. The result depends on the values alone, not on the order of the inputs.
pub fn calculate(parameters: Parameters, inputs: Inputs) -> Result<Run, BudgetError> {
    let formula = if inputs.ask_for_third() { FORMULA } else { PLAIN };
    Snapshot { formula, parameters, inputs }.calculate()
}

impl Snapshot {
    pub fn calculate(self) -> Result<Run, BudgetError> {
        let figures = self.figures()?;
        Ok(Run { snapshot: self, figures })
    }

    /// The figures alone: what a simulation needs at every movement of a slider.
    pub fn figures(&self) -> Result<Figures, BudgetError> {
        let has_days = || self.inputs.kitas().iter().any(|kita| kita.days.is_some());
        match self.formula {
            1 if has_days() => Err(BudgetError::UnknownFormula(1)),
            1 | PLAIN if self.inputs.ask_for_third() => Err(BudgetError::UnknownFormula(self.formula)),
            1 | PLAIN | FORMULA => Figures::compute(&self.parameters, &self.inputs),
            unknown => Err(BudgetError::UnknownFormula(unknown)),
        }
    }
}

impl Run {
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    pub fn parameters(&self) -> &Parameters {
        &self.snapshot.parameters
    }

    pub fn inputs(&self) -> &Inputs {
        &self.snapshot.inputs
    }

    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// Every Kita with its figures, by official number.
    pub fn kitas(&self) -> impl Iterator<Item = (&KitaInput, &KitaFigures)> {
        self.inputs().kitas().iter().zip(&self.figures.kitas)
    }

    /// Recomputes the figures from the snapshot and compares: what a stored run has to pass before it is paid.
    pub fn verify(&self) -> Result<(), BudgetError> {
        let recomputed = self.snapshot.figures()?;
        if recomputed == self.figures { Ok(()) } else { Err(BudgetError::Rule(RuleViolated::Recomputed)) }
    }
}
