mod proof;
mod settlements;
mod year;

pub use proof::ProofPage;
pub use settlements::SettlementsPage;
pub use year::SettlementYearPage;

use crate::staff::StaffSession;
use domain::access::{BudgetReader, Right, Role};
use leptos::prelude::*;

/// The person's role, where it sees settlements at all; the server decides again.
fn reading_role() -> Option<Role> {
    let role = use_context::<StaffSession>().map(|session| session.0.role)?;
    BudgetReader::ROLES.contains(&role).then_some(role)
}

/// Said where a year has no released run.
pub(super) const NOTHING_RELEASED: &str = "Für dieses Jahr ist noch kein Budget freigegeben. Abgerechnet wird, was nach \
                                           einem freigegebenen Lauf des Sozialraumbudgets gezahlt wurde.";
