use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    access::{AreaReader, BudgetReader, PaymentReader, Principal},
    budgets::settlement::{LandSettlement, csv},
};

/// `land.csv`: the list of the settlement towards the Land.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((year, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    match write(&state, &visitor.principal, &year, &file).await {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"abrechnung-{year}-{file}\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, text).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn write(state: &AppState, principal: &Principal, year: &str, file: &str) -> Result<String, AppError> {
    principal.require::<AreaReader>()?;
    let (reader, payment_reader) = (principal.require::<BudgetReader>()?, principal.require::<PaymentReader>()?);
    let year: i32 = year.parse().map_err(|_| AppError::NotFound)?;
    if file != "land.csv" {
        return Err(AppError::NotFound);
    }
    let ledger = state.ports.payments.ledger(&payment_reader, year).await?;
    let released = ledger.released.ok_or(AppError::NotFound)?;
    let run = state.ports.budgets.run(&reader, released).await?;
    let settlements = state.ports.settlements.settlements(&reader, year).await?;
    let whole = run.whole()?;
    let land = run.plan(&ledger).and_then(|plan| LandSettlement::of_year(whole, &plan, &settlements));
    land.map(|land| csv::write_land(&land)).map_err(|cause| {
        tracing::error!(%cause, "settlement export failed");
        AppError::Internal(IncidentId("P-SETTLEMENT".into()))
    })
}
