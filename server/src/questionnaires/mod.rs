//! Questionnaires as files (XLSForm workbooks in and out) and as public surveys. Fixed addresses, so that scripts, links
//! and forms without WASM keep working.

mod codes;
mod evaluation;
mod export;
mod import;
mod pause;
pub mod picture;
mod questions;
pub mod scale_picture;
pub mod survey;
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
        .route("/api/v1/frageboegen/{id}/{file}", get(evaluation::export))
        .route("/api/v1/umfragen/{erhebung}/qr.svg", get(survey::qr_code))
        .route("/api/v1/umfragen/{erhebung}/codes.pdf", post(codes::print_codes))
        .route(
            "/umfrage/{token}",
            get(survey::open).post(survey::answer).layer(DefaultBodyLimit::max(survey::BODY_LIMIT)),
        )
        .route("/umfrage/{token}/danke", get(survey::thank))
        .route("/umfrage/{token}/fragebogen", get(questions::questions))
}
