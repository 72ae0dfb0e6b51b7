//! Login, logout, mailed links: fixed routes that work without WASM.

pub mod links;
mod login;
pub mod passwords;
pub mod rate_limit;
pub mod session;
pub mod tokens;

use crate::{AppState, pages::public_page};
use axum::{
    Router,
    routing::{get, post},
};

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/anmelden", get(public_page).post(login::log_in))
        .route("/abmelden", post(login::log_out))
        .route("/passwort-vergessen", get(public_page).post(links::ask_for_reset))
        .route("/passwort-setzen", get(links::show_password_form).post(links::set_password))
}
