//! What other parameters or levels would change: two calculations side by side, nothing stored.

use super::{
    derivation::{Derivation, Explainer},
    error::BudgetError,
    euro::Euro,
    figure::{EmployerPart, Figure, Part, Total, Value},
    figures::{AreaFigures, Figures},
    fixed::{Vzae, WeeklyHours},
    german,
    run::Snapshot,
    settlement::{Amount, Explanation, Step},
};
use crate::ids::{AnstellungstraegerId, KitaId, KommuneId, SozialraumId};
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

/// What a row is about, by which its figures are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The KiSo-Topf.
    Whole,
    Anstellungstraeger(AnstellungstraegerId),
    Sozialraum(SozialraumId),
    Kommune(KommuneId),
    Kita(KitaId),
}

/// One of [`Amounts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Budget,
    Vzae,
    Hours,
}

/// One row: what it has, what it would have, and the difference in money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub subject: Subject,
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
            Compared::new((Subject::Anstellungstraeger(employer.id), employer.name.clone()), amounts(a), amounts(b))
        });
        let kitas = inputs.kitas().iter().zip(&before.kitas).zip(&after.kitas);
        let kitas = kitas.map(|((kita, a), b)| {
            let amounts = |of: &super::KitaFigures| Amounts { budget: of.budget, vzae: of.vzae, hours: of.hours };
            let name = format!("{} {}", kita.number, kita.name);
            Compared::new((Subject::Kita(kita.id), name), amounts(a), amounts(b))
        });
        let sozialraeume = inputs.sozialraeume().iter().map(|area| (Subject::Sozialraum(area.id), &area.name));
        let kommunen = inputs.kommunen().iter().map(|area| (Subject::Kommune(area.id), &area.name));
        let whole = |of: &Figures| Amounts { budget: of.totals.kiso_topf, vzae: of.totals.vzae, ..Amounts::default() };
        Ok(Self {
            anstellungstraeger: by_name(employers.collect::<Result<_, _>>()?),
            sozialraeume: by_name(areas(sozialraeume, &before.sozialraeume, &after.sozialraeume)?),
            kommunen: by_name(areas(kommunen, &before.kommunen, &after.kommunen)?),
            kitas: kitas.collect::<Result<_, _>>()?,
            whole: Compared::new(
                (Subject::Whole, german::total(Total::KisoTopf).to_owned()),
                whole(before),
                whole(after),
            )?,
        })
    }
}

impl Subject {
    /// The figure that explains an amount; `None` for the hours of the whole, which are none.
    pub fn figure(self, of: Measure) -> Option<Figure> {
        let part = match of {
            Measure::Budget => Part::Budget,
            Measure::Vzae => Part::Vzae,
            Measure::Hours => Part::Hours,
        };
        Some(match self {
            Self::Whole => Figure::Total {
                total: match of {
                    Measure::Budget => Total::KisoTopf,
                    Measure::Vzae => Total::Vzae,
                    Measure::Hours => return None,
                },
            },
            Self::Anstellungstraeger(anstellungstraeger) => Figure::Anstellungstraeger {
                anstellungstraeger,
                part: match of {
                    Measure::Budget => EmployerPart::Budget,
                    Measure::Vzae => EmployerPart::Vzae,
                    Measure::Hours => EmployerPart::Hours,
                },
            },
            Self::Sozialraum(sozialraum) => Figure::Sozialraum { sozialraum, part },
            Self::Kommune(kommune) => Figure::Kommune { kommune, part },
            Self::Kita(kita) => Figure::Kita { kita, part },
        })
    }
}

impl Compared {
    fn new((subject, name): (Subject, String), before: Amounts, after: Amounts) -> Result<Self, BudgetError> {
        let difference = after.budget.checked_sub(before.budget).ok_or(BudgetError::TooLarge)?;
        Ok(Self { subject, name, before, after, difference })
    }
}

/// What a difference in money is made of: the figure after and before, each with its own derivation. `None` where one of
/// the two has no such amount.
pub fn explain_difference(
    before: &Snapshot,
    after: &Snapshot,
    figure: Figure,
) -> Result<Option<(Explanation, [Derivation; 2])>, BudgetError> {
    let told = |snapshot: &Snapshot, name: fn(&str) -> String| -> Result<Option<Derivation>, BudgetError> {
        let found = Explainer::new(snapshot)?.explain(figure);
        Ok(found.map(|found| Derivation { label: name(&found.label), ..found }))
    };
    let (Some(after), Some(before)) = (told(after, german::tried)?, told(before, german::until_now)?) else {
        return Ok(None);
    };
    let (Value::Euro(new), Value::Euro(old)) = (after.value, before.value) else { return Ok(None) };
    let value = new.checked_sub(old).ok_or(BudgetError::TooLarge)?;
    let terms = [(&after, new), (&before, old)].map(|(told, value)| Amount::new(told.label.clone(), value));
    let label = german::DIFFERENCE.to_owned();
    let explanation = Explanation { label, value, step: Step::Difference, terms: terms.into(), notes: Vec::new() };
    Ok(Some((explanation, [after, before])))
}

fn areas<'a, Id>(
    names: impl Iterator<Item = (Subject, &'a String)>,
    before: &[AreaFigures<Id>],
    after: &[AreaFigures<Id>],
) -> Result<Vec<Compared>, BudgetError> {
    let amounts = |of: &AreaFigures<Id>| Amounts { budget: of.budget, vzae: of.vzae, hours: of.hours };
    let rows = names.zip(before).zip(after);
    rows.map(|(((subject, name), a), b)| Compared::new((subject, name.clone()), amounts(a), amounts(b))).collect()
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
    fn every_amount_of_a_simulation_explains_itself_before_and_after() {
        let run = sample::run();
        let mut other = run.snapshot().clone();
        other.parameters.vzae_pauschale.value = Euro::from_cents(8_123_456);
        other.parameters.landeszuweisung.value = Euro::from_cents(181_234_567);
        let figures = other.figures().expect("calculates");
        let found = Comparison::between((run.snapshot(), run.figures()), &figures).expect("compares");
        let before = Explainer::new(run.snapshot()).expect("calculates");
        let after = Explainer::new(&other).expect("calculates");
        let lists = [&found.anstellungstraeger, &found.sozialraeume, &found.kommunen, &found.kitas];
        let mut seen = 0;
        for row in lists.into_iter().flatten().chain([&found.whole]) {
            for (explainer, amounts) in [(&before, row.before), (&after, row.after)] {
                let shown = [
                    (Measure::Budget, Value::Euro(amounts.budget)),
                    (Measure::Vzae, Value::Vzae(amounts.vzae)),
                    (Measure::Hours, Value::Hours(amounts.hours)),
                ];
                for (of, value) in shown {
                    let Some(figure) = row.subject.figure(of) else { continue };
                    assert_eq!(explainer.explain(figure).map(|told| told.value), Some(value), "{of:?} {}", row.name);
                    seen += 1;
                }
            }
        }
        let rows = lists.into_iter().map(Vec::len).sum::<usize>();
        assert_eq!(seen, rows * 6 + 4, "the whole has no hours");
        for row in found.kommunen.iter().chain([&found.whole]) {
            let figure = row.subject.figure(Measure::Budget).expect("a budget");
            let (told, [new, old]) =
                explain_difference(run.snapshot(), &other, figure).expect("calculates").expect("amounts");
            assert_eq!((told.value, told.terms.len()), (row.difference, 2), "{}", row.name);
            assert_eq!((new.value, old.value), (Value::Euro(row.after.budget), Value::Euro(row.before.budget)));
        }
    }

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
