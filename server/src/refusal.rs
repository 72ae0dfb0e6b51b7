//! What programs are told when something is not done: an [`AppError`] as JSON, with its status.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::AppError;

/// An [`AppError`] as JSON with its status.
pub struct Refusal(AppError);

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (status_of(&self.0), Json(self.0)).into_response()
    }
}

/// The status that answers a request with this error.
pub fn status_of(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
