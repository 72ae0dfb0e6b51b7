//! Reading the audit log, for the Koordination and the Revision.

use crate::{AuditFault, Sealer, Store, query::Query};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Auditor,
    audit::{
        Area, AuditEntry, AuditFilter, ChainFault, ChainReport, FieldChange, Subject, german,
        port::{AuditLog, PAGE},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};
use surrealdb::types::{Number, Object, RecordId, RecordIdKey, SurrealValue, ToSql, Value};
use uuid::Uuid;

/// The log of a store, with the folder of the days' heads.
pub struct AuditReader {
    store: Store,
    heads: PathBuf,
}

impl AuditReader {
    /// `heads` is the folder that the sealer writes to.
    pub fn new(store: Store, heads: impl Into<PathBuf>) -> Self {
        Self { store, heads: heads.into() }
    }
}

/// `$area` ends with a dot, or is blank for all; `$older_than` is a key after every other for the newest page.
const ENTRIES: &str = "
    SELECT id, at, account.name AS who, action, note, subjects, before, after,
        (SELECT VALUE record::id(id) FROM audit_seal WHERE entry = $parent.id)[0] AS sequence
    FROM audit WHERE string::starts_with(action, $area) AND id < $older_than ORDER BY id DESC LIMIT $limit;
";

#[derive(Debug, SurrealValue)]
struct EntryRow {
    id: RecordId,
    at: DateTime<Utc>,
    who: Option<String>,
    action: String,
    note: Option<String>,
    subjects: Vec<RecordId>,
    before: Value,
    after: Value,
    sequence: Option<i64>,
}

const LENGTH: &str = "RETURN audit_head:main.sequence;";

#[async_trait]
impl AuditLog for AuditReader {
    async fn entries(&self, _: &Auditor, filter: &AuditFilter) -> Result<Vec<AuditEntry>, AppError> {
        let area = filter.area.map(Area::code).map(|code| format!("{code}.")).unwrap_or_default();
        let older_than = match &filter.older_than {
            Some(id) => Uuid::parse_str(id).map_err(|_| AppError::NotFound)?,
            None => Uuid::max(),
        };
        let query = Query::read(ENTRIES)
            .bind("area", area)
            .bind("older_than", RecordId::new("audit", surrealdb::types::Uuid::from(older_than)))
            .bind("limit", PAGE as i64);
        let rows: Vec<EntryRow> = self.store.rows(query).await?;
        Ok(rows.into_iter().map(EntryRow::entry).collect())
    }

    async fn verify(&self, _: &Auditor) -> Result<ChainReport, AppError> {
        let faults = Sealer::new(self.store.clone(), &self.heads).verify().await?;
        let length: i64 = self.store.value(Query::read(LENGTH)).await?;
        Ok(ChainReport { length: length.unsigned_abs(), faults: faults.into_iter().map(reported).collect() })
    }
}

fn reported(fault: AuditFault) -> ChainFault {
    match fault {
        AuditFault::Changed(number) => ChainFault::Changed(number.unsigned_abs()),
        AuditFault::Missing(number) => ChainFault::Missing(number.unsigned_abs()),
        AuditFault::Loose(_) => ChainFault::Loose,
        AuditFault::HeadDiffers(day) => ChainFault::HeadDiffers(day),
    }
}

impl EntryRow {
    fn entry(self) -> AuditEntry {
        let (before, after) = (records(self.before), records(self.after));
        AuditEntry {
            id: key(&self.id),
            sequence: self.sequence.map(i64::unsigned_abs),
            at: self.at,
            who: self.who,
            action: self.action,
            note: self.note,
            subjects: self.subjects.iter().map(|record| subject(record, &before, &after)).collect(),
            changes: changes(&before, &after),
        }
    }
}

/// Records by key, each with its fields as text.
type Records = BTreeMap<String, BTreeMap<String, String>>;

fn subject(record: &RecordId, before: &Records, after: &Records) -> Subject {
    let key = key(record);
    let name =
        after.get(&key).or_else(|| before.get(&key)).and_then(|fields| fields.get(german::field("name")).cloned());
    Subject { kind: record.table.as_str().to_owned(), key, name }
}

/// The fields that differ, record by record; nothing where the log keeps hashes.
fn changes(before: &Records, after: &Records) -> Vec<FieldChange> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let blank = BTreeMap::new();
    keys.into_iter()
        .flat_map(|key| FieldChange::between(before.get(key).unwrap_or(&blank), after.get(key).unwrap_or(&blank)))
        .collect()
}

fn records(value: Value) -> Records {
    let Value::Array(rows) = value else { return BTreeMap::new() };
    let objects = rows.into_iter().filter_map(|row| if let Value::Object(fields) = row { Some(fields) } else { None });
    objects.map(|fields| (fields.get("id").map(text).unwrap_or_default(), texts(&fields))).collect()
}

/// What the program keeps for itself in a record: its key and the count of its changes.
const OWN: [&str; 2] = ["id", "revision"];

fn texts(fields: &Object) -> BTreeMap<String, String> {
    fields
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()))
        .map(|(name, value)| (german::field(name).to_owned(), text(value)))
        .collect()
}

/// A value as people read it: days and figures the German way, lists and objects as words.
fn text(value: &Value) -> String {
    match value {
        Value::None | Value::Null => String::new(),
        Value::Bool(yes) => german::yes_no(*yes).to_owned(),
        Value::String(text) => german::value(text),
        Value::Number(Number::Decimal(number)) => number.to_string().replacen('.', ",", 1).replacen('-', "−", 1),
        Value::RecordId(record) => key(record),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            let parts = texts(fields).into_iter().map(|(name, value)| format!("{name} {value}"));
            parts.collect::<Vec<_>>().join(", ")
        }
        other => other.to_sql(),
    }
}

/// A record's key, without table: UUIDs and numbers as they are.
fn key(record: &RecordId) -> String {
    match &record.key {
        RecordIdKey::Uuid(uuid) => uuid.to_string(),
        RecordIdKey::String(text) => text.clone(),
        RecordIdKey::Number(number) => number.to_string(),
        other => other.to_sql(),
    }
}
