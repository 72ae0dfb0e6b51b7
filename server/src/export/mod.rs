//! Figures and lists as files for spreadsheets and on paper, and payments as files for the bank. Fixed addresses, so that a link or a script keeps
//! working.

mod budget;
mod events;
pub mod file;
pub mod pain;
pub mod paper;
mod payment;
mod settlement;
pub mod workbook;

use crate::AppState;
use axum::{Router, routing::get};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/export/budget/{year}/{file}", get(budget::export))
        .route("/api/export/event/{id}/{file}", get(events::of_event))
        .route("/api/export/events/{year}/{file}", get(events::of_year))
        .route("/api/export/payment/{id}/{file}", get(payment::export))
        .route("/api/export/settlement/{year}/{file}", get(settlement::export))
}
