//! Figures as files for spreadsheets, and payments as files for the bank. Fixed addresses, so that a link or a script keeps
//! working.

mod budget;
pub mod file;
pub mod pain;
mod paper;
mod payment;
mod settlement;
pub mod workbook;

use crate::AppState;
use axum::{Router, routing::get};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/export/budget/{year}/{file}", get(budget::export))
        .route("/api/export/payment/{id}/{file}", get(payment::export))
        .route("/api/export/settlement/{year}/{file}", get(settlement::export))
}
