//! Two questions against each other. Which cells are shown is decided in [`super::tables`].

use super::{Part, tables::Grid};
use crate::questionnaires::{
    definition::{Definition, Kind, Node, QuestionId},
    submission::{Place, Submission},
    view::Figure,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How often two values were given together, by value of the row and of the column.
pub type Pairs = BTreeMap<(String, String), u32>;

/// Counts who answered both questions. Questions inside repeats have no one answer of a person, so they count nothing.
pub fn count_pairs(submissions: &[Submission], row: QuestionId, column: QuestionId) -> Pairs {
    let mut pairs = Pairs::new();
    for submission in submissions {
        let value = |question| submission.value(&Place::of(question)).filter(|value| !value.is_empty());
        if let (Some(row), Some(column)) = (value(row), value(column)) {
            *pairs.entry((row.to_owned(), column.to_owned())).or_default() += 1;
        }
    }
    pairs
}

/// Whether a question has one of a few answers, so that it can stand in a crosstab.
pub fn is_single_choice(node: &Node) -> bool {
    matches!(node.kind, Kind::SelectOne { .. })
}

/// A table of two questions as people see it; without sums where they would give away what is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crosstab {
    pub row_question: String,
    pub column_question: String,
    /// Label and value of the columns.
    pub columns: Vec<(String, String)>,
    pub rows: Vec<CrosstabRow>,
    /// Who answered both questions.
    pub together: Figure,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrosstabRow {
    pub value: String,
    pub label: String,
    pub cells: Vec<Figure>,
    /// Sum of the row.
    pub together: Figure,
}

impl Crosstab {
    /// `None` when one of the two is no question with single choices. `grid` says, for the values of the rows and of the
    /// columns, which of them stand in the table; `None` hides nothing.
    pub(super) fn new(
        definition: &Definition,
        (row, column): (QuestionId, QuestionId),
        part: &[&Part],
        grid: impl FnOnce(&[String], &[String]) -> Option<Grid>,
    ) -> Option<Self> {
        let (rows, columns) = (Axis::of(definition, row)?, Axis::of(definition, column)?);
        let grid = grid(&rows.values(), &columns.values());
        let figure = |line: usize, position: usize| {
            if grid.as_ref().is_some_and(|grid| !(grid.rows[line] && grid.columns[position])) {
                return Figure::Suppressed;
            }
            let pair = (rows.choices[line].0.clone(), columns.choices[position].0.clone());
            Figure::Shown(part.iter().filter_map(|part| part.pairs.get(&pair)).sum())
        };
        let lines = rows.choices.iter().enumerate().map(|(line, (value, label))| {
            let cells: Vec<Figure> = (0..columns.choices.len()).map(|position| figure(line, position)).collect();
            CrosstabRow { value: value.clone(), label: label.clone(), together: total(&cells), cells }
        });
        let lines: Vec<CrosstabRow> = lines.collect();
        let sums: Vec<Figure> = lines.iter().map(|row| row.together).collect();
        Some(Self {
            row_question: rows.question,
            column_question: columns.question,
            columns: columns.choices.into_iter().map(|(value, label)| (label, value)).collect(),
            rows: lines,
            together: total(&sums),
        })
    }
}

/// A question with its choices, value and label.
struct Axis {
    question: String,
    choices: Vec<(String, String)>,
}

impl Axis {
    fn of(definition: &Definition, id: QuestionId) -> Option<Self> {
        let node = definition.walk().into_iter().find(|node| node.id == id && is_single_choice(node))?;
        let list = node.kind.list().and_then(|name| definition.list(name))?;
        let language = definition.first_language();
        let choices = list.choices.iter().map(|choice| {
            let label = choice.label.best(language, "").unwrap_or(&choice.name);
            (choice.name.clone(), label.to_owned())
        });
        let question = node.label.best(language, "").unwrap_or(&node.name).to_owned();
        Some(Self { question, choices: choices.collect() })
    }

    fn values(&self) -> Vec<String> {
        self.choices.iter().map(|(value, _)| value.clone()).collect()
    }
}

fn total(cells: &[Figure]) -> Figure {
    let sum = cells.iter().try_fold(0u32, |sum, cell| match cell {
        Figure::Shown(count) => Some(sum + count),
        Figure::Suppressed => None,
    });
    sum.map_or(Figure::Suppressed, Figure::Shown)
}
