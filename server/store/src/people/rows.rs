//! Records of the directory as they stand in the database. Each row knows the way in both directions.

use crate::row::{Day, Ref, from_code, record};
use chrono::Weekday;
use domain::{
    ids::{
        AnstellungstraegerId, KitaId, KitaTraegerId, KommuneId, KooperationsvereinbarungId, PersonId, PostId,
        SozialraumId, ZuordnungId,
    },
    people::{
        AgreementStatus, Anstellungstraeger, BankAccount, Contract, Filling, Iban, Indicators, KiSo, Kind, Kita,
        KitaNumber, KitaTerm, KitaTraeger, Kommune, Kooperationsvereinbarung, Leitung, Mehrbedarf, PayGroup, Period,
        Post, PostalAddress, PresenceDays, Record, RecordKey, Revision, SettlementMode, Sozialraum, Step, Timeline,
        WeeklyHours, Zuordnung,
    },
};
use rust_decimal::Decimal;
use surrealdb::types::{Error, RecordId, SurrealValue, Value};

/// A row that is one record of the directory, and the write it stems from.
pub(super) trait Row: SurrealValue {
    fn read(self) -> Result<(Revision, Record), Error>;
}

/// The row of a record.
pub(super) fn row_of(revision: Revision, record: &Record) -> Value {
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    match record {
        Record::Sozialraum(record) => SozialraumRow::of(revision, record).into_value(),
        Record::Kommune(record) => KommuneRow::of(revision, record).into_value(),
        Record::KitaTraeger(record) => KitaTraegerRow::of(revision, record).into_value(),
        Record::Kita(record) => KitaRow::of(revision, record).into_value(),
        Record::Anstellungstraeger(record) => AnstellungstraegerRow::of(revision, record).into_value(),
        Record::Kooperationsvereinbarung(record) => AgreementRow::of(revision, record).into_value(),
        Record::KiSo(record) => PersonRow::of_kiso(revision, record).into_value(),
        Record::Leitung(record) => PersonRow::of_leitung(revision, record).into_value(),
        Record::Zuordnung(record) => ZuordnungRow::of(revision, record).into_value(),
        Record::Post(record) => PostRow::of(revision, record).into_value(),
    }
}

/// Where a record is kept.
pub(super) fn record_of(key: RecordKey) -> RecordId {
    match key.kind {
        Kind::Sozialraum => record(SozialraumId::new(key.id)),
        Kind::Kommune => record(KommuneId::new(key.id)),
        Kind::KitaTraeger => record(KitaTraegerId::new(key.id)),
        Kind::Kita => record(KitaId::new(key.id)),
        Kind::Anstellungstraeger => record(AnstellungstraegerId::new(key.id)),
        Kind::Kooperationsvereinbarung => record(KooperationsvereinbarungId::new(key.id)),
        Kind::KiSo | Kind::Leitung => record(PersonId::new(key.id)),
        Kind::Zuordnung => record(ZuordnungId::new(key.id)),
        Kind::Post => record(PostId::new(key.id)),
    }
}

fn unreadable(what: &str) -> Error {
    Error::internal(format!("unreadable {what} in a row"))
}

fn revision(number: i64) -> Result<Revision, Error> {
    Revision::try_from(number).map_err(|_| unreadable("revision"))
}

fn hours(exact: Decimal) -> Result<WeeklyHours, Error> {
    WeeklyHours::new(exact).ok_or_else(|| unreadable("hours"))
}

fn period(first: Day, last: Option<Day>) -> Result<Period, Error> {
    Period::new(first.0, last.map(|last| last.0)).ok_or_else(|| unreadable("period"))
}

fn last_day(period: &Period) -> Option<Day> {
    period.to().map(Day)
}

#[derive(SurrealValue)]
pub(super) struct SozialraumRow {
    id: Ref<SozialraumId>,
    revision: i64,
    name: String,
}

impl SozialraumRow {
    fn of(revision: i64, record: &Sozialraum) -> Self {
        Self { id: Ref(record.id), revision, name: record.name.clone() }
    }
}

impl Row for SozialraumRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        Ok((revision(self.revision)?, Sozialraum { id: self.id.0, name: self.name }.into()))
    }
}

#[derive(SurrealValue)]
pub(super) struct KommuneRow {
    id: Ref<KommuneId>,
    revision: i64,
    name: String,
    sozialraum: Ref<SozialraumId>,
    mehrbedarf: Vec<MehrbedarfRow>,
}

#[derive(SurrealValue)]
struct MehrbedarfRow {
    first_day: Day,
    level: i64,
    decision: String,
}

