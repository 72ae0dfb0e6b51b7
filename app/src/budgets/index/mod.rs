//! Indicators of the Mehrbedarf of the Kommunen, and the index that proposes their level.

pub mod api;
mod indicator_form;
mod indicators;
mod kommune;
mod level;
mod page;
mod rule;

pub use kommune::IndexKommunePage;
pub use page::IndexPage;
