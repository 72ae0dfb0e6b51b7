//! How the parameters of a year stand in a row: each in a column of its own, their periods and decisions beside them.

use crate::row::{Day, Ref, from_code};
use chrono::{DateTime, Utc};
use domain::{
    budgets::{
        Decided, Euro, Fixed, Fraction, Parameter, Parameters, SockelBasis, SockelVerteilung, port::StoredParameters,
    },
    ids::AccountId,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use surrealdb::types::{Error, RecordId, RecordIdKey, SurrealValue, Value};

#[derive(SurrealValue)]
pub(super) struct ParametersRow {
    year: i64,
    version: i64,
    saved_by: Ref<AccountId>,
    saved_at: DateTime<Utc>,
    landeszuweisung: Decimal,
    landesanteil: String,
    be_vzae: Decimal,
    be_pauschale: Decimal,
    sockel_quote: String,
    sockel_basis: String,
    sockel_verteilung: String,
    stufen_gewicht: Vec<WeightRow>,
    vzae_pauschale: Decimal,
    vollzeit_stunden: Decimal,
    mindest_anteil: Decimal,
    decided: Vec<DecidedRow>,
}

#[derive(SurrealValue)]
struct WeightRow {
    level: i64,
    weight: String,
}

#[derive(SurrealValue)]
struct DecidedRow {
    parameter: String,
    valid_from: Day,
    valid_to: Option<Day>,
    decision: String,
}

/// `budget_parameters:[2027, 1]`
pub(super) fn parameters_record(year: i32, version: u32) -> RecordId {
    let key = [i64::from(year), i64::from(version)].map(SurrealValue::into_value);
    RecordId::new("budget_parameters", RecordIdKey::Array(Vec::<Value>::from(key).into()))
}

impl ParametersRow {
    pub(super) fn of(parameters: &Parameters, version: u32, by: AccountId, now: DateTime<Utc>) -> Self {
        let weights = parameters.stufen_gewicht.value.iter();
        Self {
            year: i64::from(parameters.year),
            version: i64::from(version),
            saved_by: Ref(by),
            saved_at: now,
            landeszuweisung: parameters.landeszuweisung.value.as_decimal(),
            landesanteil: parameters.landesanteil.value.into(),
            be_vzae: decimal(parameters.be_vzae.value),
            be_pauschale: parameters.be_pauschale.value.as_decimal(),
            sockel_quote: parameters.sockel_quote.value.into(),
            sockel_basis: parameters.sockel_basis.value.code().into(),
            sockel_verteilung: parameters.sockel_verteilung.value.code().into(),
            stufen_gewicht: weights
                .map(|(level, weight)| WeightRow { level: i64::from(*level), weight: (*weight).into() })
                .collect(),
            vzae_pauschale: parameters.vzae_pauschale.value.as_decimal(),
            vollzeit_stunden: decimal(parameters.vollzeit_stunden.value),
            mindest_anteil: decimal(parameters.mindest_anteil.value),
            decided: Parameter::ALL.map(|parameter| DecidedRow::of(parameters.provenance(parameter))).into(),
        }
    }

    pub(super) fn into_domain(self) -> Result<StoredParameters, Error> {
        let weights = self.stufen_gewicht.into_iter().map(WeightRow::into_domain).collect::<Result<_, _>>()?;
        let basis = from_code("sockel basis", &self.sockel_basis, SockelBasis::from_code)?;
        let verteilung = from_code("sockel verteilung", &self.sockel_verteilung, SockelVerteilung::from_code)?;
        let decided = Decisions(self.decided);
        let parameters = Parameters {
            year: self.year.try_into().map_err(|_| unreadable("year"))?,
            landeszuweisung: decided.of(Parameter::Landeszuweisung, euro(self.landeszuweisung)?)?,
            landesanteil: decided.of(Parameter::Landesanteil, fraction(self.landesanteil)?)?,
            be_vzae: decided.of(Parameter::BeVzae, fixed(self.be_vzae)?)?,
            be_pauschale: decided.of(Parameter::BePauschale, euro(self.be_pauschale)?)?,
            sockel_quote: decided.of(Parameter::SockelQuote, fraction(self.sockel_quote)?)?,
            sockel_basis: decided.of(Parameter::SockelBasis, basis)?,
            sockel_verteilung: decided.of(Parameter::SockelVerteilung, verteilung)?,
            stufen_gewicht: decided.of::<BTreeMap<_, _>>(Parameter::StufenGewicht, weights)?,
            vzae_pauschale: decided.of(Parameter::VzaePauschale, euro(self.vzae_pauschale)?)?,
            vollzeit_stunden: decided.of(Parameter::VollzeitStunden, fixed(self.vollzeit_stunden)?)?,
            mindest_anteil: decided.of(Parameter::MindestAnteil, fixed(self.mindest_anteil)?)?,
        };
        let version = self.version.try_into().map_err(|_| unreadable("version"))?;
        Ok(StoredParameters { parameters, version, saved_by: self.saved_by.0, saved_at: self.saved_at })
    }
}

impl WeightRow {
    fn into_domain(self) -> Result<(u8, Fraction), Error> {
        Ok((self.level.try_into().map_err(|_| unreadable("level"))?, fraction(self.weight)?))
    }
}

impl DecidedRow {
    fn of(decided: Decided<Parameter>) -> Self {
        Self {
            parameter: decided.value.field().into(),
            valid_from: Day(decided.valid_from),
            valid_to: decided.valid_to.map(Day),
            decision: decided.decision,
        }
    }
}

/// Periods and decisions of a row.
struct Decisions(Vec<DecidedRow>);

impl Decisions {
    fn of<T>(&self, parameter: Parameter, value: T) -> Result<Decided<T>, Error> {
        let found = self.0.iter().find(|row| row.parameter == parameter.field());
        let row = found.ok_or_else(|| unreadable("decision"))?;
        Ok(Decided {
            value,
            valid_from: row.valid_from.0,
            valid_to: row.valid_to.map(|day| day.0),
            decision: row.decision.clone(),
        })
    }
}

/// The number of a decimal column, with all its places.
pub(crate) fn decimal<const PLACES: u32>(number: Fixed<PLACES>) -> Decimal {
    Decimal::new(number.scaled(), PLACES)
}

pub(crate) fn fixed<const PLACES: u32>(mut stored: Decimal) -> Result<Fixed<PLACES>, Error> {
    let exact = stored;
    stored.rescale(PLACES);
    let scaled = i64::try_from(stored.mantissa()).ok().filter(|_| stored == exact);
    scaled.map(Fixed::from_scaled).ok_or_else(|| unreadable("number"))
}

fn euro(stored: Decimal) -> Result<Euro, Error> {
    Euro::from_decimal(stored).ok_or_else(|| unreadable("amount"))
}

fn fraction(stored: String) -> Result<Fraction, Error> {
    Fraction::try_from(stored).map_err(|_| unreadable("fraction"))
}

fn unreadable(what: &str) -> Error {
    Error::internal(format!("unreadable {what} in the parameters of a year"))
}
