//! How each amount of a settlement came about: what it was made of, by which step.

use super::{
    german,
    outcome::Outcome,
    types::{Examination, Recognised},
};
use crate::{
    budgets::{BudgetError, EmployerPart, Euro, Figure, Fraction, Part},
    ids::AnstellungstraegerId,
    people::SettlementMode,
};
use serde::{Deserialize, Serialize};

/// One amount with what it comes from; budgets lead on to the run ([`Amount::figures`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub label: String,
    pub value: Euro,
    pub step: Step,
    pub terms: Vec<Amount>,
    /// What else one has to know: the rule, or the posts behind a lump sum.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    pub label: String,
    pub value: Euro,
    /// Where the run explains it: the first of these figures that the run knows is the amount, what follows is what it is
    /// cut from. Empty where the run has nothing to say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
}

impl Amount {
    pub fn new(label: impl Into<String>, value: Euro) -> Self {
        Self { label: label.into(), value, figures: Vec::new() }
    }

    /// Led on to a run. Who is not in it has nothing there, and then it has nothing to explain either.
    pub fn of_run(self, figures: impl IntoIterator<Item = Figure>) -> Self {
        let figures = figures.into_iter().filter(|_| self.value != Euro::ZERO).collect();
        Self { figures, ..self }
    }
}

/// What is done with the terms, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Sum,
    /// The smallest of them.
    Least,
    /// The first, less all others.
    Difference,
    /// The one term × a quota, rounded half away from zero.
    Quota {
        quota: Fraction,
    },
    /// The first ÷ 12 × filled VZÄ-months, rounded once.
    LumpSum,
    /// One of several equal parts of the first; left-over cents go to the first parts.
    Part {
        parts: u32,
    },
}

impl Explanation {
    /// What several amounts come to; `None` where that is more than an amount can be.
    pub fn adding_up(label: impl Into<String>, terms: Vec<Amount>) -> Option<Self> {
        let value = Euro::checked_sum(terms.iter().map(|term| term.value))?;
        Some(explain(label, value, Step::Sum, terms, Vec::new()))
    }

    /// Every amount of a settlement, in the order in which they follow from each other. `of`: whose it is.
    pub fn all(examination: &Examination, of: AnstellungstraegerId) -> Result<Vec<Self>, BudgetError> {
        let outcome = Outcome::of(examination)?;
        let mut all = vec![recognised(examination, &outcome)];
        all.extend(eligible(examination, &outcome, of)?);
        all.extend(result(examination, &outcome));
        Ok(all)
    }
}

/// The recognised cost of all Kitas.
pub(super) fn recognised(examination: &Examination, outcome: &Outcome) -> Explanation {
    let terms = examination.kitas.iter().map(|kita| amount(german::kita(&kita.number, &kita.name), kita.recognised));
    let notes = examination.kitas.iter().filter_map(german::objection).collect();
    explain(german::ACTUAL, outcome.actual, Step::Sum, terms, notes)
}

/// What may be kept, which comes last, and before it what it is made of.
pub(super) fn eligible(
    examination: &Examination,
    outcome: &Outcome,
    of: AnstellungstraegerId,
) -> Result<Vec<Explanation>, BudgetError> {
    let basis = &examination.basis;
    let of_run = Figure::Anstellungstraeger { anstellungstraeger: of, part: EmployerPart::Budget };
    let budget = amount(german::BUDGET, basis.budget).of_run([of_run]);
    let notes = vec![german::mode_rule(basis.mode).to_owned()];
    Ok(match basis.mode {
        SettlementMode::M1 => {
            let terms = [budget, amount(german::ACTUAL, outcome.actual)];
            vec![explain(german::ELIGIBLE, outcome.eligible, Step::Least, terms, notes)]
        }
        SettlementMode::M2 => {
            let least = |kita: &Recognised| {
                let label = german::counted(&kita.number, &kita.name);
                // Where several have the Kita, it is the share; else the run knows only the Kita's budget.
                let share = Figure::KitaShare { kita: kita.kita, anstellungstraeger: Some(of) };
                let budget = amount(german::KITA_BUDGET, kita.budget)
                    .of_run([share, Figure::Kita { kita: kita.kita, part: Part::Budget }]);
                let terms = [budget, amount(german::RECOGNISED, kita.recognised)];
                explain(label, kita.counted(), Step::Least, terms, vec![])
            };
            let mut all: Vec<Explanation> = examination.kitas.iter().map(least).collect();
            let terms: Vec<Amount> = all.iter().map(|kita| amount(kita.label.clone(), kita.value)).collect();
            all.push(explain(german::ELIGIBLE, outcome.eligible, Step::Sum, terms, notes));
            all
        }
        SettlementMode::M3 => {
            let lump = basis.lump.as_ref().ok_or(BudgetError::TooLarge)?;
            let (sum, months) = (lump.amount()?, lump.filled_vzae_months()?);
            let posts = lump.posts.iter().map(|post| german::filled_post(post, lump.full_time));
            let posts = posts.chain([german::filled_months(months)]).collect();
            let pauschale = [amount(german::PAUSCHALE, lump.vzae_pauschale)];
            let terms = [budget, amount(german::LUMP_SUM, sum)];
            vec![
                explain(german::LUMP_SUM, sum, Step::LumpSum, pauschale, posts),
                explain(german::ELIGIBLE, outcome.eligible, Step::Least, terms, notes),
            ]
        }
    })
}

fn result(examination: &Examination, outcome: &Outcome) -> Vec<Explanation> {
    let basis = &examination.basis;
    let mut terms = vec![amount(german::ORDERED, basis.ordered), amount(german::OFFSET_BEFORE, basis.offset_before)];
    if basis.received_before != Euro::ZERO {
        terms.push(amount(german::RECEIVED_BEFORE, basis.received_before));
    }
    let received = explain(german::RECEIVED, outcome.received, Step::Difference, terms, vec![]);
    let (label, value, terms) = match outcome.more > Euro::ZERO {
        true => {
            (german::MORE, outcome.more, [(german::ELIGIBLE, outcome.eligible), (german::RECEIVED, outcome.received)])
        }
        false => {
            (german::BACK, outcome.back, [(german::RECEIVED, outcome.received), (german::ELIGIBLE, outcome.eligible)])
        }
    };
    let terms = terms.map(|(label, value)| amount(label, value));
    let notes = vec![german::consequence(outcome, examination.offset_year)];
    vec![received, explain(label, value, Step::Difference, terms, notes)]
}

pub(super) fn explain(
    label: impl Into<String>,
    value: Euro,
    step: Step,
    terms: impl IntoIterator<Item = Amount>,
    notes: Vec<String>,
) -> Explanation {
    Explanation { label: label.into(), value, step, terms: terms.into_iter().collect(), notes }
}

fn amount(label: impl Into<String>, value: Euro) -> Amount {
    Amount::new(label, value)
}