impl KommuneRow {
    fn of(revision: i64, record: &Kommune) -> Self {
        let steps = record.mehrbedarf.steps().iter();
        let mehrbedarf = steps.map(|step| MehrbedarfRow {
            first_day: Day(step.from),
            level: step.value.level.into(),
            decision: step.value.decision.clone(),
        });
        let mehrbedarf = mehrbedarf.collect();
        Self { id: Ref(record.id), revision, name: record.name.clone(), sozialraum: Ref(record.sozialraum), mehrbedarf }
    }
}

impl Row for KommuneRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        let step = |row: MehrbedarfRow| {
            let level = u8::try_from(row.level).map_err(|_| unreadable("level"))?;
            Ok(Step { from: row.first_day.0, value: Mehrbedarf { level, decision: row.decision } })
        };
        let steps: Vec<_> = self.mehrbedarf.into_iter().map(step).collect::<Result<_, Error>>()?;
        let mehrbedarf = Timeline::of(steps);
        let record = Kommune { id: self.id.0, name: self.name, sozialraum: self.sozialraum.0, mehrbedarf };
        Ok((revision(self.revision)?, record.into()))
    }
}

#[derive(SurrealValue)]
pub(super) struct KitaTraegerRow {
    id: Ref<KitaTraegerId>,
    revision: i64,
    name: String,
}

impl KitaTraegerRow {
    fn of(revision: i64, record: &KitaTraeger) -> Self {
        Self { id: Ref(record.id), revision, name: record.name.clone() }
    }
}

impl Row for KitaTraegerRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        Ok((revision(self.revision)?, KitaTraeger { id: self.id.0, name: self.name }.into()))
    }
}

#[derive(SurrealValue)]
pub(super) struct KitaRow {
    id: Ref<KitaId>,
    revision: i64,
    number: String,
    name: String,
    kommune: Ref<KommuneId>,
    traeger: Ref<KitaTraegerId>,
    places: Vec<CountRow>,
    /// Absent in rows from before children were counted.
    children: Option<Vec<CountRow>>,
    indicators: Vec<IndicatorsRow>,
}

#[derive(SurrealValue)]
struct CountRow {
    first_day: Day,
    count: i64,
}

#[derive(SurrealValue)]
struct IndicatorsRow {
    first_day: Day,
    no_access: bool,
    development_need: bool,
}

impl CountRow {
    fn of(timeline: &Timeline<u32>) -> Vec<Self> {
        let steps = timeline.steps().iter();
        steps.map(|step| Self { first_day: Day(step.from), count: step.value.into() }).collect()
    }

    fn timeline(rows: Vec<Self>, what: &str) -> Result<Timeline<u32>, Error> {
        let step = |row: Self| {
            let value = u32::try_from(row.count).map_err(|_| unreadable(what))?;
            Ok(Step { from: row.first_day.0, value })
        };
        Ok(Timeline::of(rows.into_iter().map(step).collect::<Result<Vec<_>, Error>>()?))
    }
}

impl KitaRow {
    fn of(revision: i64, record: &Kita) -> Self {
        let indicators = record.indicators.steps().iter();
        Self {
            id: Ref(record.id),
            revision,
            number: record.number.to_string(),
            name: record.name.clone(),
            kommune: Ref(record.kommune),
            traeger: Ref(record.traeger),
            places: CountRow::of(&record.places),
            children: Some(CountRow::of(&record.children)),
            indicators: indicators
                .map(|step| IndicatorsRow {
                    first_day: Day(step.from),
                    no_access: step.value.no_access,
                    development_need: step.value.development_need,
                })
                .collect(),
        }
    }
}

impl Row for KitaRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        let indicators = self.indicators.into_iter().map(|row| Step {
            from: row.first_day.0,
            value: Indicators { no_access: row.no_access, development_need: row.development_need },
        });
        let record = Kita {
            id: self.id.0,
            number: KitaNumber::parse("number", &self.number).map_err(|_| unreadable("number"))?,
            name: self.name,
            kommune: self.kommune.0,
            traeger: self.traeger.0,
            places: CountRow::timeline(self.places, "places")?,
            children: CountRow::timeline(self.children.unwrap_or_default(), "children")?,
            indicators: Timeline::of(indicators),
        };
        Ok((revision(self.revision)?, record.into()))
    }
}

#[derive(SurrealValue)]
pub(super) struct AnstellungstraegerRow {
    id: Ref<AnstellungstraegerId>,
    revision: i64,
    name: String,
    tariff: String,
    full_time: Decimal,
    account_holder: Option<String>,
    iban: Option<String>,
    street: Option<String>,
    house_number: Option<String>,
    postcode: Option<String>,
    town: Option<String>,
}

