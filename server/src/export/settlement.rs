use super::file::{self, File, broken};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, PaymentReader, Principal},
    budgets::{
        BudgetError,
        settlement::{LandSettlement, ProofRow, csv},
        table::Table,
    },
};

/// `land` and `verwendungsnachweise`: the lists of a year's settlement.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((year, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let written = write(&state, &visitor.principal, &year, &file).await;
    file::answer(&state, written).await
}

async fn write(state: &AppState, principal: &Principal, year: &str, file: &str) -> Result<File, AppError> {
    principal.require::<AreaReader>()?;
    let (reader, payment_reader) = (principal.require::<BudgetReader>()?, principal.require::<PaymentReader>()?);
    let number: i32 = year.parse().map_err(|_| AppError::NotFound)?;
    let (stem, ending) = file::split(file)?;
    let ledger = state.ports.payments.ledger(&payment_reader, number).await?;
    let released = ledger.released.ok_or(AppError::NotFound)?;
    let run = state.ports.budgets.run(&reader, released).await?;
    let settlements = state.ports.settlements.settlements(&reader, number).await?;
    let (whole, today) = (run.whole()?, state.ports.clock.today());
    let table = || -> Result<Option<Table>, BudgetError> {
        let plan = run.plan(&ledger)?;
        Ok(match stem {
            "land" => Some(csv::land(&LandSettlement::of_year(whole, &plan, &settlements)?)),
            "verwendungsnachweise" => {
                let rows = plan.employers().map(|(id, row)| {
                    let proof = settlements.proof(id);
                    ProofRow::new((id, &row.name, row.budget), &proof, &settlements.settings, today)
                });
                Some(csv::proofs(&rows.collect::<Result<Vec<_>, _>>()?))
            }
            _ => None,
        })
    };
    let table = table().map_err(|cause| broken(&cause))?.ok_or(AppError::NotFound)?;
    File::of(&[table], ending, format!("abrechnung-{year}-{file}"))
}
