//! What people read of a year beside the run itself: the year at a glance, areas, Anstellungsträger, who works where, and
//! years beside each other. Every amount has a name ([`Figure`](super::Figure) or [`PlanFigure`]) that explains it.

mod comparison;
mod deadlines;
mod employers;
mod forecast;
mod forecast_steps;
pub mod german;
mod line_figure;
#[cfg(test)]
mod line_tests;
mod plan_figure;
mod posts;
#[cfg(test)]
mod posts_tests;
mod reclaim_figure;
pub mod sheets;
mod staffing;
mod status;
mod tally;
#[cfg(test)]
mod tally_tests;
#[cfg(test)]
mod tests;
mod view;

pub use comparison::{ComparedRow, YearColumn, YearsComparison};
pub use deadlines::{Deadline, Due, Occasion, by_day};
pub use employers::{AgreementRow, EmployerView, EmployersView, PostRow, StaffView};
pub use forecast::{Forecast, ForecastInput, ForecastYear};
pub use forecast_steps::ForecastColumn;
pub use line_figure::{explain_line, explain_ordered, explain_payments, explain_received, explain_rest};
pub use plan_figure::{Beside, Column, PlanExplanation, PlanFigure, Share};
pub use posts::{EmployerPosts, PlannedBy, PostEntry, PostMonth, PostSum, PostsView, post_vzae};
pub use reclaim_figure::{ReclaimColumn, ReclaimTold, explain_asked_back, explain_reclaim};
pub use staffing::{Check, Matrix, MatrixCell, MatrixKiSo, MatrixKita, StaffingView};
pub use status::YearStatus;
pub use tally::{Count, Counted, PostColumn, Tally};
pub use view::{Amounts, KommuneView, MonthSums, Overview, PayeeSums, PlanSums, ShareSums, open_reclaim};
