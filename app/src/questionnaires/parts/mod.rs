mod erhebungen;
mod faults;
mod questions;
mod results;

pub use erhebungen::{ErhebungTable, StateBadge};
pub use faults::FaultList;
pub use questions::Questions;
pub use results::ResultChart;
