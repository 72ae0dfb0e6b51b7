//! Sending a table.

use crate::ui::{Chosen, send_file};
use domain::{AppError, people::import::ImportAnswer};

/// Asks what the file would change; with the fingerprint of that answer, changes it.
pub async fn send(address: &str, file: &Chosen, agreed: &str) -> Result<ImportAnswer, AppError> {
    let (ok, text) = send_file(address, file, &[("agreed", agreed)]).await.ok_or(AppError::Unreachable)?;
    // Anything but our own JSON comes from something between us and the server.
    if ok {
        serde_json::from_str(&text).map_err(|_| AppError::Unreachable)
    } else {
        Err(serde_json::from_str(&text).unwrap_or(AppError::Unreachable))
    }
}
