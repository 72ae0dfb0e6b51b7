//! Series: events that were made from one another ("vierteljährlich je Sozialraum"), and what of them is changed together.

pub mod german;
mod input;
pub mod rules;
mod view;

pub use input::{Basis, MAX_DATES, SeriesInput, SeriesRequest, Slot};
pub use rules::Copies;
pub use view::{SeriesFormView, SeriesSaved, SeriesView};
