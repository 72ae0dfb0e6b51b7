mod facts;
mod fields;
mod preview;
mod table;

pub use facts::{Facts, History};
pub use fields::RecordFields;
pub use preview::Preview;
pub use table::LineTable;
