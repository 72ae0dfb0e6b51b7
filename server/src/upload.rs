//! A file that somebody sends, before anything is known about it: how large it is, and what a packed one unpacks to.

use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::StatusCode,
};
use domain::{
    AppError, ErrorCode, FieldError,
    field::{FILE_BYTES_MAX, file_too_large},
};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    panic::{UnwindSafe, catch_unwind},
};

/// What the route of an upload may take: the file, and the form around it.
pub const BODY_MAX: usize = FILE_BYTES_MAX + 1024 * 1024;
/// A workbook may unpack to this many bytes.
const UNPACKED_MAX: u64 = 32 * 1024 * 1024;
/// Parts that a workbook may have; a normal one has about ten and one for each sheet.
const PARTS_MAX: usize = 1_000;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// None of the kinds that are read, or a damaged one.
    Kind,
    /// Larger than [`FILE_BYTES_MAX`].
    Size,
    /// Unpacks to more than [`UNPACKED_MAX`], or to more than [`PARTS_MAX`].
    Unpacked,
}

impl From<Unreadable> for AppError {
    fn from(cause: Unreadable) -> Self {
        AppError::Invalid(vec![match cause {
            Unreadable::Kind => FieldError::new("file", ErrorCode::WrongFileKind),
            Unreadable::Size => file_too_large(),
            Unreadable::Unpacked => {
                FieldError::with_limit("file", ErrorCode::FileTooLarge, "32 MB nach dem Entpacken".to_owned())
            }
        }])
    }
}

/// A form with one file, in the field `file`.
#[derive(Default)]
pub struct Upload {
    pub file: Vec<u8>,
    /// As the person's computer calls the file.
    pub file_name: String,
    fields: BTreeMap<String, String>,
}

impl Upload {
    /// Reads the form; a missing or too large file is a fault of the field `file`.
    pub async fn receive(mut form: Multipart) -> Result<Self, AppError> {
        let mut upload = Self::default();
        while let Some(field) = form.next_field().await.map_err(broken_off)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(broken_off)?;
            if name != "file" {
                upload.fields.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            } else if bytes.len() > FILE_BYTES_MAX {
                return Err(Unreadable::Size.into());
            } else {
                (upload.file, upload.file_name) = (bytes.to_vec(), file_name);
            }
        }
        if !upload.file.is_empty() {
            return Ok(upload);
        }
        let is_chosen = !upload.file_name.is_empty();
        Err(AppError::field("file", if is_chosen { ErrorCode::EmptyFile } else { ErrorCode::Required }))
    }

    /// Another field of the form; blank when it was not sent.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// A request above the limit, or one that breaks off.
fn broken_off(cause: MultipartError) -> Unreadable {
    if cause.status() == StatusCode::PAYLOAD_TOO_LARGE { Unreadable::Size } else { Unreadable::Kind }
}

/// Refuses a packed file that unpacks to more than a workbook may. Unpacks every part for counting only: what a file says
/// about its own size may be a lie.
pub fn refuse_bombs(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Kind)?;
    if archive.len() > PARTS_MAX {
        return Err(Unreadable::Unpacked);
    }
    let mut left = UNPACKED_MAX;
    for position in 0..archive.len() {
        let part = archive.by_index(position).map_err(|_| Unreadable::Kind)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| Unreadable::Kind)?;
        left = left.checked_sub(size).ok_or(Unreadable::Unpacked)?;
    }
    Ok(())
}

/// Runs a foreign reader. Some panic on a damaged file, as calamine does on a record that is cut short: then it is of no kind that is
/// read, which is what the person can do something about; the panic itself stands in the log.
///
/// # Errors
/// Those of `read`, and [`Unreadable::Kind`].
pub fn guarded<T>(read: impl FnOnce() -> Result<T, Unreadable> + UnwindSafe) -> Result<T, Unreadable> {
    catch_unwind(read).unwrap_or(Err(Unreadable::Kind))
}

/// Whether bytes could be text: it has no control characters but tabs and line ends; every other kind of file has.
pub fn is_text(bytes: &[u8]) -> bool {
    !bytes.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n'))
}
