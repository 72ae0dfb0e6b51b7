//! Pages that the law asks for, and the way to report a barrier. Facts that only the office knows come from its
//! settings ([`crate::installation::Office`]) and show as marked gaps while unset.

mod barrier_report;
mod barrierefreiheit;
mod datenschutz;
mod impressum;
mod leichte_sprache;

pub use barrier_report::{BarrierReportPage, BarrierReportSentPage};
pub use barrierefreiheit::BarrierefreiheitPage;
pub use datenschutz::DatenschutzPage;
pub use impressum::ImpressumPage;
pub use leichte_sprache::LeichteSprachePage;
