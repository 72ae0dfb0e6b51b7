//! What goes on from the year before, taken over in one step.

use super::{
    input::PostFactor,
    types::{FirstChargeChange, FirstChargeEntry},
};
use crate::{
    access::Koordination,
    budgets::payment::{Ledger, Version},
    error::{AppError, ErrorCode},
    ids::FirstChargeId,
    people::Directory,
};

/// Evidence of new entries, all of which are entered or none: with half of them there, a factor would have to be typed once more.
#[derive(Clone, Debug)]
pub struct FirstChargeCarrying {
    year: i32,
    entries: Vec<FirstChargeEntry>,
    base: Version,
    by: Koordination,
}

impl FirstChargeCarrying {
    /// One for each of `going_on` ([`FirstChargeChange::carry_on`]), under the ids that `fresh` gives, in their order.
    ///
    /// # Errors
    /// Those of [`FirstChargeChange::carry_on`], and `WrongState` where there is nothing to take over.
    pub fn of(
        mut fresh: impl FnMut() -> FirstChargeId,
        (going_on, factor): (&[&FirstChargeEntry], PostFactor),
        directory: &Directory,
        (before, ledger): (&Ledger, &Ledger),
        by: &Koordination,
    ) -> Result<Self, AppError> {
        if going_on.is_empty() {
            return Err(AppError::field("", ErrorCode::WrongState));
        }
        let carried = going_on.iter().map(|entry| {
            let change = FirstChargeChange::carry_on(fresh(), (entry, factor), directory, (before, ledger), by)?;
            Ok::<_, AppError>(change.entry().clone())
        });
        let entries = carried.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { year: ledger.year, entries, base: ledger.version, by: by.clone() })
    }

    /// The year that they are entered in.
    pub fn year(&self) -> i32 {
        self.year
    }

    /// As they stand afterwards.
    pub fn entries(&self) -> &[FirstChargeEntry] {
        &self.entries
    }

    /// The state that was checked.
    pub fn base(&self) -> Version {
        self.base
    }

    pub fn by(&self) -> &Koordination {
        &self.by
    }
}
