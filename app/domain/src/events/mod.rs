//! See README, map.
