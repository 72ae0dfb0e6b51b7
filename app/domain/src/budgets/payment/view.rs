//! What pages show of plan and payments: plain rows, cut to what the person may see and do.

use super::{
    carried::Carried,
    german,
    ledger::Ledger,
    outdated::Outdated,
    plan::{EmployerPlan, MonthState, YearPlan},
    received::{Received, Reclaim},
    suspension::Suspension,
    types::{LineState, Payee, PaymentLine, PaymentRun, PaymentStatus, StepKind, Version},
};
use crate::{
    access::{Principal, Role, Scope},
    budgets::{
        BudgetError, Euro, TakenRow,
        overview::{explain_ordered, explain_payments, explain_received, explain_rest},
        settlement::Explanation,
    },
    ids::{PaymentRunId, RunId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Plan and payment runs of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    pub year: i32,
    pub version: Version,
    /// The released run; `None` while there is none.
    pub run: Option<RunId>,
    /// By name; empty for the Kasse, which pays and does not plan.
    pub rows: Vec<PlanRow>,
    /// Newest first.
    pub payments: Vec<PaymentRow>,
    /// Newest first: what came back and is open again.
    pub returned: Vec<ReturnedRow>,
    /// Newest first.
    pub suspensions: Vec<SuspensionRow>,
    /// What settlements reclaim, and of Kita-Träger the released run, by name.
    #[serde(default)]
    pub reclaims: Vec<Reclaim>,
    /// What came back of it, newest first.
    #[serde(default)]
    pub received: Vec<ReceivedRow>,
    /// Today, for forms; set by the server.
    #[serde(default)]
    pub today: Option<NaiveDate>,
}

/// A booking of what came back, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedRow {
    /// Of the Anstellungsträger or Kita-Träger.
    pub payee: String,
    /// Below zero where an earlier booking was taken back.
    pub amount: Euro,
    pub day: NaiveDate,
    pub note: String,
    /// Who booked; empty for who may not know.
    pub by: String,
}

/// A decision about months, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionRow {
    /// Of the Anstellungsträger.
    pub employer: String,
    pub months: Vec<u8>,
    pub suspended: bool,
    pub reason: String,
    /// Who decided; empty for who may not know.
    pub by: String,
    pub on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    pub payee: Payee,
    pub name: String,
    pub budget: Euro,
    /// January to December.
    pub months: Vec<PlanMonth>,
    pub ordered: Euro,
    pub paid: Euro,
    pub rueckforderung: Euro,
    /// What came back of a Rückforderung.
    #[serde(default)]
    pub received: Euro,
    pub nachzahlung: Euro,
    /// Kept back with suspended months, for the settlement.
    pub held: Euro,
    /// What settlements change.
    pub carried: Carried,
    /// What is paid out for the year in all.
    pub entitlement: Euro,
    /// What is paid out and came back, less what is ordered: what the open months carry, or below zero what is asked back.
    pub rest: Euro,
    /// The same less what is paid only.
    pub unpaid: Euro,
    /// Months that share the rest.
    pub open_months: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanMonth {
    pub amount: Euro,
    pub state: MonthState,
}

/// A payment run in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    pub id: PaymentRunId,
    pub year: i32,
    /// January = 0.
    pub month: u8,
    pub status: PaymentStatus,
    pub lines: usize,
    pub open: usize,
    pub returned: usize,
    /// Of the lines that the reader sees; [`PaymentView::explain_sum`] says where it comes from. The lines of all runs of a year
    /// would be megabytes where there are thousands of payees.
    pub sum: Euro,
    /// The plan has changed since; it has to be prepared anew.
    #[serde(default)]
    pub outdated: bool,
}

/// A line that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedRow {
    pub payment: PaymentRunId,
    pub month: u8,
    pub name: String,
    pub amount: Euro,
    pub on: NaiveDate,
    pub reason: String,
    /// Whether no other payment run has taken it up since.
    pub is_open: bool,
}

/// One payment run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    pub id: PaymentRunId,
    pub year: i32,
    pub month: u8,
    pub version: Version,
    pub run: RunId,
    pub status: PaymentStatus,
    pub sum: Euro,
    pub lines: Vec<LineRow>,
    /// In the order in which they happened.
    pub steps: Vec<StepRow>,
    pub message_id: String,
    pub execution: Option<NaiveDate>,
    pub next: NextSteps,
    /// What the plan says now, where it has changed since.
    #[serde(default)]
    pub outdated: Option<Outdated>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRow {
    pub position: u32,
    pub payee: Payee,
    pub name: String,
    pub holder: String,
    /// In groups of four.
    pub iban: String,
    pub amount: Euro,
    pub state: LineState,
}

/// A step as the page of a payment run shows it.
pub type StepRow = TakenRow<StepKind>;