impl AnstellungstraegerRow {
    fn of(revision: i64, record: &Anstellungstraeger) -> Self {
        let address = record.address.as_ref();
        Self {
            id: Ref(record.id),
            revision,
            name: record.name.clone(),
            tariff: record.tariff.clone(),
            full_time: record.full_time.decimal(),
            account_holder: record.account.as_ref().map(|account| account.holder.clone()),
            iban: record.account.as_ref().map(|account| account.iban.as_str().to_owned()),
            street: address.map(|address| address.street.clone()),
            house_number: address.and_then(|address| address.house_number.clone()),
            postcode: address.map(|address| address.postcode.clone()),
            town: address.map(|address| address.town.clone()),
        }
    }
}

impl Row for AnstellungstraegerRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        let account = match self.account_holder.zip(self.iban) {
            None => None,
            Some((holder, iban)) => {
                let iban = Iban::parse("iban", &iban).map_err(|_| unreadable("IBAN"))?;
                Some(BankAccount { holder, iban })
            }
        };
        let full_time = hours(self.full_time)?;
        let address = self.street.zip(self.postcode).zip(self.town);
        let address = address.map(|((street, postcode), town)| PostalAddress {
            street,
            house_number: self.house_number,
            postcode,
            town,
        });
        let record =
            Anstellungstraeger { id: self.id.0, name: self.name, tariff: self.tariff, full_time, account, address };
        Ok((revision(self.revision)?, record.into()))
    }
}

#[derive(SurrealValue)]
pub(super) struct AgreementRow {
    id: Ref<KooperationsvereinbarungId>,
    revision: i64,
    reference: String,
    version: i64,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    status: String,
    first_day: Day,
    last_day: Option<Day>,
    settlement: String,
    kitas: Vec<KitaTermRow>,
}

#[derive(SurrealValue)]
struct KitaTermRow {
    kita: Ref<KitaId>,
    first_day: Day,
    last_day: Option<Day>,
}

impl AgreementRow {
    fn of(revision: i64, record: &Kooperationsvereinbarung) -> Self {
        let kitas = record.kitas.iter().map(|term| KitaTermRow {
            kita: Ref(term.kita),
            first_day: Day(term.period.from()),
            last_day: last_day(&term.period),
        });
        Self {
            id: Ref(record.id),
            revision,
            reference: record.reference.clone(),
            version: record.version.into(),
            anstellungstraeger: Ref(record.anstellungstraeger),
            status: record.status.code().into(),
            first_day: Day(record.term.from()),
            last_day: last_day(&record.term),
            settlement: record.settlement.code().into(),
            kitas: kitas.collect(),
        }
    }
}

impl Row for AgreementRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        let term = |row: KitaTermRow| Ok(KitaTerm { kita: row.kita.0, period: period(row.first_day, row.last_day)? });
        let record = Kooperationsvereinbarung {
            id: self.id.0,
            reference: self.reference,
            version: u32::try_from(self.version).map_err(|_| unreadable("version"))?,
            anstellungstraeger: self.anstellungstraeger.0,
            status: from_code("status", &self.status, AgreementStatus::from_code)?,
            term: period(self.first_day, self.last_day)?,
            settlement: from_code("settlement", &self.settlement, SettlementMode::from_code)?,
            kitas: self.kitas.into_iter().map(term).collect::<Result<_, Error>>()?,
        };
        Ok((revision(self.revision)?, record.into()))
    }
}

#[derive(SurrealValue)]
pub(super) struct PersonRow {
    id: Ref<PersonId>,
    revision: i64,
    job: String,
    name: String,
    code: Option<String>,
    contracts: Vec<ContractRow>,
    kita: Option<Ref<KitaId>>,
    first_day: Option<Day>,
    last_day: Option<Day>,
}

#[derive(SurrealValue)]
struct ContractRow {
    first_day: Day,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    hours: Decimal,
}

impl PersonRow {
    fn of_kiso(revision: i64, record: &KiSo) -> Self {
        let contracts = record.contracts.steps().iter().map(|step| ContractRow {
            first_day: Day(step.from),
            anstellungstraeger: Ref(step.value.anstellungstraeger),
            hours: step.value.hours.decimal(),
        });
        Self {
            id: Ref(record.id),
            revision,
            job: "kiso".into(),
            name: record.name.clone(),
            code: Some(record.code.clone()),
            contracts: contracts.collect(),
            kita: None,
            first_day: None,
            last_day: record.last_day.map(Day),
        }
    }

    fn of_leitung(revision: i64, record: &Leitung) -> Self {
        Self {
            id: Ref(record.id),
            revision,
            job: "leitung".into(),
            name: record.name.clone(),
            code: None,
            contracts: Vec::new(),
            kita: Some(Ref(record.kita)),
            first_day: Some(Day(record.period.from())),
            last_day: last_day(&record.period),
        }
    }

