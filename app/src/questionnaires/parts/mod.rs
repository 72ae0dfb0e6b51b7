mod erhebungen;
mod faults;
mod questions;
mod results;
mod survey;

pub use erhebungen::{ErhebungTable, StateBadge};
pub use faults::FaultList;
pub use questions::Questions;
pub use results::ResultChart;
pub use survey::SurveyPanel;
