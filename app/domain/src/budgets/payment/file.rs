//! What a payment file contains, checked for what its schema does not see. The file itself is written in `server`.

use super::{
    rules::{check_reason, must_be},
    target::is_banking_day,
    types::{PaymentRun, PaymentStatus, StepKind, Version},
};
use crate::{
    access::Kasse,
    budgets::Euro,
    error::{AppError, ErrorCode, FieldError},
    ids::PaymentRunId,
    people::{BankAccount, Iban},
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;

/// One payment file. The same payment run always gives the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFile {
    pub message_id: String,
    /// When it was made for the first time; part of the file.
    pub made_at: DateTime<Utc>,
    pub execution: NaiveDate,
    /// January = 0.
    pub month: u8,
    pub year: i32,
    /// What the orders add up to.
    pub sum: Euro,
    pub orders: Vec<Order>,
}

/// One transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub end_to_end_id: String,
    /// As on the account.
    pub holder: String,
    pub iban: Iban,
    pub amount: Euro,
}

/// Why no file is made: what the schemas of ISO and Deutsche Kreditwirtschaft let through and banks refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    #[error("the run has no payment file yet")]
    NotMade,
    #[error("an amount is not between 0.01 and 999,999,999.99 euro, or the sum is too large")]
    Amount,
    #[error("an EndToEndId is taken twice, too long or NOTPROVIDED")]
    EndToEndId,
    #[error("the message id is too long or has a character that banks do not take")]
    MessageId,
    #[error("the name of an account is empty or longer than 70 characters as banks write it")]
    Holder,
}

/// Highest amount of one SEPA transfer, in cents (EPC115-06).
const AMOUNT_MAX: i128 = 99_999_999_999;
/// Longest id (`Max35Text`).
const ID_MAX: usize = 35;

impl PaymentFile {
    /// # Errors
    /// A [`FileFault`]; none of them can be reached through the steps before, all are checked all the same.
    pub fn of(payment: &PaymentRun) -> Result<Self, FileFault> {
        let made = payment.step(StepKind::FileMade).ok_or(FileFault::NotMade)?;
        let order = |line| Order {
            end_to_end_id: payment.end_to_end_id(line),
            holder: line.holder.clone(),
            iban: line.iban.clone(),
            amount: line.amount,
        };
        let file = Self {
            message_id: payment.message_id(),
            made_at: made.at,
            execution: payment.execution.ok_or(FileFault::NotMade)?,
            month: payment.month,
            year: payment.year,
            sum: payment.sum().ok_or(FileFault::Amount)?,
            orders: payment.lines.iter().map(order).collect(),
        };
        file.check()?;
        Ok(file)
    }

    fn check(&self) -> Result<(), FileFault> {
        let mut ids = BTreeSet::new();
        if !is_id(&self.message_id) {
            return Err(FileFault::MessageId);
        }
        for order in &self.orders {
            if !(1..=AMOUNT_MAX).contains(&order.amount.cents()) {
                return Err(FileFault::Amount);
            }
            let id = order.end_to_end_id.as_str();
            if !is_id(id) || id == "NOTPROVIDED" || !ids.insert(id) {
                return Err(FileFault::EndToEndId);
            }
            let written = BankAccount::written_length(order.holder.trim());
            if !(1..=BankAccount::HOLDER_MAX).contains(&written) {
                return Err(FileFault::Holder);
            }
        }
        if self.orders.is_empty() || !(1..=AMOUNT_MAX).contains(&self.sum.cents()) {
            return Err(FileFault::Amount);
        }
        Ok(())
    }
}

/// The characters of the SEPA alphabet that need no escape anywhere (EPC217-08), neither beginning nor ending with `/`.
fn is_id(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    (1..=ID_MAX).contains(&text.len()) && text.chars().all(allowed)
}

/// Evidence that the Kasse makes the file of an ordered run for a day on which banks work.
#[derive(Clone, Debug)]
pub struct FileOrder {
    payment: PaymentRunId,
    year: i32,
    base: Version,
    by: Kasse,
    execution: NaiveDate,
}

impl FileOrder {
    /// # Errors
    /// `WrongState` when the run is not ordered, or the file is there already; a fault of the field `execution`.
    pub fn of(
        payment: &PaymentRun,
        execution: &str,
        today: NaiveDate,
        base: Version,
        by: &Kasse,
    ) -> Result<Self, AppError> {
        must_be(payment, PaymentStatus::Angeordnet)?;
        if payment.execution.is_some() {
            return Err(AppError::field("", ErrorCode::WrongState));
        }
        let execution = check_execution(execution, today).map_err(|fault| AppError::Invalid(vec![fault]))?;
        Ok(Self { payment: payment.id, year: payment.year, base, by: by.clone(), execution })
    }

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

    pub fn by(&self) -> &Kasse {
        &self.by
    }

    pub fn execution(&self) -> NaiveDate {
        self.execution
    }
}

/// The day on which the bank is to carry out the transfers: not past, at most a year ahead, and a day on which banks
/// settle.
pub fn check_execution(raw: &str, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    const FIELD: &str = "execution";
    let day = crate::field::date(FIELD, raw)?;
    if day < today {
        Err(FieldError::new(FIELD, ErrorCode::InThePast))
    } else if !is_banking_day(day) {
        Err(FieldError::new(FIELD, ErrorCode::NotABankingDay))
    } else if (day - today).num_days() > 366 {
        Err(FieldError::with_limit(FIELD, ErrorCode::TooLarge, crate::german::date(today + chrono::Days::new(366))))
    } else {
        Ok(day)
    }
}

/// A return as it is entered: day and reason, with all faults at once.
pub fn check_return(day: &str, reason: &str, today: NaiveDate) -> Result<(NaiveDate, String), Vec<FieldError>> {
    let mut faults = crate::field::Faults::new();
    let day = faults.take(check_booking_day("returned_day", day, today));
    let reason = faults.take(check_reason(reason));
    faults.finish(day.zip(reason))
}

/// The day on a bank statement: not in the future.
pub fn check_booking_day(field: &str, raw: &str, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let day = crate::field::date(field, raw)?;
    match day > today {
        true => Err(FieldError::with_limit(field, ErrorCode::TooLarge, crate::german::date(today))),
        false => Ok(day),
    }
}
