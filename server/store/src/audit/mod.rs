//! Who changed what and when, written in the same transaction as the change.
//!
//! Rows are not chained here: every write would compete for one head. [`crate::sealer`] chains them afterwards.

mod log;

pub use log::AuditReader;

use crate::row::{Keyed, Ref, record, timed_id};
use chrono::{DateTime, Utc};
use domain::{
    access::{Designs, Right},
    ids::AccountId,
};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};

/// What stands before the statements of an audited transaction.
pub(crate) const OPENING: &str = "LET $audit_before = SELECT * FROM $audit_subjects;";

/// What stands after them. `audit_mark` is the queue of the sealer.
pub(crate) const CLOSING: &str = "
    LET $audit_after = SELECT * FROM $audit_subjects;
    IF !$audit_once OR $audit_before != $audit_after {
        CREATE $audit_id CONTENT {
            at: $audit_at, account: $audit_account, action: $audit_action, note: $audit_note, subjects: $audit_subjects,
            before: IF $audit_values { $audit_before } ELSE { crypto::sha256(<string> $audit_before) },
            after: IF $audit_values { $audit_after } ELSE { crypto::sha256(<string> $audit_after) }
        } RETURN NONE;
        CREATE $audit_mark CONTENT { entry: $audit_id } RETURN NONE;
    };
";

pub(crate) const CLOSING_STATEMENTS: usize = 2;

/// An audit row in the making: which records a write by staff is about.
#[derive(Debug)]
pub struct Audit {
    account: Option<AccountId>,
    action: &'static str,
    at: DateTime<Utc>,
    subjects: Vec<RecordId>,
    note: Option<String>,
    values: bool,
    once: bool,
}

impl Audit {
    /// Keeps the records as they were before and after: for budgets and master data.
    pub fn values(by: &impl Right, action: &'static str, at: DateTime<Utc>) -> Self {
        Self::new(Some(by.principal().account), action, at, true)
    }

    /// Keeps hashes of the records only: for everything else, accounts above all.
    pub fn hashes(by: &impl Right, action: &'static str, at: DateTime<Utc>) -> Self {
        Self::new(Some(by.principal().account), action, at, false)
    }

    /// As [`Self::hashes`], by whoever designs questionnaires and plans Erhebungen.
    pub fn by_designer(by: &dyn Designs, action: &'static str, at: DateTime<Utc>) -> Self {
        Self::new(Some(by.designer().account), action, at, false)
    }

    /// What the holder of an account does to it, where no session proves who it is: with a mailed link.
    pub fn by_holder(account: AccountId, action: &'static str, at: DateTime<Utc>) -> Self {
        Self::new(Some(account), action, at, false)
    }

    /// A write at set-up, before there is anybody.
    pub fn by_program(action: &'static str, at: DateTime<Utc>) -> Self {
        Self::new(None, action, at, false)
    }

    fn new(account: Option<AccountId>, action: &'static str, at: DateTime<Utc>, values: bool) -> Self {
        Self { account, action, at, subjects: Vec::new(), note: None, values, once: false }
    }

    /// Adds a record that the write is about, whether it exists before, after or both.
    pub fn of<I: Keyed>(self, id: I) -> Self {
        self.of_record(record(id))
    }

    pub fn of_record(mut self, record: RecordId) -> Self {
        self.subjects.push(record);
        self
    }

    /// Codes and numbers that say more than the hashes, `role=finanzen` for example; never anything of a person.
    pub fn note(mut self, note: String) -> Self {
        self.note = Some(note);
        self
    }

    /// Leaves no row where the write has left its records as they were: what was sent twice is told once. Only for writes that
    /// change at least one of them whenever they change anything.
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }

    pub(crate) fn bind_to(self, params: &mut Variables) {
        let id = surrealdb::types::Uuid::from(timed_id(self.at));
        params.insert("audit_id", RecordId::new("audit", id));
        params.insert("audit_mark", RecordId::new("audit_mark", id));
        params.insert("audit_at", self.at);
        params.insert("audit_account", self.account.map(Ref));
        params.insert("audit_action", self.action);
        params.insert("audit_note", self.note);
        params.insert("audit_subjects", self.subjects);
        params.insert("audit_values", self.values);
        params.insert("audit_once", self.once);
    }
}

/// A row as it is read for the log and for the chain.
#[derive(Clone, Debug, SurrealValue)]
pub(crate) struct AuditRow {
    pub(crate) id: RecordId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) account: Option<Ref<AccountId>>,
    pub(crate) action: String,
    pub(crate) note: Option<String>,
    pub(crate) subjects: Vec<RecordId>,
    pub(crate) before: Value,
    pub(crate) after: Value,
}
