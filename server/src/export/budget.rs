//! Runs and views of a year as files.

use super::file::{self, File, broken};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use app::budgets::views::reading;
use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    response::Response,
};
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, Principal},
    budgets::{
        RunView, csv, first_charge,
        overview::{Forecast, ForecastInput, sheets},
        payment,
    },
    ids::RunId,
    table::Table,
};
use serde::Deserialize;

/// Which run of the year, the newest where none is named: only for what is of one run. And the rates of a forecast, as they
/// would be typed.
#[derive(Deserialize)]
pub struct Asked {
    lauf: Option<RunId>,
    growth: Option<String>,
    tariff: Option<String>,
    years: Option<String>,
}

impl Asked {
    /// What is not said is as on a page that nobody has touched.
    fn forecast(self) -> Result<Forecast, AppError> {
        let usual = ForecastInput::default();
        let input = ForecastInput {
            growth: self.growth.unwrap_or(usual.growth),
            tariff: self.tariff.unwrap_or(usual.tariff),
            years: self.years.unwrap_or(usual.years),
        };
        input.check().map_err(AppError::Invalid)
    }
}

/// `/api/export/budget/{year}/{file}`: as far as the reader sees it. Years beside each other are those of the year `alle`.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((year, file)): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    // An address with something else than a run's id names no run.
    let asked = asked.map(|Query(asked)| asked).map_err(|_| AppError::NotFound);
    let written = write(&state, &visitor.principal, &year, &file, asked).await;
    file::answer(&state, written).await
}

async fn write(
    state: &AppState,
    by: &Principal,
    year: &str,
    file: &str,
    asked: Result<Asked, AppError>,
) -> Result<File, AppError> {
    by.require::<BudgetReader>()?;
    let (stem, ending) = file::split(file)?;
    let tables = match (year, stem) {
        ("alle", "jahre") => vec![sheets::comparison(&reading::comparison(&state.ports, by).await?)],
        _ => tables(state, by, year.parse().map_err(|_| AppError::NotFound)?, stem, asked?).await?,
    };
    File::of(&tables, ending, format!("budget-{year}-{file}"))
}

async fn tables(state: &AppState, by: &Principal, year: i32, stem: &str, asked: Asked) -> Result<Vec<Table>, AppError> {
    let (ports, run) = (&state.ports, asked.lauf);
    Ok(match stem {
        "kitas" => vec![csv::kitas(&view(state, by, year, run).await?)],
        "abschlaege" => vec![csv::abschlaege(&view(state, by, year, run).await?)],
        "uebersicht" => sheets::overview(&reading::overview(ports, by, year).await?),
        "sozialraeume" => vec![sheets::sozialraeume(&reading::overview(ports, by, year).await?)],
        "kommunen" => vec![sheets::kommunen(&reading::overview(ports, by, year).await?)],
        "anstellungstraeger" => sheets::employers(&reading::employers(ports, by, year).await?),
        "einsatz" => sheets::staffing(&reading::staffing(ports, by, year).await?),
        "stellen" => sheets::posts(&reading::posts(ports, by, year).await?),
        "vorweg" => {
            by.require::<AreaReader>()?;
            let found = reading::year(ports, by, year).await?;
            found.plan.as_ref().ok_or(AppError::NotFound)?;
            let list = found.run.first_charge(&found.ledger).map_err(|cause| broken(&cause))?;
            vec![first_charge::csv::list(&list)]
        }
        "abschlagsplan" => {
            let found = reading::year(ports, by, year).await?;
            payment::csv::plan(found.plan.as_ref().ok_or(AppError::NotFound)?).map_err(|cause| broken(&cause))?
        }
        "prognose" => {
            by.require::<AreaReader>()?;
            let found = reading::year(ports, by, year).await?;
            let forecast = asked.forecast()?;
            let years = forecast.of(found.run.whole()?.parameters()).map_err(|cause| broken(&cause))?;
            sheets::forecast(forecast, &years)
        }
        _ => return Err(AppError::NotFound),
    })
}

/// One stored run of the year.
async fn view(state: &AppState, by: &Principal, year: i32, run: Option<RunId>) -> Result<RunView, AppError> {
    let by = by.require::<BudgetReader>()?;
    let runs = state.ports.budgets.runs(&by, year).await?;
    let id = match run {
        Some(id) => runs.iter().map(|head| head.id).find(|head| *head == id),
        None => runs.first().map(|head| head.id),
    };
    let run = state.ports.budgets.run(&by, id.ok_or(AppError::NotFound)?).await?;
    Ok(run.view(&[]))
}
