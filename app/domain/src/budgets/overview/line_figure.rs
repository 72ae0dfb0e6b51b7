//! The amount of one payment: what the plan left to pay of the month when its payment run was prepared.

use super::{
    german,
    plan_figure::{Beside, Column, amount, beside, difference, of_payee, sum},
    reclaim_figure::ReclaimColumn,
};
use crate::budgets::{
    BudgetError, Euro, Rounding, RuleViolated, german as budgets,
    payment::{EmployerPlan, Payee, PaymentRun, PlanRow, ReceivedRow, YearPlan},
    settlement::{Explanation, Step},
};

/// How the amount of a payment came about; `None` for who is not in the payment run. `then`: the plan as it was when the
/// payment run was prepared ([`Ledger::before`](crate::budgets::payment::Ledger::before)), by the run that it follows.
///
/// # Errors
/// `Recomputed` where the plan of that time does not come to the amount: a fault of the program.
pub fn explain_line(
    payment: &PaymentRun,
    payee: Payee,
    then: &YearPlan,
) -> Result<Option<Vec<Explanation>>, BudgetError> {
    let Some((line, row)) = payment.line(payee).zip(then.row(payee)) else { return Ok(None) };
    if row.payable(payment.month) != line.amount {
        return Err(BudgetError::Rule(RuleViolated::Recomputed));
    }
    let label = german::of_payment(&row.name, payment.month);
    let is_ordered = row.ordered.get(usize::from(payment.month)).copied().flatten().is_some();
    let (whole, parts) = match is_ordered {
        // The month is paid already; what is left of the year comes with December.
        true => {
            let back = amount(german::of_payee_beside(&row.name, Beside::Nachzahlung), row.nachzahlung);
            (sum(label, line.amount, vec![back]), beside(row, Beside::Nachzahlung)?)
        }
        false => {
            let planned = amount(german::of_payee_month(&row.name, payment.month, Column::Planned), line.amount);
            let terms = vec![planned, amount(german::ORDERED_BEFORE, Euro::ZERO)];
            (difference(label, line.amount, terms), share_of_month(row, payment.month, line.amount)?)
        }
    };
    Ok(Some(std::iter::once(whole).chain(parts).collect()))
}

/// What one of the open months carries of the rest, and the rest itself.
fn share_of_month(row: &EmployerPlan, month: u8, share: Euro) -> Result<Vec<Explanation>, BudgetError> {
    let negative = |amount: Euro| Euro::ZERO.checked_sub(amount).ok_or(BudgetError::TooLarge);
    let mut terms = vec![amount(german::of_payee(&row.name, Column::Planned), Column::Planned.of(row)?)];
    if row.received != Euro::ZERO {
        terms.push(amount(german::RECEIVED, row.received));
    }
    let ordered = Column::Ordered.of(row)?;
    terms.push(amount(german::of_payee(&row.name, Column::Ordered), negative(ordered)?));
    let rest = Euro::checked_sum(terms.iter().map(|term| term.value)).ok_or(BudgetError::TooLarge)?;
    let parts = u32::try_from(row.open_months()).map_err(|_| BudgetError::TooLarge)?;
    let is_cut = share.cents() * i128::from(parts) < rest.cents();
    let rounding = match share.cents() * i128::from(parts) == rest.cents() {
        true => Rounding::Exact,
        false if is_cut => Rounding::Down,
        false => Rounding::RestCent,
    };
    let note = budgets::rounding(rounding);
    let of_month = Explanation {
        label: german::of_payee_month(&row.name, month, Column::Planned),
        value: share,
        step: Step::Part { parts },
        terms: vec![amount(german::OPEN_REST, rest)],
        notes: if note.is_empty() { Vec::new() } else { vec![note.to_owned()] },
    };
    let mut all = vec![of_month, sum(german::OPEN_REST.to_owned(), rest, terms)];
    all.extend(of_payee(row, Column::Planned)?);
    all.extend(of_payee(row, Column::Ordered)?);
    Ok(all)
}

/// A payment for who sees no plan: the amount as it was ordered. `notes`: who answers for it.
pub fn explain_ordered(name: &str, month: u8, ordered: Euro, notes: Vec<String>) -> Explanation {
    let terms = vec![amount(german::AS_ORDERED, ordered)];
    let notes = std::iter::once(german::BY_THE_PLAN.to_owned()).chain(notes).collect();
    Explanation { notes, ..sum(german::of_payment(name, month), ordered, terms) }
}

/// One booking of what came back. The Kasse has typed it, so its statement is all there is behind it.
pub fn explain_received(booking: &ReceivedRow) -> Explanation {
    let label = german::booked(booking.day, &booking.note);
    let notes = if booking.by.is_empty() { Vec::new() } else { vec![german::booked_by(&booking.by)] };
    let terms = vec![amount(label, booking.amount)];
    Explanation { notes, ..sum(german::of_reclaim(&booking.payee, ReclaimColumn::Received), booking.amount, terms) }
}

/// What the open months carry of a payee's year, as the plan says it in a sentence.
pub fn explain_rest(row: &PlanRow) -> Option<Explanation> {
    let mut terms = vec![amount(german::of_payee(&row.name, Column::Planned), row.entitlement)];
    if row.received != Euro::ZERO {
        terms.push(amount(german::RECEIVED, row.received));
    }
    let ordered = Euro::ZERO.checked_sub(row.ordered)?;
    terms.push(amount(german::of_payee(&row.name, Column::Ordered), ordered));
    Some(sum(german::rest_of(&row.name), row.rest, terms))
}

/// What the payments of a payment run add up to, by name and amount.
pub fn explain_payments<'a>(payments: impl IntoIterator<Item = (&'a str, Euro)>, of: Euro) -> Explanation {
    let terms = payments.into_iter().map(|(name, paid)| amount(name, paid));
    sum(german::PAYMENTS.to_owned(), of, terms.collect())
}
