//! Certificates: their numbers, and the file behind the link that is mailed with one.

use super::{ByLink, papers};
use crate::{AppState, auth::session::ClientAddress, pages};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    AppError, IncidentId,
    accounts::TokenHash,
    events::certificate::{Certificate, CertificateNumber, Numbering},
};
use rand::{TryRngCore, rngs::OsRng};
use std::net::IpAddr;

/// Numbers from the operating system's generator.
pub struct CertificateNumbers;

impl Numbering for CertificateNumbers {
    fn fresh(&self) -> Result<CertificateNumber, AppError> {
        OsRng.try_next_u64().map(CertificateNumber::of_bits).map_err(|cause| without_chance(&cause))
    }
}

fn without_chance(cause: &dyn std::fmt::Display) -> AppError {
    tracing::error!(incident = "P-RANDOM", %cause, "no randomness");
    AppError::Internal(IncidentId("P-RANDOM".into()))
}

/// The certificate as a file, for the holder of the link in the mail. The number alone opens nothing: it stands on a
/// paper that is shown around.
pub async fn file(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(number): Path<String>,
    Query(ByLink { link }): Query<ByLink>,
) -> Response {
    let certificate = match find(&state, address, &number, &link).await {
        Ok(certificate) => certificate,
        Err(error) => return pages::failure(&state, error).await,
    };
    let name = format!("bescheinigung-{}.pdf", certificate.number);
    papers::answer(&state, papers::certificates(&state, &[&certificate]), name).await
}

async fn find(state: &AppState, address: IpAddr, number: &str, link: &str) -> Result<Certificate, AppError> {
    state.rate_limit.count_open(address)?;
    let number = CertificateNumber::parse(number).ok_or(AppError::NotFound)?;
    let link = TokenHash::of(link).ok_or(AppError::NotFound)?;
    let certificate = state.ports.attendance.linked_certificate(&number, &link).await?;
    // Without its holder there is no paper any more, nor once it was taken back: only a number that can be checked.
    let opens = certificate.holder.is_some() && certificate.holds();
    if opens { Ok(certificate) } else { Err(AppError::NotFound) }
}
