//! Questionnaires as files: an XLSForm workbook in. A fixed address, so that a script keeps working.

mod import;
mod upload;
pub mod workbook;

use crate::AppState;
use axum::{Router, extract::DefaultBodyLimit, routing::post};

pub fn routes() -> Router<AppState> {
    // The form around the file needs a little more than the file itself.
    let limit = DefaultBodyLimit::max(workbook::BYTES_MAX + 64 * 1024);
    Router::new().route(app::questionnaires::IMPORT_ADDRESS, post(import::import).layer(limit))
}
