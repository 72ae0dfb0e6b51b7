//! Figures as files for spreadsheets. Fixed addresses, so that a link or a script keeps working.

mod budget;

use crate::AppState;
use axum::{Router, routing::get};

pub fn routes() -> Router<AppState> {
    Router::new().route("/api/export/budget/{year}/{file}", get(budget::export))
}
