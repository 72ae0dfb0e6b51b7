//! The Sozialraumbudget in the staff zone: parameters of a year in, shares and Abschläge out.

pub mod api;
#[cfg(feature = "ssr")]
mod calculation;
pub mod documents;
mod first_charge;
mod index;
mod pages;
mod parts;
pub mod payment;
pub mod posts;
pub mod settlement;
mod simulation;
mod view;
pub mod views;

pub use first_charge::{FirstChargePage, FirstChargePageView, KitaChoice};
pub use index::{IndexKommunePage, IndexPage};
pub use pages::{YearPage, YearsPage};
pub use simulation::{SimulationPage, SimulationView};
pub use view::{Basis, Calculated, Calculation, RunSource, YearRow, YearView, YearsView};

/// Where everything of the budget lies.
const BASE: &str = "/app/budget";
