//! Amounts that payments and settlements make: what they are called, what they come to, and where they come from.

use super::german;
use crate::budgets::{
    BudgetError, Derivation, Euro, Figure,
    figure::EmployerPart,
    payment::{self, EmployerPlan, Payee, PlanRow, YearPlan},
    settlement::{Amount, Explanation, Step},
};
use serde::{Deserialize, Serialize};

/// One amount of a year's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum PlanFigure {
    /// Of all payees of a share, over the year.
    Sum { share: Share, column: Column },
    /// Of all payees of a share, in one month (January = 0).
    Month { share: Share, month: u8, column: Column },
    /// Of one payee, over the year.
    Payee { payee: Payee, column: Column },
    /// Of one payee, in one month.
    PayeeMonth { payee: Payee, month: u8, column: Column },
    /// What of one payee's year is in no month of the plan.
    Beside { payee: Payee, part: Beside },
}

/// What stands beside the months of a plan. Always true: months + held − reclaim + back payment = what is paid out in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// Shares of suspended months.
    Held,
    /// Ordered beyond what is paid out in all.
    Rueckforderung,
    /// Not ordered, and no month is left.
    Nachzahlung,
}

/// Which payees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    All,
    /// Anstellungsträger.
    Kiso,
    /// Kita-Träger.
    FirstCharge,
}

/// What of a payee's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// What is paid out in all: the budget, or what was settled, with offsets. Of a month: as the plan has it.
    Planned,
    /// Ordered and not returned.
    Ordered,
    /// Confirmed by the Kasse, and not returned.
    Paid,
    /// Planned and not paid yet; below zero where more was paid and did not come back.
    Rest,
}

/// An amount with everything it was made of, down to the run and its inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanExplanation {
    /// The amount itself first, then the parts it was made of.
    pub explanations: Vec<Explanation>,
    /// The budgets of the run behind them; filled by who has the run.
    pub derivations: Vec<Derivation>,
}

impl Share {
    pub const ALL: [Share; 3] = [Share::All, Share::Kiso, Share::FirstCharge];

    fn has(self, row: &EmployerPlan) -> bool {
        match self {
            Share::All => true,
            Share::Kiso => row.payee.anstellungstraeger().is_some(),
            Share::FirstCharge => row.payee.anstellungstraeger().is_none(),
        }
    }

    /// The rows of the plan that it is made of.
    pub fn rows(self, plan: &YearPlan) -> impl Iterator<Item = &EmployerPlan> {
        plan.rows.iter().filter(move |row| self.has(row))
    }
}

impl Column {
    pub const ALL: [Column; 4] = [Column::Planned, Column::Ordered, Column::Paid, Column::Rest];

    /// Of one payee over the year.
    pub fn of(self, row: &EmployerPlan) -> Result<Euro, BudgetError> {
        let sum = |amount: Option<Euro>| amount.ok_or(BudgetError::TooLarge);
        match self {
            Column::Planned => Ok(row.entitlement),
            Column::Ordered => sum(row.ordered_sum()),
            Column::Paid => sum(row.paid_sum()),
            Column::Rest => {
                let with_received = sum(row.entitlement.checked_add(row.received))?;
                sum(with_received.checked_sub(sum(row.paid_sum())?))
            }
        }
    }

    /// Of one payee in one month.
    pub fn of_month(self, row: &EmployerPlan, month: u8) -> Result<Euro, BudgetError> {
        let at = usize::from(month);
        let of = |months: &[Euro; 12]| months.get(at).copied().unwrap_or_default();
        match self {
            Column::Planned => Ok(of(&row.months)),
            Column::Ordered => Ok(row.ordered.get(at).copied().flatten().unwrap_or_default()),
            Column::Paid => Ok(of(&row.paid)),
            Column::Rest => of(&row.months).checked_sub(of(&row.paid)).ok_or(BudgetError::TooLarge),
        }
    }
}

impl Beside {
    pub const ALL: [Beside; 3] = [Beside::Held, Beside::Rueckforderung, Beside::Nachzahlung];

    pub fn of(self, row: &EmployerPlan) -> Euro {
        match self {
            Beside::Held => row.held,
            Beside::Rueckforderung => row.rueckforderung,
            Beside::Nachzahlung => row.nachzahlung,
        }
    }
}

