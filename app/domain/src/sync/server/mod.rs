//! What the server decides about sync, without a database: the store loads the facts, asks here, and stores the outcome in
//! one transaction.

mod judge;
mod sequence;

pub use judge::{Facts, Incident, Judged, NewChange, PushFault, Standing, judge, judge_read, read};
pub use sequence::{is_lineage_kept, link, page_end, sequence, view_of};
