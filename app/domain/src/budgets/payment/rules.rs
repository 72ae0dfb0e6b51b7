//! From plan to money, step by step. Each step is a type that only its checks make; the store takes nothing else.

use super::{
    ledger::Ledger,
    plan::YearPlan,
    types::{Booking, BookingKind, LineState, Payee, PaymentLine, PaymentRun, PaymentStatus, StepKind, Version},
};
use crate::{
    access::{Finanzen, Kasse, PaymentPlanner, Right},
    budgets::Euro,
    error::{AppError, ErrorCode, FieldError},
    ids::{PaymentRunId, RunId},
    people::BankAccount,
};
use chrono::{DateTime, NaiveDate, Utc};

/// A payment run that was not stored yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    id: PaymentRunId,
    year: i32,
    month: u8,
    run: RunId,
    lines: Vec<PaymentLine>,
    base: Version,
}

/// What is to be paid for a month, and who is missing in it because nobody knows an account that a transfer can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preparation {
    pub prepared: Prepared,
    /// By name.
    pub without_account: Vec<String>,
}

impl Prepared {
    /// Takes everybody to whom the plan leaves something to pay for this month, with the account as it is now.
    ///
    /// # Errors
    /// `NothingDue` at `month` where there is nobody to pay, `NoAccount` where nobody of them has an account.
    pub fn of(
        id: PaymentRunId,
        month: u8,
        plan: &YearPlan,
        ledger: &Ledger,
        account: impl Fn(Payee) -> Option<BankAccount>,
    ) -> Result<Preparation, AppError> {
        let (mut lines, mut without_account) = (Vec::new(), Vec::new());
        for row in plan.rows.iter().filter(|row| row.due(month) > Euro::ZERO) {
            let Some(account) = account(row.payee).filter(BankAccount::fits_a_transfer) else {
                without_account.push(row.name.clone());
                continue;
            };
            lines.push(PaymentLine {
                position: u32::try_from(lines.len() + 1).unwrap_or(u32::MAX),
                payee: row.payee,
                name: row.name.clone(),
                holder: account.holder,
                iban: account.iban,
                amount: row.due(month),
            });
        }
        if lines.is_empty() && !without_account.is_empty() {
            let fault = FieldError::with_limit("month", ErrorCode::NoAccount, without_account.join(", "));
            return Err(AppError::Invalid(vec![fault]));
        }
        if lines.is_empty() || month > 11 {
            return Err(AppError::field("month", ErrorCode::NothingDue));
        }
        let prepared = Self { id, year: ledger.year, month, run: plan.run, lines, base: ledger.version };
        Ok(Preparation { prepared, without_account })
    }

    pub fn id(&self) -> PaymentRunId {
        self.id
    }

    pub fn year(&self) -> i32 {
        self.year
    }

    /// January = 0.
    pub fn month(&self) -> u8 {
        self.month
    }

    pub fn run(&self) -> RunId {
        self.run
    }

    pub fn lines(&self) -> &[PaymentLine] {
        &self.lines
    }

    /// The state that the amounts were computed from.
    pub fn base(&self) -> Version {
        self.base
    }
}

/// Why a payment run may not be paid as it stands. Found again at every step, whatever was checked before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFault {
    /// It follows a run that is not the released one any more, or an amount is not plan − ordered.
    PlanChanged,
    /// Somebody stands in it twice.
    Duplicate,
}

/// Checks every amount against the plan as it is now. The IBAN was checked when it was read: [`crate::people::Iban`]
/// has no other values.
pub fn check(payment: &PaymentRun, plan: &YearPlan) -> Result<(), CheckFault> {
    let follows = |line: &PaymentLine| {
        let row = plan.row(line.payee);
        row.is_some_and(|row| {
            let at = usize::from(payment.month);
            row.payable(payment.month) == line.amount && row.in_process.get(at) == Some(&line.amount)
        })
    };
    let mut payees: Vec<Payee> = payment.lines.iter().map(|line| line.payee).collect();
    payees.sort_unstable();
    payees.dedup();
    if payees.len() != payment.lines.len() {
        Err(CheckFault::Duplicate)
    } else if payment.run != plan.run || !payment.lines.iter().all(follows) {
        Err(CheckFault::PlanChanged)
    } else {
        Ok(())
    }
}

