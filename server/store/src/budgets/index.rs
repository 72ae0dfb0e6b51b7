//! Indicators and index of the Kommunen: [`IndexStore`] for the database.

use super::parameters::{decimal, fixed};
use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Day, Keyed, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{AreaReader, Koordination, Right},
    budgets::index::{Deviation, Direction, IndexRule, IndexYear, Indicator, KommuneIndicators, port::IndexStore},
    ids::{AccountId, KommuneId},
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use surrealdb::types::{Error, RecordId, RecordIdKey, SurrealValue, Uuid, Value};

const RULE: &str = "SELECT * FROM $rule;";

const KOMMUNEN: &str = "SELECT * FROM kommune_index WHERE year = $year;";

/// Two who save at once write the same record; the second finds another version when it is tried again.
const SAVE: &str = "
    IF ($record.version ?? 0) != $seen { THROW 'conflict' };
    UPSERT $record CONTENT $row RETURN NONE;
";

/// Two who begin a year at once want the same records.
const BEGIN_YEAR: &str = "
    IF record::exists($rule) OR array::len((SELECT id FROM kommune_index WHERE year = $year)) > 0 { THROW 'conflict' };
    FOR $row IN $rules { CREATE $rule CONTENT $row RETURN NONE };
    FOR $row IN $kommunen { CREATE $row.id CONTENT $row RETURN NONE };
";

#[derive(SurrealValue)]
struct RuleRow {
    year: i64,
    version: i64,
    thresholds: Vec<ThresholdRow>,
    valid_from: Day,
    decision: String,
    saved_by: Ref<AccountId>,
    saved_at: DateTime<Utc>,
}

#[derive(SurrealValue)]
struct ThresholdRow {
    level: i64,
    lowest: Decimal,
}

#[derive(SurrealValue)]
struct KommuneRow {
    id: RecordId,
    year: i64,
    kommune: Ref<KommuneId>,
    version: i64,
    indicators: Vec<IndicatorRow>,
    reason: Option<String>,
    reason_proposed: Option<i64>,
    reason_entered: Option<i64>,
    saved_by: Ref<AccountId>,
    saved_at: DateTime<Utc>,
}

#[derive(SurrealValue)]
struct IndicatorRow {
    name: String,
    data_year: i64,
    quantity: Decimal,
    compared_with: Decimal,
    weight: Decimal,
    source: String,
    area: String,
    /// `true` where less of it means more Mehrbedarf; absent everywhere else.
    falling: Option<bool>,
}

#[async_trait]
impl IndexStore for Store {
    async fn index_year(&self, _by: &AreaReader, year: i32) -> Result<IndexYear, AppError> {
        let rule: Option<RuleRow> = self.row(Query::read(RULE).bind("rule", rule_record(year))).await?;
        let rows: Vec<KommuneRow> = self.rows(Query::read(KOMMUNEN).bind("year", i64::from(year))).await?;
        let found = rows.into_iter().map(KommuneRow::into_domain).collect::<Result<Vec<_>, _>>();
        let found = found.map_err(|cause| error::unreadable(KOMMUNEN, &cause))?;
        let rule = rule.map(RuleRow::into_domain).transpose().map_err(|cause| error::unreadable(RULE, &cause))?;
        Ok(IndexYear {
            year,
            rule_version: rule.as_ref().map_or(0, |(version, _)| *version),
            rule: rule.map(|(_, rule)| rule),
            kommunen: found.into_iter().map(|own| (own.kommune, own)).collect(),
        })
    }

    async fn save_index_rule(
        &self,
        by: &Koordination,
        year: i32,
        rule: &IndexRule,
        seen: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let version = seen.checked_add(1).ok_or(AppError::Conflict)?;
        let record = rule_record(year);
        let audit = Audit::values(by, "budget.save_index_rule", now).of_record(record.clone());
        let query = Query::audited(SAVE, audit)
            .bind("record", record)
            .bind("seen", i64::from(seen))
            .bind("row", RuleRow::of(year, rule, version, by.principal().account, now));
        self.run(query).await
    }

    async fn save_indicators(
        &self,
        by: &Koordination,
        year: i32,
        of: &KommuneIndicators,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let version = of.version.checked_add(1).ok_or(AppError::Conflict)?;
        let record = kommune_record(year, of.kommune);
        let audit = Audit::values(by, "budget.save_indicators", now).of_record(record.clone());
        let query = Query::audited(SAVE, audit)
            .bind("record", record)
            .bind("seen", i64::from(of.version))
            .bind("row", KommuneRow::of(year, of, version, by.principal().account, now));
        self.run(query).await
    }

