//! Parts that know no feature: layout, form fields, messages, states of a page, tables.

mod banner;
mod chart;
mod choice;
mod escape;
mod failure;
mod field;
mod focus;
mod footer;
mod form;
mod layout;
mod navigation;
mod page;
mod staff;
mod start;
mod state;
mod table;
mod typed;

pub use banner::UpdateBanner;
pub use chart::{Bar, BarChart};
pub use choice::{CheckField, RadioField};
pub use failure::{Failure, FailurePage};
pub use field::{Field, FileField, LinesField, SelectField};
pub use form::{Form, Submitted, submitted};
pub use layout::PublicLayout;
pub use page::{NotFound, Page};
pub use staff::{StaffLayout, StaffSession};
pub use start::{StaffStartPage, StartPage};
pub use state::{Badge, Empty, Loading, Notice, NoticeKind, OfficeFact, Outcome};
pub use table::{Column, SortedTable, TableFrame};
