//! Scenarios: what was tried in a simulation, kept under a name to be compared with others. Never a run: nothing is
//! paid by them, and they may be thrown away.

use super::{
    error::BudgetError,
    input::BudgetParametersInput,
    parameters::Parameters,
    run::Snapshot,
    simulation::{Amounts, Compared, Comparison, Subject},
};
use crate::{
    error::{ErrorCode, FieldError},
    field,
    ids::KommuneId,
    people::Kommune,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most scenarios that are compared at once: more columns than that nobody reads.
pub const COMPARED_MAX: usize = 4;

/// A scenario as it is kept: the fields of the form, so that it opens as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioInput {
    pub name: String,
    pub parameters: BudgetParametersInput,
    /// Mehrbedarf levels that were tried.
    pub levels: BTreeMap<KommuneId, u8>,
}

/// A scenario that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptScenario {
    year: i32,
    name: String,
    content: ScenarioContent,
}

/// What a scenario consists of; stored as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioContent {
    pub parameters: Parameters,
    pub levels: BTreeMap<KommuneId, u8>,
}

/// A stored scenario. Its name is unique in its year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    pub year: i32,
    pub name: String,
    pub content: ScenarioContent,
    /// Who kept it, by name.
    pub by: String,
    pub at: DateTime<Utc>,
}

impl ScenarioInput {
    /// `year`: of the simulation; parameters of another year are refused.
    pub fn check(&self, year: i32) -> Result<KeptScenario, Vec<FieldError>> {
        let name = field::text("scenario_name", &self.name, 80);
        let parameters = self.parameters.check();
        let (name, parameters) = match (name, parameters) {
            (Ok(name), Ok(parameters)) => (name, parameters),
            (name, parameters) => {
                return Err(name.err().into_iter().chain(parameters.err().into_iter().flatten()).collect());
            }
        };
        if parameters.year != year {
            return Err(vec![FieldError::new("year", ErrorCode::NotAChoice)]);
        }
        if let Some(level) = self.levels.values().find(|level| **level > Kommune::HIGHEST_LEVEL) {
            return Err(vec![FieldError::with_limit("levels", ErrorCode::TooLarge, level.to_string())]);
        }
        Ok(KeptScenario { year, name, content: ScenarioContent { parameters, levels: self.levels.clone() } })
    }
}

impl KeptScenario {
    pub fn year(&self) -> i32 {
        self.year
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn content(&self) -> &ScenarioContent {
        &self.content
    }
}

impl ScenarioContent {
    /// The Kitas of `base` with the parameters and levels of the scenario. A Kommune that has come since keeps its level.
    pub fn applied_to(&self, base: &Snapshot) -> Snapshot {
        let inputs = self.levels.iter().fold(base.inputs.clone(), |inputs, (id, level)| inputs.with_level(*id, *level));
        Snapshot { formula: base.formula, parameters: self.parameters.clone(), inputs }
    }
}

/// Scenarios beside each other, each against the same run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// Of the scenarios, in the order in which they were chosen.
    pub names: Vec<String>,
    pub whole: SideRow,
    /// By name.
    pub anstellungstraeger: Vec<SideRow>,
    /// By name.
    pub sozialraeume: Vec<SideRow>,
    /// By name.
    pub kommunen: Vec<SideRow>,
    /// By official number.
    pub kitas: Vec<SideRow>,
}

/// One row: what the run has, and one column a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideRow {
    pub subject: Subject,
    pub name: String,
    pub run: Amounts,
    pub scenarios: Vec<Amounts>,
}

