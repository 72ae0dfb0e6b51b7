//! Files of a payment run: the list for people, and the payment file for the bank.

use super::{pain, workbook};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    access::{Kasse, PaymentReader, Principal},
    budgets::payment::{PaymentFile, PaymentRun, PaymentView, csv},
    ids::PaymentRunId,
};

/// `liste.csv`, `liste.xlsx` and, for the Kasse, `pain.xml`.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    match write(&state, &visitor.principal, &id, &file).await {
        Ok(File { kind, name, bytes }) => {
            let headers = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

struct File {
    kind: &'static str,
    name: String,
    bytes: Vec<u8>,
}

async fn write(state: &AppState, principal: &Principal, id: &str, file: &str) -> Result<File, AppError> {
    let by = principal.require::<PaymentReader>()?;
    let id: PaymentRunId = id.parse().map_err(|_| AppError::NotFound)?;
    let year = state.ports.payments.year_of(&by, id).await?;
    let ledger = state.ports.payments.ledger(&by, year).await?;
    let run = ledger.run(id).ok_or(AppError::NotFound)?;
    if !PaymentView::new(run, ledger.version, principal).next.files {
        return Err(AppError::Forbidden);
    }
    let name = |ending: &str| format!("zahllauf-{}-{:02}-{ending}", run.year, run.month + 1);
    match file {
        "liste.csv" => {
            let bytes = csv::write_payment(run).into_bytes();
            Ok(File { kind: "text/csv; charset=utf-8", name: name("liste.csv"), bytes })
        }
        "liste.xlsx" => {
            let bytes = workbook::write_payment(run).map_err(|cause| broken(&cause))?;
            Ok(File { kind: workbook::MIME, name: name("liste.xlsx"), bytes })
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
