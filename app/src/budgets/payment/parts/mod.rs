mod actions;
mod confirm;
mod kasse;
mod lists;
mod outdated;
mod plan;
mod prepare;
mod reclaims;
mod suspend;

pub use actions::OfficeActions;
pub use confirm::{Done, Step, StepButton, StepForm};
pub use kasse::KasseActions;
pub use lists::{Lines, PaymentTable, ReturnedLines};
pub use outdated::{OutdatedPayment, RenewedPayment};
pub use plan::PlanTable;
pub use prepare::Preparation;
pub use reclaims::{Receive, Reclaims};
pub use suspend::{Suspend, Suspensions};