/// What this person may do now. The page offers nothing else; the server decides again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextSteps {
    pub feststellen: bool,
    pub anordnen: bool,
    /// It would be the next step, but this person did the Feststellung.
    pub needs_second_person: bool,
    pub cancel: bool,
    pub make_file: bool,
    pub book_paid: bool,
    pub book_returned: bool,
    /// The payment file and the list of the Kasse.
    pub files: bool,
    /// Outdated: it is taken back and prepared anew.
    #[serde(default)]
    pub renew: bool,
}

impl PlanView {
    /// `plan`: `None` for who sees no plan, or while no run is released. The ledger is cut to the reader already.
    ///
    /// # Errors
    /// `TooLarge` for sums beyond what an amount holds. Nothing in their place would hide what is owed from the Kasse, whose
    /// reading makes no plan that refuses them.
    pub fn new(plan: Option<&YearPlan>, ledger: &Ledger) -> Result<Self, BudgetError> {
        let payments = ledger.runs.iter().rev().map(|run| PaymentRow::new(run, plan)).collect::<Result<_, _>>()?;
        let reclaims = ledger.reclaims()?;
        let rows = plan.iter().flat_map(|plan| &plan.rows).map(PlanRow::new).collect::<Result<_, _>>()?;
        Ok(Self {
            year: ledger.year,
            version: ledger.version,
            run: ledger.released,
            rows,
            payments,
            returned: ledger.runs.iter().rev().flat_map(|run| returned_lines(run, ledger)).collect(),
            suspensions: ledger.suspensions.iter().rev().map(|found| SuspensionRow::new(found, plan)).collect(),
            received: ledger.received.iter().rev().map(|found| ReceivedRow::new(found, &reclaims)).collect(),
            reclaims,
            today: None,
        })
    }
}

impl ReceivedRow {
    fn new(found: &Received, reclaims: &[Reclaim]) -> Self {
        let payee = reclaims.iter().find(|reclaim| reclaim.payee == found.payee);
        Self {
            payee: payee.map(|reclaim| reclaim.name.clone()).unwrap_or_default(),
            amount: found.amount,
            day: found.day,
            note: found.note.clone(),
            by: found.name.clone(),
        }
    }
}

impl ReceivedRow {
    /// What was booked, by whom and on what statement.
    pub fn explain(&self) -> Explanation {
        explain_received(self)
    }
}

impl SuspensionRow {
    fn new(found: &Suspension, plan: Option<&YearPlan>) -> Self {
        let row = plan.and_then(|plan| plan.row(found.anstellungstraeger));
        Self {
            employer: row.map(|row| row.name.clone()).unwrap_or_default(),
            months: found.months.clone(),
            suspended: found.suspended,
            reason: found.reason.clone(),
            by: found.name.clone(),
            on: found.at.date_naive(),
        }
    }
}

impl PlanRow {
    /// # Errors
    /// `TooLarge` for a sum beyond what an amount holds: nothing in its place would say that nothing is left to pay.
    pub fn new(plan: &EmployerPlan) -> Result<Self, BudgetError> {
        let month = |(month, amount): (u8, &Euro)| PlanMonth { amount: *amount, state: plan.month_state(month) };
        let (ordered, paid) = (plan.ordered_sum(), plan.paid_sum());
        let (ordered, paid) = (ordered.ok_or(BudgetError::TooLarge)?, paid.ok_or(BudgetError::TooLarge)?);
        let all = plan.entitlement.checked_add(plan.received).ok_or(BudgetError::TooLarge)?;
        let less = |part: Euro| all.checked_sub(part).ok_or(BudgetError::TooLarge);
        Ok(Self {
            payee: plan.payee,
            name: plan.name.clone(),
            budget: plan.budget,
            months: (0..).zip(&plan.months).map(month).collect(),
            ordered,
            paid,
            rest: less(ordered)?,
            unpaid: less(paid)?,
            rueckforderung: plan.rueckforderung,
            received: plan.received,
            nachzahlung: plan.nachzahlung,
            held: plan.held,
            carried: plan.carried.clone(),
            entitlement: plan.entitlement,
            open_months: plan.open_months(),
        })
    }
}

impl PlanRow {
    /// `None` where what is ordered has no counterpart below zero.
    pub fn explain_rest(&self) -> Option<Explanation> {
        explain_rest(self)
    }
}

impl PaymentRow {
    fn new(run: &PaymentRun, plan: Option<&YearPlan>) -> Result<Self, BudgetError> {
        let (mut open, mut returned) = (0, 0);
        for (_, state) in run.line_states() {
            match state {
                LineState::Open => open += 1,
                LineState::Returned { .. } => returned += 1,
                LineState::Paid { .. } => {}
            }
        }
        Ok(Self {
            id: run.id,
            year: run.year,
            month: run.month,
            status: run.status(),
            lines: run.lines.len(),
            open,
            returned,
            sum: run.sum().ok_or(BudgetError::TooLarge)?,
            outdated: plan.is_some_and(|plan| Outdated::of(run, plan).is_some()),
        })
    }
}

