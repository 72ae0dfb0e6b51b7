use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError,
    access::BudgetReader,
    budgets::{RunView, csv},
    ids::RunId,
};
use serde::Deserialize;

/// Which run of the year; the newest where none is named.
#[derive(Deserialize)]
pub struct Asked {
    lauf: Option<RunId>,
}

/// `kitas.csv` and `abschlaege.csv` of a stored run, as far as the reader sees it.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((year, file)): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let written = match visitor.principal.require::<BudgetReader>() {
        // An address with something else than a run's id names no run.
        Ok(by) => match asked {
            Ok(Query(asked)) => write(&state, &by, &year, &file, asked.lauf).await,
            Err(_) => Err(AppError::NotFound),
        },
        Err(error) => Err(error),
    };
    match written {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"budget-{year}-{file}\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, text).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn write(
    state: &AppState,
    by: &BudgetReader,
    year: &str,
    file: &str,
    run: Option<RunId>,
) -> Result<String, AppError> {
    let year: i32 = year.parse().map_err(|_| AppError::NotFound)?;
    let write: fn(&RunView) -> String = match file {
        "kitas.csv" => csv::write_kitas,
        "abschlaege.csv" => csv::write_abschlaege,
        _ => return Err(AppError::NotFound),
    };
    let runs = state.ports.budgets.runs(by, year).await?;
    let id = match run {
        Some(id) => runs.iter().map(|head| head.id).find(|head| *head == id),
        None => runs.first().map(|head| head.id),
    };
    let run = state.ports.budgets.run(by, id.ok_or(AppError::NotFound)?).await?;
    Ok(write(&run.view(&[])))
}
