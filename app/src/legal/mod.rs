//! Pages that the law asks for, and the way to report a barrier. Facts that only the office knows come from its
//! settings ([`crate::installation::Office`]) and show as marked gaps while unset.
//!
//! Pages that are nothing but text need no script and bring none: they are in no bundle ([`is_text`]).

mod barrier_report;
#[cfg(feature = "ssr")]
mod barrierefreiheit;
#[cfg(feature = "ssr")]
mod datenschutz;
#[cfg(not(feature = "ssr"))]
mod from_server;
#[cfg(feature = "ssr")]
mod impressum;
#[cfg(feature = "ssr")]
mod leichte_sprache;

pub use barrier_report::{BarrierReportPage, BarrierReportSentPage};
#[cfg(feature = "ssr")]
pub use barrierefreiheit::BarrierefreiheitPage;
#[cfg(feature = "ssr")]
pub use datenschutz::DatenschutzPage;
#[cfg(not(feature = "ssr"))]
pub use from_server::{
    FromServer as BarrierefreiheitPage, FromServer as DatenschutzPage, FromServer as ImpressumPage,
    FromServer as LeichteSprachePage,
};
#[cfg(feature = "ssr")]
pub use impressum::ImpressumPage;
#[cfg(feature = "ssr")]
pub use leichte_sprache::LeichteSprachePage;

/// Whether only the server has the page at `path`. Links to it are `rel="external"`. The router takes an address with a slash at its
/// end for the same page, and the stand-in for it in the bundle would fetch it again without end.
#[cfg(feature = "ssr")]
pub(crate) fn is_text(path: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    ["/leichte-sprache", "/impressum", "/datenschutz", "/barrierefreiheit"].contains(&path)
}
