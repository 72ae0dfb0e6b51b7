//! The first charge as a list: which Kita-Träger gets how much for supervision staff.

pub mod api;
mod form;
mod page;
mod table;
mod view;

pub use page::FirstChargePage;
pub use view::{FirstChargePageView, KitaChoice};
