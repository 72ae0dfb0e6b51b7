//! The one server function of the simulation: where it begins. Everything else happens in the browser.

use super::view::SimulationView;
use crate::ApiError;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, PaymentReader},
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
