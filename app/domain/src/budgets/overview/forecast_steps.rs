//! Where each amount of a forecast comes from, back to the parameters of its first year and the rates that were typed.

use super::{
    forecast::{Forecast, ForecastYear},
    german as words,
};
use crate::budgets::{
    BudgetError, Derivation, Euro, Figure, Formula, Fraction, Parameter, Parameters, Rounding, Term, Total, Value,
    Vzae, german,
};

/// An amount of a [`ForecastYear`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForecastColumn {
    Vzae,
    /// Posts against the first year.
    Difference,
    Landeszuweisung,
    Gesamt,
    FirstCharge,
    KisoTopf,
    VzaePauschale,
}

impl ForecastColumn {
    pub const ALL: [Self; 7] = [
        Self::Vzae,
        Self::Difference,
        Self::Landeszuweisung,
        Self::Gesamt,
        Self::FirstCharge,
        Self::KisoTopf,
        Self::VzaePauschale,
    ];
}

impl Forecast {
    /// Where an amount of the year at this position comes from, 0 being that of the parameters. `None` for a year that the
    /// forecast does not have. Its figures name what they are in a run of the year; what has no such name belongs to the
    /// posts that the budget carries.
    pub fn explain(
        self,
        parameters: &Parameters,
        position: usize,
        column: ForecastColumn,
    ) -> Result<Option<Derivation>, BudgetError> {
        let years = self.of(parameters)?;
        Ok(Steps { forecast: self, parameters, years: &years }.explain(position, column))
    }
}

struct Steps<'a> {
    forecast: Forecast,
    parameters: &'a Parameters,
    years: &'a [ForecastYear],
}

/// An amount that grows from year to year.
#[derive(Clone, Copy)]
struct Growing {
    total: Total,
    label: &'static str,
    parameter: Parameter,
    rate: Fraction,
    of: fn(&ForecastYear) -> Euro,
}

