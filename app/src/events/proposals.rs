//! What new events of a format begin with: server functions for the Koordination.

use crate::ApiError;
use domain::events::proposals::{ProposalInput, ProposalRow, ProposalView};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{AppError, access::Koordination, events::Format};

/// Every format with its proposal.
#[server(endpoint = "fn/events/proposals", input = Json)]
pub async fn event_proposals() -> Result<Vec<ProposalRow>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ProposalRow::all(&ports.proposals.proposals(&by).await?))
}

/// The proposal of one format as a form.
#[server(endpoint = "fn/events/proposal", input = Json)]
pub async fn event_proposal(format: String) -> Result<ProposalView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let format = Format::from_code(&format).ok_or(AppError::NotFound)?;
    let stored = ports.proposals.proposals(&by).await?;
    Ok(ProposalView::of(format, stored.iter().find(|stored| stored.format == format)))
}

/// Replaces a proposal, if it is still the one of `revision`; without an input the built-in one comes back.
#[server(endpoint = "fn/events/save-proposal", input = Json)]
pub async fn save_event_proposal(format: String, revision: u32, input: Option<ProposalInput>) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let format = Format::from_code(&format).ok_or(AppError::NotFound)?;
    let proposal = input.map(|input| input.check(format)).transpose().map_err(AppError::Invalid)?;
    let now = ports.clock.now();
    Ok(ports.proposals.save_proposal(&by, format, proposal.as_ref(), revision, now).await?)
}
