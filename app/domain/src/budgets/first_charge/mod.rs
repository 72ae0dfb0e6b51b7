//! The first charge as a list (domain §2): supervision staff that operating licences demand, Kita by Kita, paid to the
//! Kita-Träger. What the list leaves of the run's first charge stays unassigned.

pub mod csv;
mod input;
mod shares;
#[cfg(test)]
mod tests;
mod types;
mod view;

pub use input::{FirstChargeInput, FirstChargeWish};
pub use shares::{EntryShare, FirstChargeShares, TraegerShare};
pub use types::{FirstChargeChange, FirstChargeEntry, Withdrawal};
pub use view::{FirstChargeRow, FirstChargeView};
