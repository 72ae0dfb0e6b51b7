//! What release and payments need of the store. Ids, times and checked steps are passed in.

use super::{
    file::FileOrder,
    ledger::Ledger,
    outdated::Renewal,
    received::Receiving,
    rules::{Anordnung, Booked, Cancellation, Feststellung, Prepared},
    suspension::Suspending,
    types::Version,
};
use crate::{
    access::{Koordination, PaymentReader},
    budgets::{
        Release,
        first_charge::{FirstChargeCarrying, FirstChargeChange},
    },
    error::AppError,
    ids::{PaymentRunId, RunId},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Every write goes into one head record of its budget year, with an audit row in the same transaction. It is refused
/// with `Conflict` when that record is not at the version that was checked: of two who act at once, one wins and the
/// other is told. Whoever sends the same step again (an answer got lost) is answered as the first time.
#[async_trait]
pub trait PaymentStore: Send + Sync {
    /// Years of which a run was released, newest first.
    async fn released_years(&self, by: &PaymentReader) -> Result<Vec<i32>, AppError>;

    /// Release and payments of a year in one state, as far as the reader may know ([`Ledger::visible_to`]).
    async fn ledger(&self, by: &PaymentReader, year: i32) -> Result<Ledger, AppError>;

    /// The year of a payment run; `NotFound` when there is none.
    async fn year_of(&self, by: &PaymentReader, id: PaymentRunId) -> Result<i32, AppError>;

    /// Asks for the release of a draft.
    async fn request_release(&self, by: &Koordination, run: RunId, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Makes a run a draft again whose release was asked for. `Forbidden` for anybody but who asked, `Conflict` once it is
    /// released.
    async fn take_back_request(&self, by: &Koordination, run: RunId, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Makes a run the one that is paid.
    async fn release(&self, release: &Release, base: Version, now: DateTime<Utc>) -> Result<(), AppError>;

    async fn prepare(&self, by: &Koordination, prepared: &Prepared, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Takes an outdated payment run back and prepares its month anew, both or nothing.
    async fn renew(&self, renewal: &Renewal, now: DateTime<Utc>) -> Result<(), AppError>;

    async fn feststellen(&self, feststellung: &Feststellung, now: DateTime<Utc>) -> Result<(), AppError>;

    async fn anordnen(&self, anordnung: &Anordnung, now: DateTime<Utc>) -> Result<(), AppError>;

    async fn cancel(&self, cancellation: &Cancellation, now: DateTime<Utc>) -> Result<(), AppError>;

    async fn make_file(&self, order: &FileOrder, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Suspends or resumes months.
    async fn suspend(&self, suspending: &Suspending, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Adds an entry of the first charge, or withdraws one.
    async fn change_first_charge(&self, change: &FirstChargeChange, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Enters what goes on from the year before: all of it or nothing.
    async fn carry_first_charge_on(&self, carrying: &FirstChargeCarrying, now: DateTime<Utc>) -> Result<(), AppError>;

    async fn book(&self, booked: &Booked, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Books what came back of a Rückforderung, or takes such a booking back.
    async fn receive(&self, receiving: &Receiving, now: DateTime<Utc>) -> Result<(), AppError>;
}
