mod actions;
mod confirm;
mod kasse;
mod lists;
mod plan;
mod prepare;

pub use actions::OfficeActions;
pub use confirm::{Step, StepButton};
pub use kasse::KasseActions;
pub use lists::{Lines, PaymentTable, ReturnedLines, Steps};
pub use plan::PlanTable;
pub use prepare::Preparation;
