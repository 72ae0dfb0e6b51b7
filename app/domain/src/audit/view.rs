use super::{AuditEntry, FieldChange, german, port::PAGE};
use crate::german::date_time;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// One page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditView {
    pub rows: Vec<AuditRow>,
    /// From where older entries go on; `None` at the end.
    pub older_than: Option<String>,
}

/// One entry in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    pub id: String,
    /// Place in the chain, or that it is about to get one.
    pub sequence: String,
    pub at: String,
    pub who: String,
    pub what: String,
    /// Records that the change was about.
    pub subjects: Vec<String>,
    pub note: Option<String>,
    pub changes: Vec<FieldChange>,
}

impl AuditView {
    /// `local` turns a moment into office time.
    pub fn of(entries: &[AuditEntry], local: impl Fn(chrono::DateTime<chrono::Utc>) -> NaiveDateTime) -> Self {
        let rows = entries.iter().map(|entry| AuditRow::of(entry, local(entry.at))).collect();
        let older_than = entries.get(PAGE - 1).map(|entry| entry.id.clone());
        Self { rows, older_than }
    }
}

impl AuditRow {
    fn of(entry: &AuditEntry, at: NaiveDateTime) -> Self {
        Self {
            id: entry.id.clone(),
            sequence: entry.sequence.map_or_else(|| german::NOT_SEALED_YET.to_owned(), |number| number.to_string()),
            at: date_time(at),
            who: entry.who.clone().unwrap_or_else(|| german::PROGRAM.to_owned()),
            what: german::action(&entry.action).to_owned(),
            subjects: entry.subjects.iter().map(german::subject).collect(),
            note: entry.note.as_deref().map(german::note),
            changes: entry.changes.clone(),
        }
    }
}
