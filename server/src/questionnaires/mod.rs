//! Questionnaires as files: an XLSForm workbook in. A fixed address, so that a script keeps working.

mod import;
pub mod workbook;

use crate::{AppState, upload::BODY_MAX};
use axum::{Router, extract::DefaultBodyLimit, routing::post};

pub fn routes() -> Router<AppState> {
    let limit = DefaultBodyLimit::max(BODY_MAX);
    Router::new().route(app::questionnaires::IMPORT_ADDRESS, post(import::import).layer(limit))
}
