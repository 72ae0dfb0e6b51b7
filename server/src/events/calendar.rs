//! The calendar file of an event.

use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError,
    access::Registrant,
    accounts::TokenHash,
    events::{Event, calendar, rules::Registrar},
    ids::EventId,
};
use serde::Deserialize;

/// The token of a mailed link, for those who see the event by it only.
#[derive(Deserialize)]
pub struct ByLink {
    #[serde(default)]
    link: String,
}

/// For everybody who sees the event; nothing in it is personal.
pub async fn file(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
    Query(ByLink { link }): Query<ByLink>,
) -> Response {
    let member: Option<Registrant> = visitor.and_then(|visitor| visitor.principal.require().ok());
    match find(&state, member, &id, &link).await {
        Ok(event) => {
            let address = format!("{}/veranstaltungen/{}", state.config.public_url, event.id);
            let text = calendar::file(&event, &address, state.ports.clock.now());
            let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
            ([kind, (header::CONTENT_DISPOSITION, "attachment; filename=\"termine.ics\"")], text).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn find(state: &AppState, member: Option<Registrant>, id: &str, link: &str) -> Result<Event, AppError> {
    let event: EventId = id.parse().map_err(|_| AppError::NotFound)?;
    if link.is_empty() {
        let registrar = member.as_ref().map_or(Registrar::Guest, Registrar::Member);
        return state.ports.events.announced_event(registrar, event).await;
    }
    let link = TokenHash::of(link).ok_or(AppError::NotFound)?;
    Ok(state.ports.events.linked(event, &link).await?.event)
}
