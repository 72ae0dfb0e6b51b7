//! The code that a participant shows at the door, as a picture.

use crate::{AppState, auth::session::MaybeVisitor, pages};
use app::events::reading;
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    access::Registrant,
    accounts::{TokenHash, port::Visitor},
    events::port::Linked,
    ids::EventId,
};
use qrcode::{EcLevel, QrCode, render::svg};
use serde::Deserialize;

/// The token of a mailed link; without one it is the registration of who is logged in.
#[derive(Deserialize)]
pub struct Holder {
    #[serde(default)]
    link: String,
}

/// For the holder of the registration alone. `NotFound` without a seat, and once the event is over.
pub async fn picture(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
    Query(Holder { link }): Query<Holder>,
) -> Response {
    let drawn = async {
        let linked = find(&state, visitor, &id, &link).await?;
        let address = reading::pass_address(&state.ports, &linked).await?;
        draw(&address.ok_or(AppError::NotFound)?)
    };
    match drawn.await {
        Ok(image) => {
            ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], image).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

fn draw(address: &str) -> Result<String, AppError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|_| AppError::Internal(IncidentId("P-QR".into())))?;
    // Four modules of margin, as the standard asks for (ISO/IEC 18004).
    Ok(code.render::<svg::Color>().min_dimensions(320, 320).quiet_zone(true).build())
}

async fn find(state: &AppState, visitor: Option<Visitor>, id: &str, link: &str) -> Result<Linked, AppError> {
    let event: EventId = id.parse().map_err(|_| AppError::NotFound)?;
    if !link.is_empty() {
        let link = TokenHash::of(link).ok_or(AppError::NotFound)?;
        return state.ports.events.linked(event, &link).await;
    }
    let visitor = visitor.ok_or(AppError::Unauthenticated)?;
    let by = visitor.principal.require::<Registrant>()?;
    let mine = state.ports.events.mine(&by, &visitor.account.email).await?;
    if mine.unreadable.contains(&event) {
        return Err(AppError::Internal(IncidentId("P-OWN-EVENT".into())));
    }
    mine.events.into_iter().find(|linked| linked.event.id == event).ok_or(AppError::NotFound)
}
