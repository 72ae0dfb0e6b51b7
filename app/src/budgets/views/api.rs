//! Server functions of the views. Each authorises and hands out what [`super::reading`] has put together.

use crate::ApiError;
use domain::{
    budgets::{
        Parameters,
        overview::{Deadline, EmployersView, Overview, PlanExplanation, PlanFigure, StaffingView, YearsComparison},
        payment::Payee,
    },
    ids::PaymentRunId,
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use super::reading;
#[cfg(feature = "ssr")]
use crate::context::{authorised, visitor};
#[cfg(feature = "ssr")]
use domain::access::{AreaReader, BudgetReader, StaffingReader};

/// The year at a glance, with its areas.
#[server(endpoint = "fn/budgets/overview", input = Json)]
pub async fn year_overview(year: i32) -> Result<Overview, ApiError> {
    let (_, ports) = authorised::<AreaReader>()?;
    Ok(reading::overview(&ports, &visitor()?.principal, year).await?)
}

/// What comes due for the office, of any year. A function of its own: it reads all years, and the overview waits for none.
#[server(endpoint = "fn/budgets/deadlines", input = Json)]
pub async fn deadlines() -> Result<Vec<Deadline>, ApiError> {
    let (_, ports) = authorised::<AreaReader>()?;
    Ok(reading::deadlines(&ports, &visitor()?.principal).await?)
}

/// Anstellungsträger of a year; the own one alone for an Anstellungsträger.
#[server(endpoint = "fn/budgets/employers", input = Json)]
pub async fn year_employers(year: i32) -> Result<EmployersView, ApiError> {
    let (_, ports) = authorised::<BudgetReader>()?;
    Ok(reading::employers(&ports, &visitor()?.principal, year).await?)
}

/// Hours of each KiSo in each Kita.
#[server(endpoint = "fn/budgets/staffing", input = Json)]
pub async fn year_staffing(year: i32) -> Result<StaffingView, ApiError> {
    let (_, ports) = authorised::<StaffingReader>()?;
    Ok(reading::staffing(&ports, &visitor()?.principal, year).await?)
}

/// Years beside each other.
#[server(endpoint = "fn/budgets/comparison", input = Json)]
pub async fn compare_years() -> Result<YearsComparison, ApiError> {
    let (_, ports) = authorised::<AreaReader>()?;
    Ok(reading::comparison(&ports, &visitor()?.principal).await?)
}

/// What a forecast begins with: the parameters of the year's released run, else of its newest.
#[server(endpoint = "fn/budgets/forecast", input = Json)]
pub async fn forecast_start(year: i32) -> Result<Parameters, ApiError> {
    let (_, ports) = authorised::<AreaReader>()?;
    let found = reading::year(&ports, &visitor()?.principal, year).await?;
    Ok(found.run.whole()?.parameters().clone())
}

/// How an amount of a year's plan came about; `NotFound` outside the person's scope, as if it did not exist.
#[server(endpoint = "fn/budgets/explain-plan", input = Json)]
pub async fn explain_plan(year: i32, figure: PlanFigure) -> Result<PlanExplanation, ApiError> {
    let (_, ports) = authorised::<BudgetReader>()?;
    Ok(reading::explanation(&ports, &visitor()?.principal, year, figure).await?)
}

/// How the amount of a payment came about; `NotFound` outside the person's scope, as if it did not exist.
#[server(endpoint = "fn/budgets/explain-payment", input = Json)]
pub async fn explain_payment(id: PaymentRunId, payee: Payee) -> Result<PlanExplanation, ApiError> {
    let (_, ports) = authorised::<BudgetReader>()?;
    Ok(reading::payment(&ports, &visitor()?.principal, id, payee).await?)
}
