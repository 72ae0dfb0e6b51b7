//! Sending a workbook.

use super::{IMPORT_ADDRESS, ImportAnswer};
use crate::ui::{Chosen, send_file};
use domain::AppError;

/// Stores the workbook as a draft, or learns everything that is wrong with it. `questionnaire` is the one whose next version
/// it becomes, blank for a new one; `request` is the id of a new one, so that sending again makes it once.
pub async fn send(file: &Chosen, questionnaire: &str, request: &str) -> Result<ImportAnswer, AppError> {
    let fields = [("questionnaire", questionnaire), ("request", request)];
    let (_, text) = send_file(IMPORT_ADDRESS, file, &fields).await.ok_or(AppError::Unreachable)?;
    // Anything but our own JSON comes from something between us and the server.
    serde_json::from_str(&text).map_err(|_| serde_json::from_str(&text).unwrap_or(AppError::Unreachable))
}
