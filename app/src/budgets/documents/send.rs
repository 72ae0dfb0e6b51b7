//! Sending a document.

use super::ADDRESS;
use crate::ui::{Chosen, send_file};
use domain::{AppError, budgets::documents::DocumentInput};

/// Stores the file, or learns everything that is wrong with it.
pub async fn send(file: &Chosen, year: i32, input: &DocumentInput) -> Result<(), AppError> {
    let year = year.to_string();
    let fields = [
        ("year", year.as_str()),
        ("kind", input.kind.as_str()),
        ("day", input.day.as_str()),
        ("reference", input.reference.as_str()),
    ];
    let (taken, text) = send_file(ADDRESS, file, &fields).await.ok_or(AppError::Unreachable)?;
    // Anything but our own JSON comes from something between us and the server.
    if taken { Ok(()) } else { Err(serde_json::from_str(&text).unwrap_or(AppError::Unreachable)) }
}
