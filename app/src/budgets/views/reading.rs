//! Views of a year, put together from the ports: the same for pages and files.

use crate::{budgets::calculation::log_fault, context::Ports};
use chrono::NaiveDate;
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, DirectoryReader, PaymentReader, Principal, StaffingReader},
    budgets::{
        BudgetError, calculation_day,
        overview::{
            Column, Deadline, EmployersView, Overview, PlanExplanation, PlanFigure, PlannedBy, PostsView, StaffingView,
            YearColumn, YearStatus, YearsComparison, by_day, explain_line,
        },
        payment::{Ledger, Payee, YearPlan},
        port::VisibleRun,
        settlement::{LandSettlement, ProofStatus},
    },
    ids::PaymentRunId,
    people::{Anstellungstraeger, Directory},
};

/// A year with its released run, else the newest, as far as the person's scope goes.
pub struct Year {
    pub run: VisibleRun,
    /// Of the released run; `None` while there is none.
    pub plan: Option<YearPlan>,
    pub ledger: Ledger,
}

/// `NotFound` where the year has no run at all.
pub async fn year(ports: &Ports, by: &Principal, year: i32) -> Result<Year, AppError> {
    let (reader, payment_reader) = (by.require::<BudgetReader>()?, by.require::<PaymentReader>()?);
    let ledger = ports.payments.ledger(&payment_reader, year).await?;
    let shown = match ledger.released {
        Some(released) => Some(released),
        None => ports.budgets.runs(&reader, year).await?.first().map(|head| head.id),
    };
    let run = ports.budgets.run(&reader, shown.ok_or(AppError::NotFound)?).await?;
    let plan = ledger.released.map(|_| run.plan(&ledger)).transpose().map_err(|error| log_fault(&error))?;
    Ok(Year { run, plan, ledger })
}

/// The year at a glance.
pub async fn overview(ports: &Ports, by: &Principal, number: i32) -> Result<Overview, AppError> {
    by.require::<AreaReader>()?;
    let Year { run, plan, .. } = year(ports, by, number).await?;
    let view = run.view(&[]);
    Overview::new(run.head.id, run.whole()?, view, plan.as_ref()).map_err(|error| log_fault(&error))
}

/// What comes due for the office, of any year.
pub async fn deadlines(ports: &Ports, by: &Principal) -> Result<Vec<Deadline>, AppError> {
    by.require::<AreaReader>()?;
    let (reader, payment_reader) = (by.require::<BudgetReader>()?, by.require::<PaymentReader>()?);
    let today = ports.clock.today();
    let directory = ports.directory.read(&by.require::<DirectoryReader>()?, today).await?;
    let mut found = Deadline::of_agreements(&directory, today);
    for number in ports.payments.released_years(&payment_reader).await? {
        let settlements = ports.settlements.settlements(&reader, number).await?;
        let due = |missing| Deadline::of_proofs((number, missing), settlements.settings.deadline, today);
        // Too early for anybody to be missed: the year needs not be read.
        if due(1).is_none() {
            continue;
        }
        let Some(plan) = year(ports, by, number).await?.plan else { continue };
        let is_missing = |of| settlements.proof(of).status == ProofStatus::Draft;
        found.extend(due(plan.employers().filter(|(of, _)| is_missing(*of)).count()));
    }
    if let Some(newest) = ports.budgets.years(&reader).await?.first() {
        let stored = ports.budgets.parameters(&reader, *newest).await?;
        found.extend(stored.and_then(|stored| Deadline::of_notice(&stored.parameters, today)));
    }
    Ok(by_day(found))
}

/// How far a year has come, for those who see the whole area.
pub async fn status(ports: &Ports, by: &Principal, number: i32) -> Result<YearStatus, AppError> {
    match year(ports, by, number).await {
        Ok(year) => Ok(YearStatus::of(year.plan.as_ref())),
        Err(AppError::NotFound) => Ok(YearStatus::Entwurf),
        Err(other) => Err(other),
    }
}

/// Anstellungsträger in the person's scope.
pub async fn employers(ports: &Ports, by: &Principal, number: i32) -> Result<EmployersView, AppError> {
    let Year { run, plan, .. } = year(ports, by, number).await?;
    let (directory, day) = directory(ports, by, number).await?;
    let rows = run.view(&[]).anstellungstraeger;
    let full_time = |of| run.post(of).1;
    EmployersView::new((run.head.id, number), rows, plan.as_ref(), &directory, day, full_time)
        .map_err(|error| log_fault(&error))
}

