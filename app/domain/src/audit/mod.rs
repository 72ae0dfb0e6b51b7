//! The audit log: who changed what and when. Rows are written by the store, inside the transaction of the change; here is what
//! may be read of them, and by whom.

pub mod german;
pub mod port;
mod types;
mod view;

pub use types::{Area, AuditEntry, AuditFilter, ChainFault, ChainReport, FieldChange, Subject};
pub use view::{AuditRow, AuditView};
