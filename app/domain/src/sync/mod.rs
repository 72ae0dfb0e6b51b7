//! What a tablet remembers without reception: an append-only journal of changes, and what follows from it.
//!
//! [`fold`] is the one place that says what a journal means; the page that goes on with a draft, the list of what lies
//! on the device and the sender all use it.

mod cache;
mod change;
mod fold;
pub mod german;

pub use cache::{CachedEntry, overlay};
pub use change::{Change, Entry, Receipt};
pub use fold::{LocalState, LocalSubmission, fold};
