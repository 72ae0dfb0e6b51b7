//! Two questions against each other.

use super::Part;
use crate::questionnaires::{
    definition::{Definition, Kind, Node, QuestionId},
    submission::{Place, Submission},
    suppression::Layers,
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
    /// `None` when one of the two is no question with single choices. A `threshold` of `None` hides nothing. `shows` says of
    /// a count whether it may stand beside the same count of other parts.
    pub fn new(
        definition: &Definition,
        (row, column): (QuestionId, QuestionId),
        part: &[&Part],
        rests: &[Vec<&Part>],
        threshold: Option<u32>,
        shows: super::Shows<'_>,
    ) -> Option<Self> {
        let (rows, columns) = (Axis::of(definition, row)?, Axis::of(definition, column)?);
        let matrix = |parts: &[&Part]| -> Vec<u32> {
            let count = |pair: &(String, String)| parts.iter().filter_map(|part| part.pairs.get(pair)).sum::<u32>();
            let in_row = |row: &str| -> Vec<u32> {
                columns.choices.iter().map(|(column, _)| count(&(row.to_owned(), column.clone()))).collect()
            };
            rows.choices.iter().flat_map(|(row, _)| in_row(row)).collect()
        };
        let layers = Layers::new(std::iter::once(matrix(part)).chain(rests.iter().map(|rest| matrix(rest))).collect());
        let width = columns.choices.len();
        let together = |row: &str, column: &str| -> bool {
            let pair = (row.to_owned(), column.to_owned());
            shows(&|part| part.pairs.get(&pair).copied().unwrap_or_default())
        };
        let in_row = |row: &str| columns.choices.iter().map(|(column, _)| together(row, column)).collect::<Vec<_>>();
        let open: Vec<bool> = rows.choices.iter().flat_map(|(row, _)| in_row(row)).collect();
        let hidden = hide(&layers, width, &open, threshold.unwrap_or(0));
        let figure = |index: usize| match hidden[index] {
            true => Figure::Suppressed,
            false => Figure::Shown(layers.own()[index]),
        };
        let lines = rows.choices.into_iter().enumerate().map(|(line, (value, label))| {
            let cells: Vec<Figure> = (line * width..(line + 1) * width).map(figure).collect();
            CrosstabRow { value, label, together: total(&cells), cells }
        });
        let rows_of_table: Vec<CrosstabRow> = lines.collect();
        let sums: Vec<Figure> = rows_of_table.iter().map(|row| row.together).collect();
        Some(Self {
            row_question: rows.question,
            column_question: columns.question,
            columns: columns.choices.into_iter().map(|(value, label)| (label, value)).collect(),
            rows: rows_of_table,
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
}

/// Sums of rows and columns can be read from each question's own results, so in every line of the table what is hidden
/// must together not be small; hiding in a row can undo a column, so both are looked at until nothing changes.
/// What is not `open` is hidden before.
fn hide(layers: &Layers, width: usize, open: &[bool], threshold: u32) -> Vec<bool> {
    let length = layers.own().len();
    let is_hidden = |index: usize| !open[index] || layers.is_small_anywhere(index, threshold);
    let mut hidden: Vec<bool> = (0..length).map(is_hidden).collect();
    let rows = (0..length).step_by(width.max(1)).map(|first| (first..first + width).collect::<Vec<_>>());
    let columns = (0..width).map(|first| (first..length).step_by(width.max(1)).collect::<Vec<_>>());
    let lines: Vec<Vec<usize>> = rows.chain(columns).collect();
    loop {
        let Some(line) = lines.iter().find(|line| gives_away(layers, line, &hidden, threshold)) else { return hidden };
        match layers.next(line, &hidden) {
            Some(index) => hidden[index] = true,
            // Nothing is left to hide it behind in this line: the line's sum itself is small.
            None => return vec![true; length],
        }
    }
}

/// One hidden cell is the rest of its line, exactly; several tell their sum.
fn gives_away(layers: &Layers, line: &[usize], hidden: &[bool], threshold: u32) -> bool {
    let filled = |index: &&usize| hidden[**index] && layers.own()[**index] > 0;
    let alone = line.iter().filter(filled).count() == 1 && line.iter().filter(|index| hidden[**index]).count() == 1;
    alone || !layers.holds(line, hidden, threshold)
}

fn total(cells: &[Figure]) -> Figure {
    let sum = cells.iter().try_fold(0u32, |sum, cell| match cell {
        Figure::Shown(count) => Some(sum + count),
        Figure::Suppressed => None,
    });
    sum.map_or(Figure::Suppressed, Figure::Shown)
}
