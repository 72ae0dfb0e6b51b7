//! How payment runs stand in rows: lines, steps and bookings are never changed once they are there.

use super::step_record;
use crate::{
    error,
    row::{Day, Keyed, Ref, from_code},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    budgets::{
        Euro,
        payment::{Booking, BookingKind, PaymentLine, Prepared, Step, StepKind},
    },
    ids::{AccountId, AnstellungstraegerId, PaymentRunId, RunId},
    people::Iban,
};
use rust_decimal::Decimal;
use surrealdb::types::{Error, RecordId, RecordIdKey, SurrealValue, Uuid, Value};

#[derive(SurrealValue)]
pub(super) struct PaymentRow {
    year: i64,
    month: i64,
    run: Ref<RunId>,
    sum: Decimal,
    sha256: String,
    status: String,
}

impl PaymentRow {
    /// `sha256`: of the lines, in hex.
    pub(super) fn of(prepared: &Prepared, sha256: String) -> Result<Self, AppError> {
        let sum = Euro::checked_sum(prepared.lines().iter().map(|line| line.amount));
        Ok(Self {
            year: i64::from(prepared.year()),
            month: i64::from(prepared.month()),
            run: Ref(prepared.run()),
            sum: sum.ok_or_else(|| error::internal("payment", "a sum beyond any budget"))?.as_decimal(),
            sha256,
            status: StepKind::Prepared.code().to_owned(),
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct LineRow {
    id: RecordId,
    payment: Ref<PaymentRunId>,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    position: i64,
    name: String,
    holder: String,
    iban: String,
    amount: Decimal,
}

impl LineRow {
    pub(super) fn of(payment: PaymentRunId, line: &PaymentLine) -> Value {
        let row = Self {
            id: RecordId::new("payment_line", RecordIdKey::Array(key(payment, line.anstellungstraeger).into())),
            payment: Ref(payment),
            anstellungstraeger: Ref(line.anstellungstraeger),
            position: i64::from(line.position),
            name: line.name.clone(),
            holder: line.holder.clone(),
            iban: line.iban.as_str().to_owned(),
            amount: line.amount.as_decimal(),
        };
        row.into_value()
    }

    pub(super) fn into_domain(self) -> Result<PaymentLine, Error> {
        Ok(PaymentLine {
            position: self.position.try_into().map_err(|_| unreadable("position"))?,
            anstellungstraeger: self.anstellungstraeger.0,
            name: self.name,
            holder: self.holder,
            iban: Iban::parse("iban", &self.iban).map_err(|_| unreadable("IBAN"))?,
            amount: euro(self.amount)?,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct StepRow {
    id: RecordId,
    payment: Ref<PaymentRunId>,
    kind: String,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
    reason: Option<String>,
}

impl StepRow {
    pub(super) fn of(
        payment: PaymentRunId,
        kind: StepKind,
        by: AccountId,
        at: DateTime<Utc>,
        reason: Option<String>,
    ) -> Self {
        let id = step_record(payment, kind);
        Self { id, payment: Ref(payment), kind: kind.code().to_owned(), by: Ref(by), at, reason }
    }
}

/// A step with the name of who did it.
#[derive(SurrealValue)]
pub(super) struct NamedStepRow {
    kind: String,
    by: Ref<AccountId>,
    name: Option<String>,
    at: DateTime<Utc>,
    reason: Option<String>,
}

impl NamedStepRow {
    pub(super) fn into_domain(self) -> Result<Step, Error> {
        Ok(Step {
            kind: from_code("step of a payment", &self.kind, StepKind::from_code)?,
            by: self.by.0,
            name: self.name.unwrap_or_default(),
            at: self.at,
            reason: self.reason,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct BookingRow {
    id: RecordId,
    payment: Ref<PaymentRunId>,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    kind: String,
    amount: Decimal,
    day: Day,
    reason: Option<String>,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

impl BookingRow {
    pub(super) fn of(payment: PaymentRunId, booking: &Booking) -> Self {
        let mut key = key(payment, booking.anstellungstraeger);
        key.push(Value::String(booking.kind.code().to_owned()));
        Self {
            id: RecordId::new("payment_booking", RecordIdKey::Array(key.into())),
            payment: Ref(payment),
            anstellungstraeger: Ref(booking.anstellungstraeger),
            kind: booking.kind.code().to_owned(),
            amount: booking.amount.as_decimal(),
            day: Day(booking.day),
            reason: booking.reason.clone(),
            by: Ref(booking.by),
            at: booking.at,
        }
    }

    pub(super) fn id(&self) -> &RecordId {
        &self.id
    }

    pub(super) fn into_domain(self) -> Result<Booking, Error> {
        Ok(Booking {
            anstellungstraeger: self.anstellungstraeger.0,
            kind: from_code("booking of a payment", &self.kind, BookingKind::from_code)?,
            amount: euro(self.amount)?,
            day: self.day.0,
            reason: self.reason,
            by: self.by.0,
            at: self.at,
        })
    }
}

fn key(payment: PaymentRunId, of: AnstellungstraegerId) -> Vec<Value> {
    [payment.key(), of.key()].map(|key| Value::Uuid(Uuid::from(key))).into()
}

fn euro(stored: Decimal) -> Result<Euro, Error> {
    Euro::from_decimal(stored).ok_or_else(|| unreadable("amount"))
}

fn unreadable(what: &str) -> Error {
    Error::internal(format!("unreadable {what} of a payment"))
}
