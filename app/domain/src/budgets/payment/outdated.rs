//! Payment runs that the plan has outrun: prepared before months were suspended, an offset was settled or another run was
//! released. Nobody can go on with them; they are prepared anew in one step.

use super::{
    plan::{EmployerPlan, YearPlan},
    rules::{CheckFault, Prepared, check},
    types::{Payee, PaymentLine, PaymentRun, PaymentStatus},
};
use crate::{
    access::Koordination,
    budgets::{
        Euro,
        overview::{Beside, Column, PlanFigure},
    },
    error::{AppError, ErrorCode},
    ids::{PaymentRunId, RunId},
};
use serde::{Deserialize, Serialize};

/// What the plan says now, where a payment run does not follow it any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outdated {
    /// Another run was released since; amounts may be the same.
    pub other_run: bool,
    /// The one that the plan follows now.
    pub run: RunId,
    /// Lines with another amount now, in their order.
    pub lines: Vec<OutdatedLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutdatedLine {
    pub payee: Payee,
    pub name: String,
    pub prepared: Euro,
    /// Zero where nothing is to be paid any more.
    pub now: Euro,
    /// What of the plan `now` is.
    pub figure: PlanFigure,
}

impl Outdated {
    /// `None` where the payment run follows the plan, or where nothing can be changed about it any more.
    pub fn of(payment: &PaymentRun, plan: &YearPlan) -> Option<Self> {
        let is_open = matches!(payment.status(), PaymentStatus::Prepared | PaymentStatus::Festgestellt);
        if !is_open || check(payment, plan) != Err(CheckFault::PlanChanged) {
            return None;
        }
        let line = |line: &PaymentLine| {
            let row = plan.row(line.payee);
            let now = row.map_or(Euro::ZERO, |row| row.payable(payment.month));
            let (payee, name, figure) = (line.payee, line.name.clone(), payable(row, line.payee, payment.month));
            (now != line.amount).then_some(OutdatedLine { payee, name, prepared: line.amount, now, figure })
        };
        let lines = payment.lines.iter().filter_map(line).collect();
        Some(Self { other_run: payment.run != plan.run, run: plan.run, lines })
    }
}

/// What [`EmployerPlan::payable`] is of the plan: the month, or what is left of the year where the month is ordered already.
fn payable(row: Option<&EmployerPlan>, payee: Payee, month: u8) -> PlanFigure {
    let ordered = row.and_then(|row| row.ordered.get(usize::from(month)).copied().flatten());
    match ordered {
        Some(_) => PlanFigure::Beside { payee, part: Beside::Nachzahlung },
        None => PlanFigure::PayeeMonth { payee, month, column: Column::Planned },
    }
}

/// Evidence that an outdated payment run is taken back and its month prepared anew, both or nothing.
#[derive(Clone, Debug)]
pub struct Renewal {
    outdated: PaymentRunId,
    prepared: Prepared,
    by: Koordination,
}

impl Renewal {
    /// `prepared`: made from the plan without the outdated payment run.
    ///
    /// # Errors
    /// `WrongState` where the payment run follows the plan, or is ordered or taken back already.
    pub fn of(payment: &PaymentRun, plan: &YearPlan, prepared: Prepared, by: &Koordination) -> Result<Self, AppError> {
        let is_of_same = prepared.month() == payment.month && prepared.year() == payment.year;
        if Outdated::of(payment, plan).is_none() || !is_of_same {
            return Err(AppError::field("", ErrorCode::WrongState));
        }
        Ok(Self { outdated: payment.id, prepared, by: by.clone() })
    }

    pub fn outdated(&self) -> PaymentRunId {
        self.outdated
    }

    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    pub fn by(&self) -> &Koordination {
        &self.by
    }
}
