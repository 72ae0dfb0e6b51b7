//! What each part shows, so that nothing small follows from several of them: whoever takes two Kitas from the three of a
//! Sozialraum must learn no more of the third than its own page shows. How that is decided stands in [`super::pieces`].

use super::{
    Collected, EvaluationQuery, Part, Wave,
    pieces::Views,
    sum,
    tables::{Grid, Tables, UnitTable},
};
use crate::{
    ids::{ErhebungId, KitaId, SozialraumId},
    questionnaires::{
        definition::{Node, QuestionId},
        results::{QuestionTally, Tally},
        view::{HiddenCounts, Results, class_width, is_overlapping, unanswered},
    },
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

/// The answers of one Erhebung: nothing that can be looked at divides them further.
struct Unit<'a> {
    erhebung: ErhebungId,
    /// `None` for what is about an event.
    kita: Option<KitaId>,
    sozialraum: Option<SozialraumId>,
    wave: Wave,
    parts: Vec<&'a Part>,
    tally: Tally,
}

impl Unit<'_> {
    /// How often this value of the row was given together with each of the columns.
    fn pairs(&self, row: &str, columns: &[String]) -> Vec<u32> {
        let count = |column: &String| {
            let pair = (row.to_owned(), column.clone());
            self.parts.iter().filter_map(|part| part.pairs.get(&pair)).sum::<u32>()
        };
        columns.iter().map(count).collect()
    }
}

/// Whether a unit belongs to the view of another one.
type Belongs = fn(&Unit, &Unit) -> bool;

/// Everything that can be looked at, what is to be seen best first: what filters show, and the page of one Erhebung. A
/// Sozialraum together with one of its Kitas is the Kita.
const LEVELS: [Belongs; 7] = [
    |_, _| true,
    |own, other| own.sozialraum.is_some() && own.sozialraum == other.sozialraum,
    |own, other| own.wave == other.wave,
    |own, other| own.kita.is_some() && own.kita == other.kita,
    |own, other| own.sozialraum.is_some() && own.sozialraum == other.sozialraum && own.wave == other.wave,
    |own, other| own.kita.is_some() && own.kita == other.kita && own.wave == other.wave,
    |own, other| own.erhebung == other.erhebung,
];

/// All parts that people can look at one after the other.
pub(super) struct Siblings<'a> {
    collected: &'a Collected<'a>,
    units: Vec<Unit<'a>>,
    threshold: u32,
    decided: Arc<Decided>,
}

/// What each view shows: what takes long to find out, and the same for everybody who looks.
#[derive(Debug)]
pub(super) struct Decided {
    views: Views,
    covers: BTreeMap<QuestionId, Cover>,
    /// Grids of tables that somebody has looked at, by their questions and by view.
    grids: Mutex<BTreeMap<(QuestionId, QuestionId, usize), Grid>>,
}

/// What is hidden of one question, each by view.
#[derive(Debug)]
struct Cover {
    width: Option<i64>,
    values: BTreeMap<String, Vec<bool>>,
    answered: Vec<bool>,
    blank: Vec<bool>,
}

impl Cover {
    fn of_view(&self, view: usize) -> HiddenCounts {
        let values = self.values.iter().filter(|(_, hidden)| hidden[view]).map(|(value, _)| value.clone());
        HiddenCounts {
            width: self.width,
            values: values.collect(),
            answered: self.answered[view],
            blank: self.blank[view],
        }
    }
}

impl<'a> Siblings<'a> {
    pub fn of(collected: &'a Collected<'a>, threshold: u32) -> Self {
        let mut by_unit: BTreeMap<(Option<KitaId>, Wave, ErhebungId), Vec<&'a Part>> = BTreeMap::new();
        for part in collected.parts {
            let erhebung = &part.head.erhebung;
            by_unit.entry((erhebung.about.kita(), part.wave, erhebung.id)).or_default().push(part);
        }
        let unit = |((kita, wave, erhebung), parts): ((Option<KitaId>, Wave, ErhebungId), Vec<&'a Part>)| {
            let sozialraum = kita.and_then(collected.sozialraum_of);
            Unit { erhebung, kita, sozialraum, wave, tally: sum(&parts), parts }
        };
        let units: Vec<Unit<'a>> = by_unit.into_iter().map(unit).collect();
        let decided = collected.decisions.find(collected, threshold, || decide(collected, &units, threshold));
        Self { collected, units, threshold, decided }
    }

    /// The results of a part as people see them.
    pub fn results(&self, query: &EvaluationQuery) -> Results {
        let (definition, tally) = (self.collected.definition, sum(&self.collected.part(query)));
        match self.view(query) {
            Some(view) => self.results_of_view(view, &tally),
            // Nobody answered there.
            None => Results::of_part(definition, &tally, &[], Some(self.threshold), definition.first_language()),
        }
    }

