//! Server functions. Each authorises, asks its port and returns a view.

use crate::ApiError;
use domain::audit::AuditView;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    access::Auditor,
    audit::{Area, AuditFilter, german},
};

/// One page of the log, newest first. `area` is the code of an area or blank for all; `older_than` the entry from which
/// the list goes on, or blank.
#[server(endpoint = "fn/audit/entries", input = Json)]
pub async fn entries(area: String, older_than: String) -> Result<AuditView, ApiError> {
    let (by, ports) = authorised::<Auditor>()?;
    let filter =
        AuditFilter { area: Area::from_code(&area), older_than: (!older_than.is_empty()).then_some(older_than) };
    let entries = ports.audit.entries(&by, &filter).await?;
    Ok(AuditView::of(&entries, |moment| ports.clock.local(moment)))
}

/// Recomputes the chain; what was found, in sentences, and whether all is well.
#[server(endpoint = "fn/audit/verify", input = Json)]
pub async fn verify() -> Result<(bool, Vec<String>), ApiError> {
    let (by, ports) = authorised::<Auditor>()?;
    let report = ports.audit.verify(&by).await?;
    Ok((report.faults.is_empty(), german::report(&report)))
}
