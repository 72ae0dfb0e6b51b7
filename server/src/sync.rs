//! Fixed, versioned endpoints for what devices hold. Old pages keep calling them after weeks without reception, so they
//! only ever grow.

use crate::{AppState, auth::session::MaybeVisitor};
use axum::{
    Json, Router,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    AppError, ErrorCode,
    access::KiSo,
    questionnaires::{FieldPackage, SentSubmission},
    sync::Receipt,
};

pub fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/sync/packages", get(packages)).route("/api/v1/sync/submissions", post(take_submission))
}

/// The KiSo's open Erhebungen, each with its questionnaire.
async fn packages(State(state): State<AppState>, visitor: MaybeVisitor) -> Result<Json<Vec<FieldPackage>>, Refusal> {
    let by = kiso(visitor)?;
    Ok(Json(state.ports.questionnaires.field_packages(&by, state.ports.clock.today()).await?))
}

/// Takes in one finished submission; the same one again is answered with the same receipt.
async fn take_submission(
    State(state): State<AppState>,
    visitor: MaybeVisitor,
    body: Result<Json<SentSubmission>, JsonRejection>,
) -> Result<Json<Receipt>, Refusal> {
    let by = kiso(visitor)?;
    let Json(sent) = body.map_err(|_| AppError::field("submission", ErrorCode::WrongFileShape))?;
    if !sent.is_intact() {
        return Err(AppError::field("hash", ErrorCode::NotTheSame).into());
    }
    state.ports.questionnaires.accept(&by, &sent).await?;
    Ok(Json(Receipt { submission: sent.id, hash: sent.hash }))
}

fn kiso(MaybeVisitor(visitor): MaybeVisitor) -> Result<KiSo, AppError> {
    visitor.ok_or(AppError::Unauthenticated)?.principal.require::<KiSo>()
}

/// An [`AppError`] as JSON with its status.
struct Refusal(AppError);

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self.0)).into_response()
    }
}
