//! Reports of barriers and faults, which anybody may send (Art. 7 Abs. 1 lit. b der Richtlinie (EU) 2016/2102).

mod input;

pub use input::{BarrierReport, BarrierReportInput};
