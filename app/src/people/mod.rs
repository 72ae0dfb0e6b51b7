//! The directory in the staff zone: lists, records, forms, and files in and out.

pub mod api;
pub mod pages;
mod parts;
mod upload;

pub use pages::{DirectoryPage, EditRecordPage, ImportPage, ListPage, NewRecordPage, RecordPage};
pub use parts::TableImport;

/// Where everything of the directory lies.
const BASE: &str = "/app/verzeichnis";
