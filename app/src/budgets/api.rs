//! Server functions. Each authorises, asks the ports and returns a view; figures come from `domain::budgets` alone.

use super::view::{Basis, Calculation, RunSource, YearView, YearsView};
use crate::ApiError;
use domain::{
    budgets::{BudgetParametersInput, Derivation, Figure},
    ids::RunId,
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use super::{
    calculation::{Refusal, calculate_now, check_staff, log_fault},
    view::{Calculated, YearRow},
    views::reading,
};
#[cfg(feature = "ssr")]
use crate::context::{Ports, authorised, visitor};
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, DirectoryReader, Koordination, PaymentReader, Right},
    budgets::{
        BudgetError, BudgetYearView, Euro, Explainer, KitaRow, Part, RunDifference, RunView,
        payment::Ledger,
        port::{StoredParameters, VisibleRun},
        settlement::Amount,
    },
    german,
};

/// All years with their newest run.
#[server(endpoint = "fn/budgets/years", input = Json)]
pub async fn years() -> Result<YearsView, ApiError> {
    let (by, ports) = authorised::<BudgetReader>()?;
    let mut years = Vec::new();
    for year in ports.budgets.years(&by).await? {
        years.push(year_row(&ports, &by, year).await?);
    }
    let this_year = chrono::Datelike::year(&ports.clock.today());
    let next = years.first().map_or(this_year, |newest| newest.year + 1);
    Ok(YearsView { years, next })
}

/// A year with its parameters and one run: the one with this id, or the newest when it is blank.
#[server(endpoint = "fn/budgets/year", input = Json)]
pub async fn year(year: i32, run: String) -> Result<YearView, ApiError> {
    let (by, ports) = authorised::<BudgetReader>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    if !(2021..=2199).contains(&year) {
        return Err(AppError::NotFound.into());
    }
    let stored = ports.budgets.parameters(&by, year).await?;
    let runs = ports.budgets.runs(&by, year).await?;
    let saved = runs.iter().map(|head| german::date_time(ports.clock.local(head.saved_at))).collect();
    let shown = match run.is_empty() {
        true => runs.first().map(|head| head.id),
        false => Some(runs.iter().map(|head| head.id).find(|id| id.to_string() == run).ok_or(AppError::NotFound)?),
    };
    let ledger = ports.payments.ledger(&payment_reader, year).await?;
    let released = ledger.released;
    let (run, difference) = match shown {
        Some(id) => {
            let run = ports.budgets.run(&by, id).await?;
            let difference = difference(&ports, &by, &run, &ledger).await?;
            (Some(view_of(&ports, &directory_reader, &run).await?), difference)
        }
        None => (None, None),
    };
    let proposal = if stored.is_some() { None } else { proposal(&ports, &by).await? };
    let form = match (&stored, &proposal) {
        (Some(found), _) => BudgetParametersInput::from(&found.parameters),
        (None, Some(before)) => BudgetParametersInput::proposal(&before.parameters, year),
        (None, None) => BudgetParametersInput::default(),
    };
    let budget = BudgetYearView::new(year, stored.as_ref(), runs, run);
    let proposed_from = proposal.map(|found| found.parameters.year);
    Ok(YearView { budget, shown, saved, form, proposed_from, released, difference })
}

/// Stores the parameters; `replaces` is the version that the form was filled from. Returns the new version.
#[server(endpoint = "fn/budgets/save-parameters", input = Json)]
pub async fn save_parameters(input: BudgetParametersInput, replaces: u32) -> Result<u32, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let parameters = input.check().map_err(AppError::Invalid)?;
    Ok(ports.budgets.save_parameters(&by, &parameters, replaces, ports.clock.now()).await?)
}

/// Calculates with what is typed, without storing anything.
#[server(endpoint = "fn/budgets/preview", input = Json)]
pub async fn preview(input: BudgetParametersInput) -> Result<Calculation, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let parameters = input.check().map_err(AppError::Invalid)?;
    let finding = match calculate_now(&ports, &directory_reader, parameters).await {
        Ok(finding) => finding,
        Err(Refusal::Elsewhere(sentence)) => return Ok(Calculation::Refused(sentence)),
        Err(Refusal::Error(error)) => return Err(error.into()),
    };
    let (snapshot, figures) = (finding.run.snapshot(), finding.run.figures());
    let run = RunView::new(snapshot, figures, &finding.warnings, &by.principal().scope);
    let id = RunId::new(uuid::Uuid::now_v7());
    Ok(Calculation::Done(Box::new(Calculated { id, basis: finding.basis, run })))
}

