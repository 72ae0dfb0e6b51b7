//! The first charge as a list (domain §2): supervision staff that operating licences demand, Kita by Kita, paid to the
//! Kita-Träger. What the list leaves of the run's first charge stays unassigned. The year has a list that is worked on; a
//! run keeps it as it was when the run was calculated, and is paid by that.

mod carrying;
pub mod csv;
pub mod german;
mod input;
mod post;
mod shares;
#[cfg(test)]
mod tests;
mod types;
mod view;

pub use carrying::FirstChargeCarrying;
pub use input::{FirstChargeEnd, FirstChargeEndInput, FirstChargeInput, FirstChargeWish, PostFactor};
pub use post::FirstChargePost;
pub use shares::{EntryShare, FirstChargeShares, FirstChargeWeights, TraegerShare};
pub use types::{FirstChargeChange, FirstChargeEntry, Withdrawal, entries_that_go_on};
pub use view::{FirstChargeRow, FirstChargeView};
