//! Files of a budget year: the Land's notice as it was given, and receipts of the Anstellungsträger for their
//! Verwendungsnachweis. Nothing is overwritten or deleted: a file is withdrawn with a reason and stays readable.

mod filing;
pub mod german;
pub mod port;
#[cfg(test)]
mod tests;
mod types;

pub use filing::{DocumentInput, Filing, Withdrawing, check_pdf};
pub use types::{Document, DocumentKind, StoredDocument};
