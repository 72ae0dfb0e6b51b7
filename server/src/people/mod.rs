//! The directory as files: lists out, tables in. Fixed addresses, so that a link or a script keeps working.

mod csv_file;
mod export;
mod import;
mod workbook;

pub(crate) use import::{fingerprint, read_grids};

use crate::{AppState, upload::BODY_MAX};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

pub fn routes() -> Router<AppState> {
    let limit = DefaultBodyLimit::max(BODY_MAX);
    Router::new()
        .route("/api/v1/verzeichnis/einspielen", post(import::import).layer(limit))
        .route("/api/v1/verzeichnis/{file}", get(export::export))
}
