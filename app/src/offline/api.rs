//! Server functions on devices. What devices send goes to the fixed endpoints instead (`network`).

use crate::ApiError;
use domain::sync::{DeviceEntry, ReviewView};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{Koordination, Member},
    ids::{DeviceId, ErhebungId, SubmissionId},
};

/// One's own devices; for the Koordination, everybody's.
#[server(endpoint = "fn/sync/devices", input = Json)]
pub async fn devices() -> Result<Vec<DeviceEntry>, ApiError> {
    let (by, ports) = authorised::<Member>()?;
    let devices = ports.sync.devices(&by).await?;
    Ok(devices.iter().map(|device| DeviceEntry::of(device, |moment| ports.clock.local(moment))).collect())
}

/// Revokes a device: one's own, or as the Koordination any.
#[server(endpoint = "fn/sync/revoke", input = Json)]
pub async fn revoke(device: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Member>()?;
    let device: DeviceId = device.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.revoke(&by, device, ports.clock.now()).await?)
}

/// What waits until the Koordination has decided.
#[server(endpoint = "fn/sync/review", input = Json)]
pub async fn review() -> Result<ReviewView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (member, _) = authorised::<Member>()?;
    let heads = ports.questionnaires.list_erhebungen(&by).await?;
    let devices = ports.sync.devices(&member).await?;
    let (waiting, answers) = (ports.sync.waiting(&by).await?, ports.sync.quarantined_answers(&by).await?);
    Ok(ReviewView::of(&waiting, &answers, &devices, &heads, |moment| ports.clock.local(moment)))
}

/// Lets in what waits of one device and submission.
#[server(endpoint = "fn/sync/let-in", input = Json)]
pub async fn let_in(device: String, submission: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let device: DeviceId = device.parse().map_err(|_| AppError::NotFound)?;
    let submission: SubmissionId = submission.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.let_in(&by, device, submission, ports.clock.now()).await?)
}

/// Counts the quarantined answers to an Erhebung (`take`), or throws them away.
#[server(endpoint = "fn/sync/end-quarantine", input = Json)]
pub async fn end_quarantine(erhebung: String, take: bool) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let erhebung: ErhebungId = erhebung.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.end_quarantine(&by, erhebung, take, ports.clock.now()).await?)
}
