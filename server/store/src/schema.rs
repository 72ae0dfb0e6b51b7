//! The schema as the database itself tells it: for the reviewed files in `schema/` and for the index check.

use crate::{
    Store,
    error::{self, Failure},
};
use domain::AppError;
use std::collections::BTreeMap;
use surrealdb::types::{SurrealValue, Value, Variables};

#[derive(SurrealValue)]
struct DatabaseInfo {
    tables: BTreeMap<String, String>,
}

#[derive(SurrealValue)]
struct TableInfo {
    events: BTreeMap<String, String>,
    fields: BTreeMap<String, String>,
    indexes: BTreeMap<String, String>,
}

/// A UNIQUE index: its table and the columns that are unique together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UniqueIndex {
    pub table: String,
    pub name: String,
    pub columns: Vec<String>,
}

impl Store {
    /// Every table with its definition, one statement a line.
    pub async fn schema(&self) -> Result<BTreeMap<String, String>, AppError> {
        let mut schema = BTreeMap::new();
        for (table, definition) in self.tables().await? {
            let TableInfo { events, fields, indexes } = self.table(&table).await?;
            let lines = std::iter::once(definition).chain(fields.into_values()).chain(indexes.into_values());
            let text = lines.chain(events.into_values()).map(|line| line + ";\n").collect();
            schema.insert(table, text);
        }
        Ok(schema)
    }

    /// Every UNIQUE index.
    pub async fn unique_indexes(&self) -> Result<Vec<UniqueIndex>, AppError> {
        let mut unique = Vec::new();
        for table in self.tables().await?.into_keys() {
            for (name, definition) in self.table(&table).await?.indexes {
                unique.extend(parse_unique(&table, &name, &definition));
            }
        }
        Ok(unique)
    }

    async fn tables(&self) -> Result<BTreeMap<String, String>, AppError> {
        Ok(self.inspect::<DatabaseInfo>("INFO FOR DB;", Variables::new()).await?.tables)
    }

    async fn table(&self, name: &str) -> Result<TableInfo, AppError> {
        self.inspect(&format!("INFO FOR TABLE {name};"), Variables::new()).await
    }

    /// A statement with names of tables in it, which cannot be parameters. Only for names the database gave us.
    pub(crate) async fn inspect<T: SurrealValue>(&self, text: &str, params: Variables) -> Result<T, AppError> {
        let answer = async {
            let mut results = self.database().execute(text, params).await?.check()?;
            T::from_value(results.take::<Value>(0)?)
        };
        answer.await.map_err(|cause| error::internal(text, &format!("{:?}", Failure::of(&cause))))
    }
}

/// `DEFINE INDEX a_b ON a FIELDS b, c UNIQUE` → `a`, `a_b`, `[b, c]`.
fn parse_unique(table: &str, name: &str, definition: &str) -> Option<UniqueIndex> {
    let (_, rest) = definition.split_once(" FIELDS ")?;
    let (columns, _) = rest.split_once(" UNIQUE")?;
    let columns = columns.split(',').map(|column| column.trim().to_owned()).collect();
    Some(UniqueIndex { table: table.to_owned(), name: name.to_owned(), columns })
}
