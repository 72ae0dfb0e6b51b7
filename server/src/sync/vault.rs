//! The half that opens a device's data together with the person's PIN.

use super::{Refusal, json};
use crate::{AppState, auth::session::MaybeVisitor, auth::tokens};
use axum::{
    Json, Router,
    extract::{State, rejection::JsonRejection},
    routing::post,
};
use domain::{
    AppError, IncidentId,
    access::DeviceHolder,
    sync::vault::{HalfReply, HalfRequest, OfficeSecret, VaultError},
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/sync/half", post(half))
}

/// Hands out the device's half for a field period, and the key to seal with.
async fn half(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    body: Result<Json<HalfRequest>, JsonRejection>,
) -> Result<Json<HalfReply>, Refusal> {
    let visitor = visitor.ok_or(AppError::Unauthenticated)?;
    let by = visitor.principal.require::<DeviceHolder>()?;
    let request = json(body, "device")?;
    let may_have_it = state.ports.sync.hand_out(&by, &request).await?;
    let secret = state.office_secret().await?;
    Ok(Json(HalfReply {
        half: may_have_it.then(|| secret.half_of(request.device)),
        hours: state.config.field_hours,
        login: visitor.session.created_at.timestamp_millis(),
        office: secret.key().map_err(broken)?,
    }))
}

impl AppState {
    /// What opens everything that is sealed for the office; made when it is first asked for.
    pub async fn office_secret(&self) -> Result<OfficeSecret, AppError> {
        let fresh = tokens::random_bytes().map_err(|_| AppError::Internal(IncidentId("S-RANDOM".into())))?;
        self.ports.sync.office_secret(OfficeSecret::new(fresh)).await
    }
}

/// No 32 bytes lead here.
fn broken(_: VaultError) -> AppError {
    AppError::Internal(IncidentId("S-OFFICE-KEY".into()))
}
