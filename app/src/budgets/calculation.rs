//! A run from parameters and the directory as it stands, on the server.

use super::view::Basis;
use crate::context::Ports;
use chrono::NaiveDate;
use domain::{
    AppError, IncidentId,
    access::{AreaReader, DirectoryReader, PaymentReader, Right, StaffingReader},
    budgets::{
        BudgetError, Inputs, Parameters, Run, Staffing, Warning, WarningLimits, calculate, calculation_day,
        find_warnings, german,
    },
    people::Directory,
};

/// A run with what does not fit in it.
pub struct Finding {
    pub run: Run,
    pub warnings: Vec<Warning>,
    pub basis: Basis,
}

/// Why nothing was calculated.
pub enum Refusal {
    /// The person at the form cannot change it there; the sentence says where.
    Elsewhere(String),
    Error(AppError),
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

/// Calculates a year from today's directory and list of the first charge, for who sees the whole area; the indicators come
/// along for its derivations.
pub async fn calculate_now(ports: &Ports, by: &DirectoryReader, parameters: Parameters) -> Result<Finding, Refusal> {
    let day = calculation_day(parameters.year, ports.clock.today());
    let reader: AreaReader = by.principal().require()?;
    let index = ports.index.index_year(&reader, parameters.year).await?;
    let payment_reader: PaymentReader = by.principal().require()?;
    let ledger = ports.payments.ledger(&payment_reader, parameters.year).await?;
    let directory = ports.directory.read(by, day).await?;
    let first_charge = ledger.first_charge_changes();
    let basis = Basis { revision: directory.revision, day, index: index.revision(), first_charge };
    let inputs = Inputs::of_directory(&directory, day).map_err(refuse)?.with_index(&index, day);
    let inputs = inputs.with_first_charge(ledger.first_charge_now()).map_err(refuse)?;
    let run = calculate(parameters, inputs).map_err(refuse)?;
    let warnings = warnings_of(&run, &directory, day);
    Ok(Finding { run, warnings, basis })
}

/// What does not fit between a stored run and the staff of today.
pub async fn check_staff(ports: &Ports, by: &DirectoryReader, run: &Run) -> Result<Vec<Warning>, AppError> {
    let day = calculation_day(run.parameters().year, ports.clock.today());
    let directory = ports.directory.read(by, day).await?;
    let mut warnings = warnings_of(run, &directory, day);
    // Who may not see who works where would be told of nothing but vacancies.
    if by.principal().require::<StaffingReader>().is_err() {
        warnings.retain(|warning| !warning.is_of_staff());
    }
    Ok(warnings)
}

/// A fault of ours, which nobody at a form can change.
pub fn log_fault(error: &BudgetError) -> AppError {
    leptos::logging::error!("budget calculation failed: {error}");
    AppError::Internal(IncidentId("F-BUDGET".into()))
}

fn warnings_of(run: &Run, directory: &Directory, day: NaiveDate) -> Vec<Warning> {
    find_warnings(run, &Staffing::of_directory(directory, day), WarningLimits::default(), day)
}

fn refuse(error: BudgetError) -> Refusal {
    match error.fault() {
        None => Refusal::Error(log_fault(&error)),
        // Kitas are no field of this form.
        Some(fault) if matches!(fault.field.as_str(), "kitas" | "") => Refusal::Elsewhere(german::refusal(&error)),
        Some(fault) => Refusal::Error(AppError::Invalid(vec![fault])),
    }
}