impl PlanFigure {
    /// Every figure that a plan has.
    pub fn all(plan: &YearPlan) -> impl Iterator<Item = PlanFigure> {
        let columns = || Column::ALL.into_iter();
        let sums = Share::ALL.into_iter().flat_map(move |share| {
            let year = columns().map(move |column| PlanFigure::Sum { share, column });
            let months =
                (0..12).flat_map(move |month| columns().map(move |column| PlanFigure::Month { share, month, column }));
            year.chain(months)
        });
        let payees = plan.rows.iter().flat_map(move |row| {
            let payee = row.payee;
            let year = columns().map(move |column| PlanFigure::Payee { payee, column });
            let months = (0..12)
                .flat_map(move |month| columns().map(move |column| PlanFigure::PayeeMonth { payee, month, column }));
            year.chain(months).chain(Beside::ALL.map(|part| PlanFigure::Beside { payee, part }))
        });
        sums.chain(payees)
    }

    /// `None` when the plan has no such thing.
    pub fn value(self, plan: &YearPlan) -> Result<Option<Euro>, BudgetError> {
        let sum = |amounts: Result<Vec<Euro>, BudgetError>| {
            Euro::checked_sum(amounts?).ok_or(BudgetError::TooLarge).map(Some)
        };
        match self {
            Self::Sum { share, column } => sum(share.rows(plan).map(|row| column.of(row)).collect()),
            Self::Month { share, month, column } => {
                sum(share.rows(plan).map(|row| column.of_month(row, month)).collect())
            }
            Self::Payee { payee, column } => plan.row(payee).map(|row| column.of(row)).transpose(),
            Self::PayeeMonth { payee, month, column } => {
                plan.row(payee).map(|row| column.of_month(row, month)).transpose()
            }
            Self::Beside { payee, part } => Ok(plan.row(payee).map(|row| part.of(row))),
        }
    }

    /// The amount and what it was made of; `None` when the plan has no such thing, or it lies outside of what the plan
    /// was cut to.
    pub fn explain(self, plan: &YearPlan) -> Result<Option<Vec<Explanation>>, BudgetError> {
        let Some(value) = self.value(plan)? else { return Ok(None) };
        let label = german::plan_figure(self, plan);
        Ok(match self {
            Self::Sum { share, column } => {
                let terms = share.rows(plan).map(|row| Ok(amount(&row.name, column.of(row)?)));
                let parts = share.rows(plan).map(|row| of_payee(row, column));
                Some(with_parts(sum(label, value, terms.collect::<Result<_, BudgetError>>()?), parts)?)
            }
            Self::Month { share, month, column } => {
                let terms = share.rows(plan).map(|row| Ok(amount(&row.name, column.of_month(row, month)?)));
                let parts = share.rows(plan).map(|row| of_payee_month(row, month, column));
                Some(with_parts(sum(label, value, terms.collect::<Result<_, BudgetError>>()?), parts)?)
            }
            Self::Payee { payee, column } => plan.row(payee).map(|row| of_payee(row, column)).transpose()?,
            Self::PayeeMonth { payee, month, column } => {
                plan.row(payee).map(|row| of_payee_month(row, month, column)).transpose()?
            }
            Self::Beside { payee, part } => plan.row(payee).map(|row| beside(row, part)).transpose()?,
        })
    }

    /// The figures of the run that the amount rests on: the budgets of the payees in it.
    pub fn budgets(self, plan: &YearPlan) -> Vec<Figure> {
        match self {
            Self::Sum { share, .. } | Self::Month { share, .. } => {
                share.rows(plan).flat_map(|row| budget_of(row.payee)).collect()
            }
            Self::Payee { payee, .. } | Self::PayeeMonth { payee, .. } | Self::Beside { payee, .. } => {
                plan.row(payee).into_iter().flat_map(|row| budget_of(row.payee)).collect()
            }
        }
    }
}

/// What the run gives a payee.
fn budget_of(payee: Payee) -> [Figure; 1] {
    match payee {
        Payee::Anstellungstraeger(anstellungstraeger) => {
            [Figure::Anstellungstraeger { anstellungstraeger, part: EmployerPart::Budget }]
        }
        Payee::KitaTraeger(kita_traeger) => [Figure::KitaTraeger { kita_traeger }],
    }
}

/// A payee's amount over the year, and the parts that are no amounts of the run.
pub(super) fn of_payee(row: &EmployerPlan, column: Column) -> Result<Vec<Explanation>, BudgetError> {
    let (label, value) = (german::of_payee(&row.name, column), column.of(row)?);
    let by_month = |months: Vec<Option<Euro>>| {
        let months = (0..).zip(months).filter_map(|(month, paid)| Some(amount(german::month(month), paid?)));
        months.filter(|month| month.value != Euro::ZERO).collect::<Vec<_>>()
    };
    Ok(match column {
        Column::Planned => vec![sum(label, value, entitlement(row)?)],
        Column::Ordered => vec![sum(label, value, by_month(row.ordered.to_vec()))],
        Column::Paid => vec![sum(label, value, by_month(row.paid.map(Some).to_vec()))],
        Column::Rest => {
            let term = |part: Column| Ok::<_, BudgetError>(amount(german::of_payee(&row.name, part), part.of(row)?));
            let whole = match row.received == Euro::ZERO {
                true => difference(label, value, vec![term(Column::Planned)?, term(Column::Paid)?]),
                false => {
                    let paid = Euro::ZERO.checked_sub(Column::Paid.of(row)?).ok_or(BudgetError::TooLarge)?;
                    let paid = amount(german::of_payee(&row.name, Column::Paid), paid);
                    let received = amount(german::RECEIVED, row.received);
                    sum(label, value, vec![term(Column::Planned)?, received, paid])
                }
            };
            with_parts(whole, [Column::Planned, Column::Paid].into_iter().map(|part| of_payee(row, part)))?
        }
    })
}

