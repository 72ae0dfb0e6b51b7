//! The calendar file of an event, and the feeds that calendar programs read again and again.

use super::ByLink;
use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use domain::{
    AppError,
    access::Registrant,
    accounts::TokenHash,
    events::{Event, calendar, german, rules::Registrar},
    ids::EventId,
};

const KIND: (HeaderName, &str) = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");

/// For everybody who sees the event, some by a mailed link only; nothing in it is personal.
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
            ([KIND, (header::CONTENT_DISPOSITION, "attachment; filename=\"termine.ics\"")], text).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

/// Every event that anybody may see and that is not over.
pub async fn public_feed(State(state): State<AppState>) -> Response {
    let now = state.ports.clock.now();
    match state.ports.events.announced(Registrar::Guest, now).await {
        Ok(events) => {
            let text = calendar::feed(german::PUBLIC_FEED, &events, &state.config.public_url, now);
            ([KIND, (header::CACHE_CONTROL, "public, max-age=300")], text).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

/// The appointments of the account behind a secret address.
pub async fn private_feed(State(state): State<AppState>, Path(token): Path<String>) -> Response {
    let events = async {
        let token = TokenHash::of(&token).ok_or(AppError::NotFound)?;
        state.ports.feeds.feed(&token).await
    };
    match events.await {
        Ok(events) => {
            let now = state.ports.clock.now();
            let text = calendar::feed(german::OWN_FEED, &events, &state.config.public_url, now);
            ([KIND, (header::CACHE_CONTROL, "no-store")], text).into_response()
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
