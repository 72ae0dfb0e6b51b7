//! What other parameters or levels would change: two calculations side by side, nothing stored.

use super::{
    error::BudgetError,
    euro::Euro,
    figure::Total,
    figures::{AreaFigures, Figures},
    fixed::{Vzae, WeeklyHours},
    german,
    run::Snapshot,
};
use serde::{Deserialize, Serialize};

/// Two calculations of one year over the same Kitas, Kommunen, Sozialräume and Anstellungsträger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// By name.
    pub anstellungstraeger: Vec<Compared>,
    /// By name.
    pub sozialraeume: Vec<Compared>,
    /// By name.
    pub kommunen: Vec<Compared>,
    /// By official number.
    pub kitas: Vec<Compared>,
    /// The whole KiSo-Topf.
    pub whole: Compared,
}

/// One row: what it has, what it would have, and the difference in money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub name: String,
    pub before: Amounts,
    pub after: Amounts,
    /// `after` − `before`.
    pub difference: Euro,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    pub budget: Euro,
    pub vzae: Vzae,
    /// Zero for the whole, where employers have different full-time hours.
    pub hours: WeeklyHours,
}

impl Comparison {
    /// `after` is the same snapshot with other parameters or levels.
    pub fn between(before: (&Snapshot, &Figures), after: &Figures) -> Result<Self, BudgetError> {
        let (snapshot, before) = before;
        let inputs = &snapshot.inputs;
        let employers =
            inputs.anstellungstraeger().iter().zip(&before.anstellungstraeger).zip(&after.anstellungstraeger);
        let employers = employers.map(|((employer, a), b)| {
            let amounts =
                |of: &super::AnstellungstraegerFigures| Amounts { budget: of.budget, vzae: of.vzae, hours: of.hours };
            Compared::new(employer.name.clone(), amounts(a), amounts(b))
        });
        let kitas = inputs.kitas().iter().zip(&before.kitas).zip(&after.kitas);
        let kitas = kitas.map(|((kita, a), b)| {
            let amounts = |of: &super::KitaFigures| Amounts { budget: of.budget, vzae: of.vzae, hours: of.hours };
            Compared::new(format!("{} {}", kita.number, kita.name), amounts(a), amounts(b))
        });
        let sozialraeume = inputs.sozialraeume().iter().map(|area| &area.name);
        let kommunen = inputs.kommunen().iter().map(|area| &area.name);
        let whole = |of: &Figures| Amounts { budget: of.totals.kiso_topf, vzae: of.totals.vzae, ..Amounts::default() };
        Ok(Self {
            anstellungstraeger: by_name(employers.collect::<Result<_, _>>()?),
            sozialraeume: by_name(areas(sozialraeume, &before.sozialraeume, &after.sozialraeume)?),
            kommunen: by_name(areas(kommunen, &before.kommunen, &after.kommunen)?),
            kitas: kitas.collect::<Result<_, _>>()?,
            whole: Compared::new(german::total(Total::KisoTopf).to_owned(), whole(before), whole(after))?,
        })
    }
}

impl Compared {
    fn new(name: String, before: Amounts, after: Amounts) -> Result<Self, BudgetError> {
        let difference = after.budget.checked_sub(before.budget).ok_or(BudgetError::TooLarge)?;
        Ok(Self { name, before, after, difference })
    }
}

fn areas<'a, Id>(
    names: impl Iterator<Item = &'a String>,
    before: &[AreaFigures<Id>],
    after: &[AreaFigures<Id>],
) -> Result<Vec<Compared>, BudgetError> {
    let amounts = |of: &AreaFigures<Id>| Amounts { budget: of.budget, vzae: of.vzae, hours: of.hours };
    let rows = names.zip(before).zip(after);
    rows.map(|((name, a), b)| Compared::new(name.clone(), amounts(a), amounts(b))).collect()
}

fn by_name(mut rows: Vec<Compared>) -> Vec<Compared> {
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn a_simulation_shows_who_gets_more_and_adds_up() {
        let run = sample::run();
        let mut other = run.snapshot().clone();
        other.parameters.landeszuweisung.value = Euro::from_cents(180_000_000);
        let figures = other.figures().expect("calculates");
        let found = Comparison::between((run.snapshot(), run.figures()), &figures).expect("compares");
        assert_eq!(found.whole.difference, Euro::from_cents(10_000_000), "60,000 € of the Land are 100,000 € in all");
        for rows in [&found.kitas, &found.sozialraeume, &found.kommunen] {
            assert_eq!(Euro::checked_sum(rows.iter().map(|row| row.difference)), Some(found.whole.difference));
        }
        assert!(found.kitas.iter().any(|row| row.after.vzae > row.before.vzae));
        let same = Comparison::between((run.snapshot(), run.figures()), run.figures()).expect("compares");
        assert!(same.kitas.iter().all(|row| row.difference == Euro::ZERO && row.before == row.after));
    }

    #[test]
    fn another_level_moves_money_between_kommunen_and_none_is_lost() {
        let run = sample::run();
        let kommune = run.inputs().kommunen().iter().find(|kommune| kommune.level == 0).expect("a Kommune").id;
        let other = Snapshot { inputs: run.inputs().clone().with_level(kommune, 3), ..run.snapshot().clone() };
        let figures = other.figures().expect("calculates");
        let found = Comparison::between((run.snapshot(), run.figures()), &figures).expect("compares");
        assert_eq!(found.whole.difference, Euro::ZERO);
        assert_eq!(Euro::checked_sum(found.kommunen.iter().map(|row| row.difference)), Some(Euro::ZERO));
        assert!(found.kommunen.iter().any(|row| row.difference > Euro::ZERO));
    }
}
