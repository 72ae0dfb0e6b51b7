//! Registering on the public page: a fixed route, so that it works without WASM and keeps what was typed.

use crate::{AppState, auth::session::ClientAddress, pages};
use app::events::RegistrationForm;
use axum::{
    Form, Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    AppError,
    events::{Party, RegistrationInput, port::RegistrationOutcome, rules::Registrar},
    ids::EventId,
};
use std::net::IpAddr;

pub fn routes() -> Router<AppState> {
    Router::new().route("/veranstaltungen/{id}", get(pages::public_page).post(register))
}

/// Gives a seat and leads to the confirmation (303), or shows the form again, filled, with the reason: 422 for faulty
/// fields, 409 when there is no seat.
///
/// Somebody who has a seat already is led to the same confirmation: whoever sends a form twice learns that it worked, and
/// nobody learns from outside who takes part.
async fn register(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(id): Path<String>,
    Form(input): Form<RegistrationInput>,
) -> Response {
    let Ok(event) = id.parse::<EventId>() else { return pages::failure(&state, AppError::NotFound).await };
    let page = format!("/veranstaltungen/{event}");
    match take_seat(&state, address, event, &input).await {
        Ok(RegistrationOutcome::Registered | RegistrationOutcome::AlreadyRegistered) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{page}/angemeldet"))]).into_response()
        }
        Ok(RegistrationOutcome::Refused(refusal)) => {
            let form = RegistrationForm { input, refusal: Some(refusal) };
            pages::form_page(&state, &page, form, AppError::Conflict).await
        }
        Err(error) => pages::form_page(&state, &page, RegistrationForm { input, refusal: None }, error).await,
    }
}

async fn take_seat(
    state: &AppState,
    address: IpAddr,
    event: EventId,
    input: &RegistrationInput,
) -> Result<RegistrationOutcome, AppError> {
    state.rate_limit.count_open(address)?;
    let party = Party::Single(input.check().map_err(AppError::Invalid)?);
    state.ports.events.register(Registrar::Guest, event, &party, state.ports.clock.now()).await
}