impl SideBySide {
    /// # Errors
    /// The first refusal, with the name of its scenario.
    pub fn of(base: &Snapshot, scenarios: &[Scenario]) -> Result<Self, (String, BudgetError)> {
        let of_base = |error| (String::new(), error);
        let figures = base.figures().map_err(of_base)?;
        let unchanged = Comparison::between((base, &figures), &figures).map_err(of_base)?;
        let compare = |scenario: &Scenario| {
            let named = |error| (scenario.name.clone(), error);
            let other = scenario.content.applied_to(base).figures().map_err(named)?;
            Comparison::between((base, &figures), &other).map_err(named)
        };
        let compared = scenarios.iter().map(compare).collect::<Result<Vec<_>, _>>()?;
        let rows = |of: fn(&Comparison) -> &Vec<Compared>| beside(of(&unchanged), compared.iter().map(of));
        Ok(Self {
            names: scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
            whole: SideRow {
                subject: unchanged.whole.subject,
                name: unchanged.whole.name.clone(),
                run: unchanged.whole.before,
                scenarios: compared.iter().map(|found| found.whole.after).collect(),
            },
            anstellungstraeger: rows(|all| &all.anstellungstraeger),
            sozialraeume: rows(|all| &all.sozialraeume),
            kommunen: rows(|all| &all.kommunen),
            kitas: rows(|all| &all.kitas),
        })
    }
}

/// Every comparison is of the same run: its rows are the same ones in the same order.
fn beside<'a>(rows: &[Compared], others: impl Iterator<Item = &'a Vec<Compared>> + Clone) -> Vec<SideRow> {
    let row = |(position, row): (usize, &Compared)| SideRow {
        subject: row.subject,
        name: row.name.clone(),
        run: row.before,
        scenarios: others.clone().filter_map(|other| other.get(position).map(|found| found.after)).collect(),
    };
    rows.iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Euro, demo, tests::sample};
    use super::*;

    fn input(land: &str, levels: &[(u8, u8)]) -> ScenarioInput {
        let mut parameters = demo::parameters(2027);
        parameters.set("landeszuweisung", land);
        let levels = levels.iter().map(|(kommune, level)| (sample::kommune_id(*kommune), *level)).collect();
        ScenarioInput { name: format!("Land {land}"), parameters, levels }
    }

    fn scenario(land: &str, levels: &[(u8, u8)]) -> Scenario {
        let kept = input(land, levels).check(2027).expect("can be kept");
        Scenario {
            year: kept.year(),
            name: kept.name().to_owned(),
            content: kept.content().clone(),
            by: "Demo".into(),
            at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn scenarios_stand_beside_the_run_and_each_other() {
        let run = sample::run();
        let scenarios = [scenario("1.800.000,00", &[]), scenario("1.740.000,00", &[(0, 3)])];
        let found = SideBySide::of(run.snapshot(), &scenarios).expect("calculates");
        assert_eq!(found.names, ["Land 1.800.000,00", "Land 1.740.000,00"]);
        assert_eq!(found.whole.scenarios[0].budget, Euro::from_cents(272_100_000));
        assert_eq!(found.whole.scenarios[1].budget, found.whole.run.budget, "levels only move money");
        for rows in [&found.anstellungstraeger, &found.sozialraeume, &found.kommunen, &found.kitas] {
            for (position, whole) in found.whole.scenarios.iter().enumerate() {
                let sum = Euro::checked_sum(rows.iter().map(|row| row.scenarios[position].budget));
                assert_eq!(sum, Some(whole.budget));
            }
        }
        let kommune = found.kommunen.iter().find(|row| row.name == "Kommune 0").expect("the Kommune");
        assert!(kommune.scenarios[1].budget > kommune.run.budget);
    }

    #[test]
    fn a_scenario_that_cannot_be_calculated_is_named() {
        let run = sample::run();
        let found =
            SideBySide::of(run.snapshot(), &[scenario("1.740.000,00", &[]), scenario("1.740.000,00", &[(1, 7)])]);
        assert_eq!(found, Err(("Land 1.740.000,00".into(), BudgetError::UnknownLevel(7))));
    }

    #[test]
    fn a_scenario_needs_a_name_and_faultless_fields_of_its_year() {
        assert!(input("1.740.000,00", &[]).check(2028).is_err(), "another year");
        assert!(input("1.740.000,00", &[(0, 10)]).check(2027).is_err(), "no such level");
        let nameless = ScenarioInput { name: " ".into(), ..input("zu wenig", &[]) };
        let faults = nameless.check(2027).expect_err("two faults");
        assert_eq!(
            faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(),
            ["scenario_name", "landeszuweisung"]
        );
    }
}
