//! Bringing the schema up to date at the start.

use crate::{
    Store,
    error::{Failure, StartError},
    query::Query,
};
use sha2::{Digest, Sha256};
use surrealdb::types::{SurrealValue, Variables};

/// One step of the schema. Once it is on `main` its text never changes: databases out there have run it.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration { name: $name, text: include_str!(concat!("../migrations/", $name, ".surql")) }),*]
    };
}

/// In the order in which they run; a migration's number is its position, from 1, and begins its name.
pub const MIGRATIONS: &[Migration] = migrations![
    "0001_foundation",
    "0002_accounts",
    "0003_people",
    "0004_events",
    "0005_budgets",
    "0006_questionnaires",
    "0007_sync",
    "0008_payments",
    "0009_surveys",
    "0010_children",
    "0011_answers",
    "0012_waiting_list",
    "0013_asked",
    "0014_tandems",
    "0015_drafts",
    "0016_settlement",
    "0017_first_charge",
    "0018_codes",
    "0019_scenarios",
    "0020_received",
    "0021_documents",
    "0022_attendance",
    "0023_minutes",
    "0024_vault",
    "0025_quarantine",
    "0026_circles",
    "0027_calendar_feed",
    "0028_topics",
    "0029_marks",
    "0030_series",
    "0031_mail_template",
    "0032_index",
    "0033_posts",
    "0034_walk_in_and_feedback",
    "0035_address",
    "0036_attendance_change",
    "0037_first_charge_of_runs",
    "0038_finished_twice",
    "0039_turned_down",
    "0040_deadlines",
    "0041_speaker",
    "0042_free_texts",
    "0043_registration_link",
    "0044_held_and_turned_down",
    "0045_posts_at_submission",
    "0046_limits",
    "0047_approval_materials_guests",
    "0048_unchangeable",
    "0049_withdrawn_certificates",
    "0050_texts_of_the_office",
    "0051_indicator_direction",
    "0052_event_proposals",
    "0053_questionnaire_owner",
    "0054_received_of_kita_traeger",
    "0055_change_span",
    "0056_event_sums",
    "0057_mark_texts",
    "0058_change_key",
    "0059_account_end",
    "0060_mailed_link",
    "0061_account_decisions",
];

/// The table of the migrations themselves is not a migration, because the first one already needs it.
const PREPARE: &str = "
    BEGIN;
    DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL;
    DEFINE FIELD IF NOT EXISTS name ON migration TYPE string;
    DEFINE FIELD IF NOT EXISTS checksum ON migration TYPE string;
    DEFINE FIELD IF NOT EXISTS applied_at ON migration TYPE datetime;
    COMMIT;
";

const APPLIED: &str = "SELECT record::id(id) AS number, name, checksum FROM migration ORDER BY number;";

/// Comes after the text of the migration, in the same transaction.
const RECORD: &str = "
    CREATE type::record('migration', $number) CONTENT { name: $name, checksum: $checksum, applied_at: $applied_at };
";

#[derive(Debug, SurrealValue)]
struct Applied {
    number: i64,
    name: String,
    checksum: String,
}

/// Runs what is missing of `migrations`.
///
/// # Errors
/// A migration that was changed since it ran, a database of a newer program, a migration that fails: it leaves nothing
/// behind.
pub async fn run(store: &Store, migrations: &[Migration]) -> Result<(), StartError> {
    execute(store, PREPARE, Variables::new()).await.map_err(StartError::Unusable)?;
    let applied = applied(store).await?;
    for row in &applied {
        let known = usize::try_from(row.number - 1).ok().and_then(|position| migrations.get(position));
        let known = known.ok_or(StartError::NewerDatabase(row.number))?;
        if known.checksum() != row.checksum {
            return Err(StartError::ChangedMigration { number: row.number, name: row.name.clone() });
        }
    }
    for (number, migration) in (1..).zip(migrations).skip(applied.len()) {
        apply(store, number, migration).await?;
    }
    Ok(())
}

async fn applied(store: &Store) -> Result<Vec<Applied>, StartError> {
    let rows = store.rows(Query::read(APPLIED)).await;
    rows.map_err(|cause| StartError::Unusable(cause.to_string()))
}

async fn apply(store: &Store, number: i64, migration: &Migration) -> Result<(), StartError> {
    let text = format!("BEGIN; {}; {RECORD} COMMIT;", migration.text);
    let mut params = Variables::new();
    params.insert("number", number);
    params.insert("name", migration.name);
    params.insert("checksum", migration.checksum());
    params.insert("applied_at", store.clock().now());
    let applied = execute(store, &text, params).await;
    applied.map_err(|cause| StartError::FailedMigration { number, name: migration.name.into(), cause })?;
    tracing::info!(migration.number = number, migration.name, "migration applied");
    Ok(())
}

/// A migration's text has no values of people in it, so its failure is told in full.
async fn execute(store: &Store, text: &str, params: Variables) -> Result<(), String> {
    let mut results = store.database().execute(text, params).await.map_err(|cause| cause.to_string())?;
    let errors = results.take_errors();
    if errors.is_empty() { Ok(()) } else { Err(format!("{:?}", Failure::of_transaction(errors.values()))) }
}

impl Migration {
    /// SHA-256 of the text, in hex.
    fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.text))
    }
}
