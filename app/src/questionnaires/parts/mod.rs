mod asked;
mod codes;
pub mod design;
mod erhebungen;
mod evaluation;
mod faults;
mod paper;
#[cfg(feature = "ssr")]
mod questions;
mod results;
mod survey;
mod typed_sheets;
mod typing;

pub use asked::AskedPanel;
pub use codes::CodesForm;
pub use erhebungen::{ErhebungTable, StateBadge};
pub use evaluation::{CrosstabTable, Protected, QuestionCharts, YearsTables};
pub use faults::FaultList;
pub use paper::PrintedSheet;
#[cfg(feature = "ssr")]
pub use questions::Questions;
pub use results::ResultChart;
pub use survey::SurveyPanel;
pub use typed_sheets::TypedSheets;
