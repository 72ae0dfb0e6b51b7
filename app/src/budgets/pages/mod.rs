mod entry;
mod year;
mod years;

pub use year::YearPage;
pub use years::YearsPage;

use crate::staff::StaffSession;
use domain::access::{AreaReader, BudgetReader, Right, Role};
use leptos::prelude::*;

/// Whether this person sees budgets at all; the server decides again.
fn may_read() -> bool {
    use_context::<StaffSession>().is_some_and(|session| BudgetReader::ROLES.contains(&session.0.role))
}

/// Whether this person sees the whole area.
fn sees_area() -> bool {
    use_context::<StaffSession>().is_some_and(|session| AreaReader::ROLES.contains(&session.0.role))
}

/// Whether this person enters parameters and stores runs.
fn may_edit() -> bool {
    use_context::<StaffSession>().is_some_and(|session| session.0.role == Role::Koordination)
}
