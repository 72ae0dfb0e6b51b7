//! Budgets: [`BudgetStore`] for the database. Parameters and runs are only ever added.

mod index;
mod parameters;
mod runs;
mod scenarios;

use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Keyed, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, Koordination, Right},
    budgets::{
        KeptRun, Parameters, Run,
        first_charge::TraegerShare,
        port::{BudgetStore, RunHead, StoredParameters, VisibleRun},
        scenario::{KeptScenario, Scenario},
    },
    ids::RunId,
};
use parameters::{ParametersRow, parameters_record};
pub(crate) use parameters::{decimal, fixed};
use runs::{HeadRow, RunRow, employer_rows, kita_rows};
use scenarios::{DROP_SCENARIO, KEEP_SCENARIO, NamedScenario, SCENARIOS, ScenarioRow, scenario_record};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid, Value};

const YEARS: &str = "SELECT year FROM budget_parameters GROUP BY year ORDER BY year DESC;";

const LATEST: &str = "SELECT * FROM budget_parameters WHERE year = $year ORDER BY version DESC LIMIT 1;";

/// The version before must be there and the new one must not: two who save at once both want the same record, and the
/// second finds it taken when it is tried again.
const SAVE_PARAMETERS: &str = "
    IF $replaces > 0 AND !record::exists($old) { THROW 'conflict' };
    IF record::exists($new) { THROW 'conflict' };
    CREATE $new CONTENT $row RETURN NONE;
";

/// Who sends the same run a second time gets the head of the first.
const SAVE_RUN: &str = "
    IF record::exists($run) {
        IF $run.sha256 != $row.sha256 { THROW 'conflict' };
    } ELSE {
        CREATE $run CONTENT $row RETURN NONE;
        CREATE $document CONTENT { document: $json } RETURN NONE;
        FOR $part IN $parts { CREATE $part.id CONTENT $part RETURN NONE };
    };
    SELECT id, year, saved_by, saved_at, status, requested_by, requested_at, released_by, released_at FROM $run;
";

/// Ids of runs sort by time, for those that were saved in the same moment.
const RUNS: &str = "
    SELECT id, year, saved_by, saved_at, status, requested_by, requested_at, released_by, released_at FROM run
        WHERE year = $year ORDER BY saved_at DESC, id DESC;
";

const RUN: &str = "
    SELECT id, year, saved_by, saved_at, status, requested_by, requested_at, released_by, released_at, sha256 FROM $run;
";

const DOCUMENT: &str = "SELECT VALUE document FROM $document;";

#[derive(SurrealValue)]
struct YearRow {
    year: i64,
}

#[derive(SurrealValue)]
struct HashRow {
    sha256: String,
}

#[async_trait]
impl BudgetStore for Store {
    async fn years(&self, _by: &BudgetReader) -> Result<Vec<i32>, AppError> {
        let rows: Vec<YearRow> = self.rows(Query::read(YEARS)).await?;
        rows.into_iter().map(|row| year(YEARS, row.year)).collect()
    }

    async fn parameters(&self, _by: &BudgetReader, year: i32) -> Result<Option<StoredParameters>, AppError> {
        let row: Option<ParametersRow> = self.row(Query::read(LATEST).bind("year", i64::from(year))).await?;
        row.map(ParametersRow::into_domain).transpose().map_err(|cause| error::unreadable(LATEST, &cause))
    }

    async fn save_parameters(
        &self,
        by: &Koordination,
        parameters: &Parameters,
        replaces: u32,
        now: DateTime<Utc>,
    ) -> Result<u32, AppError> {
        let version = replaces.checked_add(1).ok_or(AppError::Conflict)?;
        let old = parameters_record(parameters.year, replaces);
        let new = parameters_record(parameters.year, version);
        let audit = Audit::values(by, "budget.save_parameters", now).of_record(old.clone()).of_record(new.clone());
        let row = ParametersRow::of(parameters, version, by.principal().account, now);
        let query = Query::audited(SAVE_PARAMETERS, audit)
            .bind("replaces", i64::from(replaces))
            .bind("old", old)
            .bind("new", new)
            .bind("row", row);
        self.run(query).await?;
        Ok(version)
    }

    async fn save_run(&self, by: &Koordination, id: RunId, run: &Run, now: DateTime<Utc>) -> Result<RunHead, AppError> {
        let json = serde_json::to_string(run).map_err(|cause| error::internal(SAVE_RUN, &cause.to_string()))?;
        let sha256 = hex::encode(Sha256::digest(&json));
        let parts: Vec<Value> = kita_rows(id, run).chain(employer_rows(id, run)).collect();
        let query = Query::audited(SAVE_RUN, Audit::values(by, "budget.save_run", now).of(id))
            .bind("run", Ref(id))
            .bind("document", document_record(id))
            .bind("row", RunRow::of(run, sha256, by.principal().account, now))
            .bind("json", json)
            .bind("parts", parts);
        let head: Option<HeadRow> = self.row(query).await?;
        head.ok_or(AppError::NotFound)?.into_domain().map_err(|cause| error::unreadable(SAVE_RUN, &cause))
    }

