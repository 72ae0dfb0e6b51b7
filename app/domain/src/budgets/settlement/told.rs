//! Where the amounts of tables come from: of the list of a year, of one Verwendungsnachweis, and towards the Land.

use super::{
    explanation::{self, Amount, Explanation, Step, explain},
    german,
    land::{LandRow, LandSettlement},
    outcome::Outcome,
    types::{Examination, KitaCost},
    view::{KitaLine, ProofRow, ProofView, SettlementRow},
};
use crate::{
    budgets::{BudgetError, Euro, Figure},
    ids::{AnstellungstraegerId, RunId},
    people::SettlementMode,
};
use serde::{Deserialize, Serialize};

/// The amounts of a check, each first, then what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckTold {
    /// The run that the check rests on; it may be an older one than the released one.
    pub run: RunId,
    pub actual: Vec<Explanation>,
    pub eligible: Vec<Explanation>,
}

/// An amount in the list of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofColumn {
    Claimed,
    Actual,
    Eligible,
}

/// An amount of a Verwendungsnachweis, Kita by Kita.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KitaColumn {
    Budget,
    Personnel,
    Training,
    Claimed,
    Recognised,
}

/// An amount in the list towards the Land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LandColumn {
    Actual,
    Eligible,
    Counted,
}

impl CheckTold {
    /// `of`: whose check it is.
    pub fn of(examination: &Examination, of: AnstellungstraegerId) -> Result<Self, BudgetError> {
        let outcome = Outcome::of(examination)?;
        let actual = vec![explanation::recognised(examination, &outcome)];
        let mut eligible = explanation::eligible(examination, &outcome, of)?;
        // The amount itself comes last there.
        eligible.rotate_right(1);
        if examination.basis.mode == SettlementMode::M1 {
            eligible.extend(actual.iter().cloned());
        }
        Ok(Self { run: examination.basis.run, actual, eligible })
    }
}

impl Explanation {
    /// What is stated in all, and Kita by Kita; `None` while an amount is missing.
    pub fn claimed(kitas: &[KitaCost]) -> Option<Vec<Self>> {
        let of = |kita: &KitaCost| claimed(&kita.number, &kita.name, kita.personnel, kita.training);
        let parts = kitas.iter().map(of).collect::<Option<Vec<Self>>>()?;
        let value = Euro::checked_sum(parts.iter().map(|part| part.value)).filter(|_| !parts.is_empty())?;
        let terms = parts.iter().map(|part| Amount::new(part.label.clone(), part.value));
        let whole = explain(german::CLAIMED, value, Step::Sum, terms, Vec::new());
        Some([whole].into_iter().chain(parts).collect())
    }
}

fn claimed(number: &str, name: &str, personnel: Option<Euro>, training: Option<Euro>) -> Option<Explanation> {
    let (personnel, training) = (personnel?, training?);
    let value = personnel.checked_add(training)?;
    let terms = [Amount::new(german::PERSONNEL, personnel), Amount::new(german::TRAINING, training)];
    Some(explain(german::claimed(number, name), value, Step::Sum, terms, Vec::new()))
}

impl ProofColumn {
    pub const ALL: [ProofColumn; 3] = [ProofColumn::Claimed, ProofColumn::Actual, ProofColumn::Eligible];
}

impl ProofRow {
    /// `None` until it is stated, or checked.
    pub fn amount(&self, column: ProofColumn) -> Option<Euro> {
        match column {
            ProofColumn::Claimed => self.claimed,
            ProofColumn::Actual => self.outcome.map(|outcome| outcome.actual),
            ProofColumn::Eligible => self.outcome.map(|outcome| outcome.eligible),
        }
    }

    /// The amount, then what it is made of; blank where there is none.
    pub fn explain(&self, column: ProofColumn) -> Vec<Explanation> {
        let told = |of: fn(&CheckTold) -> &Vec<Explanation>| self.told.as_ref().map(|told| of(told).clone());
        match column {
            ProofColumn::Claimed => self.statement_told.clone(),
            ProofColumn::Actual => told(|told| &told.actual).unwrap_or_default(),
            ProofColumn::Eligible => told(|told| &told.eligible).unwrap_or_default(),
        }
    }
}

impl SettlementRow {
    /// What is kept of the year, then what it is made of.
    pub fn explain_eligible(&self) -> Vec<Explanation> {
        let end = self.explanations.iter().position(|told| told.label == german::ELIGIBLE).map_or(0, |at| at + 1);
        self.explanations.iter().take(end).rev().cloned().collect()
    }

