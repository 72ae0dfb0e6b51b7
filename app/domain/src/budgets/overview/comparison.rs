//! Years beside each other. Nothing is added up across years: each column is one year's own run and payments.

use super::{
    german,
    plan_figure::{Column, Share, sum},
    status::YearStatus,
};
use crate::{
    budgets::{
        BudgetError, Euro, Run, Totals,
        payment::YearPlan,
        settlement::{Explanation, LandSettlement},
    },
    ids::{AnstellungstraegerId, KommuneId, RunId, SozialraumId},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Every year that has a run, oldest first, and what the areas and Anstellungsträger got in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearsComparison {
    pub years: Vec<YearColumn>,
    /// By name.
    pub sozialraeume: Vec<ComparedRow<SozialraumId>>,
    /// By name.
    pub kommunen: Vec<ComparedRow<KommuneId>>,
    /// By name.
    pub anstellungstraeger: Vec<ComparedRow<AnstellungstraegerId>>,
    /// Kommunen that got nothing in any year and had no level in any: pages say how many they are instead of a row of zeros each.
    #[serde(default)]
    pub without_anything: BTreeSet<KommuneId>,
}

/// One year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearColumn {
    pub year: i32,
    /// The released run, else the newest.
    pub run: RunId,
    pub status: YearStatus,
    pub totals: Totals,
    /// Cost of a full-time post.
    pub vzae_pauschale: Euro,
    /// The decision behind it.
    #[serde(default)]
    pub vzae_pauschale_told: Option<Explanation>,
    /// Of all payees; `None` while nothing is released.
    pub planned: Option<Euro>,
    pub paid: Option<Euro>,
    /// Actual cost that counts, as far as the year is settled.
    pub actual: Option<Euro>,
    /// Where `actual` comes from.
    #[serde(default)]
    pub actual_told: Vec<Explanation>,
}

/// What somebody got in each of the years; `None` where there was no such thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRow<Id> {
    pub id: Id,
    /// As in the newest year.
    pub name: String,
    pub budgets: Vec<Option<Euro>>,
}

impl YearColumn {
    /// `plan` and `land`: of the released run, and then `run` is the released one.
    pub fn new(
        id: RunId,
        run: &Run,
        plan: Option<&YearPlan>,
        land: Option<&LandSettlement>,
    ) -> Result<Self, BudgetError> {
        let of_plan = |column: Column| {
            let amounts =
                plan.map(|plan| Share::All.rows(plan).map(|row| column.of(row)).collect::<Result<Vec<_>, _>>());
            let add = |amounts| Euro::checked_sum(amounts).ok_or(BudgetError::TooLarge);
            amounts.transpose()?.map(add).transpose()
        };
        let post_cost = &run.parameters().vzae_pauschale;
        let told = sum(german::POST_COST.to_owned(), post_cost.value, Vec::new());
        Ok(Self {
            year: run.parameters().year,
            run: id,
            status: YearStatus::of(plan),
            totals: run.figures().totals.clone(),
            vzae_pauschale: post_cost.value,
            vzae_pauschale_told: Some(Explanation { notes: vec![german::decided(post_cost)], ..told }),
            planned: of_plan(Column::Planned)?,
            paid: of_plan(Column::Paid)?,
            actual: land.map(|land| land.actual).filter(|actual| *actual != Euro::ZERO),
            actual_told: land.map(LandSettlement::explain_actual).unwrap_or_default(),
        })
    }
}

impl YearsComparison {
    /// `years` in any order, each with its run.
    pub fn new(mut years: Vec<(YearColumn, Run)>) -> Self {
        years.sort_by_key(|(column, _)| column.year);
        let runs: Vec<&Run> = years.iter().map(|(_, run)| run).collect();
        let sozialraeume = compare(&runs, |run| {
            let areas = run.inputs().sozialraeume().iter().zip(&run.figures().sozialraeume);
            areas.map(|(area, figures)| (area.id, area.name.clone(), figures.budget)).collect()
        });
        let kommunen = compare(&runs, |run| {
            let areas = run.inputs().kommunen().iter().zip(&run.figures().kommunen);
            areas.map(|(area, figures)| (area.id, area.name.clone(), figures.budget)).collect()
        });
        let anstellungstraeger = compare(&runs, |run| {
            let employers = run.inputs().anstellungstraeger().iter().zip(&run.figures().anstellungstraeger);
            employers.map(|(employer, figures)| (employer.id, employer.name.clone(), figures.budget)).collect()
        });
        let has_level = |id: KommuneId| {
            runs.iter().any(|run| run.inputs().find_kommune(id).is_some_and(|kommune| kommune.level > 0))
        };
        let got_nothing =
            |row: &ComparedRow<KommuneId>| row.budgets.iter().flatten().all(|budget| *budget == Euro::ZERO);
        let without_anything =
            kommunen.iter().filter(|row| got_nothing(row) && !has_level(row.id)).map(|row| row.id).collect();
        Self {
            years: years.into_iter().map(|(column, _)| column).collect(),
            sozialraeume,
            kommunen,
            anstellungstraeger,
            without_anything,
        }
    }
}

/// One row an id that occurs in any year.
fn compare<Id: Copy + Ord>(runs: &[&Run], of: impl Fn(&Run) -> Vec<(Id, String, Euro)>) -> Vec<ComparedRow<Id>> {
    let mut rows: BTreeMap<Id, ComparedRow<Id>> = BTreeMap::new();
    for (position, run) in runs.iter().enumerate() {
        for (id, name, budget) in of(run) {
            let blank = || ComparedRow { id, name: String::new(), budgets: vec![None; runs.len()] };
            let row = rows.entry(id).or_insert_with(blank);
            row.name = name;
            if let Some(place) = row.budgets.get_mut(position) {
                *place = Some(budget);
            }
        }
    }
    let mut rows: Vec<ComparedRow<Id>> = rows.into_values().collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    rows
}
