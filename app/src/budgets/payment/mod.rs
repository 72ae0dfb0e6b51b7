//! From the released run to the last transfer: plan, payment runs, and what each role does with them.

pub mod api;
mod pages;
mod parts;
#[cfg(feature = "ssr")]
mod steps;
mod view;

pub use pages::{PaymentPage, PayoutPage, PayoutYearPage};
pub(in crate::budgets) use parts::{Done, Step, StepButton, StepForm};
#[cfg(feature = "ssr")]
pub(in crate::budgets) use steps::plan_of;
pub use view::{PaymentPageView, Prepared, Renewed, When};

/// Where everything of the payments lies.
const BASE: &str = "/app/auszahlung";
