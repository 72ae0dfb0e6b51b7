//! Registering a tandem on the public page, and answering through a mailed link. Neither needs WASM or an account.

use crate::{
    AppState,
    auth::session::{ClientAddress, MaybeVisitor},
    pages,
};
use app::events::TandemForm;
use axum::{
    Form,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    AppError,
    access::Registrant,
    accounts::TokenHash,
    events::{
        port::RegistrationOutcome,
        rules::Registrar,
        tandem::{AnswerInput, TandemInput},
    },
    ids::EventId,
};
use std::net::IpAddr;

/// Gives a tandem its seats, a place on the waiting list, or the half a place among those who look for a partner, and
/// leads to the page that says so (303); or shows the form again, filled, with the reason. As for single people, a second
/// sending is answered like the first.
pub async fn register(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
    Form(input): Form<TandemInput>,
) -> Response {
    let Ok(event) = id.parse::<EventId>() else { return pages::failure(&state, AppError::NotFound).await };
    let page = format!("/veranstaltungen/{event}/tandem");
    let member: Option<Registrant> = visitor.as_ref().and_then(|visitor| visitor.principal.require().ok());
    let registrar = member.as_ref().map_or(Registrar::Guest, Registrar::Member);
    let outcome = match take_seats(&state, address, registrar, event, &input).await {
        Ok(outcome) => outcome,
        Err(error) => {
            let form = TandemForm { input, refusal: None };
            return pages::form_page_for(&state, visitor, &page, form, error).await;
        }
    };
    let done = match outcome {
        RegistrationOutcome::Registered | RegistrationOutcome::AlreadyRegistered => "angemeldet",
        RegistrationOutcome::Waitlisted | RegistrationOutcome::AlreadyWaiting => "warteliste",
        RegistrationOutcome::Requested | RegistrationOutcome::AlreadyRequested => "angefragt",
        RegistrationOutcome::Seeking | RegistrationOutcome::AlreadySeeking => "suche",
        RegistrationOutcome::Refused(refusal) => {
            let form = TandemForm { input, refusal: Some(refusal) };
            return pages::form_page_for(&state, visitor, &page, form, AppError::Conflict).await;
        }
    };
    (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{page}/{done}"))]).into_response()
}

async fn take_seats(
    state: &AppState,
    address: IpAddr,
    registrar: Registrar<'_>,
    event: EventId,
    input: &TandemInput,
) -> Result<RegistrationOutcome, AppError> {
    state.rate_limit.count_open(address)?;
    let request = input.check().map_err(AppError::Invalid)?;
    state.ports.events.register(registrar, event, &request.party(), state.ports.clock.now()).await
}

/// Carries out what the holder of a link decided, and leads back to the page behind the link, which shows what holds now:
/// also when it came too late.
pub async fn answer(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(id): Path<String>,
    Form(input): Form<AnswerInput>,
) -> Response {
    let Ok(event) = id.parse::<EventId>() else { return pages::failure(&state, AppError::NotFound).await };
    match carry_out(&state, address, event, &input).await {
        Ok(()) => {
            let page = format!("{}#ergebnis", address_of(event, &input.link));
            (StatusCode::SEE_OTHER, [(header::LOCATION, page)]).into_response()
        }
        Err(error @ AppError::Invalid(_)) => {
            let page = address_of(event, &input.link);
            pages::form_page(&state, &page, input, error).await
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn carry_out(state: &AppState, address: IpAddr, event: EventId, input: &AnswerInput) -> Result<(), AppError> {
    state.rate_limit.count_open(address)?;
    let link = TokenHash::of(&input.link).ok_or(AppError::NotFound)?;
    let (answer, needs) = input.check().map_err(AppError::Invalid)?;
    let outcome = state.ports.events.answer(event, &link, answer, &needs, state.ports.clock.now()).await?;
    tracing::info!(event.id = %event, ?answer, ?outcome, "answered by link");
    Ok(())
}

fn address_of(event: EventId, token: &str) -> String {
    format!("/veranstaltungen/{event}/meine-anmeldung?link={token}")
}
