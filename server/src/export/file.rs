//! Tables as a file to download, of the kind that the address asks for.

use super::workbook;
use crate::{AppState, pages};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::{AppError, IncidentId, table::Table};

/// A file with what a browser needs to know of it.
pub struct File {
    pub kind: &'static str,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What comes after the last dot of a file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Of several tables the first one: the format has no sheets.
    Csv,
    Xlsx,
}

/// `kitas.csv` is the stem `kitas` and its ending; `NotFound` for any other kind of file.
pub fn split(file: &str) -> Result<(&str, Ending), AppError> {
    match file.rsplit_once('.') {
        Some((stem, "csv")) => Ok((stem, Ending::Csv)),
        Some((stem, "xlsx")) => Ok((stem, Ending::Xlsx)),
        _ => Err(AppError::NotFound),
    }
}

impl File {
    /// `name` with the ending it has already.
    pub fn of(tables: &[Table], ending: Ending, name: String) -> Result<Self, AppError> {
        match ending {
            Ending::Csv => {
                let text = tables.first().map(Table::csv).unwrap_or_default();
                Ok(Self { kind: "text/csv; charset=utf-8", name, bytes: text.into_bytes() })
            }
            Ending::Xlsx => {
                let bytes = workbook::write(tables).map_err(|cause| broken(&cause))?;
                Ok(Self { kind: workbook::MIME, name, bytes })
            }
        }
    }
}

/// The file, or the page that says why there is none.
pub async fn answer(state: &AppState, file: Result<File, AppError>) -> Response {
    match file {
        Ok(File { kind, name, bytes }) => {
            let headers = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => pages::failure(state, error).await,
    }
}

/// A fault of ours, logged under the number that the person sees.
pub fn broken(cause: &dyn std::fmt::Display) -> AppError {
    tracing::error!(%cause, "export failed");
    AppError::Internal(IncidentId("P-EXPORT".into()))
}
