//! Server functions on devices. What devices send goes to the fixed endpoints instead (`network`).

use crate::ApiError;
use domain::sync::DeviceEntry;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{AppError, access::Member, ids::DeviceId};

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