    /// The amounts of [`Self::result`] in the order of that sentence: each first, then what it is made of.
    pub fn explain_result(&self) -> Vec<Vec<Explanation>> {
        // The last of them is what was paid too much or too little.
        let all = || self.explanations.iter().rev().cloned();
        let Outcome { back, more, .. } = self.outcome;
        let reclaimed = back.checked_sub(self.offset).unwrap_or_default();
        let Some(year) = self.offset_year.filter(|_| self.offset > Euro::ZERO && more == Euro::ZERO) else {
            return if more == Euro::ZERO && reclaimed == Euro::ZERO { Vec::new() } else { vec![all().collect()] };
        };
        let (too_much, label) = (Amount::new(german::BACK, back), german::offset_with(year));
        let (step, terms) = match reclaimed == Euro::ZERO {
            true => (Step::Sum, vec![too_much.clone()]),
            false => (Step::Least, vec![too_much.clone(), Amount::new(german::open_in(year), self.offset)]),
        };
        let offset = explain(label.clone(), self.offset, step, terms, Vec::new());
        let terms = [too_much, Amount::new(label, self.offset)];
        let rest = explain(german::RECLAIMED, reclaimed, Step::Difference, terms, Vec::new());
        let rest = Some(rest).filter(|rest| rest.value > Euro::ZERO);
        [offset].into_iter().chain(rest).map(|amount| [amount].into_iter().chain(all()).collect()).collect()
    }
}

impl KitaColumn {
    pub const ALL: [KitaColumn; 5] =
        [KitaColumn::Budget, KitaColumn::Personnel, KitaColumn::Training, KitaColumn::Claimed, KitaColumn::Recognised];
}

impl KitaLine {
    pub fn amount(&self, column: KitaColumn) -> Option<Euro> {
        match column {
            KitaColumn::Budget => Some(self.share.budget),
            KitaColumn::Personnel => self.personnel,
            KitaColumn::Training => self.training,
            KitaColumn::Claimed => self.claimed,
            KitaColumn::Recognised => self.recognised,
        }
    }

    /// `None` for what is not there, for what was typed as it stands, and for the budget, which the run explains
    /// ([`super::KitaShare::figure`]).
    pub fn explain(&self, column: KitaColumn) -> Option<Explanation> {
        let (number, name) = (&self.share.number, &self.share.name);
        match column {
            KitaColumn::Budget | KitaColumn::Personnel | KitaColumn::Training => None,
            KitaColumn::Claimed => claimed(number, name, self.personnel, self.training),
            KitaColumn::Recognised => {
                let (stated, value) = (self.claimed.unwrap_or_default(), self.recognised?);
                let terms = [
                    Amount::new(german::claimed(number, name), stated),
                    Amount::new(german::NOT_RECOGNISED, stated.checked_sub(value)?),
                ];
                let notes = self.objection.clone().into_iter().collect();
                Some(explain(german::recognised(number, name), value, Step::Difference, terms, notes))
            }
        }
    }
}

impl ProofView {
    /// What all Kitas come to; those without an amount count as nothing.
    pub fn sum(&self, column: KitaColumn) -> Explanation {
        let figures = |line: &KitaLine| -> Option<Figure> {
            (column == KitaColumn::Budget && !line.is_gone).then_some(line.share.figure)
        };
        let lines = self.kitas.iter().filter_map(|line| {
            let name = german::kita(&line.share.number, &line.share.name);
            Some(Amount::new(name, line.amount(column)?).of_run(figures(line)))
        });
        let terms: Vec<Amount> = lines.collect();
        let value = Euro::checked_sum(terms.iter().map(|term| term.value)).unwrap_or_default();
        explain(german::kita_column(column), value, Step::Sum, terms, Vec::new())
    }
}

impl LandColumn {
    pub const ALL: [LandColumn; 3] = [LandColumn::Actual, LandColumn::Eligible, LandColumn::Counted];
}

impl LandRow {
    /// `None` until it is settled.
    pub fn amount(&self, column: LandColumn) -> Option<Euro> {
        let outcome = self.settled?;
        Some(match column {
            LandColumn::Actual => outcome.actual,
            LandColumn::Eligible => outcome.eligible,
            LandColumn::Counted => outcome.for_the_land(),
        })
    }

    /// The amount, then what it is made of; blank until it is settled.
    pub fn explain(&self, column: LandColumn) -> Vec<Explanation> {
        let Some((told, outcome)) = self.told.as_ref().zip(self.settled) else { return Vec::new() };
        match column {
            LandColumn::Actual => told.actual.clone(),
            LandColumn::Eligible => told.eligible.clone(),
            LandColumn::Counted => {
                let terms =
                    [Amount::new(german::ACTUAL, outcome.actual), Amount::new(german::ELIGIBLE, outcome.eligible)];
                let whole = explain(german::COUNTED, outcome.for_the_land(), Step::Least, terms, Vec::new());
                let rest = told.actual.iter().filter(|part| !told.eligible.contains(part));
                [whole].iter().chain(&told.eligible).chain(rest).cloned().collect()
            }
        }
    }
}

impl LandSettlement {
    /// Of supervision staff: as the office has entered it, and what the payments say beside it.
    pub fn explain_first_charge(&self) -> Option<Vec<Explanation>> {
        let notes = vec![german::ENTERED_BY_OFFICE.to_owned()];
        let entered = explain(german::FIRST_CHARGE, self.first_charge?, Step::Sum, Vec::new(), notes);
        Some([entered].into_iter().chain(self.proposed.clone()).collect())
    }

    /// What counts of all Anstellungsträger and of the first charge.
    pub fn explain_actual(&self) -> Vec<Explanation> {
        self.explanations.iter().take(1).cloned().collect()
    }
}
