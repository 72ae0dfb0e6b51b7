//! How scenarios stand in rows.

use crate::row::{Json, Ref};
use chrono::{DateTime, Utc};
use domain::{
    budgets::scenario::{KeptScenario, Scenario, ScenarioContent},
    ids::AccountId,
};
use surrealdb::types::{Error, RecordId, RecordIdKey, SurrealValue};

pub(super) const SCENARIOS: &str =
    "SELECT year, name, document, by.name AS by, at FROM scenario WHERE year = $year ORDER BY at DESC, name;";

/// Kept twice with the same content it is there once.
pub(super) const KEEP_SCENARIO: &str = "
    IF record::exists($scenario) {
        IF $scenario.document != $row.document { THROW 'scenario_name:not_unique' };
    } ELSE {
        CREATE $scenario CONTENT $row RETURN NONE;
    };
";

pub(super) const DROP_SCENARIO: &str = "DELETE $scenario RETURN NONE;";

#[derive(SurrealValue)]
pub(super) struct ScenarioRow {
    year: i64,
    name: String,
    document: String,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

impl ScenarioRow {
    pub(super) fn of(kept: &KeptScenario, document: String, by: AccountId, at: DateTime<Utc>) -> Self {
        Self { year: i64::from(kept.year()), name: kept.name().to_owned(), document, by: Ref(by), at }
    }
}

#[derive(SurrealValue)]
pub(super) struct NamedScenario {
    year: i64,
    name: String,
    document: Json<ScenarioContent>,
    by: Option<String>,
    at: DateTime<Utc>,
}

impl NamedScenario {
    pub(super) fn into_domain(self) -> Result<Scenario, Error> {
        Ok(Scenario {
            year: self.year.try_into().map_err(|_| Error::internal("unreadable year of a scenario".into()))?,
            name: self.name,
            content: self.document.0,
            by: self.by.unwrap_or_default(),
            at: self.at,
        })
    }
}

/// `scenario:[2027, 'Weniger vom Land']`
pub(super) fn scenario_record(year: i32, name: &str) -> RecordId {
    let key = vec![i64::from(year).into_value(), name.to_owned().into_value()];
    RecordId::new("scenario", RecordIdKey::Array(key.into()))
}