impl From<CheckFault> for AppError {
    fn from(fault: CheckFault) -> Self {
        match fault {
            CheckFault::PlanChanged => AppError::field("", ErrorCode::PlanChanged),
            CheckFault::Duplicate => AppError::field("", ErrorCode::NotUnique),
        }
    }
}

/// Evidence of the sachliche und rechnerische Feststellung.
#[derive(Clone, Debug)]
pub struct Feststellung {
    payment: PaymentRunId,
    year: i32,
    base: Version,
    by: Finanzen,
}

impl Feststellung {
    /// # Errors
    /// `WrongState` when it is not the next step, or what [`check`] finds.
    pub fn of(payment: &PaymentRun, plan: &YearPlan, base: Version, by: &Finanzen) -> Result<Self, AppError> {
        must_be(payment, PaymentStatus::Prepared)?;
        check(payment, plan)?;
        Ok(Self { payment: payment.id, year: payment.year, base, by: by.clone() })
    }
}

/// Evidence of the Anordnung by another person than the Feststellung.
#[derive(Clone, Debug)]
pub struct Anordnung {
    payment: PaymentRunId,
    year: i32,
    base: Version,
    by: Finanzen,
}

impl Anordnung {
    /// # Errors
    /// `WrongState` when it is not the next step, `SamePerson` for who did the Feststellung, or what [`check`] finds.
    pub fn of(payment: &PaymentRun, plan: &YearPlan, base: Version, by: &Finanzen) -> Result<Self, AppError> {
        must_be(payment, PaymentStatus::Festgestellt)?;
        let festgestellt = payment.step(StepKind::Festgestellt);
        if festgestellt.is_none_or(|step| step.by == by.principal().account) {
            return Err(AppError::field("", ErrorCode::SamePerson));
        }
        check(payment, plan)?;
        Ok(Self { payment: payment.id, year: payment.year, base, by: by.clone() })
    }
}

/// Evidence that a payment run may be taken back: nothing of it was ordered.
#[derive(Clone, Debug)]
pub struct Cancellation {
    payment: PaymentRunId,
    year: i32,
    base: Version,
    by: PaymentPlanner,
    reason: String,
}

impl Cancellation {
    /// # Errors
    /// `WrongState` when it was ordered or taken back already, or a fault of the field `reason`.
    pub fn of(payment: &PaymentRun, reason: &str, base: Version, by: &PaymentPlanner) -> Result<Self, AppError> {
        if !matches!(payment.status(), PaymentStatus::Prepared | PaymentStatus::Festgestellt) {
            return Err(AppError::field("", ErrorCode::WrongState));
        }
        let reason = check_reason(reason).map_err(|fault| AppError::Invalid(vec![fault]))?;
        Ok(Self { payment: payment.id, year: payment.year, base, by: by.clone(), reason })
    }

    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Evidence that the Kasse books what the bank has done.
#[derive(Clone, Debug)]
pub struct Booked {
    payment: PaymentRunId,
    year: i32,
    base: Version,
    by: Kasse,
    bookings: Vec<Booking>,
}

impl Booked {
    /// Every line that is open was paid on this day.
    ///
    /// # Errors
    /// As [`Self::paid`].
    pub fn all_paid(
        payment: &PaymentRun,
        day: NaiveDate,
        base: Version,
        by: &Kasse,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        Self::paid(payment, None, day, base, by, now)
    }

