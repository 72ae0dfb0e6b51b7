//! The year at a glance.

use super::{
    plan_figure::{Column, Share},
    status::YearStatus,
};
use crate::{
    budgets::{
        AreaRow, BudgetError, Euro, Run, RunView, Totals,
        payment::{EmployerPlan, Payee, YearPlan},
    },
    ids::{KommuneId, RunId, SozialraumId},
};
use serde::{Deserialize, Serialize};

/// A year for those who see the whole area: what there is, who gets it, and how far it is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub year: i32,
    pub status: YearStatus,
    /// The released run, else the newest.
    pub run: RunId,
    pub is_released: bool,
    pub totals: Totals,
    /// By name.
    pub sozialraeume: Vec<AreaRow<SozialraumId>>,
    /// By name.
    pub kommunen: Vec<KommuneView>,
    /// `None` while no run is released.
    pub plan: Option<PlanSums>,
}

/// A Kommune with its Mehrbedarf level in the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KommuneView {
    pub row: AreaRow<KommuneId>,
    pub level: u8,
}

/// What is planned, ordered and paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSums {
    /// One a [`Share`], in the order of [`Share::ALL`].
    pub shares: Vec<ShareSums>,
    /// Of all payees, January to December.
    pub months: Vec<MonthSums>,
    /// Anstellungsträger by name, then Kita-Träger by name.
    pub payees: Vec<PayeeSums>,
}

/// One amount a [`Column`], in the order of [`Column::ALL`].
pub type Amounts = [Euro; 4];

/// What is still to be asked back where [`Column::Rest`] is below zero, as a positive amount.
pub fn open_reclaim(rest: Euro) -> Option<Euro> {
    if rest.is_negative() { Euro::ZERO.checked_sub(rest) } else { None }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareSums {
    pub share: Share,
    pub amounts: Amounts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthSums {
    /// January = 0.
    pub month: u8,
    pub amounts: Amounts,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayeeSums {
    pub payee: Payee,
    pub name: String,
    pub amounts: Amounts,
}

impl Overview {
    /// `view`: of the whole run. `plan`: of the released run, and then `run` is the released one.
    pub fn new(id: RunId, run: &Run, view: RunView, plan: Option<&YearPlan>) -> Result<Self, BudgetError> {
        let level = |id: KommuneId| run.inputs().find_kommune(id).map_or(0, |kommune| kommune.level);
        let kommunen = view.kommunen.into_iter().map(|row| KommuneView { level: level(row.id), row });
        Ok(Self {
            year: view.year,
            status: YearStatus::of(plan),
            run: id,
            is_released: plan.is_some(),
            totals: run.figures().totals.clone(),
            sozialraeume: view.sozialraeume,
            kommunen: kommunen.collect(),
            plan: plan.map(PlanSums::new).transpose()?,
        })
    }
}

impl PlanSums {
    pub fn new(plan: &YearPlan) -> Result<Self, BudgetError> {
        let shares = Share::ALL.map(|share| {
            let amounts = amounts(|column| add_up(share.rows(plan).map(|row| column.of(row))))?;
            Ok(ShareSums { share, amounts })
        });
        let months = (0..12).map(|month| {
            let of_month = |row: &EmployerPlan, column: Column| column.of_month(row, month);
            let amounts = amounts(|column| add_up(plan.rows.iter().map(|row| of_month(row, column))))?;
            Ok(MonthSums { month, amounts })
        });
        let payees = plan.rows.iter().map(|row| {
            Ok(PayeeSums { payee: row.payee, name: row.name.clone(), amounts: amounts(|column| column.of(row))? })
        });
        Ok(Self {
            shares: shares.into_iter().collect::<Result<_, BudgetError>>()?,
            months: months.collect::<Result<_, BudgetError>>()?,
            payees: payees.collect::<Result<_, BudgetError>>()?,
        })
    }
}

fn amounts(of: impl Fn(Column) -> Result<Euro, BudgetError>) -> Result<Amounts, BudgetError> {
    let [planned, ordered, paid, rest] = Column::ALL;
    Ok([of(planned)?, of(ordered)?, of(paid)?, of(rest)?])
}

fn add_up(amounts: impl Iterator<Item = Result<Euro, BudgetError>>) -> Result<Euro, BudgetError> {
    let amounts = amounts.collect::<Result<Vec<_>, _>>()?;
    Euro::checked_sum(amounts).ok_or(BudgetError::TooLarge)
}
