//! Reading the settlements of a year: one statement, so that all of it is of one moment.

use super::rows::{KitaCostRow, euro, statement, unreadable};
use crate::row::{Day, Json, Ref, from_code};
use chrono::{DateTime, Utc};
use domain::{
    budgets::settlement::{
        Examination, FilledPost, ProofStatus, ProofStep, ProofStepKind, Settlement, SettlementLedger,
        Verwendungsnachweis, YearSettings,
    },
    ids::{AccountId, AnstellungstraegerId},
};
use rust_decimal::Decimal;
use surrealdb::types::{Error, SurrealValue};

pub(super) const SETTLEMENTS: &str = "RETURN {
    deadline: $settings.deadline,
    first_charge_actual: $settings.first_charge_actual,
    proofs: (
        SELECT anstellungstraeger, version, status, kitas, remarks, examination, posts,
            (SELECT version, kind, by, by.name AS name, at, reason FROM proof_step
                WHERE proof = $parent.id ORDER BY version) AS steps,
            (SELECT number, document, offset_amount, by, at FROM settlement
                WHERE proof = $parent.id ORDER BY number) AS settlements
        FROM verwendungsnachweis WHERE year = $year
    )
};";

#[derive(SurrealValue)]
pub(super) struct SettlementsRow {
    deadline: Option<Day>,
    first_charge_actual: Option<Decimal>,
    proofs: Vec<StoredProof>,
}

#[derive(SurrealValue)]
struct StoredProof {
    anstellungstraeger: Ref<AnstellungstraegerId>,
    version: i64,
    status: String,
    kitas: Vec<KitaCostRow>,
    remarks: Option<String>,
    examination: Option<Json<Examination>>,
    posts: Option<Json<Vec<FilledPost>>>,
    steps: Vec<NamedStep>,
    settlements: Vec<StoredSettlement>,
}

#[derive(SurrealValue)]
struct NamedStep {
    kind: String,
    by: Ref<AccountId>,
    name: Option<String>,
    at: DateTime<Utc>,
    reason: Option<String>,
}

#[derive(SurrealValue)]
struct StoredSettlement {
    number: i64,
    document: Json<Examination>,
    offset_amount: Decimal,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

impl SettlementsRow {
    pub(super) fn into_domain(self, year: i32) -> Result<SettlementLedger, Error> {
        let default = YearSettings::default_of(year);
        let settings = YearSettings {
            deadline: self.deadline.map_or(default.deadline, |day| day.0),
            first_charge_actual: self.first_charge_actual.map(euro).transpose()?,
        };
        let proofs = self.proofs.into_iter().map(|proof| proof.into_domain(year)).collect::<Result<_, _>>()?;
        Ok(SettlementLedger { year, settings, proofs })
    }
}

impl StoredProof {
    fn into_domain(self, year: i32) -> Result<Verwendungsnachweis, Error> {
        Ok(Verwendungsnachweis {
            year,
            anstellungstraeger: self.anstellungstraeger.0,
            version: self.version.try_into().map_err(|_| unreadable("version"))?,
            status: from_code("Verwendungsnachweis", &self.status, ProofStatus::from_code)?,
            statement: statement(self.kitas, self.remarks)?,
            examination: self.examination.map(|document| document.0),
            posts: self.posts.map(|posts| posts.0),
            settlements: self.settlements.into_iter().map(StoredSettlement::into_domain).collect::<Result<_, _>>()?,
            steps: self.steps.into_iter().map(NamedStep::into_domain).collect::<Result<_, _>>()?,
        })
    }
}

impl NamedStep {
    fn into_domain(self) -> Result<ProofStep, Error> {
        Ok(ProofStep {
            kind: from_code("step of a Verwendungsnachweis", &self.kind, ProofStepKind::from_code)?,
            by: self.by.0,
            name: self.name.unwrap_or_default(),
            at: self.at,
            reason: self.reason,
        })
    }
}

impl StoredSettlement {
    fn into_domain(self) -> Result<Settlement, Error> {
        Ok(Settlement {
            number: self.number.try_into().map_err(|_| unreadable("number"))?,
            examination: self.document.0,
            offset: euro(self.offset_amount)?,
            by: self.by.0,
            at: self.at,
        })
    }
}
