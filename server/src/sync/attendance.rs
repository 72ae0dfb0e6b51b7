//! Lists of attendance for tablets, and the entries that come back. Judged with the right and on the day of arrival.

use super::{Refusal, json};
use crate::{AppState, auth::session::MaybeVisitor};
use axum::{
    Json, Router,
    extract::{State, rejection::JsonRejection},
    routing::get,
};
use domain::{
    AppError, ErrorCode,
    access::{DeviceHolder, Koordination},
    events::attendance::tablet::{MAX_CHANGES, TabletPush, TabletReply, TabletSheet, days_around, keep_until},
    sync::vault::HalfRequest,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/sync/attendance", get(sheets).post(push))
}

/// The lists that a tablet may keep today. An event that cannot be read is named and keeps back no list but its own, which a tablet that
/// has it already does not lose.
async fn sheets(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
) -> Result<Json<Vec<TabletSheet>>, Refusal> {
    let by = visitor.ok_or(AppError::Unauthenticated)?.principal.require::<Koordination>()?;
    let today = state.ports.clock.today();
    let near = state.ports.events.list(&by, days_around(today)).await?;
    let mut sheets: Vec<_> =
        near.unreadable.into_iter().map(|event| TabletSheet::of_unreadable(event, today)).collect();
    for event in near.events.iter().filter(|event| keep_until(&event.plan, today).is_some()) {
        // Called off, or deleted, since the list was read: then there is none.
        let sheet = match state.ports.attendance.sheet(&by, event.id).await {
            Ok(sheet) => TabletSheet::of(&sheet, today),
            Err(AppError::NotFound) => None,
            Err(cause @ AppError::Internal(_)) => {
                tracing::error!(event.id = %event.id, %cause, "tablets get no list of an event that cannot be read");
                let title = event.plan.title.clone();
                Some(TabletSheet { title, ..TabletSheet::of_unreadable(event.id, today) })
            }
            Err(cause) => return Err(cause.into()),
        };
        sheets.extend(sheet);
    }
    Ok(Json(sheets))
}

/// Entries of one tablet, each taken in once; the same ones again are answered with the same receipts. An event that cannot be
/// read holds up its own entries only: what follows on one that waits, waits as well, so that their order stays. A device that is revoked
/// is not listened to: whoever has it in hand need not be who set it up.
async fn push(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    body: Result<Json<TabletPush>, JsonRejection>,
) -> Result<Json<TabletReply>, Refusal> {
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let (by, holder) = (principal.require::<Koordination>()?, principal.require::<DeviceHolder>()?);
    let push = json(body, "changes")?;
    if push.changes.len() > MAX_CHANGES {
        return Err(AppError::field("changes", ErrorCode::WrongFileShape).into());
    }
    let device = HalfRequest { device: push.device, sealed_key: None };
    if !state.ports.sync.hand_out(&holder, &device).await? {
        return Err(AppError::Forbidden.into());
    }
    let mut reply = TabletReply { receipts: Vec::with_capacity(push.changes.len()), held_up: Vec::new() };
    for change in &push.changes {
        if reply.held_up.contains(&change.event) {
            continue;
        }
        match state.ports.attendance.enter_from_tablet(&by, change, state.ports.clock.now()).await {
            Ok(receipt) => reply.receipts.push(receipt),
            Err(cause @ (AppError::Internal(_) | AppError::Conflict)) => {
                tracing::error!(event.id = %change.event, device.id = %push.device, %cause, "entries of a tablet are held up");
                reply.held_up.push(change.event);
            }
            Err(cause) => return Err(cause.into()),
        }
    }
    Ok(Json(reply))
}
