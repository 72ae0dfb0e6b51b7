//! What a KiSo looks up without network: the own Kitas and events of the day.

use super::Refusal;
use crate::{AppState, auth::session::MaybeVisitor};
use axum::{
    Json, Router,
    extract::{Query, State, rejection::QueryRejection},
    routing::get,
};
use domain::{
    AppError, ErrorCode, IncidentId,
    access::{DirectoryReader, KiSo, Registrant},
    accounts::Subject,
    sync::{Reference, ReferenceQuery, ReferenceReply},
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/sync/reference", get(reference))
}

/// All of it, or that the device has it. What the right has ended for is not among it, so the device forgets that.
async fn reference(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    query: Result<Query<ReferenceQuery>, QueryRejection>,
) -> Result<Json<ReferenceReply>, Refusal> {
    let visitor = visitor.ok_or(AppError::Unauthenticated)?;
    visitor.principal.require::<KiSo>()?;
    let Query(query) = query.map_err(|_| AppError::field("after", ErrorCode::UnknownReference))?;
    let (reader, registrant) =
        (visitor.principal.require::<DirectoryReader>()?, visitor.principal.require::<Registrant>()?);
    let (ports, today) = (&state.ports, state.ports.clock.today());
    let directory = ports.directory.read(&reader, today).await?;
    let kitas = match &visitor.account.subject {
        Subject::Person(person) => directory.own_kitas(*person, today),
        Subject::Office | Subject::Anstellungstraeger(_) => Vec::new(),
    };
    let local = ports.clock.local(ports.clock.now());
    let own = ports.events.mine(&registrant, &visitor.account.email).await?;
    // The device would forget what is left out. It keeps what it has until everything can be read.
    if !own.unreadable.is_empty() {
        return Err(AppError::Internal(IncidentId("P-OWN-EVENT".into())).into());
    }
    let mut mine = own.events;
    mine.sort_by_key(|linked| linked.event.plan.begins_at());
    let events = mine.iter().filter_map(|linked| linked.to_keep(local)).collect();
    Ok(Json(ReferenceReply::of(Reference { kitas, events }, &query.after)))
}
