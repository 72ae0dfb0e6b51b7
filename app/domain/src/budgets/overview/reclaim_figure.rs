//! What is reclaimed, what came back of it, and what is still open.

use super::{
    german,
    plan_figure::{Column, amount, difference, of_payee, sum},
};
use crate::budgets::{
    BudgetError, Euro,
    payment::{EmployerPlan, Received},
    settlement::{Explanation, Step},
};
use serde::{Deserialize, Serialize};

/// An amount of a Rückforderung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReclaimColumn {
    Reclaimed,
    Received,
    Open,
}

/// Where the amounts of a Rückforderung come from: each first, then what it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReclaimTold {
    pub reclaimed: Vec<Explanation>,
    pub received: Vec<Explanation>,
    pub open: Vec<Explanation>,
}

impl ReclaimColumn {
    pub const ALL: [ReclaimColumn; 3] = [ReclaimColumn::Reclaimed, ReclaimColumn::Received, ReclaimColumn::Open];
}

impl ReclaimTold {
    pub fn of(&self, column: ReclaimColumn) -> &Vec<Explanation> {
        match column {
            ReclaimColumn::Reclaimed => &self.reclaimed,
            ReclaimColumn::Received => &self.received,
            ReclaimColumn::Open => &self.open,
        }
    }
}

/// `row`: the year of who owes it. `bookings`: what came back, of everybody.
pub fn explain_reclaim(row: &EmployerPlan, bookings: &[Received]) -> Result<ReclaimTold, BudgetError> {
    let label = |column| german::of_reclaim(&row.name, column);
    let less = |from: Euro, taken: Euro| from.checked_sub(taken).ok_or(BudgetError::TooLarge);
    let own = bookings.iter().filter(|booking| booking.payee == row.payee);
    let booked = own.map(|booking| amount(german::booked(booking.day, &booking.note), booking.amount)).collect();
    let received = sum(label(ReclaimColumn::Received), row.received, booked);

    let ordered = amount(german::of_payee(&row.name, Column::Ordered), Column::Ordered.of(row)?);
    let planned = amount(german::of_payee(&row.name, Column::Planned), Column::Planned.of(row)?);
    let surplus = less(ordered.value, planned.value)?;
    let open = match less(surplus, row.received)? == row.rueckforderung {
        true => {
            let terms = vec![ordered.clone(), planned.clone(), amount(german::RECEIVED, row.received)];
            difference(label(ReclaimColumn::Open), row.rueckforderung, terms)
        }
        // A later settlement keeps more: what came back too much is paid out again.
        false => {
            let mut nothing = sum(label(ReclaimColumn::Open), row.rueckforderung, Vec::new());
            nothing.notes.push(german::NOTHING_RECLAIMED.to_owned());
            nothing
        }
    };
    let value = row.rueckforderung.checked_add(row.received).ok_or(BudgetError::TooLarge)?;
    let reclaimed = match surplus == value {
        true => difference(label(ReclaimColumn::Reclaimed), value, vec![ordered, planned]),
        false => {
            let terms = [&open, &received].map(|part| amount(part.label.clone(), part.value));
            sum(label(ReclaimColumn::Reclaimed), value, terms.into())
        }
    };
    let [mut parts, of_ordered] = [of_payee(row, Column::Planned)?, of_payee(row, Column::Ordered)?];
    parts.extend(of_ordered);
    let made_of =
        |whole: Explanation| -> Vec<Explanation> { [whole].into_iter().chain(parts.iter().cloned()).collect() };
    Ok(ReclaimTold { reclaimed: made_of(reclaimed), open: made_of(open), received: vec![received] })
}

/// What stands in place of a [`Column::Rest`] below zero: its calculation the other way round, so that it ends in the positive
/// amount. `told`: of the rest, what it was made of behind it.
pub fn explain_asked_back(label: String, mut told: Vec<Explanation>) -> Result<Vec<Explanation>, BudgetError> {
    let negative = |amount: Euro| Euro::ZERO.checked_sub(amount).ok_or(BudgetError::TooLarge);
    if let Some(rest) = told.first_mut() {
        rest.label = label;
        rest.value = negative(rest.value)?;
        if rest.step == Step::Difference && rest.terms.len() == 2 {
            rest.terms.reverse();
        } else {
            for term in &mut rest.terms {
                term.value = negative(term.value)?;
            }
            // What is asked back comes first, what is taken off it after that.
            rest.terms.sort_by_key(|term| term.value.is_negative());
        }
    }
    Ok(told)
}
