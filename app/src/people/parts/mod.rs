mod facts;
mod fields;
mod table;

pub use facts::{Facts, History};
pub use fields::RecordFields;
pub use table::LineTable;