    async fn runs(&self, _by: &BudgetReader, year: i32) -> Result<Vec<RunHead>, AppError> {
        let rows: Vec<HeadRow> = self.rows(Query::read(RUNS).bind("year", i64::from(year))).await?;
        let heads = rows.into_iter().map(HeadRow::into_domain).collect::<Result<_, _>>();
        heads.map_err(|cause| error::unreadable(RUNS, &cause))
    }

    async fn run(&self, by: &BudgetReader, id: RunId) -> Result<VisibleRun, AppError> {
        let (head, run) = self.head_and_run(id).await?;
        Ok(VisibleRun::new(head, run, by))
    }

    async fn scenarios(&self, _by: &AreaReader, year: i32) -> Result<Vec<Scenario>, AppError> {
        let rows: Vec<NamedScenario> = self.rows(Query::read(SCENARIOS).bind("year", i64::from(year))).await?;
        let scenarios = rows.into_iter().map(NamedScenario::into_domain).collect::<Result<_, _>>();
        scenarios.map_err(|cause| error::unreadable(SCENARIOS, &cause))
    }

    async fn keep_scenario(&self, by: &Koordination, kept: &KeptScenario, now: DateTime<Utc>) -> Result<(), AppError> {
        let record = scenario_record(kept.year(), kept.name());
        let document = serde_json::to_string(kept.content());
        let document = document.map_err(|cause| error::internal(KEEP_SCENARIO, &cause.to_string()))?;
        let audit = Audit::values(by, "budget.keep_scenario", now).of_record(record.clone());
        let query = Query::audited(KEEP_SCENARIO, audit)
            .bind("scenario", record)
            .bind("row", ScenarioRow::of(kept, document, by.principal().account, now));
        self.run(query).await
    }

    async fn drop_scenario(
        &self,
        by: &Koordination,
        year: i32,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let record = scenario_record(year, name);
        let audit = Audit::values(by, "budget.drop_scenario", now).of_record(record.clone());
        self.run(Query::audited(DROP_SCENARIO, audit).bind("scenario", record)).await
    }
}

impl Store {
    /// A run in whole, for who cuts it to its reader.
    async fn head_and_run(&self, id: RunId) -> Result<(RunHead, Arc<KeptRun>), AppError> {
        let row: Value = self.row(Query::read(RUN).bind("run", Ref(id))).await?.ok_or(AppError::NotFound)?;
        let unreadable = |cause| error::unreadable(RUN, &cause);
        let head = HeadRow::from_value(row.clone()).and_then(HeadRow::into_domain).map_err(unreadable)?;
        let HashRow { sha256 } = HashRow::from_value(row).map_err(unreadable)?;
        let key = (id, sha256);
        if let Some(kept) = self.kept_runs().find(&key) {
            return Ok((head, kept));
        }
        let run = Arc::new(KeptRun::new(self.document(id, &key.1).await?));
        // A draft is read, recomputed and forgotten; only what is released is asked for again and again.
        if head.status.is_released() {
            self.kept_runs().keep(key, &run);
        }
        Ok((head, run))
    }

    /// What the Kita-Träger get of a run's first charge; `None` for a run that does not keep the list.
    pub(crate) async fn traeger_of(&self, id: RunId) -> Result<Option<Vec<TraegerShare>>, AppError> {
        let (_, run) = self.head_and_run(id).await?;
        run.traeger().map_err(|cause| error::internal(DOCUMENT, &cause.to_string()))
    }

    /// The stored text of a run, which must be the bytes that its head names.
    async fn document(&self, id: RunId, sha256: &str) -> Result<Run, AppError> {
        let text: Option<String> = self.row(Query::read(DOCUMENT).bind("document", document_record(id))).await?;
        let text = text.ok_or(AppError::NotFound)?;
        if hex::encode(Sha256::digest(&text)) != sha256 {
            return Err(error::internal(DOCUMENT, "the document of a run is not the one that was stored"));
        }
        serde_json::from_str(&text).map_err(|cause| error::internal(DOCUMENT, &cause.to_string()))
    }
}

/// `run_document:u'…'`, with the key of the run.
fn document_record(run: RunId) -> RecordId {
    RecordId::new("run_document", Uuid::from(run.key()))
}

/// `run_kita:[u'…', u'…']`: a part of a run.
fn part_record<I: Keyed>(table: &'static str, run: RunId, of: I) -> RecordId {
    let key = [run.key(), of.key()].map(|key| Value::Uuid(Uuid::from(key)));
    RecordId::new(table, RecordIdKey::Array(Vec::from(key).into()))
}

fn year(text: &'static str, stored: i64) -> Result<i32, AppError> {
    i32::try_from(stored).map_err(|_| error::internal(text, "a year beyond any calendar"))
}
