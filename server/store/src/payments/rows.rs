//! How payment runs stand in rows: lines, steps and bookings are never changed once they are there.

use super::{step_record, version};
use crate::{
    error,
    row::{Day, Keyed, Ref, from_code},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Right,
    budgets::{
        Euro,
        payment::{
            Booking, BookingKind, CounterEntry, Payee, PaymentLine, Prepared, Step, StepKind, Suspending, Suspension,
        },
    },
    ids::{AccountId, AnstellungstraegerId, KitaTraegerId, PaymentRunId, RunId},
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
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    kita_traeger: Option<Ref<KitaTraegerId>>,
    position: i64,
    name: String,
    holder: String,
    iban: String,
    amount: Decimal,
}

impl LineRow {
    pub(super) fn of(payment: PaymentRunId, line: &PaymentLine) -> Value {
        let row = Self {
            id: RecordId::new("payment_line", RecordIdKey::Array(key(payment, line.payee).into())),
            payment: Ref(payment),
            anstellungstraeger: employer(line.payee),
            kita_traeger: traeger(line.payee),
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
            payee: payee(self.anstellungstraeger, self.kita_traeger)?,
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
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    kita_traeger: Option<Ref<KitaTraegerId>>,
    kind: String,
    amount: Decimal,
    day: Day,
    reason: Option<String>,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

impl BookingRow {
    pub(super) fn of(payment: PaymentRunId, booking: &Booking) -> Self {
        let mut key = key(payment, booking.payee);
        key.push(Value::String(booking.kind.code().to_owned()));
        Self {
            id: RecordId::new("payment_booking", RecordIdKey::Array(key.into())),
            payment: Ref(payment),
            anstellungstraeger: employer(booking.payee),
            kita_traeger: traeger(booking.payee),
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
            payee: payee(self.anstellungstraeger, self.kita_traeger)?,
            kind: from_code("booking of a payment", &self.kind, BookingKind::from_code)?,
            amount: euro(self.amount)?,
            day: self.day.0,
            reason: self.reason,
            by: self.by.0,
            at: self.at,
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct SuspensionRow {
    year: i64,
    number: i64,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    months: Vec<i64>,
    suspended: bool,
    reason: String,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

impl SuspensionRow {
    pub(super) fn of(suspending: &Suspending, at: DateTime<Utc>) -> Self {
        Self {
            year: i64::from(suspending.year()),
            number: version(suspending.base()).saturating_add(1),
            anstellungstraeger: Ref(suspending.anstellungstraeger()),
            months: suspending.months().iter().copied().map(i64::from).collect(),
            suspended: suspending.suspended(),
            reason: suspending.reason().to_owned(),
            by: Ref(suspending.by().principal().account),
            at,
        }
    }

    /// `suspension:[2027, 12]`
    pub(super) fn record(&self) -> RecordId {
        let key = [self.year, self.number].map(SurrealValue::into_value);
        RecordId::new("suspension", RecordIdKey::Array(Vec::<Value>::from(key).into()))
    }
}

/// A suspension with the name of who decided.
#[derive(SurrealValue)]
pub(super) struct NamedSuspensionRow {
    anstellungstraeger: Ref<AnstellungstraegerId>,
    months: Vec<i64>,
    suspended: bool,
    reason: String,
    by: Ref<AccountId>,
    name: Option<String>,
    at: DateTime<Utc>,
}

impl NamedSuspensionRow {
    pub(super) fn into_domain(self) -> Result<Suspension, Error> {
        let month =
            |month: i64| u8::try_from(month).ok().filter(|month| *month < 12).ok_or_else(|| unreadable("month"));
        Ok(Suspension {
            anstellungstraeger: self.anstellungstraeger.0,
            months: self.months.into_iter().map(month).collect::<Result<_, _>>()?,
            suspended: self.suspended,
            reason: self.reason,
            by: self.by.0,
            name: self.name.unwrap_or_default(),
            at: self.at,
        })
    }
}

/// What the plans know of a settlement.
#[derive(SurrealValue)]
pub(super) struct CounterEntryRow {
    anstellungstraeger: Ref<AnstellungstraegerId>,
    year: i64,
    number: i64,
    eligible: Decimal,
    offset_amount: Decimal,
    offset_year: Option<i64>,
    at: DateTime<Utc>,
}

impl CounterEntryRow {
    pub(super) fn into_domain(self) -> Result<CounterEntry, Error> {
        let year = |year: i64| i32::try_from(year).map_err(|_| unreadable("year"));
        Ok(CounterEntry {
            anstellungstraeger: self.anstellungstraeger.0,
            year: year(self.year)?,
            number: self.number.try_into().map_err(|_| unreadable("number"))?,
            eligible: euro(self.eligible)?,
            offset: euro(self.offset_amount)?,
            offset_year: self.offset_year.map(year).transpose()?,
            at: self.at,
        })
    }
}

pub(super) fn employer(payee: Payee) -> Option<Ref<AnstellungstraegerId>> {
    payee.anstellungstraeger().map(Ref)
}

pub(super) fn traeger(payee: Payee) -> Option<Ref<KitaTraegerId>> {
    match payee {
        Payee::Anstellungstraeger(_) => None,
        Payee::KitaTraeger(id) => Some(Ref(id)),
    }
}

/// One of both is set.
pub(super) fn payee(
    employer: Option<Ref<AnstellungstraegerId>>,
    traeger: Option<Ref<KitaTraegerId>>,
) -> Result<Payee, Error> {
    match (employer, traeger) {
        (Some(Ref(id)), None) => Ok(id.into()),
        (None, Some(Ref(id))) => Ok(id.into()),
        _ => Err(unreadable("payee")),
    }
}

fn key(payment: PaymentRunId, of: Payee) -> Vec<Value> {
    let of = match of {
        Payee::Anstellungstraeger(id) => id.key(),
        Payee::KitaTraeger(id) => id.key(),
    };
    [payment.key(), of].map(|key| Value::Uuid(Uuid::from(key))).into()
}

pub(super) fn euro(stored: Decimal) -> Result<Euro, Error> {
    Euro::from_decimal(stored).ok_or_else(|| unreadable("amount"))
}

fn unreadable(what: &str) -> Error {
    Error::internal(format!("unreadable {what} of a payment"))
}
