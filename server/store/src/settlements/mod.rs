//! The settlement of a year: [`SettlementStore`] for the database. What it changes in the plans meets the payments in the
//! head records of their years.

mod read;
mod rows;

use crate::{
    Store,
    audit::Audit,
    error,
    payments::{head_record, version},
    query::Query,
    row::{Day, Keyed},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{BudgetReader, Koordination},
    budgets::settlement::{Advance, ProofStepKind, SettlementLedger, Settling, YearSettings, port::SettlementStore},
    ids::AnstellungstraegerId,
};
use read::{SETTLEMENTS, SettlementsRow};
use rows::{ProofRow, ProofStepRow, SettlementRow};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid, Value};

/// Settings that are there already are those of a request that was sent twice.
const SAVE_SETTINGS: &str = "
    IF $settings.deadline != $deadline OR $settings.first_charge_actual != $cost {
        IF ($settings.deadline ?? $default) != $seen_deadline OR $settings.first_charge_actual != $seen_cost {
            THROW 'conflict'
        };
        UPSERT $settings SET deadline = $deadline, first_charge_actual = $cost RETURN NONE;
    };
";

/// Who repeats the own last write is answered as before.
const ADVANCE: &str = "
    IF $proof.version != $row.version OR $proof.last != $row.last OR $proof.last_by != $row.last_by {
        IF ($proof.version ?? 0) != $base { THROW 'conflict' };
        UPSERT $proof CONTENT $row RETURN NONE;
        FOR $step IN $steps { CREATE $step.id CONTENT $step RETURN NONE };
    };
";

/// `$target` is the head of the year that is offset with; where there is none, it is `$head` itself.
const SETTLE: &str = "
    IF !record::exists($settlement) OR $settlement.by != $row.by {
        IF $proof.version != $base OR $proof.status != 'checked' { THROW 'conflict' };
        IF $proof.checked_by = $row.by { THROW ':same_person' };
        IF $head.version != $year_base OR $target.version != $target_base { THROW 'conflict' };
        UPDATE $head SET version = $year_base + 1 RETURN NONE;
        IF $target != $head { UPDATE $target SET version = $target_base + 1 RETURN NONE };
        UPDATE $proof SET version = $base + 1, status = 'settled' RETURN NONE;
        CREATE $settlement CONTENT $row RETURN NONE;
        CREATE $step.id CONTENT $step RETURN NONE;
    };
";

#[async_trait]
impl SettlementStore for Store {
    async fn settlements(&self, by: &BudgetReader, year: i32) -> Result<SettlementLedger, AppError> {
        let query = Query::read(SETTLEMENTS).bind("settings", settings_record(year)).bind("year", i64::from(year));
        let row: SettlementsRow = self.value(query).await?;
        let ledger = row.into_domain(year).map_err(|cause| error::unreadable(SETTLEMENTS, &cause))?;
        Ok(ledger.visible_to(by))
    }

    async fn save_settings(
        &self,
        by: &Koordination,
        year: i32,
        settings: &YearSettings,
        seen: &YearSettings,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let record = settings_record(year);
        let cost = |settings: &YearSettings| settings.first_charge_actual.map(|cost| cost.as_decimal());
        let audit = Audit::values(by, "budget.settlement_settings", now).of_record(record.clone());
        let query = Query::audited(SAVE_SETTINGS, audit)
            .bind("settings", record)
            .bind("deadline", Day(settings.deadline))
            .bind("cost", cost(settings))
            .bind("default", Day(YearSettings::default_of(year).deadline))
            .bind("seen_deadline", Day(seen.deadline))
            .bind("seen_cost", cost(seen));
        self.run(query).await
    }

    async fn advance(&self, step: &Advance, now: DateTime<Utc>) -> Result<(), AppError> {
        let proof = proof_record(step.year(), step.anstellungstraeger());
        let row = ProofRow::of(step)?;
        let steps: Vec<Value> = ProofStepRow::of(step, now).into_iter().collect();
        let audit = Audit::values(step.by(), action(step.kind()), now).of_record(proof.clone());
        let query = Query::audited(ADVANCE, audit)
            .bind("proof", proof)
            .bind("base", version(step.base()))
            .bind("row", row)
            .bind("steps", steps);
        self.run(query).await
    }

    async fn settle(&self, settling: &Settling, now: DateTime<Utc>) -> Result<(), AppError> {
        let (year, of) = (settling.year(), settling.anstellungstraeger());
        let (proof, head) = (proof_record(year, of), head_record(year));
        let settlement = settlement_record(year, of, settling.number());
        let (target, target_base) =
            settling.target().map_or((head.clone(), settling.year_base()), |(year, base)| (head_record(year), base));
        let audit = Audit::values(settling.by(), action(Some(ProofStepKind::Settled)), now)
            .of_record(proof.clone())
            .of_record(settlement.clone())
            .of_record(head.clone());
        let query = Query::audited(SETTLE, audit)
            .bind("proof", proof)
            .bind("settlement", settlement)
            .bind("head", head)
            .bind("target", target)
            .bind("base", version(settling.base()))
            .bind("year_base", version(settling.year_base()))
            .bind("target_base", version(target_base))
            .bind("row", SettlementRow::of(settling, now)?)
            .bind("step", ProofStepRow::settled(settling, now));
        self.run(query).await
    }
}

/// What the log calls a step.
fn action(kind: Option<ProofStepKind>) -> &'static str {
    match kind {
        None => "budget.proof_save",
        Some(ProofStepKind::Submitted) => "budget.proof_submit",
        Some(ProofStepKind::GivenBack) => "budget.proof_give_back",
        Some(ProofStepKind::Checked) => "budget.proof_check",
        Some(ProofStepKind::Settled) => "budget.settle",
        Some(ProofStepKind::Reopened) => "budget.proof_reopen",
    }
}

/// `settlement_year:2025`
fn settings_record(year: i32) -> RecordId {
    RecordId::new("settlement_year", i64::from(year))
}

/// `verwendungsnachweis:[2025, u'…']`
pub(crate) fn proof_record(year: i32, of: AnstellungstraegerId) -> RecordId {
    RecordId::new("verwendungsnachweis", RecordIdKey::Array(key(year, of).into()))
}

/// `settlement:[2025, u'…', 1]`
fn settlement_record(year: i32, of: AnstellungstraegerId, number: u32) -> RecordId {
    numbered("settlement", year, of, i64::from(number))
}

/// `proof_step:[2025, u'…', 3]`
fn numbered(table: &'static str, year: i32, of: AnstellungstraegerId, number: i64) -> RecordId {
    let mut key = key(year, of);
    key.push(number.into_value());
    RecordId::new(table, RecordIdKey::Array(key.into()))
}

fn key(year: i32, of: AnstellungstraegerId) -> Vec<Value> {
    vec![i64::from(year).into_value(), Value::Uuid(Uuid::from(of.key()))]
}