    /// The same of one Erhebung; `None` when it is not among the parts.
    pub fn results_of(&self, erhebung: ErhebungId) -> Option<Results> {
        let units: Vec<bool> = self.units.iter().map(|unit| unit.erhebung == erhebung).collect();
        let view = self.decided.views.position(&units)?;
        let unit = self.units.iter().find(|unit| unit.erhebung == erhebung)?;
        Some(self.results_of_view(view, &unit.tally))
    }

    fn results_of_view(&self, view: usize, tally: &Tally) -> Results {
        let hidden = |question: QuestionId| Some(self.decided.covers.get(&question)?.of_view(view));
        Results::of_view(self.collected.definition, tally, &hidden, Some(self.threshold))
    }

    /// Whether one of many counts may be shown in a view, of which it is not known what they are together. What nobody answered
    /// anywhere tells nothing of anybody.
    pub fn shows(&self, view: usize, count: &dyn Fn(&Part) -> u32) -> bool {
        let of_unit = |unit: &Unit| unit.parts.iter().map(|part| count(part)).sum::<u32>();
        let counts: Vec<u32> = self.units.iter().map(of_unit).collect();
        counts.iter().all(|count| *count == 0) || !self.decided.views.hides(counts, view, self.threshold)
    }

    /// Which values of two questions stand in the crosstab of a part, `values` being those of the rows and of the columns;
    /// `None` where nobody answered, since that hides nobody.
    pub fn table(
        &self,
        query: &EvaluationQuery,
        (row, column): (QuestionId, QuestionId),
        (rows, columns): (&[String], &[String]),
    ) -> Option<Grid> {
        let view = self.view(query)?;
        let key = (row, column, view);
        let known = || self.decided.grids.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(grid) = known().get(&key) {
            return Some(grid.clone());
        }
        let grid = self.grid(view, (row, column), (rows, columns));
        known().insert(key, grid.clone());
        Some(grid)
    }

    fn grid(
        &self,
        view: usize,
        (row, column): (QuestionId, QuestionId),
        (rows, columns): (&[String], &[String]),
    ) -> Grid {
        let shown = |question: QuestionId, values: &[String], view: usize| -> Vec<bool> {
            let hidden = self.decided.covers.get(&question);
            let is_hidden =
                |value: &String| hidden.and_then(|cover| cover.values.get(value)).is_some_and(|by| by[view]);
            values.iter().map(|value| !is_hidden(value)).collect()
        };
        let of_view = |view: usize| Grid { rows: shown(row, rows, view), columns: shown(column, columns, view) };
        let of_unit = |unit: &Unit| {
            let given = |question: QuestionId, values: &[String]| -> Vec<u32> {
                let counts = unit.tally.questions.iter().find(|counts| counts.question == question);
                values.iter().map(|value| counts.map_or(0, |counts| count_of(counts, value))).collect()
            };
            let pairs: Vec<Vec<u32>> = rows.iter().map(|row| unit.pairs(row, columns)).collect();
            UnitTable::new(&pairs, &given(row, rows), &given(column, columns), unit.tally.submissions)
        };
        let views = self.decided.views.all();
        let tables = Tables {
            views,
            units: self.units.iter().map(of_unit).collect(),
            shown: (0..views.len()).map(of_view).collect(),
            threshold: self.threshold,
        };
        tables.grid(view)
    }

    /// The view of a part; `None` where nobody answered.
    pub fn view(&self, query: &EvaluationQuery) -> Option<usize> {
        let admitted = |part: &&Part| query.admits(part, self.collected.sozialraum_of);
        let units: Vec<bool> = self.units.iter().map(|unit| unit.parts.iter().any(admitted)).collect();
        self.decided.views.position(&units)
    }
}

/// What each view shows of every question.
fn decide(collected: &Collected, units: &[Unit], threshold: u32) -> Decided {
    let views = Views::new(in_order(units));
    let deciding = Deciding { units, views: &views, threshold };
    let whole = sum(&collected.parts.iter().collect::<Vec<_>>());
    let nodes = collected.definition.walk();
    let cover = |counts: &QuestionTally| {
        let node = nodes.iter().find(|node| node.id == counts.question)?;
        Some((counts.question, deciding.cover(node, counts)))
    };
    let covers = whole.questions.iter().filter_map(cover).collect();
    Decided { views, covers, grids: Mutex::default() }
}

/// Finds out what each view shows.
struct Deciding<'a> {
    units: &'a [Unit<'a>],
    views: &'a Views,
    threshold: u32,
}

