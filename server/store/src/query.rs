//! A query text with its parameters, and what comes back.

use crate::{
    Store,
    audit::{self, Audit},
    error,
};
use domain::AppError;
use surrealdb::types::{SurrealValue, Value, Variables};

/// One statement that reads, or one transaction that writes.
pub struct Query {
    pub(crate) text: &'static str,
    params: Variables,
    kind: Kind,
}

enum Kind {
    Read,
    Write,
    Audited,
}

impl Query {
    /// A single statement that reads from one snapshot.
    pub fn read(text: &'static str) -> Self {
        Self { text, params: Variables::new(), kind: Kind::Read }
    }

    /// A transaction that is nobody's deed on the office's data: sessions, jobs, answers, the machinery itself.
    pub fn write(text: &'static str) -> Self {
        Self { kind: Kind::Write, ..Self::read(text) }
    }

    /// A transaction by staff, with its audit row inside.
    pub fn audited(text: &'static str, audit: Audit) -> Self {
        debug_assert!(
            !text.split(';').any(|statement| statement.trim_start().starts_with("RETURN ")),
            "RETURN would end the transaction before its audit row: {text}"
        );
        let mut query = Self { kind: Kind::Audited, ..Self::read(text) };
        audit.bind_to(&mut query.params);
        query
    }

    pub fn bind(mut self, name: &'static str, value: impl SurrealValue) -> Self {
        self.params.insert(name, value);
        self
    }

    pub(crate) fn params(&self) -> Variables {
        self.params.clone()
    }

    /// The text as it is sent.
    pub(crate) fn full_text(&self) -> String {
        let text = self.text;
        match self.kind {
            Kind::Read => text.to_owned(),
            Kind::Write => format!("BEGIN; {text}; COMMIT;"),
            Kind::Audited => format!("BEGIN; {} {text}; {} COMMIT;", audit::OPENING, audit::CLOSING),
        }
    }

    /// How many results follow that of the text's last statement.
    pub(crate) fn trailing_results(&self) -> usize {
        match self.kind {
            Kind::Read => 0,
            Kind::Write => 1,
            Kind::Audited => audit::CLOSING_STATEMENTS + 1,
        }
    }
}

impl Store {
    /// Runs a query for its effect.
    #[doc(hidden)]
    pub async fn run(&self, query: Query) -> Result<(), AppError> {
        self.answer(query).await.map(|_| ())
    }

    /// Runs a query and returns the rows of its last statement.
    #[doc(hidden)]
    pub async fn rows<T: SurrealValue>(&self, query: Query) -> Result<Vec<T>, AppError> {
        let text = query.text;
        let rows = match self.answer(query).await? {
            Value::Array(rows) => rows.into_iter().collect(),
            Value::None | Value::Null => Vec::new(),
            row => vec![row],
        };
        rows.into_iter().map(|row| decode(text, row)).collect()
    }

    /// Runs a query and returns the only row of its last statement, if there is one.
    #[doc(hidden)]
    pub async fn row<T: SurrealValue>(&self, query: Query) -> Result<Option<T>, AppError> {
        let text = query.text;
        let mut rows = self.rows(query).await?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            n => Err(error::internal(text, &format!("one row expected, {n} found"))),
        }
    }

    /// Runs a query and returns the value of its last statement as it is.
    #[doc(hidden)]
    pub async fn value<T: SurrealValue>(&self, query: Query) -> Result<T, AppError> {
        let text = query.text;
        decode(text, self.answer(query).await?)
    }
}

fn decode<T: SurrealValue>(text: &'static str, value: Value) -> Result<T, AppError> {
    T::from_value(value).map_err(|cause| error::internal(text, cause.message()))
}
