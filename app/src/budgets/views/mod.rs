//! What people read of a year beside its run: the year at a glance, areas, Anstellungsträger, who works where, years beside
//! each other, and a forecast.

pub mod api;
mod areas;
mod comparison;
mod employers;
mod forecast;
mod overview;
mod page;
#[cfg(feature = "ssr")]
pub mod reading;
mod staffing;
mod tiles;

pub use areas::{KommunenPage, SozialraeumePage};
pub use comparison::ComparisonPage;
pub use employers::EmployersPage;
pub use forecast::ForecastPage;
pub use overview::OverviewPage;
pub use staffing::StaffingPage;
