//! Questionnaires as files: XLSForm workbooks in and out. Fixed addresses, so that a script keeps working.

mod export;
mod import;
pub mod workbook;

use crate::{AppState, upload::BODY_MAX};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

pub fn routes() -> Router<AppState> {
    let limit = DefaultBodyLimit::max(BODY_MAX);
    Router::new()
        .route(app::questionnaires::IMPORT_ADDRESS, post(import::import).layer(limit))
        .route("/api/v1/frageboegen/{id}/xlsform.xlsx", get(export::export))
}
