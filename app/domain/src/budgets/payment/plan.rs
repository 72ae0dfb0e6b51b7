//! What is left to pay: the months of the released run, less what was ordered, with the difference of a correction on
//! the months that are still open (domain §3, rule 4).

use super::{
    carried::Carried,
    ledger::Ledger,
    received::received_of,
    suspension::suspended_months,
    types::{LineState, Payee, PaymentStatus},
};
use crate::{
    budgets::{
        AnstellungstraegerRow, Euro,
        abschlag::{self, CorrectedPlan, Months},
        error::BudgetError,
        first_charge::TraegerShare,
    },
    ids::{AnstellungstraegerId, RunId},
};
use serde::{Deserialize, Serialize};

/// The year of every payee in the reader's scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearPlan {
    /// The released run that the budgets come from.
    pub run: RunId,
    /// Anstellungsträger by name, then Kita-Träger by name.
    pub rows: Vec<EmployerPlan>,
}

/// Twelve months of one payee. Always true: sum of `months` + `held` − `rueckforderung` + `nachzahlung` =
/// `entitlement` + `received`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerPlan {
    pub payee: Payee,
    pub name: String,
    /// Of the released run; zero for who is not in it any more.
    pub budget: Euro,
    /// What settlements of this and other years change.
    pub carried: Carried,
    /// What is paid out for the year in all: [`Carried::entitlement`].
    pub entitlement: Euro,
    /// Ordered months as they were ordered, the others with an equal share of the rest; never negative, and zero where
    /// suspended.
    pub months: Months,
    /// Suspended and not settled yet; months that were ordered before stay ordered.
    pub suspended: [bool; 12],
    /// What the suspended months would have got: stays for the settlement.
    pub held: Euro,
    /// What came back of a Rückforderung.
    pub received: Euro,
    /// More was ordered than the budget and what came back: to be reclaimed or offset.
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
    /// Nothing is paid until it is resumed or the year is settled.
    Suspended,
    InProcess,
    Ordered,
    Paid,
}

impl YearPlan {
    /// `budgets`: the rows of the released run. The ledger may reach beyond them: who got money and is not in the run
    /// any more has a budget of zero and gives it back.
    pub fn new(run: RunId, budgets: &[AnstellungstraegerRow], ledger: &Ledger) -> Result<Self, BudgetError> {
        Self::with_first_charge(run, budgets, &[], ledger)
    }

    /// As [`Self::new`], with the Kita-Träger that get something of the first charge.
    pub fn with_first_charge(
        run: RunId,
        budgets: &[AnstellungstraegerRow],
        first_charge: &[TraegerShare],
        ledger: &Ledger,
    ) -> Result<Self, BudgetError> {
        let mut rows = Vec::with_capacity(budgets.len() + first_charge.len());
        for row in budgets {
            rows.push(EmployerPlan::new(row.anstellungstraeger.into(), &row.name, row.budget, ledger)?);
        }
        for share in first_charge {
            rows.push(EmployerPlan::new(share.kita_traeger.into(), &share.name, share.amount, ledger)?);
        }
        let is_known = |rows: &[EmployerPlan], payee| rows.iter().any(|row| row.payee == payee);
        for line in ledger.runs.iter().flat_map(|run| &run.lines) {
            if !is_known(&rows, line.payee) {
                rows.push(EmployerPlan::new(line.payee, &line.name, Euro::ZERO, ledger)?);
            }
        }
        rows.retain(EmployerPlan::has_anything);
        let is_employer = |row: &EmployerPlan| row.payee.anstellungstraeger().is_some();
        rows.sort_by(|a, b| {
            let by_kind = is_employer(b).cmp(&is_employer(a));
            by_kind.then_with(|| a.name.cmp(&b.name)).then(a.payee.cmp(&b.payee))
        });
        Ok(Self { run, rows })
    }

    pub fn row(&self, of: impl Into<Payee>) -> Option<&EmployerPlan> {
        let of = of.into();
        self.rows.iter().find(|row| row.payee == of)
    }

    /// Anstellungsträger with their rows.
    pub fn employers(&self) -> impl Iterator<Item = (AnstellungstraegerId, &EmployerPlan)> {
        self.rows.iter().filter_map(|row| Some((row.payee.anstellungstraeger()?, row)))
    }
}

impl EmployerPlan {
    pub(super) fn new(payee: Payee, name: &str, budget: Euro, ledger: &Ledger) -> Result<Self, BudgetError> {
        let employer = payee.anstellungstraeger();
        let carried = employer.map(|id| Carried::of(id, ledger.year, &ledger.counter_entries)).unwrap_or_default();
        // Once settled, what is kept back is decided: nothing stays suspended.
        let suspended = employer.filter(|_| carried.settled.is_none());
        let suspended = suspended.map(|id| suspended_months(id, &ledger.suspensions)).unwrap_or_default();
        let entitlement = carried.entitlement(budget)?;
        let received = received_of(payee, &ledger.received).ok_or(BudgetError::TooLarge)?;
        let mut plan = Self {
            payee,
            name: name.to_owned(),
            budget,
            carried,
            entitlement,
            suspended,
            held: Euro::ZERO,
            months: [Euro::ZERO; 12],
            received,
            rueckforderung: Euro::ZERO,
            nachzahlung: Euro::ZERO,
            ordered: [None; 12],
            in_process: [Euro::ZERO; 12],
            paid: [Euro::ZERO; 12],
        };
        for run in &ledger.runs {
            let Some(line) = run.line(payee) else { continue };
            let month = usize::from(run.month);
            let state = run.line_state(payee);
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
        let CorrectedPlan { months, rueckforderung, nachzahlung } =
            abschlag::correct(add(entitlement, received)?, &plan.ordered)?;
        Self { months, rueckforderung, nachzahlung, ..plan }.hold_suspended()
    }

    /// Takes the suspended months out of what is paid; their shares do not go to other months.
    fn hold_suspended(mut self) -> Result<Self, BudgetError> {
        let open = self.ordered.map(|ordered| ordered.is_none());
        for ((month, suspended), open) in self.months.iter_mut().zip(self.suspended).zip(open) {
            if suspended && open {
                self.held = add(self.held, std::mem::take(month))?;
            }
        }
        Ok(self)
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
            None if self.suspended.get(at).copied().unwrap_or_default() => MonthState::Suspended,
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

    /// Months that carry the rest, suspended ones among them.
    pub fn open_months(&self) -> usize {
        self.ordered.iter().filter(|ordered| ordered.is_none()).count()
    }

    /// What is neither ordered nor in a payment run: at most this can be offset. `None` beyond what [`Euro`] holds.
    pub fn still_open(&self) -> Option<Euro> {
        let open = (0..12_u8).filter(|month| self.month_state(*month) == MonthState::Open);
        Euro::checked_sum(open.filter_map(|month| self.months.get(usize::from(month)).copied()))
    }

    fn has_anything(&self) -> bool {
        self.budget != Euro::ZERO
            || self.ordered.iter().any(Option::is_some)
            || self.in_process.iter().any(|amount| *amount != Euro::ZERO)
            || self.carried != Carried::default()
            || self.received != Euro::ZERO
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
