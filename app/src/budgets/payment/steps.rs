//! What the steps have in common on the server: reading the year, and refusing who looked at an older state.

use crate::{
    ApiError,
    budgets::calculation::log_fault,
    context::{Ports, authorised, visitor},
};
use domain::{
    AppError,
    access::{BudgetReader, DirectoryReader, Koordination, PaymentReader, Right},
    budgets::payment::{Ledger, Payee, PaymentRun, Preparation, Prepared, Version, YearPlan},
    ids::PaymentRunId,
};

/// A year as it stands, with the right of who works on it.
pub struct Work<R> {
    pub by: R,
    pub ports: Ports,
    pub ledger: Ledger,
    reader: Option<BudgetReader>,
}

impl<R: Right> Work<R> {
    /// `Conflict` when the year is not at the version that the page was made from.
    pub async fn on_year(year: i32, seen: Version) -> Result<Self, ApiError> {
        let (by, ports) = authorised::<R>()?;
        let (payment_reader, _) = authorised::<PaymentReader>()?;
        let reader = visitor()?.principal.require::<BudgetReader>().ok();
        let ledger = ports.payments.ledger(&payment_reader, year).await?;
        if ledger.version != seen {
            return Err(AppError::Conflict.into());
        }
        Ok(Self { by, ports, ledger, reader })
    }

    /// As [`Self::on_year`], for the year of a payment run.
    pub async fn on_payment(id: PaymentRunId, seen: Version) -> Result<Self, ApiError> {
        let (_, ports) = authorised::<R>()?;
        let (payment_reader, _) = authorised::<PaymentReader>()?;
        let year = ports.payments.year_of(&payment_reader, id).await?;
        Self::on_year(year, seen).await
    }

    pub fn payment(&self, id: PaymentRunId) -> Result<&PaymentRun, AppError> {
        self.ledger.run(id).ok_or(AppError::NotFound)
    }

    /// The plan of the released run; `Conflict` while there is none.
    pub async fn plan(&self) -> Result<YearPlan, AppError> {
        let reader = self.reader.as_ref().ok_or(AppError::Forbidden)?;
        plan_of(&self.ports, reader, &self.ledger).await?.ok_or(AppError::Conflict)
    }
}

impl Work<Koordination> {
    /// The plan of the released run as if a payment run were taken back.
    pub async fn plan_without(&self, id: PaymentRunId) -> Result<YearPlan, AppError> {
        let reader = self.reader.as_ref().ok_or(AppError::Forbidden)?;
        plan_of(&self.ports, reader, &self.ledger.without(id)).await?.ok_or(AppError::Conflict)
    }

    /// Who is to be paid for a month, with the accounts as they are now; not stored yet.
    pub async fn preparation(
        &self,
        by: &DirectoryReader,
        (id, month): (PaymentRunId, u8),
        plan: &YearPlan,
    ) -> Result<Preparation, AppError> {
        let directory = self.ports.directory.read(by, self.ports.clock.today()).await?;
        let account = |of| match of {
            Payee::Anstellungstraeger(of) => {
                directory.anstellungstraeger.get(of).and_then(|found| found.account.clone())
            }
            Payee::KitaTraeger(of) => self.ledger.account_of(of),
        };
        Prepared::of(id, month, plan, &self.ledger, account)
    }
}

/// The plan of a year as far as the reader's scope goes; `None` while no run is released.
pub async fn plan_of(ports: &Ports, by: &BudgetReader, ledger: &Ledger) -> Result<Option<YearPlan>, AppError> {
    let Some(released) = ledger.released else { return Ok(None) };
    let run = ports.budgets.run(by, released).await?;
    run.plan(ledger).map(Some).map_err(|error| log_fault(&error))
}
