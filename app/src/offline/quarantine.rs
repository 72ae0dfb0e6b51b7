//! Delivering what lies on a device that is revoked, without opening it; then the device forgets everything.

use super::{OfflineError, platform};
use domain::sync::quarantine::{Delivery, StandingRequest};
use leptos::task::spawn_local;

/// Looks for revoked devices of this browser, whoever is logged in or nobody: when the page is opened, when it is looked at
/// again, and when the network comes back.
pub fn deliver_revoked() {
    let deliver = || {
        spawn_local(async {
            for account in platform::accounts() {
                if let Err(error) = deliver_if_revoked(&account).await
                    && !matches!(error, OfflineError::Server(_))
                {
                    leptos::logging::warn!("a revoked device does not deliver: {error}");
                }
            }
        });
    };
    deliver();
    platform::listen(deliver);
}

/// Delivers and forgets, if the server says that the device of this account is revoked. `true` when nothing is left here.
pub(super) async fn deliver_if_revoked(account: &str) -> Result<bool, OfflineError> {
    let known = platform::known_device(account).await?;
    if known.wiped {
        return Ok(true);
    }
    // Without a vault nothing is sealed; then the login delivers it, as from an open device.
    if !platform::has_vault(account).await? {
        return Ok(false);
    }
    let standing = platform::fetch_standing(&StandingRequest { device: known.device }).await?;
    if !standing.revoked {
        return Ok(false);
    }
    let platform::Envelopes { stamp, shared, anonymous } = platform::envelopes(account).await?;
    let mut delivery = Delivery::new(known.device, shared, anonymous, standing.received);
    while let Some(upload) = delivery.next() {
        let reply = platform::deliver(&upload).await?;
        if !delivery.take(&upload, &reply) {
            leptos::logging::warn!("the server does not take what a revoked device delivers; it stays here");
            return Ok(false);
        }
    }
    // What was written meanwhile is delivered the next time.
    platform::forget_device(account, &stamp).await
}
