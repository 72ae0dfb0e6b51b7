//! How a run stands in rows: its head with the sums of the area, and one row for each who gets something.

use super::{parameters::decimal, part_record};
use crate::row::Ref;
use chrono::{DateTime, Utc};
use domain::{
    budgets::{Run, RunStatus, port::RunHead},
    ids::{AccountId, AnstellungstraegerId, KitaId, RunId},
};
use rust_decimal::Decimal;
use surrealdb::types::{Error, RecordId, SurrealValue, Value};

/// A run in a list.
#[derive(SurrealValue)]
pub(super) struct HeadRow {
    id: Ref<RunId>,
    year: i64,
    saved_by: Ref<AccountId>,
    saved_at: DateTime<Utc>,
    status: String,
    requested_by: Option<Ref<AccountId>>,
    requested_at: Option<DateTime<Utc>>,
    released_by: Option<Ref<AccountId>>,
    released_at: Option<DateTime<Utc>>,
}

impl HeadRow {
    pub(super) fn into_domain(self) -> Result<RunHead, Error> {
        let year = self.year.try_into().map_err(|_| Error::internal("unreadable year of a run".into()))?;
        let status = self.status()?;
        Ok(RunHead { id: self.id.0, year, saved_by: self.saved_by.0, saved_at: self.saved_at, status })
    }

    fn status(&self) -> Result<RunStatus, Error> {
        let who_and_when = |by: Option<Ref<AccountId>>, at: Option<DateTime<Utc>>| {
            let both = by.map(|by| by.0).zip(at);
            both.ok_or_else(|| Error::internal("a run without who proposed or released it".into()))
        };
        match self.status.as_str() {
            "draft" => Ok(RunStatus::Draft),
            "requested" => {
                who_and_when(self.requested_by, self.requested_at).map(|(by, at)| RunStatus::Requested { by, at })
            }
            "released" => {
                who_and_when(self.released_by, self.released_at).map(|(by, at)| RunStatus::Released { by, at })
            }
            _ => Err(Error::internal("unknown status of a run".into())),
        }
    }
}

#[derive(SurrealValue)]
pub(super) struct RunRow {
    year: i64,
    status: String,
    saved_by: Ref<AccountId>,
    saved_at: DateTime<Utc>,
    gesamt: Decimal,
    landeszuweisung: Decimal,
    kreisanteil: Decimal,
    first_charge: Decimal,
    kiso_topf: Decimal,
    sockeltopf: Decimal,
    aufstockungstopf: Decimal,
    sha256: String,
}

impl RunRow {
    /// `sha256`: of the run's document, in hex.
    pub(super) fn of(run: &Run, sha256: String, by: AccountId, now: DateTime<Utc>) -> Self {
        let totals = &run.figures().totals;
        Self {
            year: i64::from(run.parameters().year),
            status: "draft".into(),
            saved_by: Ref(by),
            saved_at: now,
            gesamt: totals.gesamt.as_decimal(),
            landeszuweisung: totals.landeszuweisung.as_decimal(),
            kreisanteil: totals.kreisanteil.as_decimal(),
            first_charge: totals.first_charge.as_decimal(),
            kiso_topf: totals.kiso_topf.as_decimal(),
            sockeltopf: totals.sockeltopf.as_decimal(),
            aufstockungstopf: totals.aufstockungstopf.as_decimal(),
            sha256,
        }
    }
}

#[derive(SurrealValue)]
struct KitaRow {
    id: RecordId,
    run: Ref<RunId>,
    kita: Ref<KitaId>,
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    sockel: Decimal,
    aufstockung: Decimal,
    budget: Decimal,
    vzae: Decimal,
    hours: Decimal,
}

/// One row a Kita, eligible or not.
pub(super) fn kita_rows(id: RunId, run: &Run) -> impl Iterator<Item = Value> {
    run.kitas().map(move |(input, figures)| {
        let row = KitaRow {
            id: part_record("run_kita", id, figures.kita),
            run: Ref(id),
            kita: Ref(figures.kita),
            anstellungstraeger: input.anstellungstraeger.map(Ref),
            sockel: figures.sockel.as_decimal(),
            aufstockung: figures.aufstockung.as_decimal(),
            budget: figures.budget.as_decimal(),
            vzae: decimal(figures.vzae),
            hours: decimal(figures.hours),
        };
        row.into_value()
    })
}

#[derive(SurrealValue)]
struct EmployerRow {
    id: RecordId,
    run: Ref<RunId>,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    budget: Decimal,
    vzae: Decimal,
    hours: Decimal,
    months: Vec<Decimal>,
}

/// One row an Anstellungsträger.
pub(super) fn employer_rows(id: RunId, run: &Run) -> impl Iterator<Item = Value> {
    run.figures().anstellungstraeger.iter().map(move |figures| {
        let row = EmployerRow {
            id: part_record("run_anstellungstraeger", id, figures.anstellungstraeger),
            run: Ref(id),
            anstellungstraeger: Ref(figures.anstellungstraeger),
            budget: figures.budget.as_decimal(),
            vzae: decimal(figures.vzae),
            hours: decimal(figures.hours),
            months: figures.months.map(|month| month.as_decimal()).into(),
        };
        row.into_value()
    })
}