/// Who works where, in the person's scope.
pub async fn staffing(ports: &Ports, by: &Principal, number: i32) -> Result<StaffingView, AppError> {
    by.require::<StaffingReader>()?;
    let Year { run, .. } = year(ports, by, number).await?;
    let (directory, day) = directory(ports, by, number).await?;
    Ok(StaffingView::new(run.head.id, &run.view(&[]), &directory, day))
}

/// Posts in the person's scope, beside what the released run, else the newest, has planned; also of a year without a run.
pub async fn posts(ports: &Ports, by: &Principal, number: i32) -> Result<PostsView, AppError> {
    by.require::<StaffingReader>()?;
    let found = match year(ports, by, number).await {
        Err(AppError::NotFound) => None,
        found => Some(found?),
    };
    let (directory, _) = directory(ports, by, number).await?;
    let rows = found.as_ref().map(|found| found.run.view(&[]).anstellungstraeger).unwrap_or_default();
    let planned = found.as_ref().map(|found| PlannedBy { run: found.run.head.id, is_released: found.plan.is_some() });
    let full_time = |employer: &Anstellungstraeger| match &found {
        Some(found) => found.run.post(employer.id).1,
        None => employer.full_time.into(),
    };
    Ok(PostsView::new(number, planned, &rows, &directory, full_time))
}

/// Every year that has a run.
pub async fn comparison(ports: &Ports, by: &Principal) -> Result<YearsComparison, AppError> {
    by.require::<AreaReader>()?;
    let reader = by.require::<BudgetReader>()?;
    let mut years = Vec::new();
    for number in ports.budgets.years(&reader).await? {
        let Year { run, plan, .. } = match year(ports, by, number).await {
            Err(AppError::NotFound) => continue,
            found => found?,
        };
        let settlements = ports.settlements.settlements(&reader, number).await?;
        let whole = run.whole()?;
        let column = || -> Result<YearColumn, BudgetError> {
            let land = plan.as_ref().map(|plan| LandSettlement::of_year(whole, plan, &settlements)).transpose()?;
            YearColumn::new(run.head.id, whole, plan.as_ref(), land.as_ref())
        };
        years.push((column().map_err(|error| log_fault(&error))?, whole.clone()));
    }
    Ok(YearsComparison::new(years))
}

/// How an amount of the year's plan came about; `NotFound` outside the person's scope, as if it did not exist.
pub async fn explanation(
    ports: &Ports,
    by: &Principal,
    number: i32,
    figure: PlanFigure,
) -> Result<PlanExplanation, AppError> {
    let Year { run, plan, .. } = year(ports, by, number).await?;
    let plan = plan.as_ref().ok_or(AppError::NotFound)?;
    let explanations = figure.explain(plan).map_err(|error| log_fault(&error))?.ok_or(AppError::NotFound)?;
    let budgets = figure.budgets(plan).into_iter().filter_map(|budget| run.explain(budget).transpose());
    let derivations = budgets.collect::<Result<Vec<_>, BudgetError>>().map_err(|error| log_fault(&error))?;
    Ok(PlanExplanation { explanations, derivations })
}

/// How the amount of a payment came about, from the plan as it was when its payment run was prepared.
pub async fn payment(
    ports: &Ports,
    by: &Principal,
    id: PaymentRunId,
    payee: Payee,
) -> Result<PlanExplanation, AppError> {
    let (reader, payment_reader) = (by.require::<BudgetReader>()?, by.require::<PaymentReader>()?);
    let year = ports.payments.year_of(&payment_reader, id).await?;
    let ledger = ports.payments.ledger(&payment_reader, year).await?;
    let (payment, then) = ledger.run(id).zip(ledger.before(id)).ok_or(AppError::NotFound)?;
    let run = ports.budgets.run(&reader, payment.run).await?;
    let plan = run.plan(&then).map_err(|error| log_fault(&error))?;
    let explanations = explain_line(payment, payee, &plan).map_err(|error| log_fault(&error))?;
    let explanations = explanations.ok_or(AppError::NotFound)?;
    let budget = PlanFigure::Payee { payee, column: Column::Planned }.budgets(&plan).into_iter();
    let derivations = budget.filter_map(|figure| run.explain(figure).transpose()).collect::<Result<Vec<_>, _>>();
    Ok(PlanExplanation { explanations, derivations: derivations.map_err(|error| log_fault(&error))? })
}

/// The directory on the day that a year is looked at.
async fn directory(ports: &Ports, by: &Principal, year: i32) -> Result<(Directory, NaiveDate), AppError> {
    let day = calculation_day(year, ports.clock.today());
    Ok((ports.directory.read(&by.require::<DirectoryReader>()?, day).await?, day))
}
