//! What is left to pay: the months of the released run, less what was ordered, with the difference of a correction on
//! the months that are still open (domain §3, rule 4).

use super::{
    ledger::Ledger,
    types::{LineState, PaymentStatus},
};
use crate::{
    budgets::{
        AnstellungstraegerRow, Euro,
        abschlag::{self, CorrectedPlan, Months},
        error::BudgetError,
    },
    ids::{AnstellungstraegerId, RunId},
};
use serde::{Deserialize, Serialize};

/// The year of every Anstellungsträger in the reader's scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearPlan {
    /// The released run that the budgets come from.
    pub run: RunId,
    /// By name.
    pub rows: Vec<EmployerPlan>,
}

/// Twelve months of one Anstellungsträger. Always true: sum of `months` − `rueckforderung` + `nachzahlung` = `budget`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerPlan {
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    /// Of the released run; zero for who is not in it any more.
    pub budget: Euro,
    /// Ordered months as they were ordered, the others with an equal share of the rest; never negative.
    pub months: Months,
    /// More was ordered than the budget: to be reclaimed or offset.
    pub rueckforderung: Euro,
    /// Less was ordered than the budget, and no month is left: to be paid in addition.
    pub nachzahlung: Euro,
    /// By month: ordered and not returned. `None`: the month is open.
    pub ordered: [Option<Euro>; 12],
    /// By month: in a payment run that is not ordered yet.
    pub in_process: Months,
    /// By month: confirmed by the Kasse as paid, and not returned.
    pub paid: Months,
}

/// How far one month of one Anstellungsträger has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthState {
    /// Nothing to pay.
    Nothing,
    Open,
    InProcess,
    Ordered,
    Paid,
}

impl YearPlan {
    /// `budgets`: the rows of the released run. The ledger may reach beyond them: who got money and is not in the run
    /// any more has a budget of zero and gives it back.
    pub fn new(run: RunId, budgets: &[AnstellungstraegerRow], ledger: &Ledger) -> Result<Self, BudgetError> {
        let mut rows = Vec::with_capacity(budgets.len());
        for row in budgets {
            rows.push(EmployerPlan::new(row.anstellungstraeger, &row.name, row.budget, ledger)?);
        }
        let is_known = |rows: &[EmployerPlan], id| rows.iter().any(|row| row.anstellungstraeger == id);
        for line in ledger.runs.iter().flat_map(|run| &run.lines) {
            if !is_known(&rows, line.anstellungstraeger) {
                rows.push(EmployerPlan::new(line.anstellungstraeger, &line.name, Euro::ZERO, ledger)?);
            }
        }
        rows.retain(EmployerPlan::has_anything);
        rows.sort_by(|a, b| a.name.cmp(&b.name).then(a.anstellungstraeger.cmp(&b.anstellungstraeger)));
        Ok(Self { run, rows })
    }

    pub fn row(&self, of: AnstellungstraegerId) -> Option<&EmployerPlan> {
        self.rows.iter().find(|row| row.anstellungstraeger == of)
    }
}

impl EmployerPlan {
    fn new(id: AnstellungstraegerId, name: &str, budget: Euro, ledger: &Ledger) -> Result<Self, BudgetError> {
        let mut plan = Self {
            anstellungstraeger: id,
            name: name.to_owned(),
            budget,
            months: [Euro::ZERO; 12],
            rueckforderung: Euro::ZERO,
            nachzahlung: Euro::ZERO,
            ordered: [None; 12],
            in_process: [Euro::ZERO; 12],
            paid: [Euro::ZERO; 12],
        };
        for run in &ledger.runs {
            let Some(line) = run.line(id) else { continue };
            let month = usize::from(run.month);
            let state = run.line_state(id);
            match run.status() {
                PaymentStatus::Angeordnet if !matches!(state, LineState::Returned { .. }) => {
                    let ordered = plan.ordered.get_mut(month).ok_or(BudgetError::TooLarge)?;
                    *ordered = Some(add(ordered.unwrap_or(Euro::ZERO), line.amount)?);
                    if matches!(state, LineState::Paid { .. }) {
                        add_to(&mut plan.paid, month, line.amount)?;
                    }
                }
                PaymentStatus::Prepared | PaymentStatus::Festgestellt => {
                    add_to(&mut plan.in_process, month, line.amount)?;
                }
                PaymentStatus::Angeordnet | PaymentStatus::Cancelled => {}
            }
        }
        let CorrectedPlan { months, rueckforderung, nachzahlung } = abschlag::correct(budget, &plan.ordered)?;
        Ok(Self { months, rueckforderung, nachzahlung, ..plan })
    }

    /// What a payment of this month has to come to, without what is ordered: plan − ordered. A Nachzahlung is paid
    /// with December. Never negative.
    pub fn payable(&self, month: u8) -> Euro {
        let at = usize::from(month);
        match (self.ordered.get(at).copied().flatten(), month) {
            (None, _) => self.months.get(at).copied().unwrap_or_default(),
            (Some(_), 11) => self.nachzahlung,
            (Some(_), _) => Euro::ZERO,
        }
    }

    /// What a new payment run of this month has to contain: [`Self::payable`], or nothing while another run holds it.
    pub fn due(&self, month: u8) -> Euro {
        let in_process = self.in_process.get(usize::from(month)).copied().unwrap_or_default();
        if in_process == Euro::ZERO { self.payable(month) } else { Euro::ZERO }
    }

    pub fn month_state(&self, month: u8) -> MonthState {
        let at = usize::from(month);
        let of = |months: &Months| months.get(at).copied().unwrap_or_default();
        match self.ordered.get(at).copied().flatten() {
            _ if of(&self.in_process) > Euro::ZERO => MonthState::InProcess,
            Some(ordered) if of(&self.paid) == ordered => MonthState::Paid,
            Some(_) => MonthState::Ordered,
            None if of(&self.months) == Euro::ZERO => MonthState::Nothing,
            None => MonthState::Open,
        }
    }

    /// Ordered over the whole year.
    pub fn ordered_sum(&self) -> Option<Euro> {
        Euro::checked_sum(self.ordered.iter().flatten().copied())
    }

    /// Confirmed as paid over the whole year.
    pub fn paid_sum(&self) -> Option<Euro> {
        Euro::checked_sum(self.paid)
    }

    /// Months that carry the rest.
    pub fn open_months(&self) -> usize {
        self.ordered.iter().filter(|ordered| ordered.is_none()).count()
    }

    fn has_anything(&self) -> bool {
        self.budget != Euro::ZERO
            || self.ordered.iter().any(Option::is_some)
            || self.in_process.iter().any(|amount| *amount != Euro::ZERO)
    }
}

fn add(a: Euro, b: Euro) -> Result<Euro, BudgetError> {
    a.checked_add(b).ok_or(BudgetError::TooLarge)
}

fn add_to(months: &mut Months, month: usize, amount: Euro) -> Result<(), BudgetError> {
    let sum = months.get_mut(month).ok_or(BudgetError::TooLarge)?;
    *sum = add(*sum, amount)?;
    Ok(())
}
