//! The settlement of a year: what the Anstellungsträger enters, the Koordination checks and a second person settles.

pub mod api;
mod pages;
mod parts;
mod view;
#[cfg(feature = "ssr")]
mod work;

pub use pages::{ProofPage, SettlementYearPage, SettlementsPage};
pub use view::{OffsetChoice, ProofPageView, When, YearPageView};

/// Where everything of the settlement lies.
const BASE: &str = "/app/abrechnung";
