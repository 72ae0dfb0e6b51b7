//! A file that somebody sends, before anything is known about it.

use super::{csv_file, workbook};
use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::StatusCode,
};
use domain::{AppError, ErrorCode, FieldError, people::import::Grid};

/// Largest file: 10 MiB.
pub const BYTES_MAX: usize = 10 * 1024 * 1024;

/// The form of an import.
#[derive(Default)]
pub struct Upload {
    pub file: Vec<u8>,
    /// Fingerprint of the preview that the person agrees to; blank for a preview.
    pub agreed: String,
}

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Kind,
    /// Too large, packed or unpacked.
    Size,
}

impl From<Unreadable> for AppError {
    fn from(cause: Unreadable) -> Self {
        AppError::Invalid(vec![match cause {
            Unreadable::Kind => FieldError::new("file", ErrorCode::WrongFileKind),
            Unreadable::Size => FieldError::with_limit("file", ErrorCode::FileTooLarge, "10 MB".to_owned()),
        }])
    }
}

pub async fn receive(mut form: Multipart) -> Result<Upload, AppError> {
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(unreadable)?;
        match name.as_str() {
            "file" if bytes.len() > BYTES_MAX => return Err(Unreadable::Size.into()),
            "file" => upload.file = bytes.to_vec(),
            "agreed" => upload.agreed = String::from_utf8_lossy(&bytes).into_owned(),
            _ => {}
        }
    }
    if upload.file.is_empty() { Err(AppError::field("file", ErrorCode::Required)) } else { Ok(upload) }
}

/// A request above the limit, or one that breaks off.
fn unreadable(cause: MultipartError) -> Unreadable {
    if cause.status() == StatusCode::PAYLOAD_TOO_LARGE { Unreadable::Size } else { Unreadable::Kind }
}

/// The worksheets of an XLSX file, or the one of a CSV file; told apart by what is in them, not by the name.
pub fn grids_of(file: &[u8]) -> Result<Vec<Grid>, Unreadable> {
    if file.starts_with(b"PK") {
        return workbook::read(file);
    }
    // Text has no control characters but tabs and line ends; every other kind of file has.
    if file.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n')) {
        return Err(Unreadable::Kind);
    }
    let grid = csv_file::read(file).map_err(|_| Unreadable::Kind)?;
    Ok(vec![grid])
}
