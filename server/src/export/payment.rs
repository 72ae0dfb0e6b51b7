//! Files of a payment run: the list for people, and the payment file for the bank.

use super::{
    file::{self, Ending, File},
    pain, paper,
};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    AppError, IncidentId,
    access::{Kasse, PaymentReader, Principal},
    budgets::payment::{NextSteps, PaymentFile, PaymentRun, StepKind, csv},
    ids::PaymentRunId,
};

/// `liste.csv`, `liste.xlsx`, `liste.pdf` and, for the Kasse, `pain.xml`.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let written = write(&state, &visitor.principal, &id, &file).await;
    file::answer(&state, written).await
}

async fn write(state: &AppState, principal: &Principal, id: &str, file: &str) -> Result<File, AppError> {
    let by = principal.require::<PaymentReader>()?;
    let id: PaymentRunId = id.parse().map_err(|_| AppError::NotFound)?;
    let year = state.ports.payments.year_of(&by, id).await?;
    let ledger = state.ports.payments.ledger(&by, year).await?;
    let run = ledger.run(id).ok_or(AppError::NotFound)?;
    if !NextSteps::of(run, principal).files {
        return Err(AppError::Forbidden);
    }
    let name = |ending: &str| format!("zahllauf-{}-{:02}-{ending}", run.year, run.month + 1);
    match file {
        "liste.csv" => File::of(&[csv::payment(run)], Ending::Csv, name("liste.csv")),
        "liste.xlsx" => File::of(&[csv::payment(run)], Ending::Xlsx, name("liste.xlsx")),
        "liste.pdf" => {
            let ordered = run.step(StepKind::Angeordnet).ok_or(AppError::NotFound)?;
            let day = state.ports.clock.local(ordered.at).date();
            paper::file(paper::payment_list(&state.config.office, run, day), name("liste.pdf")).await
        }
        "pain.xml" => {
            principal.require::<Kasse>()?;
            let bytes = payment_file(state, run)?.into_bytes();
            Ok(File { kind: "application/xml; charset=utf-8", name: format!("{}.xml", run.message_id()), bytes })
        }
        _ => Err(AppError::NotFound),
    }
}

/// `NotFound` while the Kasse has not made it, `Internal` where the district's account is not set.
fn payment_file(state: &AppState, run: &PaymentRun) -> Result<String, AppError> {
    if run.execution.is_none() {
        return Err(AppError::NotFound);
    }
    let file = PaymentFile::of(run).map_err(|fault| broken(&fault))?;
    let Some(payer) = &state.config.payer else {
        tracing::error!("PAYER_NAME and PAYER_IBAN are not set: no payment file can be written");
        return Err(AppError::Internal(IncidentId("P-PAYER".into())));
    };
    pain::write(&file, payer).map_err(|fault| broken(&fault))
}

fn broken(cause: &dyn std::fmt::Display) -> AppError {
    tracing::error!(%cause, "payment export failed");
    AppError::Internal(IncidentId("P-PAYMENT".into()))
}
