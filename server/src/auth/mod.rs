//! Login, logout, mailed links: fixed routes that work without WASM.

pub mod links;
mod login;
pub mod passwords;
pub mod rate_limit;
pub mod session;
pub mod tokens;

use crate::AppState;
use axum::{Router, routing::post};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/anmelden", post(login::log_in))
        .route("/abmelden", post(login::log_out))
        .route("/passwort-vergessen", post(links::ask_for_reset))
        .route("/passwort-setzen", post(links::set_password))
}
