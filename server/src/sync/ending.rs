//! The end of a session that somebody left without network.

use super::{Refusal, json};
use crate::{AppState, auth::session::MaybeVisitor};
use axum::{
    Json, Router,
    extract::{State, rejection::JsonRejection},
    routing::get,
};
use domain::{AppError, sync::vault::Ending};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/sync/ending", get(ending).post(end))
}

/// What ends the session of who asks, to be kept for a logout without network.
async fn ending(State(state): State<AppState>, MaybeVisitor(visitor): MaybeVisitor) -> Result<Json<Ending>, Refusal> {
    let visitor = visitor.ok_or(AppError::Unauthenticated)?;
    let secret = state.office_secret().await?;
    Ok(Json(secret.ending_of(visitor.account.id, visitor.session.id)))
}

/// Ends the session, whoever brings this and whoever is logged in by now; a second time changes nothing. The cookie stays as it
/// is: it may be the one of the next person.
async fn end(State(state): State<AppState>, body: Result<Json<Ending>, JsonRejection>) -> Result<Json<()>, Refusal> {
    let ending = json(body, "session")?;
    if !state.office_secret().await?.has_made(&ending) {
        return Err(AppError::NotFound.into());
    }
    match state.ports.accounts.end_session(ending.account, ending.session).await {
        Ok(()) => tracing::info!(account.id = %ending.account, "a session that was left without network is ended"),
        Err(AppError::NotFound) => (),
        Err(cause) => return Err(cause.into()),
    }
    Ok(Json(()))
}
