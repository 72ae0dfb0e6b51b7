//! Files of a budget year: the notice of the Land, and receipts.

pub mod api;
mod list;
mod send;

pub use list::Documents;

/// Where files are sent to, and with an id behind it fetched from.
pub const ADDRESS: &str = "/api/v1/budget/dokumente";