    fn kiso(self) -> Result<KiSo, Error> {
        let step = |row: ContractRow| {
            let value = Contract { anstellungstraeger: row.anstellungstraeger.0, hours: hours(row.hours)? };
            Ok(Step { from: row.first_day.0, value })
        };
        let steps: Vec<_> = self.contracts.into_iter().map(step).collect::<Result<_, Error>>()?;
        Ok(KiSo {
            id: self.id.0,
            code: self.code.ok_or_else(|| unreadable("code"))?,
            name: self.name,
            contracts: Timeline::of(steps),
            last_day: self.last_day.map(|day| day.0),
        })
    }

    fn leitung(self) -> Result<Leitung, Error> {
        let first_day = self.first_day.ok_or_else(|| unreadable("first day"))?;
        Ok(Leitung {
            id: self.id.0,
            name: self.name,
            kita: self.kita.ok_or_else(|| unreadable("Kita"))?.0,
            period: period(first_day, self.last_day)?,
        })
    }
}

impl Row for PersonRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        let revision = revision(self.revision)?;
        match self.job.as_str() {
            "kiso" => Ok((revision, self.kiso()?.into())),
            "leitung" => Ok((revision, self.leitung()?.into())),
            _ => Err(unreadable("job")),
        }
    }
}

#[derive(SurrealValue)]
pub(super) struct ZuordnungRow {
    id: Ref<ZuordnungId>,
    revision: i64,
    kiso: Ref<PersonId>,
    kita: Ref<KitaId>,
    hours: Decimal,
    days: Vec<i64>,
    first_day: Day,
    last_day: Option<Day>,
}

impl ZuordnungRow {
    fn of(revision: i64, record: &Zuordnung) -> Self {
        Self {
            id: Ref(record.id),
            revision,
            kiso: Ref(record.kiso),
            kita: Ref(record.kita),
            hours: record.hours.decimal(),
            days: record.days.days().map(|day| i64::from(day.number_from_monday())).collect(),
            first_day: Day(record.period.from()),
            last_day: last_day(&record.period),
        }
    }
}

impl Row for ZuordnungRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        let weekday = |number: i64| {
            let position = u8::try_from(number - 1).map_err(|_| unreadable("weekday"))?;
            Weekday::try_from(position).map_err(|_| unreadable("weekday"))
        };
        let days: Vec<_> = self.days.into_iter().map(weekday).collect::<Result<_, Error>>()?;
        let record = Zuordnung {
            id: self.id.0,
            kiso: self.kiso.0,
            kita: self.kita.0,
            hours: hours(self.hours)?,
            days: PresenceDays::of(days),
            period: period(self.first_day, self.last_day)?,
        };
        Ok((revision(self.revision)?, record.into()))
    }
}

#[derive(SurrealValue)]
pub(super) struct PostRow {
    id: Ref<PostId>,
    revision: i64,
    anstellungstraeger: Ref<AnstellungstraegerId>,
    name: String,
    hours: Decimal,
    pay_group: Option<String>,
    first_day: Day,
    last_day: Option<Day>,
    fillings: Vec<FillingRow>,
}

#[derive(SurrealValue)]
struct FillingRow {
    kiso: Option<Ref<PersonId>>,
    first_day: Day,
    last_day: Option<Day>,
}

impl PostRow {
    fn of(revision: i64, record: &Post) -> Self {
        let fillings = record.fillings.iter().map(|filling| FillingRow {
            kiso: filling.kiso.map(Ref),
            first_day: Day(filling.period.from()),
            last_day: last_day(&filling.period),
        });
        Self {
            id: Ref(record.id),
            revision,
            anstellungstraeger: Ref(record.anstellungstraeger),
            name: record.name.clone(),
            hours: record.hours.decimal(),
            pay_group: record.pay_group.as_ref().map(ToString::to_string),
            first_day: Day(record.period.from()),
            last_day: last_day(&record.period),
            fillings: fillings.collect(),
        }
    }
}

impl Row for PostRow {
    fn read(self) -> Result<(Revision, Record), Error> {
        let filling = |row: FillingRow| {
            let kiso = row.kiso.map(|kiso| kiso.0);
            Ok(Filling { kiso, period: period(row.first_day, row.last_day)? })
        };
        let pay_group = self.pay_group.map(|text| PayGroup::parse("", &text)).transpose();
        let record = Post {
            id: self.id.0,
            anstellungstraeger: self.anstellungstraeger.0,
            name: self.name,
            hours: hours(self.hours)?,
            pay_group: pay_group.map_err(|_| unreadable("pay group"))?,
            period: period(self.first_day, self.last_day)?,
            fillings: self.fillings.into_iter().map(filling).collect::<Result<_, Error>>()?,
        };
        Ok((revision(self.revision)?, record.into()))
    }
}
