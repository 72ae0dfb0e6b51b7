//! From the released run to the last transfer: plan, payment run, Feststellung, Anordnung by another person, file of the
//! Kasse, paid or returned. Start at [`YearPlan`]; every step after it is a type that only its checks make.

mod carried;
pub mod csv;
mod file;
pub mod german;
mod ledger;
mod outdated;
mod plan;
pub mod port;
mod received;
mod rules;
mod suspension;
mod target;
#[cfg(test)]
pub(in crate::budgets) mod tests;
mod types;
mod view;

pub use carried::{Carried, CounterEntry, Offset};
pub use file::{FileFault, FileOrder, Order, PaymentFile, check_booking_day, check_execution, check_return};
pub use ledger::Ledger;
pub use outdated::{Outdated, OutdatedLine, Renewal};
pub use plan::{EmployerPlan, MonthState, YearPlan};
pub use received::{Received, ReceivedInput, ReceivedWish, Receiving, Reclaim};
pub use rules::{
    Anordnung, Booked, Cancellation, CheckFault, Feststellung, Preparation, Prepared, check, check_reason,
};
pub use suspension::{Suspending, Suspension, SuspensionInput, SuspensionWish};
pub use target::{is_banking_day, next_banking_day};
pub use types::{
    Booking, BookingKind, LineState, Payee, PaymentLine, PaymentRun, PaymentStatus, Step, StepKind, Version,
};
pub use view::{
    LineRow, NextSteps, PaymentRow, PaymentView, PlanMonth, PlanRow, PlanView, ReceivedRow, ReturnedRow, StepRow,
    SuspensionRow,
};
