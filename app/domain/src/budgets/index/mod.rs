//! Indicators of the Mehrbedarf of the Kommunen, and the index that proposes a level (domain §2).
//!
//! The index is 100 × Σ(weight × value ÷ reference) ÷ Σ weight, calculated exactly and rounded once; an indicator of which
//! less means more Mehrbedarf, such as tax power, counts with reference ÷ value. It only proposes: a
//! run is calculated with the level that stands in the directory. Where the two differ, a reason is asked for.

pub mod demo;
pub mod german;
mod input;
mod mean;
mod natural;
pub mod port;
mod standing;
#[cfg(test)]
mod tests;
mod types;
mod view;

pub use input::{IndexRuleInput, IndicatorInput, THRESHOLD_FIELDS, check_deviation};
pub use mean::index_of;
pub use standing::Standing;
pub use types::{
    Deviation, Direction, Index, IndexRule, IndexYear, Indicator, KommuneIndicators, LevelSource, Quantity, Weight,
};
pub use view::{IndexRow, IndexView, KommuneIndexView};
