//! How bookings of what came back stand in rows.

use super::{
    rows::{employer, euro, payee, traeger},
    version,
};
use crate::row::{Day, Ref};
use chrono::{DateTime, Utc};
use domain::{
    access::Right,
    budgets::payment::{Received, Receiving},
    ids::{AccountId, AnstellungstraegerId, KitaTraegerId},
};
use rust_decimal::Decimal;
use surrealdb::types::{Error, RecordId, RecordIdKey, SurrealValue, Value};

/// Who repeats the own booking is answered as before.
pub(super) const RECEIVE: &str = "
    IF $stored.by != $row.by OR $stored.amount != $row.amount OR $stored.note != $row.note OR $stored.day != $row.day
        OR $stored.anstellungstraeger != $row.anstellungstraeger OR $stored.kita_traeger != $row.kita_traeger {
        IF $head.version != $base { THROW 'conflict' };
        UPDATE $head SET version = $base + 1 RETURN NONE;
        CREATE $stored CONTENT $row RETURN NONE;
    };
";

#[derive(SurrealValue)]
pub(super) struct ReceivedRow {
    year: i64,
    number: i64,
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    kita_traeger: Option<Ref<KitaTraegerId>>,
    amount: Decimal,
    day: Day,
    note: String,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

impl ReceivedRow {
    pub(super) fn of(receiving: &Receiving, at: DateTime<Utc>) -> Self {
        Self {
            year: i64::from(receiving.year()),
            number: version(receiving.base()).saturating_add(1),
            anstellungstraeger: employer(receiving.payee()),
            kita_traeger: traeger(receiving.payee()),
            amount: receiving.amount().as_decimal(),
            day: Day(receiving.day()),
            note: receiving.note().to_owned(),
            by: Ref(receiving.by().principal().account),
            at,
        }
    }

    /// `received:[2027, 12]`
    pub(super) fn record(&self) -> RecordId {
        let key = [self.year, self.number].map(SurrealValue::into_value);
        RecordId::new("received", RecordIdKey::Array(Vec::<Value>::from(key).into()))
    }
}

/// A booking with the name of who made it.
#[derive(SurrealValue)]
pub(super) struct NamedReceivedRow {
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    kita_traeger: Option<Ref<KitaTraegerId>>,
    amount: Decimal,
    day: Day,
    note: String,
    by: Ref<AccountId>,
    name: Option<String>,
    at: DateTime<Utc>,
}

impl NamedReceivedRow {
    pub(super) fn into_domain(self) -> Result<Received, Error> {
        Ok(Received {
            payee: payee(self.anstellungstraeger, self.kita_traeger)?,
            amount: euro(self.amount)?,
            day: self.day.0,
            note: self.note,
            by: self.by.0,
            name: self.name.unwrap_or_default(),
            at: self.at,
        })
    }
}
