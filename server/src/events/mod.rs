//! Registering on the public page: fixed routes, so that it works without WASM and keeps what was typed. Two who register
//! together: [`tandem`].

mod calendar;
mod certificates;
mod import;
mod papers;
mod pass;
mod tandem;

pub use certificates::CertificateNumbers;

use crate::{
    AppState,
    auth::session::{ClientAddress, MaybeVisitor},
    pages,
    upload::BODY_MAX,
};
use app::events::RegistrationForm;
use axum::{
    Form, Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    AppError,
    access::Registrant,
    events::{Party, RegistrationInput, port::RegistrationOutcome, rules::Registrar},
    ids::EventId,
};
use serde::Deserialize;
use std::net::IpAddr;

/// The token of a mailed link; blank where the address has none.
#[derive(Deserialize)]
pub struct ByLink {
    #[serde(default)]
    link: String,
}

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/veranstaltungen/{id}", get(pages::public_page).post(register))
        .route("/veranstaltungen/{id}/tandem", get(pages::public_page).post(tandem::register))
        .route("/veranstaltungen/{id}/meine-anmeldung", get(pages::public_page).post(tandem::answer))
        .route("/veranstaltungen/{id}/termine.ics", get(calendar::file))
        .route("/veranstaltungen/{id}/code.svg", get(pass::picture))
        .route("/veranstaltungen/termine.ics", get(calendar::public_feed))
        .route("/kalender/{token}/termine.ics", get(calendar::private_feed))
        .route("/bescheinigung/{number}/datei", get(certificates::file))
        .route("/api/events/{id}/einspielen", post(import::import).layer(DefaultBodyLimit::max(BODY_MAX)))
        .route("/api/events/{id}/papers/{file}", get(papers::file))
}

/// Gives a seat, or a place on the waiting list, and leads to the confirmation (303); or shows the form again, filled, with the reason: 422 for faulty
/// fields, 409 when there is no seat.
///
/// Somebody who has a seat already is led to the same confirmation: whoever sends a form twice learns that it worked, and
/// nobody learns from outside who takes part.
async fn register(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
    Form(input): Form<RegistrationInput>,
) -> Response {
    let Ok(event) = id.parse::<EventId>() else { return pages::failure(&state, AppError::NotFound).await };
    let page = format!("/veranstaltungen/{event}");
    let member: Option<Registrant> = visitor.as_ref().and_then(|visitor| visitor.principal.require().ok());
    let registrar = member.as_ref().map_or(Registrar::Guest, Registrar::Member);
    match take_seat(&state, address, registrar, event, &input).await {
        Ok(RegistrationOutcome::Registered | RegistrationOutcome::AlreadyRegistered) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{page}/angemeldet"))]).into_response()
        }
        Ok(RegistrationOutcome::Waitlisted | RegistrationOutcome::AlreadyWaiting) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{page}/warteliste"))]).into_response()
        }
        Ok(RegistrationOutcome::Requested | RegistrationOutcome::AlreadyRequested) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{page}/angefragt"))]).into_response()
        }
        Ok(RegistrationOutcome::Refused(refusal)) => {
            let form = RegistrationForm { input, refusal: Some(refusal) };
            pages::form_page_for(&state, visitor, &page, form, AppError::Conflict).await
        }
        // A single person never looks for a partner; the registration would have been refused.
        Ok(RegistrationOutcome::Seeking | RegistrationOutcome::AlreadySeeking) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, page)]).into_response()
        }
        Err(error) => {
            let form = RegistrationForm { input, refusal: None };
            pages::form_page_for(&state, visitor, &page, form, error).await
        }
    }
}

async fn take_seat(
    state: &AppState,
    address: IpAddr,
    registrar: Registrar<'_>,
    event: EventId,
    input: &RegistrationInput,
) -> Result<RegistrationOutcome, AppError> {
    state.rate_limit.count_open(address)?;
    let party = Party::Single(input.check().map_err(AppError::Invalid)?);
    state.ports.events.register(registrar, event, &party, state.ports.clock.now()).await
}
