//! How much room a device has left, and what it does when that gets little. An answer is never refused before the browser
//! itself refuses it: beginning another questionnaire is.

use serde::{Deserialize, Serialize};

/// What the browser says of its storage (Storage Standard, `estimate()` and `persisted()`); bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    pub used: u64,
    /// What the browser would give at most. Browsers round and pad it, so it is no promise.
    pub quota: u64,
    /// Whether the browser has promised to delete nothing by itself.
    pub persisted: bool,
}

/// How far a device is on its way to being full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoomStage {
    Ample,
    /// From four fifths on: the person is told.
    Tight,
    /// From nine tenths on: nothing new is begun, so that what was begun can be finished.
    Scarce,
}

impl Room {
    /// A browser that names no quota has said nothing.
    pub fn stage(self) -> RoomStage {
        let used = u128::from(self.used) * 10;
        let quota = u128::from(self.quota);
        match used {
            _ if quota == 0 => RoomStage::Ample,
            used if used >= quota * 9 => RoomStage::Scarce,
            used if used >= quota * 8 => RoomStage::Tight,
            _ => RoomStage::Ample,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn room(used: u64, quota: u64) -> Room {
        Room { used, quota, persisted: false }
    }

    #[test]
    fn the_steps_begin_at_eight_and_nine_tenths() {
        let stages = [799, 800, 899, 900, 1_000, 1_200].map(|used| room(used, 1_000).stage());
        use RoomStage::*;
        assert_eq!(stages, [Ample, Tight, Tight, Scarce, Scarce, Scarce]);
        assert_eq!(room(5, 0).stage(), Ample);
    }

    proptest! {
        #[test]
        fn with_less_left_a_device_is_never_less_careful(used: u64, more: u64, quota: u64) {
            prop_assert!(room(used, quota).stage() <= room(used.saturating_add(more), quota).stage());
        }
    }
}
