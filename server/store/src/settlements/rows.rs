//! How Verwendungsnachweise and settlements stand in rows. Steps and settlements are never changed once they are there.

use super::{numbered, proof_record};
use crate::{
    error,
    row::{Json, Ref},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Right,
    budgets::{
        Euro,
        settlement::{Advance, Examination, FilledPost, KitaCost, Outcome, ProofStepKind, Settling, Statement},
    },
    ids::{AccountId, AnstellungstraegerId, KitaId, RunId},
};
use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest, Sha256};
use surrealdb::types::{Error, RecordId, SurrealValue, Value};

#[derive(SurrealValue)]
pub(super) struct ProofRow {
    year: i64,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    version: i64,
    status: String,
    kitas: Vec<KitaCostRow>,
    remarks: Option<String>,
    examination: Option<Json<Examination>>,
    checked_by: Option<Ref<AccountId>>,
    last: String,
    last_by: Ref<AccountId>,
    posts: Option<Json<Vec<FilledPost>>>,
}

impl ProofRow {
    /// As it stands after the step.
    pub(super) fn of(step: &Advance) -> Result<Self, AppError> {
        let examination = step.examination();
        let kind = step.kind().map(ProofStepKind::code);
        Ok(Self {
            year: i64::from(step.year()),
            anstellungstraeger: Ref(step.anstellungstraeger()),
            version: after(step.base()),
            status: step.to().code().to_owned(),
            kitas: step.statement().kitas.iter().map(KitaCostRow::of).collect(),
            remarks: step.statement().remarks.clone(),
            examination: examination.cloned().map(Json),
            checked_by: examination.map(|examination| Ref(examination.by)),
            last: hash(&(kind, step.statement(), examination, step.reason()))?,
            last_by: Ref(step.by().principal().account),
            posts: step.posts().map(|posts| Json(posts.to_vec())),
        })
    }
}

#[derive(SurrealValue)]
pub(super) struct KitaCostRow {
    kita: Ref<KitaId>,
    number: String,
    name: String,
    personnel: Option<Decimal>,
    training: Option<Decimal>,
}

impl KitaCostRow {
    fn of(cost: &KitaCost) -> Self {
        Self {
            kita: Ref(cost.kita),
            number: cost.number.clone(),
            name: cost.name.clone(),
            personnel: cost.personnel.map(Euro::as_decimal),
            training: cost.training.map(Euro::as_decimal),
        }
    }

    fn into_domain(self) -> Result<KitaCost, Error> {
        let euro = |stored: Option<Decimal>| stored.map(self::euro).transpose();
        Ok(KitaCost {
            kita: self.kita.0,
            number: self.number,
            name: self.name,
            personnel: euro(self.personnel)?,
            training: euro(self.training)?,
        })
    }
}

pub(super) fn statement(kitas: Vec<KitaCostRow>, remarks: Option<String>) -> Result<Statement, Error> {
    Ok(Statement { kitas: kitas.into_iter().map(KitaCostRow::into_domain).collect::<Result<_, _>>()?, remarks })
}

#[derive(SurrealValue)]
pub(super) struct ProofStepRow {
    id: RecordId,
    proof: RecordId,
    version: i64,
    kind: String,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
    reason: Option<String>,
}

impl ProofStepRow {
    /// `None` for a draft that is kept.
    pub(super) fn of(step: &Advance, at: DateTime<Utc>) -> Option<Value> {
        let key = (step.year(), step.anstellungstraeger(), after(step.base()));
        let by = step.by().principal().account;
        step.kind().map(|kind| Self::new(key, kind, by, at, step.reason()).into_value())
    }

    pub(super) fn settled(settling: &Settling, at: DateTime<Utc>) -> Self {
        let key = (settling.year(), settling.anstellungstraeger(), after(settling.base()));
        Self::new(key, ProofStepKind::Settled, settling.by().principal().account, at, None)
    }

    fn new(
        (year, of, version): (i32, AnstellungstraegerId, i64),
        kind: ProofStepKind,
        by: AccountId,
        at: DateTime<Utc>,
        reason: Option<&str>,
    ) -> Self {
        let (id, proof) = (numbered("proof_step", year, of, version), proof_record(year, of));
        Self { id, proof, version, kind: kind.code().to_owned(), by: Ref(by), at, reason: reason.map(str::to_owned) }
    }
}

#[derive(SurrealValue)]
pub(super) struct SettlementRow {
    proof: RecordId,
    year: i64,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    number: i64,
    run: Ref<RunId>,
    mode: String,
    actual: Decimal,
    eligible: Decimal,
    received: Decimal,
    back: Decimal,
    more: Decimal,
    offset_amount: Decimal,
    offset_year: Option<i64>,
    document: Json<Examination>,
    sha256: String,
    checked_by: Ref<AccountId>,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

impl SettlementRow {
    pub(super) fn of(settling: &Settling, at: DateTime<Utc>) -> Result<Self, AppError> {
        let examination = settling.examination();
        let outcome = Outcome::of(examination).map_err(|cause| error::internal("settlement", &cause.to_string()))?;
        Ok(Self {
            proof: proof_record(settling.year(), settling.anstellungstraeger()),
            year: i64::from(settling.year()),
            anstellungstraeger: Ref(settling.anstellungstraeger()),
            number: i64::from(settling.number()),
            run: Ref(examination.basis.run),
            mode: examination.basis.mode.code().to_owned(),
            actual: outcome.actual.as_decimal(),
            eligible: outcome.eligible.as_decimal(),
            received: outcome.received.as_decimal(),
            back: outcome.back.as_decimal(),
            more: outcome.more.as_decimal(),
            offset_amount: settling.offset().as_decimal(),
            offset_year: settling.target().map(|(year, _)| i64::from(year)),
            sha256: hash(examination)?,
            document: Json(examination.clone()),
            checked_by: Ref(examination.by),
            by: Ref(settling.by().principal().account),
            at,
        })
    }
}

/// The version that a write leads to.
fn after(base: u64) -> i64 {
    i64::try_from(base).unwrap_or(i64::MAX).saturating_add(1)
}

fn hash(content: &impl Serialize) -> Result<String, AppError> {
    let json = serde_json::to_string(content).map_err(|cause| error::internal("settlement", &cause.to_string()))?;
    Ok(hex::encode(Sha256::digest(json)))
}

pub(super) fn euro(stored: Decimal) -> Result<Euro, Error> {
    Euro::from_decimal(stored).ok_or_else(|| unreadable("amount"))
}

pub(super) fn unreadable(what: &str) -> Error {
    Error::internal(format!("unreadable {what} of a settlement"))
}
