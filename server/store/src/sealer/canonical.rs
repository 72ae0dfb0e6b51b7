//! A value as bytes that stay the same through every version of the database, for hashing.

use surrealdb::types::{Number, RecordId, RecordIdKey, ToSql, Value};

/// Each value as a letter for its kind, its length and its text, so that no two values have the same bytes.
pub(super) fn bytes(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, value);
    out
}

fn write(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::None => put(out, b'n', ""),
        Value::Null => put(out, b'0', ""),
        Value::Bool(flag) => put(out, b'b', if *flag { "1" } else { "0" }),
        Value::Number(Number::Int(number)) => put(out, b'i', &number.to_string()),
        Value::Number(Number::Decimal(number)) => put(out, b'd', &number.to_string()),
        Value::String(text) => put(out, b's', text),
        Value::Datetime(moment) => put(out, b't', &moment.to_rfc3339_opts(chrono::SecondsFormat::Nanos, true)),
        Value::Uuid(uuid) => put(out, b'u', &uuid.to_string()),
        Value::RecordId(record) => write_record(out, record),
        Value::Array(items) => {
            put(out, b'a', &items.len().to_string());
            items.iter().for_each(|item| write(out, item));
        }
        Value::Object(fields) => {
            put(out, b'o', &fields.len().to_string());
            for (name, value) in fields.iter() {
                put(out, b'k', name);
                write(out, value);
            }
        }
        // No column of ours has another kind; the database's own text stands for it.
        other => put(out, b'x', &other.to_sql()),
    }
}

fn write_record(out: &mut Vec<u8>, record: &RecordId) {
    put(out, b'r', record.table.as_str());
    match &record.key {
        RecordIdKey::Number(number) => put(out, b'i', &number.to_string()),
        RecordIdKey::String(text) => put(out, b's', text),
        RecordIdKey::Uuid(uuid) => put(out, b'u', &uuid.to_string()),
        RecordIdKey::Array(items) => write(out, &Value::Array(items.clone())),
        RecordIdKey::Object(fields) => write(out, &Value::Object(fields.clone())),
        RecordIdKey::Range(_) => put(out, b'x', &record.to_sql()),
    }
}

fn put(out: &mut Vec<u8>, kind: u8, text: &str) {
    out.push(kind);
    out.extend_from_slice(text.len().to_string().as_bytes());
    out.push(b':');
    out.extend_from_slice(text.as_bytes());
}