impl Steps<'_> {
    fn explain(&self, at: usize, column: ForecastColumn) -> Option<Derivation> {
        match column {
            ForecastColumn::Vzae => self.vzae(at),
            ForecastColumn::Difference => {
                let difference = Value::Vzae(self.years.get(at)?.difference);
                let terms = vec![nested(self.vzae(at)?), nested(self.vzae(0)?)];
                self.step(at, (Total::Vzae, words::forecast(column)), difference, Formula::Difference, terms)
            }
            ForecastColumn::Landeszuweisung => self.landeszuweisung(at),
            ForecastColumn::Gesamt => self.gesamt(at),
            ForecastColumn::FirstCharge => self.first_charge(at),
            ForecastColumn::KisoTopf => self.kiso_topf(at),
            ForecastColumn::VzaePauschale => self.vzae_pauschale(at),
        }
    }

    fn landeszuweisung(&self, at: usize) -> Option<Derivation> {
        self.grown(
            at,
            Growing {
                total: Total::Landeszuweisung,
                label: german::total(Total::Landeszuweisung),
                parameter: Parameter::Landeszuweisung,
                rate: self.forecast.growth,
                of: |year| year.landeszuweisung,
            },
        )
    }

    fn vzae_pauschale(&self, at: usize) -> Option<Derivation> {
        self.grown(
            at,
            Growing {
                total: Total::Vzae,
                label: german::parameter(Parameter::VzaePauschale),
                parameter: Parameter::VzaePauschale,
                rate: self.forecast.tariff,
                of: |year| year.vzae_pauschale,
            },
        )
    }

    fn be_pauschale(&self, at: usize) -> Option<Derivation> {
        self.grown(
            at,
            Growing {
                total: Total::FirstCharge,
                label: german::parameter(Parameter::BePauschale),
                parameter: Parameter::BePauschale,
                rate: self.forecast.tariff,
                of: |year| year.be_pauschale,
            },
        )
    }

    /// The first year as it was decided, each later one as the year before and what it grew by.
    fn grown(&self, at: usize, amount: Growing) -> Option<Derivation> {
        let now = (amount.of)(self.years.get(at)?);
        let (formula, terms) = match at.checked_sub(1) {
            None => (Formula::Given, vec![self.decided(amount.parameter, Value::Euro(now))]),
            Some(last_year) => {
                let before = (amount.of)(self.years.get(last_year)?);
                let notes = vec![words::growth(before, amount.rate)];
                let more = Term { notes, ..input(words::GROWTH, Value::Euro(now.checked_sub(before)?)) };
                (Formula::Sum, vec![nested(self.grown(last_year, amount)?), more])
            }
        };
        self.step(at, (amount.total, amount.label), Value::Euro(now), formula, terms)
    }

    fn gesamt(&self, at: usize) -> Option<Derivation> {
        let (value, share) = (self.years.get(at)?.gesamt, self.parameters.landesanteil.value);
        let terms =
            vec![nested(self.landeszuweisung(at)?), self.decided(Parameter::Landesanteil, Value::Fraction(share))];
        self.step(at, named(Total::Gesamt), Value::Euro(value), Formula::Quotient, terms)
    }

    fn first_charge(&self, at: usize) -> Option<Derivation> {
        let (value, posts) = (self.years.get(at)?.first_charge, self.parameters.be_vzae.value);
        let terms = vec![self.decided(Parameter::BeVzae, Value::Vzae(posts)), nested(self.be_pauschale(at)?)];
        self.step(at, named(Total::FirstCharge), Value::Euro(value), Formula::Product, terms)
    }

    fn kiso_topf(&self, at: usize) -> Option<Derivation> {
        let value = self.years.get(at)?.kiso_topf;
        let terms = vec![nested(self.gesamt(at)?), nested(self.first_charge(at)?)];
        self.step(at, named(Total::KisoTopf), Value::Euro(value), Formula::Difference, terms)
    }

    fn vzae(&self, at: usize) -> Option<Derivation> {
        let value = self.years.get(at)?.vzae;
        let terms = vec![nested(self.kiso_topf(at)?), nested(self.vzae_pauschale(at)?)];
        let label = words::forecast(ForecastColumn::Vzae);
        self.step(at, (Total::Vzae, label), Value::Vzae(value), Formula::Posts, terms)
    }

    fn step(
        &self,
        at: usize,
        (total, label): (Total, &str),
        value: Value,
        formula: Formula,
        terms: Vec<Term>,
    ) -> Option<Derivation> {
        let label = format!("{label} {}", self.years.get(at)?.year);
        let rounding = rounding(formula, &terms);
        Some(Derivation { figure: Figure::Total { total }, label, value, formula, rounding, terms })
    }

    fn decided(&self, parameter: Parameter, value: Value) -> Term {
        let decided = Some(self.parameters.provenance(parameter));
        Term { decided, ..input(german::parameter(parameter), value) }
    }
}

fn named(total: Total) -> (Total, &'static str) {
    (total, german::total(total))
}

fn input(label: &str, value: Value) -> Term {
    Term { label: label.to_owned(), value, decided: None, figure: None, derivation: None, notes: Vec::new() }
}

/// A term that explains itself.
fn nested(derivation: Derivation) -> Term {
    let term = input(&derivation.label, derivation.value);
    Term { derivation: Some(derivation), ..term }
}

/// Whether a quotient or product came out even.
fn rounding(formula: Formula, terms: &[Term]) -> Rounding {
    let rest = match (formula, terms) {
        (Formula::Quotient | Formula::Product | Formula::Posts, [first, second]) => match (first.value, second.value) {
            (Value::Euro(amount), Value::Fraction(share)) => {
                let exact = amount.cents() * i128::from(share.denominator().get());
                exact.checked_rem(i128::from(share.numerator()))
            }
            (Value::Vzae(posts), Value::Euro(cost)) => {
                (cost.cents() * i128::from(posts.scaled())).checked_rem(i128::from(Vzae::unit()))
            }
            (Value::Euro(amount), Value::Euro(cost)) => {
                (amount.cents() * i128::from(Vzae::unit())).checked_rem(cost.cents())
            }
            _ => None,
        },
        _ => None,
    };
    if rest.is_some_and(|rest| rest != 0) { Rounding::Commercial } else { Rounding::Exact }
}
