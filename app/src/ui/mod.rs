//! Parts that know no feature: layout, form fields, messages, states of a page, tables.

mod amounts;
mod banner;
mod cell_field;
mod chart;
mod checks;
mod choice;
mod choice_frame;
mod confirm;
mod download;
mod escape;
mod failure;
mod field;
mod focus;
mod footer;
mod form;
mod incident;
mod later;
mod layout;
mod page;
mod personal;
mod picture;
mod print;
mod stacked;
mod start;
mod state;
mod table;
mod typed;
mod upload;

pub use amounts::{AmountBar, AmountChart};
pub use banner::{DemoBanner, StaffDemoBanner, UpdateBanner};
pub use cell_field::CellField;
pub use chart::{Bar, BarChart};
pub use checks::ChecksField;
pub use choice::{CheckField, RadioField};
pub use confirm::Confirm;
pub use download::fetch_file;
#[cfg(feature = "ssr")]
pub(crate) use escape::raw_text;
pub use failure::{Failure, FailurePage, WayOn, WithoutNetwork};
pub use field::{Field, FileField, LinesField, SelectField};
pub(crate) use focus::{focus_next_heading, follow_pages};
pub use footer::StaffFooter;
pub use form::{Form, Submitted, submitted};
#[cfg(feature = "ssr")]
pub use incident::INCIDENT_HEADER;
pub use later::{Open, later};
pub use layout::{PublicLayout, SkipLink};
pub use page::{NotFound, Page};
pub use personal::{PersonalHint, personal_hint};
pub use picture::save_as_png;
pub use print::PrintButton;
pub use stacked::{StackedBar, StackedChart};
pub use start::{StartPage, Tile};
pub use state::{ActionOutcome, Badge, Empty, Loading, Notice, NoticeKind, OfficeFact, Outcome, TakesFocus};
pub use table::{Column, Head, SortedTable, TableFrame, heads};
pub use upload::{Chosen, chosen, send_file};