/// What a payee gets for the year: budget or settlement, and offsets between years.
fn entitlement(row: &EmployerPlan) -> Result<Vec<Amount>, BudgetError> {
    let begin = match row.carried.settled {
        Some(settled) => amount(german::SETTLED, settled),
        None => amount(german::BUDGET, row.budget).of_run(budget_of(row.payee)),
    };
    let negative = |amount: Euro| Euro::ZERO.checked_sub(amount).ok_or(BudgetError::TooLarge);
    let mut terms = vec![begin];
    for offset in &row.carried.carried_on {
        terms.push(amount(german::carried_on(offset.year), offset.amount));
    }
    for offset in &row.carried.taken_off {
        terms.push(amount(german::taken_off(offset.year), negative(offset.amount)?));
    }
    Ok(terms)
}

fn of_payee_month(row: &EmployerPlan, month: u8, column: Column) -> Result<Vec<Explanation>, BudgetError> {
    let (label, value) = (german::of_payee_month(&row.name, month, column), column.of_month(row, month)?);
    let term = |part: Column| Ok::<_, BudgetError>(amount(german::column(part), part.of_month(row, month)?));
    let mut whole = match column {
        Column::Rest => difference(label, value, vec![term(Column::Planned)?, term(Column::Paid)?]),
        Column::Planned | Column::Ordered | Column::Paid => sum(label, value, vec![term(column)?]),
    };
    whole.notes.push(german::month_state(row.month_state(month)));
    if matches!(column, Column::Planned | Column::Rest) {
        whole.notes.push(payment::german::plan_rest(&PlanRow::new(row)?));
    }
    Ok(vec![whole])
}

/// What is paid out in all, what came back, and what of it the months have, one from the other.
pub(super) fn beside(row: &EmployerPlan, part: Beside) -> Result<Vec<Explanation>, BudgetError> {
    let (label, value) = (german::of_payee_beside(&row.name, part), part.of(row));
    if value == Euro::ZERO {
        return Ok(vec![sum(label, value, Vec::new())]);
    }
    let planned = amount(german::of_payee(&row.name, Column::Planned), row.entitlement);
    let received = (row.received != Euro::ZERO).then(|| amount(german::RECEIVED, row.received));
    let ordered = amount(german::of_payee(&row.name, Column::Ordered), Column::Ordered.of(row)?);
    let negative = |term: Amount| {
        let value = Euro::ZERO.checked_sub(term.value).ok_or(BudgetError::TooLarge)?;
        Ok::<_, BudgetError>(Amount { value, ..term })
    };
    let whole = match part {
        Beside::Rueckforderung => difference(label, value, [ordered, planned].into_iter().chain(received).collect()),
        Beside::Nachzahlung => {
            let terms = [planned].into_iter().chain(received).chain([negative(ordered)?]);
            sum(label, value, terms.collect())
        }
        Beside::Held => {
            let months = Euro::checked_sum(row.months).ok_or(BudgetError::TooLarge)?;
            let months = negative(amount(german::IN_MONTHS, months))?;
            sum(label, value, [planned].into_iter().chain(received).chain([months]).collect())
        }
    };
    with_parts(whole, [Column::Planned, Column::Ordered].into_iter().map(|column| of_payee(row, column)))
}

fn with_parts(
    whole: Explanation,
    parts: impl Iterator<Item = Result<Vec<Explanation>, BudgetError>>,
) -> Result<Vec<Explanation>, BudgetError> {
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    Ok(std::iter::once(whole).chain(parts.into_iter().flatten()).collect())
}

pub(super) fn sum(label: String, value: Euro, terms: Vec<Amount>) -> Explanation {
    Explanation { label, value, step: Step::Sum, terms, notes: Vec::new() }
}

pub(super) fn difference(label: String, value: Euro, terms: Vec<Amount>) -> Explanation {
    Explanation { label, value, step: Step::Difference, terms, notes: Vec::new() }
}

pub(super) fn amount(label: impl Into<String>, value: Euro) -> Amount {
    Amount::new(label, value)
}
