//! Delivering what lies on a device that is revoked, without opening it; then the device forgets everything.

use super::{OfflineError, Word, platform};
use domain::{
    events::attendance::tablet::{MAX_CHANGES, SealedRecords},
    ids::DeviceId,
    sync::quarantine::{Delivery, StandingRequest},
};
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
        // What a page that was still open has entered since then.
        return deliver_attendance(account, known.device).await;
    }
    // Without a vault nothing is sealed; then the login delivers it, as from an open device.
    if !platform::has_vault(account).await? {
        return Ok(false);
    }
    let standing = platform::fetch_standing(&StandingRequest { device: known.device }).await?;
    if !standing.revoked {
        return Ok(false);
    }
    // What is delivered must not be replaced under its number afterwards.
    let platform::Envelopes { stamp, shared, anonymous } = loop {
        platform::close_open(account).await?;
        let envelopes = platform::envelopes(account).await?;
        // Typed on a page that is still open, between the two.
        if envelopes.stamp.open.is_none() {
            break envelopes;
        }
    };
    let mut delivery = Delivery::new(known.device, shared, anonymous, standing.received);
    while let Some(upload) = delivery.next() {
        let reply = platform::deliver(&upload).await?;
        if !delivery.take(&upload, &reply) {
            leptos::logging::warn!("the server does not take what a revoked device delivers; it stays here");
            return Ok(false);
        }
    }
    if !deliver_attendance(account, known.device).await? {
        return Ok(false);
    }
    // What was written meanwhile is delivered the next time. An open page and whoever looks for revoked devices deliver beside each
    // other: the second one finds nothing left.
    let is_forgotten = platform::forget_device(account, &stamp).await? || platform::known_device(account).await?.wiped;
    platform::tell(&Word::Written);
    Ok(is_forgotten)
}

/// Entries of attendance, of a tablet that has any. Each goes from here once the office holds it, so what is entered meanwhile is
/// delivered as well.
async fn deliver_attendance(account: &str, device: DeviceId) -> Result<bool, OfflineError> {
    loop {
        let mut entries = platform::attendance_envelopes(account).await?;
        if entries.is_empty() {
            return Ok(true);
        }
        entries.truncate(MAX_CHANGES);
        let upload = SealedRecords { device, entries };
        let held = upload.held(&platform::deliver_attendance(&upload).await?);
        if held.is_empty() {
            leptos::logging::warn!("the server does not hold what a revoked tablet delivers; it stays here");
            return Ok(false);
        }
        platform::forget_entries(account, &held).await?;
        // An open page shows them as unsent.
        platform::tell(&Word::Written);
    }
}
