//! The directory as files: lists out, tables in. Fixed addresses, so that a link or a script keeps working.

mod csv_file;
mod export;
mod import;
mod upload;
mod workbook;

use crate::AppState;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

pub fn routes() -> Router<AppState> {
    // The form around the file needs a little more than the file itself.
    let limit = DefaultBodyLimit::max(upload::BYTES_MAX + 64 * 1024);
    Router::new()
        .route("/api/v1/verzeichnis/einspielen", post(import::import).layer(limit))
        .route("/api/v1/verzeichnis/{file}", get(export::export))
}
