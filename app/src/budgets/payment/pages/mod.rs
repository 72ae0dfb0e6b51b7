mod payment;
mod payout;
mod year;

pub use payment::PaymentPage;
pub use payout::PayoutPage;
pub use year::PayoutYearPage;

use crate::staff::StaffSession;
use domain::access::{PaymentReader, Right, Role};
use leptos::prelude::*;

/// The person's role, where it sees payments at all; the server decides again.
fn reading_role() -> Option<Role> {
    let role = use_context::<StaffSession>().map(|session| session.0.role)?;
    PaymentReader::ROLES.contains(&role).then_some(role)
}
