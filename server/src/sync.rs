//! Fixed, versioned endpoints for what devices hold. Old pages keep calling them after weeks without reception, so they
//! only ever grow.

mod attendance;
mod ending;
mod quarantine;
mod reference;
mod vault;

use crate::{AppState, auth::session::MaybeVisitor, refusal::Refusal};
use axum::{
    Json, Router,
    extract::{
        DefaultBodyLimit, Query, State,
        rejection::{JsonRejection, QueryRejection},
    },
    http::{HeaderValue, header},
    middleware,
    response::Response,
    routing::{get, post},
};
use domain::{
    AppError, ErrorCode,
    access::KiSo,
    questionnaires::{FieldPackage, SentSubmission},
    sync::{
        Receipt,
        protocol::{Check, CheckReply, DeviceQuery, MAX_PUSH_BYTES, PullReply, Push, PushReply, StatusReply},
    },
};

/// Largest push: texts double when they are quoted in JSON, and one change alone may be longer than the others together.
const PUSH_LIMIT: usize = 4 * MAX_PUSH_BYTES;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/sync/packages", get(packages))
        .route("/api/v1/sync/submissions", post(take_submission))
        .route("/api/v1/sync/submissions/check", post(check))
        .route("/api/v1/sync/status", get(status))
        .route("/api/v1/sync/changes", get(pull).post(push).layer(DefaultBodyLimit::max(PUSH_LIMIT)))
        .merge(attendance::routes())
        .merge(ending::routes())
        .merge(quarantine::routes())
        .merge(reference::routes())
        .merge(vault::routes())
        .layer(middleware::map_response(keep_out_of_caches))
}

/// Answers of people must not lie in plain words in the browser's cache, beside the ciphertext that the page keeps.
async fn keep_out_of_caches(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What the server has of a device.
async fn status(
    State(state): State<AppState>,
    visitor: MaybeVisitor,
    query: Result<Query<DeviceQuery>, QueryRejection>,
) -> Result<Json<StatusReply>, Refusal> {
    let by = kiso(visitor)?;
    Ok(Json(state.ports.sync.status(&by, &device(query)?.status()).await?))
}

/// Changes of a device, stored once each; the same ones again are answered with the same receipts.
async fn push(
    State(state): State<AppState>,
    visitor: MaybeVisitor,
    body: Result<Json<Push>, JsonRejection>,
) -> Result<Json<PushReply>, Refusal> {
    let by = kiso(visitor)?;
    let push = json(body, "changes")?;
    Ok(Json(state.ports.sync.push(&by, &push).await?))
}

/// A page of everybody's changes in the KiSo's own Kitas.
async fn pull(
    State(state): State<AppState>,
    visitor: MaybeVisitor,
    query: Result<Query<DeviceQuery>, QueryRejection>,
) -> Result<Json<PullReply>, Refusal> {
    let by = kiso(visitor)?;
    Ok(Json(state.ports.sync.pull(&by, &device(query)?.pull()).await?))
}

/// Which anonymous submissions are here.
async fn check(
    State(state): State<AppState>,
    visitor: MaybeVisitor,
    body: Result<Json<Check>, JsonRejection>,
) -> Result<Json<CheckReply>, Refusal> {
    let by = kiso(visitor)?;
    let check = json(body, "submissions")?;
    Ok(Json(state.ports.sync.check(&by, &check).await?))
}

fn json<T>(body: Result<Json<T>, JsonRejection>, field: &str) -> Result<T, AppError> {
    let Json(value) = body.map_err(|_| AppError::field(field, ErrorCode::WrongFileShape))?;
    Ok(value)
}

fn device(query: Result<Query<DeviceQuery>, QueryRejection>) -> Result<DeviceQuery, AppError> {
    let Query(query) = query.map_err(|_| AppError::field("device", ErrorCode::UnknownReference))?;
    Ok(query)
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
    let sent = json(body, "submission")?;
    if !sent.is_intact() {
        return Err(AppError::field("hash", ErrorCode::NotTheSame).into());
    }
    state.ports.questionnaires.accept(&by, &sent).await?;
    Ok(Json(Receipt { submission: sent.id, hash: sent.hash }))
}

fn kiso(MaybeVisitor(visitor): MaybeVisitor) -> Result<KiSo, AppError> {
    visitor.ok_or(AppError::Unauthenticated)?.principal.require::<KiSo>()
}
