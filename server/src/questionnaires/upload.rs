//! What the import form sends.

use super::workbook::{self, Unreadable};
use axum::extract::Multipart;
use domain::{AppError, ErrorCode, FieldError, ids::QuestionnaireId};

/// The fields of the import form.
#[derive(Default)]
pub struct Upload {
    pub file: Vec<u8>,
    /// As the person's computer calls the file.
    pub file_name: String,
    /// The questionnaire whose next version this becomes; `None` for a new one.
    pub questionnaire: Option<QuestionnaireId>,
}

pub async fn receive(mut form: Multipart) -> Result<Upload, AppError> {
    let mut upload = Upload::default();
    while let Some(field) = form.next_field().await.map_err(|_| too_large())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| too_large())?;
        match name.as_str() {
            "file" if bytes.len() > workbook::BYTES_MAX => return Err(too_large()),
            "file" => (upload.file, upload.file_name) = (bytes.to_vec(), file_name),
            "questionnaire" if !bytes.is_empty() => upload.questionnaire = Some(questionnaire_id(&bytes)?),
            _ => {}
        }
    }
    if upload.file.is_empty() { Err(AppError::field("file", ErrorCode::Required)) } else { Ok(upload) }
}

/// Why a file was not read, as the form shows it.
pub fn fault(cause: Unreadable) -> AppError {
    match cause {
        Unreadable::Kind => AppError::field("file", ErrorCode::WrongFileKind),
        Unreadable::Size => too_large(),
    }
}

fn too_large() -> AppError {
    AppError::Invalid(vec![FieldError::with_limit("file", ErrorCode::FileTooLarge, "10 MB".to_owned())])
}

fn questionnaire_id(bytes: &[u8]) -> Result<QuestionnaireId, AppError> {
    let text = std::str::from_utf8(bytes).map_err(|_| AppError::NotFound)?;
    text.trim().parse().map_err(|_| AppError::NotFound)
}