    /// What is open was paid on this day: the line `of` somebody, which the bank carried out on a day of its own, or every one.
    ///
    /// # Errors
    /// `NotFound` for a line that is not there, `WrongState` when the run is not ordered or nothing of it is open.
    pub fn paid(
        payment: &PaymentRun,
        of: Option<Payee>,
        day: NaiveDate,
        base: Version,
        by: &Kasse,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        if of.is_some_and(|of| payment.line(of).is_none()) {
            return Err(AppError::NotFound);
        }
        let wanted = payment.lines.iter().filter(|line| of.is_none_or(|of| line.payee == of));
        let open = wanted.filter(|line| payment.line_state(line.payee) == LineState::Open);
        let bookings = open.map(|line| entry(line, BookingKind::Paid, line.amount, day, None, by, now)).collect();
        Self::of(payment, bookings, base, by)
    }

    /// One line came back, or was not carried out by the bank. The counter-entry takes back what was booked as paid; what
    /// was booked stays.
    ///
    /// # Errors
    /// `NotFound` for a line that is not there, `WrongState` when it came back already, or a fault of `reason`.
    pub fn returned(
        payment: &PaymentRun,
        of: impl Into<Payee>,
        (day, reason): (NaiveDate, &str),
        base: Version,
        by: &Kasse,
        now: DateTime<Utc>,
    ) -> Result<Self, AppError> {
        let of = of.into();
        let line = payment.line(of).ok_or(AppError::NotFound)?;
        let reason = check_reason(reason).map_err(|fault| AppError::Invalid(vec![fault]))?;
        let amount = match payment.line_state(of) {
            LineState::Open => Euro::ZERO,
            LineState::Paid { .. } => negative(line.amount)?,
            LineState::Returned { .. } => return Err(AppError::field("", ErrorCode::WrongState)),
        };
        let booking = entry(line, BookingKind::Returned, amount, day, Some(reason), by, now);
        Self::of(payment, vec![booking], base, by)
    }

    fn of(payment: &PaymentRun, bookings: Vec<Booking>, base: Version, by: &Kasse) -> Result<Self, AppError> {
        must_be(payment, PaymentStatus::Angeordnet)?;
        if bookings.is_empty() {
            return Err(AppError::field("", ErrorCode::WrongState));
        }
        Ok(Self { payment: payment.id, year: payment.year, base, by: by.clone(), bookings })
    }

    pub fn bookings(&self) -> &[Booking] {
        &self.bookings
    }
}

macro_rules! of_one_payment {
    ($($name:ident by $right:ident;)*) => {$(
        impl $name {
            pub fn payment(&self) -> PaymentRunId {
                self.payment
            }

            pub fn year(&self) -> i32 {
                self.year
            }

            /// The state that was checked.
            pub fn base(&self) -> Version {
                self.base
            }

            pub fn by(&self) -> &$right {
                &self.by
            }
        }
    )*};
}

of_one_payment! {
    Feststellung by Finanzen;
    Anordnung by Finanzen;
    Cancellation by PaymentPlanner;
    Booked by Kasse;
}

/// Why something is taken back or came back: required, one line. Read by people only.
pub fn check_reason(raw: &str) -> Result<String, FieldError> {
    crate::field::text("reason", raw, 200)
}

pub(super) fn must_be(payment: &PaymentRun, status: PaymentStatus) -> Result<(), AppError> {
    if payment.status() == status { Ok(()) } else { Err(AppError::field("", ErrorCode::WrongState)) }
}

fn entry(
    line: &PaymentLine,
    kind: BookingKind,
    amount: Euro,
    day: NaiveDate,
    reason: Option<String>,
    by: &Kasse,
    at: DateTime<Utc>,
) -> Booking {
    Booking { payee: line.payee, kind, amount, day, reason, by: by.principal().account, at }
}

fn negative(amount: Euro) -> Result<Euro, AppError> {
    Euro::ZERO.checked_sub(amount).ok_or_else(|| AppError::field("", ErrorCode::TooLarge))
}
