//! The log's side of the numbers on pages that say that something failed.

use crate::{AppState, auth::session::ClientAddress};
use app::ui::INCIDENT_HEADER;
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, State},
    http::{Request, StatusCode},
    middleware::Next,
    response::Response,
    routing::post,
};
use domain::incident::IncidentReport;

/// Longest report of a browser, in bytes.
const LONGEST: usize = 1024;

pub fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/incidents", post(note)).layer(DefaultBodyLimit::max(LONGEST))
}

/// A page that the browser has made. Sent as a beacon, which is text.
async fn note(State(state): State<AppState>, ClientAddress(address): ClientAddress, body: String) -> StatusCode {
    if state.rate_limit.count_incident(address).is_err() {
        return StatusCode::TOO_MANY_REQUESTS;
    }
    let report = serde_json::from_str::<IncidentReport>(&body).ok().and_then(|report| report.check().ok());
    let Some(report) = report else { return StatusCode::UNPROCESSABLE_ENTITY };
    log(&report);
    StatusCode::NO_CONTENT
}

/// A page of the server's own.
pub async fn note_own(request: Request<Body>, next: Next) -> Response {
    let mut response = next.run(request).await;
    // Only for here: the page itself shows the number.
    let header = response.headers_mut().remove(INCIDENT_HEADER);
    if let Some(report) = header.and_then(|value| serde_json::from_slice::<IncidentReport>(value.as_bytes()).ok()) {
        log(&report);
    }
    response
}

fn log(report: &IncidentReport) {
    tracing::info!(incident.id = %report.number, status = report.status, area = report.area, "page about a failure");
}
