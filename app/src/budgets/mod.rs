//! The Sozialraumbudget in the staff zone: parameters of a year in, shares and Abschläge out.

pub mod api;
#[cfg(feature = "ssr")]
mod calculation;
mod pages;
mod parts;
pub mod payment;
mod view;

pub use pages::{YearPage, YearsPage};
pub use view::{Basis, Calculated, Calculation, RunSource, YearRow, YearView, YearsView};

/// Where everything of the budget lies.
const BASE: &str = "/app/budget";
