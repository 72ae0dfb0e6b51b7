//! Comparing every UNIQUE index with its table, row by row: a nightly check, because an index that has lost an entry lets
//! duplicates in without a word (surrealdb#6838, #7138).

use crate::{Store, schema::UniqueIndex};
use domain::AppError;
use std::collections::HashMap;
use surrealdb::types::{RecordId, SurrealValue, ToSql, Value, Variables};

/// What is wrong with a UNIQUE index. Names records, never their values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexFault {
    /// Two or more records have the same values.
    Duplicate { table: String, index: String, records: Vec<String> },
    /// The index does not lead to this record alone.
    Stale { table: String, index: String, record: String },
}

#[derive(SurrealValue)]
struct Entry {
    id: RecordId,
    key: Vec<Value>,
}

impl Store {
    /// Reads every table that has a UNIQUE index as a whole, counts its values, and looks each row up by the index.
    /// Takes about a millisecond for a row; empty when all is well.
    pub async fn check_indexes(&self) -> Result<Vec<IndexFault>, AppError> {
        let mut faults = Vec::new();
        for index in self.unique_indexes().await? {
            faults.extend(self.check_index(&index).await?);
        }
        Ok(faults)
    }

    /// As [`Store::check_indexes`], for one index.
    #[doc(hidden)]
    pub async fn check_index(&self, index: &UniqueIndex) -> Result<Vec<IndexFault>, AppError> {
        let found = self.compare(index).await?;
        if found.is_empty() {
            return Ok(found);
        }
        // A row that goes or changes between the scan and its look-up is missed there; what is wrong stays wrong.
        let mut again = self.compare(index).await?;
        again.retain(|fault| found.contains(fault));
        Ok(again)
    }

    async fn compare(&self, index: &UniqueIndex) -> Result<Vec<IndexFault>, AppError> {
        let entries = self.scan(index).await?;
        let mut faults = duplicates(index, &entries);
        for entry in &entries {
            if self.look_up(index, entry).await? != [entry.id.clone()] {
                let UniqueIndex { table, name, .. } = index;
                let (table, index) = (table.clone(), name.clone());
                faults.push(IndexFault::Stale { table, index, record: entry.id.to_sql() });
            }
        }
        Ok(faults)
    }

    async fn scan(&self, index: &UniqueIndex) -> Result<Vec<Entry>, AppError> {
        let UniqueIndex { table, columns, .. } = index;
        let text = format!("SELECT id, [{}] AS key FROM {table} WITH NOINDEX;", columns.join(", "));
        let entries: Vec<Entry> = self.inspect(&text, Variables::new()).await?;
        // SurrealDB does not index a row without any of the values.
        Ok(entries.into_iter().filter(|entry| !entry.key.iter().all(|value| matches!(value, Value::None))).collect())
    }

    async fn look_up(&self, index: &UniqueIndex, entry: &Entry) -> Result<Vec<RecordId>, AppError> {
        let UniqueIndex { table, name, columns } = index;
        let conditions: Vec<_> =
            columns.iter().enumerate().map(|(position, column)| format!("{column} = $value{position}")).collect();
        let mut params = Variables::new();
        for (position, value) in entry.key.iter().enumerate() {
            params.insert(format!("value{position}"), value.clone());
        }
        let text = format!("SELECT VALUE id FROM {table} WITH INDEX {name} WHERE {};", conditions.join(" AND "));
        self.inspect(&text, params).await
    }
}

fn duplicates(index: &UniqueIndex, entries: &[Entry]) -> Vec<IndexFault> {
    let mut records: HashMap<String, Vec<String>> = HashMap::new();
    for entry in entries {
        records.entry(entry.key.clone().into_value().to_sql()).or_default().push(entry.id.to_sql());
    }
    let twice = records.into_values().filter(|records| records.len() > 1);
    let fault = |records| IndexFault::Duplicate { table: index.table.clone(), index: index.name.clone(), records };
    twice.map(fault).collect()
}
