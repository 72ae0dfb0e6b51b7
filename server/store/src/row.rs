//! How values stand in rows. Nothing here is a binary float, and a float found in a row is an error.
//!
//! - **Days** are `string` columns, `'2026-08-01'`: a day has no time zone, and stored as a moment it would move to the
//!   day before when somebody reads it west of where it was written. The text sorts and compares as the day does.
//! - **Moments** are `datetime` columns (`DateTime<Utc>`).
//! - **Money, VZÄ, hours** are `decimal` columns and `Decimal` in Rust, bound as a parameter. SurrealDB would coerce a
//!   float silently; no row type has one, so none can arrive.
//! - **References** are record ids with the domain's UUID as key: [`Ref`].
//! - **Documents** (snapshots, definitions) are JSON text in a `string` column: [`Json`]. Their bytes stay what they
//!   were, so hashes over them stay valid.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids;
use rand::RngCore;
use serde::{Serialize, de::DeserializeOwned};
use surrealdb::types::{Error, Kind, RecordId, RecordIdKey, SurrealValue, Value};
use uuid::{Builder, Uuid};

/// An id of the domain together with the table its records are in.
pub trait Keyed: Copy {
    const TABLE: &'static str;
    fn from_key(key: Uuid) -> Self;
    fn key(self) -> Uuid;
}

macro_rules! tables {
    ($($id:ident = $table:literal),* $(,)?) => {$(
        impl Keyed for ids::$id {
            const TABLE: &'static str = $table;

            fn from_key(key: Uuid) -> Self {
                Self::new(key)
            }

            fn key(self) -> Uuid {
                self.uuid()
            }
        }
    )*};
}

tables! {
    AccountId = "account",
    SessionId = "session",
    PersonId = "person",
    SozialraumId = "sozialraum",
    KommuneId = "kommune",
    KitaTraegerId = "kita_traeger",
    KitaId = "kita",
    AnstellungstraegerId = "anstellungstraeger",
    KooperationsvereinbarungId = "kooperationsvereinbarung",
    ZuordnungId = "zuordnung",
    PostId = "post",
    EventId = "event",
    RegistrationId = "registration",
    TaskId = "task",
    QuestionnaireId = "questionnaire",
    ErhebungId = "erhebung",
    SubmissionId = "submission",
    SurveyId = "survey",
    DeviceId = "device",
    RunId = "run",
    PaymentRunId = "payment_run",
    FirstChargeId = "first_charge",
    DocumentId = "budget_document",
}

/// A record id with the domain's id as key. Reading refuses a record of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref<I>(pub I);

impl<I: Keyed> SurrealValue for Ref<I> {
    fn kind_of() -> Kind {
        Kind::Record(vec![I::TABLE.into()])
    }

    fn into_value(self) -> Value {
        Value::RecordId(record(self.0))
    }

    fn from_value(value: Value) -> Result<Self, Error> {
        match value {
            Value::RecordId(RecordId { table, key: RecordIdKey::Uuid(key) }) if table.as_str() == I::TABLE => {
                Ok(Self(I::from_key(key.into_inner())))
            }
            other => Err(unexpected(I::TABLE, &other)),
        }
    }
}

/// The record of an id of the domain.
pub fn record<I: Keyed>(id: I) -> RecordId {
    RecordId::new(I::TABLE, surrealdb::types::Uuid::from(id.key()))
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl SurrealValue for Day {
    fn kind_of() -> Kind {
        Kind::String
    }

    fn into_value(self) -> Value {
        Value::String(self.0.format("%Y-%m-%d").to_string())
    }

    fn from_value(value: Value) -> Result<Self, Error> {
        let Value::String(text) = &value else { return Err(unexpected("day", &value)) };
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self).map_err(|_| unexpected("day", &value))
    }
}

/// A whole document as JSON text.
#[derive(Clone, Debug, PartialEq)]
pub struct Json<T>(pub T);

impl<T: Serialize + DeserializeOwned> SurrealValue for Json<T> {
    fn kind_of() -> Kind {
        Kind::String
    }

    /// A type that cannot be written as JSON (a map with keys that are no strings) becomes NONE, which a typed column
    /// refuses.
    fn into_value(self) -> Value {
        serde_json::to_string(&self.0).map_or(Value::None, Value::String)
    }

    fn from_value(value: Value) -> Result<Self, Error> {
        let Value::String(text) = &value else { return Err(unexpected("JSON text", &value)) };
        serde_json::from_str(text).map(Self).map_err(|cause| Error::internal(format!("JSON text: {cause}")))
    }
}

/// A value with a stable code (a status, a role), read back through `from_code`.
pub(crate) fn from_code<T>(what: &str, code: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    parse(code).ok_or_else(|| Error::internal(format!("unknown {what} in a row")))
}

/// A UUID version 7 for a record that is made at `moment`: sorts by time. Not for anything of a respondent.
pub(crate) fn timed_id(moment: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
    let mut random = [0; 10];
    rand::rng().fill_bytes(&mut random);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// A message of the database without anything in quotes, which is where it repeats values of rows.
pub fn redact(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut quote = None;
    for c in message.chars() {
        match quote {
            None => {
                out.push(c);
                if matches!(c, '\'' | '"') {
                    out.push('…');
                    quote = Some(c);
                }
            }
            Some(open) if c == open => {
                out.push(c);
                quote = None;
            }
            Some(_) => {}
        }
    }
    out
}

/// Names the kind only: the value belongs to somebody.
fn unexpected(wanted: &str, value: &Value) -> Error {
    Error::internal(format!("{wanted} expected in a row, found {}", value.kind()))
}
