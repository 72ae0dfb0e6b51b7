//! The form for the parameters of a year: raw texts in, [`Parameters`] or the faults of all fields out.

use super::{
    error::BudgetError,
    euro::Euro,
    fixed::{Fixed, Vzae, WeeklyHours},
    fraction::Fraction,
    parameters::{Decided, Parameter, Parameters, SockelBasis, SockelVerteilung, level_field},
    pots::Pots,
};
use crate::{
    error::{ErrorCode, FieldError},
    field, german,
    people::Kommune,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Raw texts by field name; the same names as the `name` attributes of the form.
///
/// A parameter's value stands under [`Parameter::field`] (weights of levels under [`level_field`]), its period and
/// decision under [`Parameter::valid_from_field`] and its siblings. Where these are blank, the fields
/// `valid_from`, `valid_to` and `decision` of the whole form count; a blank begin is the first day of the year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BudgetParametersInput(BTreeMap<String, String>);

impl BudgetParametersInput {
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    pub fn set(&mut self, field: impl Into<String>, raw: impl Into<String>) {
        self.0.insert(field.into(), raw.into());
    }

    /// The same entry with every amount of money × `factor`, each rounded once to the cent: for beginning a year with the
    /// amounts of the one before. What is no amount stays as it was typed.
    pub fn times(&self, factor: Fraction) -> Self {
        let mut input = self.clone();
        for parameter in [Parameter::Landeszuweisung, Parameter::BePauschale, Parameter::VzaePauschale] {
            let amount = Euro::parse_german(self.get(parameter.field())).ok();
            if let Some(product) = amount.and_then(|amount| factor.of(amount)) {
                input.set(parameter.field(), product.without_sign());
            }
        }
        input
    }

    /// Everything at once, so that a person sees all faults; also refuses what could never be calculated, such as a
    /// first charge above the whole budget.
    pub fn check(&self) -> Result<Parameters, Vec<FieldError>> {
        let year = field::whole_number("year", self.get("year"), 2021, 2199).map_err(|fault| vec![fault])? as i32;
        let mut form = Form { input: self, year, faults: Vec::new() };
        let parameters = form.parameters();
        let mut faults = form.faults;
        if let (Some(parameters), true) = (&parameters, faults.is_empty()) {
            let refusal = Pots::compute(parameters).err();
            faults.extend(refusal.as_ref().and_then(BudgetError::fault));
        }
        parameters.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

impl BudgetParametersInput {
    /// The form of another year, begun with what held before.
    ///
    /// The Land sends a notice every year and other decisions end with their period. Their amounts stay as a help for
    /// typing, but not their decision: a figure of this year would else be founded on the paper of another one.
    pub fn proposal(before: &Parameters, year: i32) -> Self {
        let mut input = Self::from(before);
        input.set("year", year.to_string());
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let last = NaiveDate::from_ymd_opt(year, 12, 31);
        for parameter in Parameter::ALL {
            let decided = before.provenance(parameter);
            let holds = first.is_some_and(|first| decided.valid_from <= first)
                && decided.valid_to.is_none_or(|end| last.is_some_and(|last| end >= last));
            if !holds || parameter == Parameter::Landeszuweisung {
                for name in [parameter.decision_field(), parameter.valid_from_field(), parameter.valid_to_field()] {
                    input.set(name, "");
                }
            }
        }
        input
    }
}

/// Fills the form with what is stored.
impl From<&Parameters> for BudgetParametersInput {
    fn from(parameters: &Parameters) -> Self {
        let mut input = Self::default();
        input.set("year", parameters.year.to_string());
        for (parameter, text) in [
            (Parameter::Landeszuweisung, parameters.landeszuweisung.value.without_sign()),
            (Parameter::Landesanteil, parameters.landesanteil.value.to_string()),
            (Parameter::BeVzae, parameters.be_vzae.value.to_string()),
            (Parameter::BePauschale, parameters.be_pauschale.value.without_sign()),
            (Parameter::SockelQuote, parameters.sockel_quote.value.to_string()),
            (Parameter::SockelBasis, parameters.sockel_basis.value.code().to_owned()),
            (Parameter::SockelVerteilung, parameters.sockel_verteilung.value.code().to_owned()),
            (Parameter::VzaePauschale, parameters.vzae_pauschale.value.without_sign()),
            (Parameter::VollzeitStunden, parameters.vollzeit_stunden.value.to_string()),
            (Parameter::MindestAnteil, parameters.mindest_anteil.value.to_string()),
        ] {
            input.set(parameter.field(), text);
        }
        for (level, weight) in &parameters.stufen_gewicht.value {
            input.set(level_field(*level), weight.to_string());
        }
        for parameter in Parameter::ALL {
            let decided = parameters.provenance(parameter);
            input.set(parameter.valid_from_field(), german::date(decided.valid_from));
            input.set(parameter.valid_to_field(), decided.valid_to.map(german::date).unwrap_or_default());
            input.set(parameter.decision_field(), decided.decision);
        }
        input
    }
}

/// A form that is being read.
struct Form<'a> {
    input: &'a BudgetParametersInput,
    year: i32,
    faults: Vec<FieldError>,
}

impl Form<'_> {
    /// Reads every field before it gives up, so `?` only ends the reading after the last one.
    fn parameters(&mut self) -> Option<Parameters> {
        let landeszuweisung = self.money(Parameter::Landeszuweisung, 0);
        let landesanteil = self.quota(Parameter::Landesanteil, Fraction::new(1, 100).unwrap_or(Fraction::ONE));
        let be_vzae = self.fixed::<4>(Parameter::BeVzae, 0, 1_000);
        let be_pauschale = self.money(Parameter::BePauschale, 0);
        let sockel_quote = self.quota(Parameter::SockelQuote, Fraction::ZERO);
        let sockel_basis = self.choice(Parameter::SockelBasis, SockelBasis::from_code);
        let sockel_verteilung = self.choice(Parameter::SockelVerteilung, SockelVerteilung::from_code);
        let stufen_gewicht = self.weights();
        let vzae_pauschale = self.money(Parameter::VzaePauschale, 1);
        let vollzeit_stunden: Option<Decided<WeeklyHours>> = self.fixed::<2>(Parameter::VollzeitStunden, 1, 60);
        let mindest_anteil: Option<Decided<Vzae>> = self.fixed::<4>(Parameter::MindestAnteil, 0, 10);
        Some(Parameters {
            year: self.year,
            landeszuweisung: landeszuweisung?,
            landesanteil: landesanteil?,
            be_vzae: be_vzae?,
            be_pauschale: be_pauschale?,
            sockel_quote: sockel_quote?,
            sockel_basis: sockel_basis?,
            sockel_verteilung: sockel_verteilung?,
            stufen_gewicht: stufen_gewicht?,
            vzae_pauschale: vzae_pauschale?,
            vollzeit_stunden: vollzeit_stunden?,
            mindest_anteil: mindest_anteil?,
        })
    }

    fn money(&mut self, parameter: Parameter, least_cents: i64) -> Option<Decided<Euro>> {
        let least = Euro::from_cents(least_cents);
        self.decided(parameter, |field, raw| match Euro::parse_field(field, raw)? {
            amount if amount < least => Err(FieldError::with_limit(field, ErrorCode::TooSmall, least.to_string())),
            amount => Ok(amount),
        })
    }

    fn quota(&mut self, parameter: Parameter, least: Fraction) -> Option<Decided<Fraction>> {
        self.decided(parameter, |field, raw| match Fraction::parse_field(field, raw, Fraction::ONE)? {
            quota if quota < least => Err(FieldError::with_limit(field, ErrorCode::TooSmall, least.to_string())),
            quota => Ok(quota),
        })
    }

    fn fixed<const PLACES: u32>(
        &mut self,
        parameter: Parameter,
        least: i64,
        most: i64,
    ) -> Option<Decided<Fixed<PLACES>>> {
        let whole = |number| Fixed::from_scaled(number * Fixed::<PLACES>::unit());
        self.decided(parameter, |field, raw| Fixed::parse_field(field, raw, whole(least), whole(most)))
    }

    fn choice<T>(&mut self, parameter: Parameter, from_code: impl Fn(&str) -> Option<T>) -> Option<Decided<T>> {
        self.decided(parameter, |field, raw| match raw.trim() {
            "" => Err(FieldError::new(field, ErrorCode::Required)),
            code => from_code(code).ok_or_else(|| FieldError::new(field, ErrorCode::NotAChoice)),
        })
    }

    /// One weight a level; a level whose field is blank is not in use.
    fn weights(&mut self) -> Option<Decided<BTreeMap<u8, Fraction>>> {
        let mut weights = BTreeMap::new();
        for level in 0..=Kommune::HIGHEST_LEVEL {
            let field = level_field(level);
            let raw = self.input.get(&field);
            if raw.trim().is_empty() {
                continue;
            }
            match Fraction::parse_field(&field, raw, Fraction::whole(1_000)) {
                Ok(weight) => _ = weights.insert(level, weight),
                Err(fault) => self.faults.push(fault),
            }
        }
        if weights.is_empty() {
            self.push(FieldError::new(level_field(0), ErrorCode::Required));
        }
        self.decided(Parameter::StufenGewicht, |_, _| Ok(weights))
    }

    /// A value with its period and decision.
    fn decided<T>(
        &mut self,
        parameter: Parameter,
        parse: impl FnOnce(&str, &str) -> Result<T, FieldError>,
    ) -> Option<Decided<T>> {
        let value = parse(parameter.field(), self.input.get(parameter.field()));
        let value = self.take(value);
        let period = self.period(parameter);
        let (name, raw) = self.own_or_common(parameter.decision_field(), "decision");
        // Where most name their own decision, this one is what is missing, not one for all.
        let own_is_usual = raw.trim().is_empty() && self.most_name_their_decision();
        let name = if own_is_usual { parameter.decision_field() } else { name };
        let decision = field::text(&name, raw, 200);
        let decision = self.take(decision);
        let (valid_from, valid_to) = period?;
        Some(Decided { value: value?, valid_from, valid_to, decision: decision? })
    }

    /// The period of a parameter; it has to cover the whole year, because a run knows one value for the year.
    fn period(&mut self, parameter: Parameter) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let first = NaiveDate::from_ymd_opt(self.year, 1, 1)?;
        let last = NaiveDate::from_ymd_opt(self.year, 12, 31)?;
        let (from_name, raw) = self.own_or_common(parameter.valid_from_field(), "valid_from");
        let from = field::optional_date(&from_name, raw);
        let (to_name, raw) = self.own_or_common(parameter.valid_to_field(), "valid_to");
        let to = field::optional_date(&to_name, raw);
        let (from, to) = (self.take(from)?.unwrap_or(first), self.take(to)?);
        if to.is_some_and(|to| to < from) {
            self.push(FieldError::new(to_name, ErrorCode::EndBeforeStart));
            return None;
        }
        if from > first {
            self.push(FieldError::with_limit(from_name, ErrorCode::TooLarge, german::date(first)));
            return None;
        }
        if to.is_some_and(|to| to < last) {
            self.push(FieldError::with_limit(to_name, ErrorCode::TooSmall, german::date(last)));
            return None;
        }
        Some((from, to))
    }

    fn most_name_their_decision(&self) -> bool {
        let is_named = |parameter: &&Parameter| !self.input.get(&parameter.decision_field()).trim().is_empty();
        2 * Parameter::ALL.iter().filter(is_named).count() > Parameter::ALL.len()
    }

    /// The parameter's own field where it is filled, else the one of the whole form.
    fn own_or_common(&self, own: String, common: &str) -> (String, &str) {
        match self.input.get(&own) {
            raw if !raw.trim().is_empty() => (own, raw),
            _ => (common.to_owned(), self.input.get(common)),
        }
    }

    fn take<T>(&mut self, parsed: Result<T, FieldError>) -> Option<T> {
        parsed.map_err(|fault| self.push(fault)).ok()
    }

    /// A fault of a field that counts for all parameters is named once.
    fn push(&mut self, fault: FieldError) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}