impl Deciding<'_> {
    fn cover(&self, node: &Node, whole: &QuestionTally) -> Cover {
        let width = class_width(node, whole);
        // Everything that can be compared stands in the same classes.
        let classed = |counts: &QuestionTally| match width {
            Some(width) => counts.in_classes(width),
            None => counts.clone(),
        };
        let of_unit = |unit: &Unit| {
            let counts = unit.tally.questions.iter().find(|counts| counts.question == whole.question);
            (counts.map(&classed).unwrap_or_default(), unit.tally.submissions)
        };
        let units: Vec<(QuestionTally, u32)> = self.units.iter().map(of_unit).collect();
        let values = classed(whole).cells.into_iter().map(|(value, _)| value).collect();
        let (values, answered, blank) = match is_overlapping(node, whole) {
            true => self.overlapping(&units, values),
            false => self.partition(&units, values),
        };
        Cover { width, values, answered, blank }
    }

    /// Every submission counts in exactly one column: a value, an answer without one, blank, or not asked.
    fn partition(&self, units: &[(QuestionTally, u32)], values: Vec<String>) -> Covered {
        let mut columns: Vec<Vec<u32>> =
            values.iter().map(|value| by_unit(units, |counts| count_of(counts, value))).collect();
        // Texts, decimals and dates have no value of their own.
        let valued = |counts: &QuestionTally| counts.cells.iter().map(|(_, count)| count).sum::<u32>();
        columns.push(by_unit(units, |counts| counts.answered.saturating_sub(valued(counts))));
        columns.extend(unanswered_by_unit(units));
        let hidden = self.hidden(&columns, &|_| true);
        let (of_values, outer) = hidden.split_at(values.len());
        let views = outer.first().map_or(0, Vec::len);
        let answered = (0..views).map(|view| outer.iter().any(|column| column[view])).collect();
        let blank = outer.get(1).cloned().unwrap_or_default();
        (values.into_iter().zip(of_values.iter().cloned()).collect(), answered, blank)
    }

    /// Every choice divides those who answered into two; it can be shown where it is shown how many answered.
    fn overlapping(&self, units: &[(QuestionTally, u32)], values: Vec<String>) -> Covered {
        let mut outer = vec![by_unit(units, |counts| counts.answered)];
        outer.extend(unanswered_by_unit(units));
        let mut outer = self.hidden(&outer, &|_| true).into_iter();
        let (answered, blank) = (outer.next().unwrap_or_default(), outer.next().unwrap_or_default());
        let of_value = |value: String| {
            let chosen = by_unit(units, |counts| count_of(counts, &value));
            let not_chosen = by_unit(units, |counts| counts.answered.saturating_sub(count_of(counts, &value)));
            let hidden = self.hidden(&[chosen, not_chosen], &|view| !answered[view]);
            let is_hidden = |view: usize| answered[view] || hidden.iter().any(|column| column[view]);
            (value, (0..answered.len()).map(is_hidden).collect::<Vec<bool>>())
        };
        let values = values.into_iter().map(of_value).collect();
        (values, answered, blank)
    }

    /// Which of the columns each view hides: by column, then by view. What nobody answered anywhere tells nothing of
    /// anybody and is always shown.
    fn hidden(&self, columns: &[Vec<u32>], open: &dyn Fn(usize) -> bool) -> Vec<Vec<bool>> {
        let total = |column: &usize| columns[*column].iter().sum::<u32>();
        let mut order: Vec<usize> = (0..columns.len()).filter(|column| total(column) > 0).collect();
        order.sort_by_key(total);
        let rarest_first: Vec<Vec<u32>> = order.iter().map(|column| columns[*column].clone()).collect();
        let cuts = self.views.hide(&rarest_first, open, self.threshold);
        let mut hidden = vec![vec![false; cuts.len()]; columns.len()];
        for (rank, column) in order.into_iter().enumerate() {
            hidden[column] = cuts.iter().map(|cut| rank < *cut).collect();
        }
        hidden
    }
}

/// By value, whether it is hidden in each view; the same of how many answered and of how many did not.
type Covered = (BTreeMap<String, Vec<bool>>, Vec<bool>, Vec<bool>);

fn by_unit(units: &[(QuestionTally, u32)], count: impl Fn(&QuestionTally) -> u32) -> Vec<u32> {
    units.iter().map(|(counts, _)| count(counts)).collect()
}

/// Blank, and not asked.
fn unanswered_by_unit(units: &[(QuestionTally, u32)]) -> [Vec<u32>; 2] {
    [0, 1].map(|which| units.iter().map(|(counts, submissions)| unanswered(counts, *submissions)[which]).collect())
}

fn count_of(counts: &QuestionTally, value: &str) -> u32 {
    counts.cells.iter().find(|cell| cell.0 == value).map_or(0, |cell| cell.1)
}

/// The views of all levels, those of more people first; views that hold the same are one.
fn in_order(units: &[Unit]) -> Vec<Vec<bool>> {
    let mut found = BTreeSet::new();
    for own in units {
        for (level, belongs) in LEVELS.iter().enumerate() {
            let view: Vec<bool> = units.iter().map(|other| belongs(own, other)).collect();
            let inside = units.iter().zip(&view).filter(|(_, inside)| **inside);
            let people: u32 = inside.map(|(unit, _)| unit.tally.submissions).sum();
            if view.contains(&true) {
                found.insert((level, Reverse(people), view));
            }
        }
    }
    let mut seen = BTreeSet::new();
    found.into_iter().map(|(_, _, view)| view).filter(|view| seen.insert(view.clone())).collect()
}