fn returned_lines(run: &PaymentRun, ledger: &Ledger) -> Vec<ReturnedRow> {
    let is_taken_up = |of: Payee| {
        let same_month = ledger.runs.iter().filter(|other| other.month == run.month);
        let in_sight =
            same_month.filter(|other| other.status() != PaymentStatus::Cancelled && other.line(of).is_some());
        in_sight.into_iter().any(|other| !matches!(other.line_state(of), LineState::Returned { .. }))
    };
    let row = |(line, state): (&PaymentLine, LineState)| match state {
        LineState::Returned { on, reason } => Some(ReturnedRow {
            payment: run.id,
            month: run.month,
            name: line.name.clone(),
            amount: line.amount,
            on,
            reason,
            is_open: !is_taken_up(line.payee),
        }),
        LineState::Open | LineState::Paid { .. } => None,
    };
    run.line_states().filter_map(row).collect()
}

impl PaymentView {
    /// # Errors
    /// `TooLarge` for a sum beyond what an amount holds: nothing in its place would be signed by two people.
    pub fn new(run: &PaymentRun, version: Version, by: &Principal) -> Result<Self, BudgetError> {
        let line = |line: &PaymentLine| LineRow {
            position: line.position,
            payee: line.payee,
            name: line.name.clone(),
            holder: line.holder.clone(),
            iban: line.iban.to_string(),
            amount: line.amount,
            state: run.line_state(line.payee),
        };
        let steps = run.steps.iter().map(StepRow::from);
        Ok(Self {
            id: run.id,
            year: run.year,
            month: run.month,
            version,
            run: run.run,
            status: run.status(),
            sum: run.sum().ok_or(BudgetError::TooLarge)?,
            lines: run.lines.iter().map(line).collect(),
            steps: steps.collect(),
            message_id: run.message_id(),
            execution: run.execution,
            next: NextSteps::of(run, by),
            outdated: None,
        })
    }

    /// What its payments add up to.
    pub fn explain_sum(&self) -> Explanation {
        explain_payments(self.lines.iter().map(|line| (line.name.as_str(), line.amount)), self.sum)
    }

    /// One of its payments, for who sees no plan: what was ordered, and who answers for it. `when`: of each of `steps`.
    pub fn explain_ordered(&self, line: &LineRow, when: &[String]) -> Explanation {
        let answers = |kind| matches!(kind, StepKind::Prepared | StepKind::Festgestellt | StepKind::Angeordnet);
        let steps = self.steps.iter().zip(when).filter(|(step, _)| answers(step.kind));
        let notes = steps.map(|(step, when)| german::taken(step, when)).collect();
        explain_ordered(&line.name, self.month, line.amount, notes)
    }

    /// With what the plan says now: nobody goes on with amounts that it does not have any more.
    pub fn against(mut self, run: &PaymentRun, plan: &YearPlan, by: &Principal) -> Self {
        self.outdated = Outdated::of(run, plan);
        if self.outdated.is_some() {
            let renew = by.role == Role::Koordination;
            self.next =
                NextSteps { feststellen: false, anordnen: false, needs_second_person: false, renew, ..self.next };
        }
        self
    }
}

impl NextSteps {
    pub fn of(run: &PaymentRun, by: &Principal) -> Self {
        let status = run.status();
        let (finanzen, kasse) = (by.role == Role::Finanzen, by.role == Role::Kasse);
        let own_feststellung = run.step(StepKind::Festgestellt).is_some_and(|step| step.by == by.account);
        let to_order = finanzen && status == PaymentStatus::Festgestellt;
        let cancellable = matches!(status, PaymentStatus::Prepared | PaymentStatus::Festgestellt);
        let ordered = status == PaymentStatus::Angeordnet;
        let is_any = |wanted: fn(&LineState) -> bool| run.lines.iter().any(|line| wanted(&run.line_state(line.payee)));
        Self {
            feststellen: finanzen && status == PaymentStatus::Prepared,
            anordnen: to_order && !own_feststellung,
            needs_second_person: to_order && own_feststellung,
            cancel: cancellable && (finanzen || by.role == Role::Koordination),
            make_file: kasse && ordered && run.execution.is_none(),
            book_paid: kasse && ordered && is_any(|state| *state == LineState::Open),
            book_returned: kasse && ordered && is_any(|state| !matches!(state, LineState::Returned { .. })),
            files: ordered && (kasse || by.scope == Scope::All),
            renew: false,
        }
    }
}
