use super::port::RegisteredDevice;
use crate::german;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// A device in the list of devices; moments as people read them, in the office's time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEntry {
    pub id: String,
    pub owner: String,
    pub registered: String,
    pub last_contact: String,
    /// Since when it is revoked; `None` while it is in use.
    pub revoked: Option<String>,
}

impl DeviceEntry {
    pub fn of(device: &RegisteredDevice, local: impl Fn(DateTime<Utc>) -> NaiveDateTime) -> Self {
        let written = |moment| german::date_time(local(moment));
        Self {
            id: device.id.to_string(),
            owner: device.owner.clone(),
            registered: written(device.registered_at),
            last_contact: written(device.last_contact),
            revoked: device.revoked_at.map(written),
        }
    }
}
