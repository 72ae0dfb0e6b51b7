use super::{AuditEntry, AuditFilter, ChainReport};
use crate::{access::Auditor, error::AppError};
use async_trait::async_trait;

/// Entries that one page shows.
pub const PAGE: usize = 50;

/// Reading the log; writing it is no port, since every write writes it.
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// At most [`PAGE`] entries, newest first.
    async fn entries(&self, by: &Auditor, filter: &AuditFilter) -> Result<Vec<AuditEntry>, AppError>;

    /// Recomputes the chain from its begin and compares it with the files of the days. Takes as long as the log is.
    async fn verify(&self, by: &Auditor) -> Result<ChainReport, AppError>;
}
