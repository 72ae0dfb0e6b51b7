//! The settlement of a year towards the Land: `min(Landeszuweisung, landesanteil × Ist)` (domain §3).

use super::{
    explanation::{Amount, Explanation, Step},
    german,
    outcome::Outcome,
    told::CheckTold,
    types::Verwendungsnachweis,
    year::SettlementLedger,
};
use crate::{
    budgets::{
        BudgetError, Euro, Figure, Fraction, Run, Total,
        payment::{EmployerPlan, YearPlan},
    },
    ids::AnstellungstraegerId,
};
use serde::{Deserialize, Serialize};

/// What the Land pays in the end, and what it gets back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandSettlement {
    pub year: i32,
    /// By name.
    pub rows: Vec<LandRow>,
    /// Of supervision staff; `None` while the office has not entered it.
    pub first_charge: Option<Euro>,
    /// What the payments say about it, as a proposal for the office; `None` where nothing was ordered.
    #[serde(default)]
    pub proposed: Option<Explanation>,
    /// All that counts.
    pub actual: Euro,
    pub land: Euro,
    pub kreis: Euro,
    /// Of the Landeszuweisung; never negative.
    pub back_to_land: Euro,
    /// Whether every Anstellungsträger is settled and the first charge is known.
    pub is_complete: bool,
    /// Where each amount comes from.
    pub explanations: Vec<Explanation>,
}

/// One Anstellungsträger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandRow {
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    /// By its last settlement; `None` until then, and then nothing counts.
    pub settled: Option<Outcome>,
    /// Where its amounts come from.
    #[serde(default)]
    pub told: Option<CheckTold>,
}

impl LandRow {
    pub fn new(id: AnstellungstraegerId, name: &str, proof: &Verwendungsnachweis) -> Result<Self, BudgetError> {
        let last = proof.settlements.last();
        let settled = last.map(|settlement| Outcome::of(&settlement.examination)).transpose()?;
        let told = last.map(|settlement| CheckTold::of(&settlement.examination, id)).transpose()?;
        Ok(Self { anstellungstraeger: id, name: name.to_owned(), settled, told })
    }

    /// Recognised cost that was paid for; zero until it is settled.
    pub fn counted(&self) -> Euro {
        self.settled.map_or(Euro::ZERO, |outcome| outcome.for_the_land())
    }
}

impl LandSettlement {
    /// Of a year: `run` is the released one, `plan` the whole plan of the year.
    pub fn of_year(run: &Run, plan: &YearPlan, settlements: &SettlementLedger) -> Result<Self, BudgetError> {
        let parameters = run.parameters();
        let row =
            |(id, plan): (AnstellungstraegerId, &EmployerPlan)| LandRow::new(id, &plan.name, &settlements.proof(id));
        let rows = plan.employers().map(row).collect::<Result<_, _>>()?;
        let given = (parameters.landeszuweisung.value, parameters.landesanteil.value);
        let land = Self::new(settlements.year, given, rows, settlements.settings.first_charge_actual)?;
        Ok(Self { proposed: first_charge_paid(plan)?, ..land })
    }

    pub fn new(
        year: i32,
        (landeszuweisung, landesanteil): (Euro, Fraction),
        rows: Vec<LandRow>,
        first_charge: Option<Euro>,
    ) -> Result<Self, BudgetError> {
        let amounts = rows.iter().map(LandRow::counted).chain(first_charge);
        let actual = Euro::checked_sum(amounts).ok_or(BudgetError::TooLarge)?;
        let share = landesanteil.of(actual).ok_or(BudgetError::TooLarge)?;
        let land = share.min(landeszuweisung);
        let less = |from: Euro, amount: Euro| from.checked_sub(amount).ok_or(BudgetError::TooLarge);
        let (kreis, back_to_land) = (less(actual, land)?, less(landeszuweisung, land)?);
        let is_complete = first_charge.is_some() && rows.iter().all(|row| row.settled.is_some());
        let own = rows.iter().filter(|row| row.settled.is_some()).map(|row| Amount::new(&row.name, row.counted()));
        let own = own.chain(first_charge.map(|cost| Amount::new(german::FIRST_CHARGE, cost)));
        let explain = |label: &str, value, step, terms: Vec<Amount>| Explanation {
            label: label.to_owned(),
            value,
            step,
            terms,
            notes: Vec::new(),
        };
        let (all, notice) =
            (Amount::new(german::LAND_ACTUAL, actual), Amount::new(german::LANDESZUWEISUNG, landeszuweisung));
        let notice = notice.of_run([Figure::Total { total: Total::Landeszuweisung }]);
        let (part, paid) = (Amount::new(german::LAND_SHARE, share), Amount::new(german::LAND, land));
        let explanations = vec![
            explain(german::LAND_ACTUAL, actual, Step::Sum, own.collect()),
            explain(german::LAND_SHARE, share, Step::Quota { quota: landesanteil }, vec![all.clone()]),
            explain(german::LAND, land, Step::Least, vec![notice.clone(), part]),
            explain(german::KREIS, kreis, Step::Difference, vec![all, paid.clone()]),
            explain(german::back_to_land(is_complete), back_to_land, Step::Difference, vec![notice, paid]),
        ];
        let proposed = None;
        Ok(Self { year, rows, first_charge, proposed, actual, land, kreis, back_to_land, is_complete, explanations })
    }
}

/// What Kita-Träger got for supervision staff and keep: they settle nothing, so nobody else knows its cost. What is asked back of them is
/// no cost, whether it has come back yet or not: the Land pays its share of actual cost (domain §2), and of an Anstellungsträger
/// too it is what was recognised that counts, not what it still owes.
pub(super) fn first_charge_paid(plan: &YearPlan) -> Result<Option<Explanation>, BudgetError> {
    let mut terms = Vec::new();
    for row in plan.rows.iter().filter(|row| row.payee.anstellungstraeger().is_none()) {
        let ordered = row.ordered_sum().ok_or(BudgetError::TooLarge)?;
        let taken_off = row.received.checked_add(row.rueckforderung).ok_or(BudgetError::TooLarge)?;
        let value = ordered.checked_sub(taken_off).ok_or(BudgetError::TooLarge)?;
        terms.push(Amount::new(german::kept_of(row, ordered), value));
    }
    let value = Euro::checked_sum(terms.iter().map(|term| term.value)).ok_or(BudgetError::TooLarge)?;
    let label = german::FIRST_CHARGE_PAID.to_owned();
    let told = Explanation { label, value, step: Step::Sum, terms, notes: Vec::new() };
    Ok((value > Euro::ZERO).then_some(told))
}