    async fn begin_index_year(&self, by: &Koordination, whole: &IndexYear, now: DateTime<Utc>) -> Result<(), AppError> {
        let (year, account) = (whole.year, by.principal().account);
        let rule = rule_record(year);
        let rules: Vec<Value> =
            whole.rule.iter().map(|rule| RuleRow::of(year, rule, 1, account, now).into_value()).collect();
        let own = whole.kommunen.values();
        let kommunen: Vec<Value> =
            own.clone().map(|own| KommuneRow::of(year, own, 1, account, now).into_value()).collect();
        let audit = Audit::values(by, "budget.begin_index_year", now).of_record(rule.clone());
        let audit = own.fold(audit, |audit, own| audit.of_record(kommune_record(year, own.kommune)));
        let query = Query::audited(BEGIN_YEAR, audit)
            .bind("rule", rule)
            .bind("year", i64::from(year))
            .bind("rules", rules)
            .bind("kommunen", kommunen);
        self.run(query).await
    }
}

impl RuleRow {
    fn of(year: i32, rule: &IndexRule, version: u32, by: AccountId, now: DateTime<Utc>) -> Self {
        let thresholds = rule.thresholds.iter();
        Self {
            year: i64::from(year),
            version: i64::from(version),
            thresholds: thresholds
                .map(|(level, lowest)| ThresholdRow { level: i64::from(*level), lowest: decimal(*lowest) })
                .collect(),
            valid_from: Day(rule.valid_from),
            decision: rule.decision.clone(),
            saved_by: Ref(by),
            saved_at: now,
        }
    }

    fn into_domain(self) -> Result<(u32, IndexRule), Error> {
        let threshold = |row: ThresholdRow| Ok((level(row.level)?, fixed(row.lowest)?));
        let thresholds: BTreeMap<_, _> = self.thresholds.into_iter().map(threshold).collect::<Result<_, Error>>()?;
        let rule = IndexRule { thresholds, valid_from: self.valid_from.0, decision: self.decision };
        Ok((version(self.version)?, rule))
    }
}

impl KommuneRow {
    fn of(year: i32, of: &KommuneIndicators, version: u32, by: AccountId, now: DateTime<Utc>) -> Self {
        let deviation = of.deviation.as_ref();
        Self {
            id: kommune_record(year, of.kommune),
            year: i64::from(year),
            kommune: Ref(of.kommune),
            version: i64::from(version),
            indicators: of.indicators.iter().map(IndicatorRow::of).collect(),
            reason: deviation.map(|found| found.reason.clone()),
            reason_proposed: deviation.map(|found| i64::from(found.proposed)),
            reason_entered: deviation.map(|found| i64::from(found.entered)),
            saved_by: Ref(by),
            saved_at: now,
        }
    }

    fn into_domain(self) -> Result<KommuneIndicators, Error> {
        let deviation = match (self.reason, self.reason_proposed, self.reason_entered) {
            (Some(reason), Some(proposed), Some(entered)) => {
                Some(Deviation { proposed: level(proposed)?, entered: level(entered)?, reason })
            }
            _ => None,
        };
        Ok(KommuneIndicators {
            kommune: self.kommune.0,
            version: version(self.version)?,
            indicators: self.indicators.into_iter().map(IndicatorRow::into_domain).collect::<Result<_, _>>()?,
            deviation,
        })
    }
}

impl IndicatorRow {
    fn of(indicator: &Indicator) -> Self {
        Self {
            name: indicator.name.clone(),
            data_year: i64::from(indicator.data_year),
            quantity: decimal(indicator.value),
            compared_with: decimal(indicator.reference),
            weight: decimal(indicator.weight),
            source: indicator.source.clone(),
            area: indicator.area.clone(),
            falling: (indicator.direction == Direction::Falling).then_some(true),
        }
    }

    fn into_domain(self) -> Result<Indicator, Error> {
        Ok(Indicator {
            name: self.name,
            data_year: i32::try_from(self.data_year).map_err(|_| unreadable("year"))?,
            value: fixed(self.quantity)?,
            reference: fixed(self.compared_with)?,
            weight: fixed(self.weight)?,
            source: self.source,
            area: self.area,
            direction: if self.falling == Some(true) { Direction::Falling } else { Direction::Rising },
        })
    }
}

/// `index_rule:2027`
fn rule_record(year: i32) -> RecordId {
    RecordId::new("index_rule", i64::from(year))
}

/// `kommune_index:[2027, u'…']`
fn kommune_record(year: i32, of: KommuneId) -> RecordId {
    let key = vec![i64::from(year).into_value(), Value::Uuid(Uuid::from(of.key()))];
    RecordId::new("kommune_index", RecordIdKey::Array(key.into()))
}

fn level(stored: i64) -> Result<u8, Error> {
    u8::try_from(stored).map_err(|_| unreadable("level"))
}

fn version(stored: i64) -> Result<u32, Error> {
    u32::try_from(stored).map_err(|_| unreadable("version"))
}

fn unreadable(what: &str) -> Error {
    Error::internal(format!("unreadable {what} of an index"))
}
