use crate::ids::DeviceId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which change of which device: the key of a change everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ChangeKey {
    pub device: DeviceId,
    /// Counted from 1 on the device, without gaps.
    pub seq: u32,
}

impl ChangeKey {
    /// The order in which values that stand beside each other are listed, the same on every device and on the server
    /// (S12). Of answers the last one is shown in the form until somebody decides, of finished contents the first.
    pub fn rank(self) -> (u32, DeviceId) {
        (self.seq, self.device)
    }
}

/// What of a submission lay before the person: of each device the number of its last change.
///
/// Devices get each other's changes from one sequence and keep each device's order, so "everything up to this number"
/// says it exactly. No clock takes part (S14).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen(BTreeMap<DeviceId, u32>);

impl Seen {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of the last change seen of a device, 0 when there is none.
    pub fn through(&self, device: DeviceId) -> u32 {
        self.0.get(&device).copied().unwrap_or(0)
    }

    pub fn covers(&self, key: ChangeKey) -> bool {
        key.seq <= self.through(key.device)
    }

    /// Whether everything of `other` is in this.
    pub fn includes(&self, other: &Self) -> bool {
        other.0.iter().all(|(device, seq)| self.covers(ChangeKey { device: *device, seq: *seq }))
    }

    /// Takes in a change and all before it.
    pub fn see(&mut self, key: ChangeKey) {
        let through = self.0.entry(key.device).or_default();
        *through = (*through).max(key.seq);
    }

    pub fn join(&mut self, other: &Self) {
        for (device, seq) in &other.0 {
            self.see(ChangeKey { device: *device, seq: *seq });
        }
    }
}
