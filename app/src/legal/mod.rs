//! Pages that the law asks for, and the way to report a barrier. Facts that only the office knows come from its
//! settings ([`crate::installation::Office`]) and show as marked gaps while unset.

mod barrierefreiheit;
mod datenschutz;
mod feedback;
mod impressum;
mod leichte_sprache;

pub use barrierefreiheit::BarrierefreiheitPage;
pub use datenschutz::DatenschutzPage;
pub use feedback::{FeedbackPage, FeedbackSentPage};
pub use impressum::ImpressumPage;
pub use leichte_sprache::LeichteSprachePage;
