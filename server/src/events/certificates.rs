//! Certificates: their numbers, and the file behind the link that is mailed with one.

use super::{ByLink, papers};
use crate::{
    AppState,
    auth::{session::ClientAddress, tokens::Token},
    config::Config,
    pages,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    AppError, IncidentId,
    accounts::TokenHash,
    events::{
        certificate::{Certificate, CertificateNumber, Fresh, Numbering},
        tandem::Link,
    },
};
use rand::{TryRngCore, rngs::OsRng};
use std::net::IpAddr;

/// Numbers and links from the operating system's generator.
pub struct CertificateNumbers {
    public_url: String,
}

impl CertificateNumbers {
    pub fn new(config: &Config) -> Self {
        Self { public_url: config.public_url.clone() }
    }
}

impl Numbering for CertificateNumbers {
    fn fresh(&self) -> Result<Fresh, AppError> {
        let bits = OsRng.try_next_u64().map_err(|cause| without_chance(&cause))?;
        let token = Token::random().map_err(|cause| without_chance(&cause))?;
        let number = CertificateNumber::of_bits(bits);
        let address = format!("{}/bescheinigung/{number}/datei?link={}", self.public_url, token.as_str());
        Ok(Fresh { number, link: Link { hash: token.hash(), address } })
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
    let certificate = state.ports.attendance.certificate(&number).await?;
    // Without its holder there is no paper any more, nor once it was taken back: only a number that can be checked.
    let opens = certificate.link == link && certificate.holder.is_some() && certificate.holds();
    if opens { Ok(certificate) } else { Err(AppError::NotFound) }
}
