//! What can go wrong, and what the person is told: the database's messages carry values of rows, so they are never shown
//! and reach the log without anything in quotes.

use crate::row::redact;
use domain::{AppError, ErrorCode, IncidentId};
use rand::Rng;
use surrealdb::types::{AlreadyExistsError, ErrorDetails, QueryError};

/// Which form field a violated UNIQUE index belongs to. `index` is the index's name, or the table's when it is the
/// record id that exists already.
pub(crate) struct Unique {
    pub(crate) index: &'static str,
    pub(crate) field: &'static str,
    pub(crate) code: ErrorCode,
}

/// Each feature's list; a test compares it with the indexes of the schema.
pub(crate) const UNIQUE: &[&[Unique]] = &[
    crate::accounts::UNIQUE,
    crate::events::UNIQUE,
    crate::people::UNIQUE,
    crate::questionnaires::UNIQUE,
    crate::sealer::UNIQUE,
];

/// Why the program cannot start with this database. For the person who runs the server.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("DATABASE_URL ist keine bekannte Adresse. Erlaubt sind surrealkv://<Ordner>, mem:// und ws://<Server>.")]
    WrongUrl,
    #[error(
        "Die Datenbank ist schon geöffnet. Bitte beenden Sie zuerst das Programm, das sie benutzt (Ordner und Nummer: {0})."
    )]
    InUse(String),
    #[error(
        "Die Datenbank lässt sich nicht öffnen. Bitte prüfen Sie DATABASE_URL und die Rechte am Ordner. Ursache: {0}"
    )]
    Open(String),
    #[error("Die Datenbank ließ sich nicht ordentlich schließen; beim nächsten Start wird sie geprüft. Ursache: {0}")]
    Close(String),
    #[error(
        "Die Migration {number} ({name}) wurde geändert, nachdem sie ausgeführt war. Bitte starten Sie die Programmversion, \
         die zur Datenbank passt, oder spielen Sie eine passende Sicherung ein."
    )]
    ChangedMigration { number: i64, name: String },
    #[error(
        "Die Datenbank stammt von einer neueren Programmversion (Migration {0}). Bitte starten Sie diese neuere Version."
    )]
    NewerDatabase(i64),
    #[error("Die Migration {number} ({name}) ist gescheitert, die Datenbank blieb unverändert. Ursache: {cause}")]
    FailedMigration { number: i64, name: String, cause: String },
    #[error("Die Datenbank antwortet nicht wie erwartet. Ursache: {0}")]
    Unusable(String),
}

impl StartError {
    pub(crate) fn open(cause: &str) -> Self {
        if cause.contains("already locked") || cause.contains("already in use") {
            Self::InUse(cause.to_owned())
        } else {
            Self::Open(cause.to_owned())
        }
    }
}

/// Why a query was not carried out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Another transaction wrote the same record first; nothing was stored.
    Conflict,
    /// A UNIQUE index, or a table whose record id is taken.
    NotUnique(String),
    /// `THROW` in a query text.
    Thrown(String),
    /// Stored or not: the connection to the storage was lost in mid-commit.
    OutcomeUnknown,
    /// The database server is away. What was on its way to it is stored or not.
    Away,
    /// Anything else, redacted.
    Other(String),
}

impl Failure {
    pub(crate) fn of(cause: &surrealdb::types::Error) -> Self {
        let message = cause.message();
        match cause.details() {
            ErrorDetails::Query(Some(QueryError::TransactionConflict)) => Self::Conflict,
            ErrorDetails::AlreadyExists(Some(AlreadyExistsError::Record { id })) => {
                Self::NotUnique(id.split(':').next().unwrap_or_default().to_owned())
            }
            ErrorDetails::Connection(_) => Self::Away,
            ErrorDetails::Thrown => Self::Thrown(message.trim_start_matches("An error occurred: ").to_owned()),
            _ if message.contains("commit outcome is unknown") => Self::OutcomeUnknown,
            _ => match violated_index(message) {
                Some(index) => Self::NotUnique(index.to_owned()),
                None => Self::Other(format!("{}: {}", cause.kind_str(), redact(message))),
            },
        }
    }

    /// The cause among the errors of a failed transaction: every other statement reports only that it was not run.
    pub(crate) fn of_transaction<'a>(errors: impl Iterator<Item = &'a surrealdb::types::Error>) -> Self {
        let mut follow_up = None;
        let mut cause = None;
        for error in errors {
            let is_follow_up = matches!(error.query_details(), Some(QueryError::NotExecuted | QueryError::Cancelled));
            match Self::of(error) {
                Self::Conflict => return Self::Conflict,
                Self::OutcomeUnknown => return Self::OutcomeUnknown,
                failure if is_follow_up => follow_up = follow_up.or(Some(failure)),
                failure => cause = cause.or(Some(failure)),
            }
        }
        cause.or(follow_up).unwrap_or_else(|| Self::Other("no cause given".into()))
    }
}

pub(crate) fn to_app_error(text: &'static str, failure: Failure) -> AppError {
    match failure {
        Failure::Conflict => AppError::Conflict,
        // No fault of this query and no number for each of a hundred: the link has logged it once.
        Failure::Away => AppError::Unreachable,
        Failure::NotUnique(name) => match UNIQUE.iter().copied().flatten().find(|unique| unique.index == name) {
            Some(unique) => AppError::field(unique.field, unique.code),
            None => internal(text, &format!("not unique: {name}")),
        },
        Failure::Thrown(code) => thrown(&code).unwrap_or_else(|| internal(text, &format!("thrown: {code}"))),
        Failure::OutcomeUnknown => internal(text, "commit outcome unknown: read back before doing it again"),
        Failure::Other(cause) => internal(text, &cause),
    }
}

/// Logs a fault once, under the number that the person gets to see.
pub(crate) fn internal(text: &str, cause: &str) -> AppError {
    let incident = IncidentId::of(rand::rng().random());
    let query = text.trim_start().lines().next().unwrap_or_default();
    tracing::error!(incident.id = %incident, query, cause, "query failed");
    AppError::Internal(incident)
}

/// A row that does not hold what the program wrote there.
pub(crate) fn unreadable(text: &'static str, cause: &surrealdb::types::Error) -> AppError {
    internal(text, cause.message())
}

fn thrown(code: &str) -> Option<AppError> {
    match code {
        "not_found" => Some(AppError::NotFound),
        "forbidden" => Some(AppError::Forbidden),
        "conflict" => Some(AppError::Conflict),
        _ => {
            let (field, code) = code.split_once(':')?;
            let code: ErrorCode = serde_json::from_value(code.into()).ok()?;
            Some(AppError::field(field, code))
        }
    }
}

/// ``Database index `kita_number` already contains '123', with record `kita:1` `` → `kita_number`. The message is the
/// only place where SurrealDB 3.3 names the index.
fn violated_index(message: &str) -> Option<&str> {
    let (name, rest) = message.strip_prefix("Database index `")?.split_once('`')?;
    rest.starts_with(" already contains ").then_some(name)
}