/// Stores what [`preview`] showed: the parameters, where they are new, and the run. `Conflict` when the directory or the
/// first charge has changed since, because then the figures would be others than those that were seen.
#[server(endpoint = "fn/budgets/save-run", input = Json)]
pub async fn save_run(input: BudgetParametersInput, replaces: u32, basis: Basis, id: RunId) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (reader, _) = authorised::<BudgetReader>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let parameters = input.check().map_err(AppError::Invalid)?;
    let finding = match calculate_now(&ports, &directory_reader, parameters.clone()).await {
        Ok(finding) if finding.basis == basis => finding,
        Ok(_) | Err(Refusal::Elsewhere(_)) => return Err(AppError::Conflict.into()),
        Err(Refusal::Error(error)) => return Err(error.into()),
    };
    let now = ports.clock.now();
    let stored = ports.budgets.parameters(&reader, parameters.year).await?;
    // Sent again after an answer that got lost, the parameters are there already.
    if stored.is_none_or(|stored| stored.parameters != parameters) {
        ports.budgets.save_parameters(&by, &parameters, replaces, now).await?;
    }
    ports.budgets.save_run(&by, id, &finding.run, now).await?;
    Ok(())
}

/// How figures came about, in the order asked for.
#[server(endpoint = "fn/budgets/explain", input = Json)]
pub async fn explain(source: RunSource, figures: Vec<Figure>) -> Result<Vec<Derivation>, ApiError> {
    let (by, ports) = authorised::<BudgetReader>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let input = match source {
        RunSource::Stored(id) => {
            let run = ports.budgets.run(&by, id).await?;
            let explained = figures.into_iter().filter_map(|figure| run.explain(figure).transpose());
            return explained.collect::<Result<Vec<_>, BudgetError>>().map_err(|error| log_fault(&error).into());
        }
        RunSource::Typed(input) => input,
    };
    visitor()?.principal.require::<Koordination>()?;
    let parameters = input.check().map_err(AppError::Invalid)?;
    let finding = match calculate_now(&ports, &directory_reader, parameters).await {
        Ok(finding) => finding,
        Err(Refusal::Elsewhere(_)) => return Err(AppError::Conflict.into()),
        Err(Refusal::Error(error)) => return Err(error.into()),
    };
    let explainer = Explainer::of_run(&finding.run).map_err(|error| log_fault(&error))?;
    Ok(figures.into_iter().filter_map(|figure| explainer.explain(figure)).collect())
}

#[cfg(feature = "ssr")]
async fn year_row(ports: &Ports, by: &BudgetReader, year: i32) -> Result<YearRow, AppError> {
    let runs = ports.budgets.runs(by, year).await?;
    let principal = by.principal();
    let status = match principal.require::<AreaReader>() {
        Ok(_) => Some(reading::status(ports, principal, year).await?),
        Err(_) => None,
    };
    let Some(newest) = runs.first() else {
        return Ok(YearRow { year, runs: 0, saved: None, budget: None, run: None, own: None, status });
    };
    let view = ports.budgets.run(by, newest.id).await?.view(&[]);
    let (budget, own) = match &view.totals {
        Some(totals) => (Some(totals.gesamt), None),
        None => {
            let own: Vec<Amount> = view.kitas.iter().map(budget_of_kita).collect();
            (Euro::checked_sum(own.iter().map(|kita| kita.value)), Some(own))
        }
    };
    Ok(YearRow {
        year,
        runs: runs.len(),
        saved: Some(german::date_time(ports.clock.local(newest.saved_at))),
        budget,
        run: Some(newest.id),
        own,
        status,
    })
}

/// A Kita's budget, which leads on to the run.
#[cfg(feature = "ssr")]
fn budget_of_kita(row: &KitaRow) -> Amount {
    let figure = Figure::Kita { kita: row.kita, part: Part::Budget };
    Amount::new(format!("Kita {} {}", row.number, row.name), row.budget).of_run([figure])
}

/// A run with its warnings. They are for those who see the whole area: an Anstellungsträger reads the figures only.
#[cfg(feature = "ssr")]
async fn view_of(ports: &Ports, by: &DirectoryReader, run: &VisibleRun) -> Result<RunView, AppError> {
    match run.whole() {
        Ok(whole) => Ok(run.view(&check_staff(ports, by, whole).await?)),
        Err(AppError::Forbidden) => Ok(run.view(&[])),
        Err(other) => Err(other),
    }
}

/// What a run changes against the released one; for those who see the whole area.
#[cfg(feature = "ssr")]
async fn difference(
    ports: &Ports,
    by: &BudgetReader,
    run: &VisibleRun,
    ledger: &Ledger,
) -> Result<Option<RunDifference>, AppError> {
    let Some(released) = ledger.released.filter(|released| *released != run.head.id) else { return Ok(None) };
    let released = ports.budgets.run(by, released).await?;
    let (Ok(before), Ok(after)) = (released.whole(), run.whole()) else { return Ok(None) };
    let difference = || -> Result<RunDifference, BudgetError> {
        RunDifference::between(before, after)?.with_first_charge(&released.traeger(ledger)?, &run.traeger(ledger)?)
    };
    difference().map(Some).map_err(|error| log_fault(&error))
}

/// The newest parameters there are, to begin a year with.
#[cfg(feature = "ssr")]
async fn proposal(ports: &Ports, by: &BudgetReader) -> Result<Option<StoredParameters>, AppError> {
    match ports.budgets.years(by).await?.first() {
        Some(newest) => ports.budgets.parameters(by, *newest).await,
        None => Ok(None),
    }
}
