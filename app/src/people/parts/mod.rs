mod facts;
mod fields;
mod preview;
mod table;
mod table_import;

pub use facts::{Facts, History};
pub use fields::RecordFields;
pub use preview::Preview;
pub use table::LineTable;
pub use table_import::TableImport;
