//! Server functions of the simulation: where it begins, and the scenarios that are kept. Everything else happens in the
//! browser.

use super::view::SimulationView;
use crate::ApiError;
use domain::budgets::scenario::{Scenario, ScenarioInput};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, Koordination, PaymentReader},
    german,
};

/// The released run of a year, else the newest; `NotFound` where there is none.
#[server(endpoint = "fn/budgets/simulation", input = Json)]
pub async fn simulation(year: i32) -> Result<SimulationView, ApiError> {
    let (_, ports) = authorised::<AreaReader>()?;
    let (reader, _) = authorised::<BudgetReader>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    let released = ports.payments.ledger(&payment_reader, year).await?.released;
    let newest = ports.budgets.runs(&reader, year).await?.first().map(|head| head.id);
    let run = ports.budgets.run(&reader, released.or(newest).ok_or(AppError::NotFound)?).await?;
    Ok(SimulationView {
        snapshot: run.whole()?.snapshot().clone(),
        saved: german::date_time(ports.clock.local(run.head.saved_at)),
        is_released: released.is_some(),
    })
}

/// Scenarios of a year, newest first.
#[server(endpoint = "fn/budgets/scenarios", input = Json)]
pub async fn scenarios(year: i32) -> Result<Vec<Scenario>, ApiError> {
    let (by, ports) = authorised::<AreaReader>()?;
    Ok(ports.budgets.scenarios(&by, year).await?)
}

/// Keeps what the fields say under a name.
#[server(endpoint = "fn/budgets/keep-scenario", input = Json)]
pub async fn keep_scenario(year: i32, input: ScenarioInput) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let kept = input.check(year).map_err(AppError::Invalid)?;
    Ok(ports.budgets.keep_scenario(&by, &kept, ports.clock.now()).await?)
}

/// Throws a scenario away.
#[server(endpoint = "fn/budgets/drop-scenario", input = Json)]
pub async fn drop_scenario(year: i32, name: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ports.budgets.drop_scenario(&by, year, &name, ports.clock.now()).await?)
}
