//! What pages show of questionnaires: counts per question, without those that could tell who answered what.

use super::{
    definition::{Definition, Kind, Node, QuestionId},
    results::{QuestionTally, Tally},
    suppression::{Layers, is_small},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A count that may be shown, or one that could point to single people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    Shown(u32),
    Suppressed,
}

/// Results of an Erhebung as people see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    pub submissions: u32,
    /// Smallest count that is shown; `None` for protocol sheets, which hold no answers of respondents.
    pub threshold: Option<u32>,
    pub questions: Vec<QuestionResult>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionResult {
    pub question: QuestionId,
    pub name: String,
    pub label: String,
    /// Whether one person may count in several rows.
    pub multiple: bool,
    pub answered: Figure,
    pub blank: Figure,
    pub rows: Vec<ResultRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRow {
    pub value: String,
    pub label: String,
    pub count: Figure,
}

impl Results {
    /// Results in one language, with every count suppressed that is below `threshold` or that could be computed from
    /// the others. `None` shows everything: protocol sheets only ([`super::Erhebung::is_protocol`], domain §6).
    pub fn new(definition: &Definition, tally: &Tally, threshold: Option<u32>, language: &str) -> Self {
        Self::of_part(definition, tally, &[], threshold, language)
    }

    /// Results of a part of the submissions. `rests` are what is left when the part is taken from something that can be
    /// seen too, such as all Kitas: a count is also suppressed where subtracting would give a small one.
    pub fn of_part(
        definition: &Definition,
        tally: &Tally,
        rests: &[Tally],
        threshold: Option<u32>,
        language: &str,
    ) -> Self {
        let nodes = definition.walk();
        let questions = tally
            .questions
            .iter()
            .filter_map(|counts| {
                let node = nodes.iter().find(|node| node.id == counts.question)?;
                let width = class_width(node, counts);
                // Everything that is compared stands in the same classes.
                let classed = |counts: &QuestionTally| match width {
                    Some(width) => counts.in_classes(width),
                    None => counts.clone(),
                };
                let rests = rests.iter().filter_map(|rest| {
                    let counts = rest.questions.iter().find(|counts| counts.question == node.id)?;
                    Some((classed(counts), rest.submissions))
                });
                let layers: Vec<_> = std::iter::once((classed(counts), tally.submissions)).chain(rests).collect();
                Some(question(definition, node, &layers, threshold.unwrap_or(0), language))
            })
            .collect();
        Self { submissions: tally.submissions, threshold, questions }
    }

    /// Results of `own`, one group among several that are shown one after the other and are together `whole`. Every
    /// group hides the same counts, so that none can be computed from the others: those that are small in `whole` or in
    /// any of `layers`, which are all groups and whatever else can be subtracted from them.
    pub fn of_group(
        definition: &Definition,
        own: &Tally,
        whole: &Tally,
        layers: &[Tally],
        threshold: Option<u32>,
        language: &str,
    ) -> Self {
        let mut results = Self::of_part(definition, whole, layers, threshold, language);
        results.submissions = own.submissions;
        let nodes = definition.walk();
        for question in &mut results.questions {
            let id = question.question;
            let of_question = |tally: &Tally| tally.questions.iter().find(|counts| counts.question == id).cloned();
            let mut counts = of_question(own).unwrap_or_default();
            let shown_with = nodes.iter().find(|node| node.id == id).zip(of_question(whole));
            if let Some(width) = shown_with.and_then(|(node, whole)| class_width(node, &whole)) {
                counts = counts.in_classes(width);
            }
            question.answered = question.answered.with(counts.answered);
            question.blank = question.blank.with(counts.asked.saturating_sub(counts.answered));
            for row in &mut question.rows {
                let count = counts.cells.iter().find(|cell| cell.0 == row.value).map_or(0, |cell| cell.1);
                row.count = row.count.with(count);
            }
        }
        results
    }
}

/// What is hidden of one question, where that is not decided by its own counts alone.
#[derive(Clone, Debug, Default)]
pub(super) struct HiddenCounts {
    /// Width of the classes in which numbers are shown, the same wherever they can be compared.
    pub width: Option<i64>,
    /// Values whose count is hidden.
    pub values: BTreeSet<String>,
    pub answered: bool,
    pub blank: bool,
}

impl Results {
    /// Results of which has been decided what is hidden.
    pub(super) fn of_view(
        definition: &Definition,
        tally: &Tally,
        hidden: &dyn Fn(QuestionId) -> Option<HiddenCounts>,
        threshold: Option<u32>,
    ) -> Self {
        let nodes = definition.walk();
        let of_question = |counts: &QuestionTally| {
            let node = nodes.iter().find(|node| node.id == counts.question)?;
            let hidden = hidden(counts.question)?;
            let counts = hidden.width.map_or_else(|| counts.clone(), |width| counts.in_classes(width));
            let cells = counts.cells.iter().map(|(value, count)| figure(*count, hidden.values.contains(value)));
            let figures = QuestionFigures {
                cells: cells.collect(),
                answered: figure(counts.answered, hidden.answered),
                blank: figure(counts.asked.saturating_sub(counts.answered), hidden.blank),
            };
            Some(result(definition, node, &counts, figures, definition.first_language()))
        };
        let questions = tally.questions.iter().filter_map(of_question).collect();
        Self { submissions: tally.submissions, threshold, questions }
    }
}

impl Figure {
    /// Another count under the same rule: what is hidden stays hidden.
    fn with(self, count: u32) -> Self {
        match self {
            Self::Shown(_) => Self::Shown(count),
            Self::Suppressed => Self::Suppressed,
        }
    }
}

/// Width of the classes in which the numbers of this question are shown; `None` where each stands for itself.
pub(super) fn class_width(node: &Node, counts: &QuestionTally) -> Option<i64> {
    // Inside a repeat one person would stand several times in a class.
    if node.kind == Kind::Integer && !counts.repeated { counts.class_width() } else { None }
}

/// Whether one person may have given several of the values.
pub(super) fn is_overlapping(node: &Node, counts: &QuestionTally) -> bool {
    counts.repeated || matches!(node.kind, Kind::SelectMultiple { .. })
}

/// The part that is shown stands first in `layers`, the rests after it; each with its number of submissions.
fn question(
    definition: &Definition,
    node: &Node,
    layers: &[(QuestionTally, u32)],
    threshold: u32,
    language: &str,
) -> QuestionResult {
    let none = QuestionTally::default();
    let counts = layers.first().map_or(&none, |(counts, _)| counts);
    let (cells, answered, blank) = match is_overlapping(node, counts) {
        true => suppress_overlapping(layers, threshold),
        false => suppress_partition(layers, threshold),
    };
    result(definition, node, counts, QuestionFigures { cells, answered, blank }, language)
}

/// The figures of one question, in the order of its counts.
struct QuestionFigures {
    cells: Vec<Figure>,
    answered: Figure,
    blank: Figure,
}

fn result(
    definition: &Definition,
    node: &Node,
    counts: &QuestionTally,
    figures: QuestionFigures,
    language: &str,
) -> QuestionResult {
    let default = definition.first_language();
    let list = node.kind.list().and_then(|name| definition.list(name));
    let rows = counts.cells.iter().zip(figures.cells).filter_map(|((value, _), count)| {
        let choice = list.and_then(|list| list.choices.iter().find(|choice| choice.name == *value));
        // What nobody but a respondent wrote, an age for example, would be known by its row alone.
        if choice.is_none() && count == Figure::Suppressed {
            return None;
        }
        let label = choice.and_then(|choice| choice.label.best(language, default)).unwrap_or(value);
        Some(ResultRow { value: value.clone(), label: label.to_owned(), count })
    });
    QuestionResult {
        question: node.id,
        name: node.name.clone(),
        label: node.label.best(language, default).unwrap_or(&node.name).to_owned(),
        multiple: is_overlapping(node, counts),
        answered: figures.answered,
        blank: figures.blank,
        rows: rows.collect(),
    }
}

/// In how many submissions nothing was answered, and in how many the question was not asked.
pub(super) fn unanswered(counts: &QuestionTally, submissions: u32) -> [u32; 2] {
    [counts.asked.saturating_sub(counts.answered), submissions.saturating_sub(counts.asked)]
}

/// Every submission counts in exactly one cell: a value, blank, or not asked. Their sum is known to the reader.
fn suppress_partition(layers: &[(QuestionTally, u32)], threshold: u32) -> (Vec<Figure>, Figure, Figure) {
    let Some((own, _)) = layers.first() else { return (Vec::new(), Figure::Suppressed, Figure::Suppressed) };
    let parts_of = |(counts, submissions): &(QuestionTally, u32)| {
        let count_of = |value: &str| counts.cells.iter().find(|cell| cell.0 == value).map_or(0, |cell| cell.1);
        let mut parts: Vec<u32> = own.cells.iter().map(|(value, _)| count_of(value)).collect();
        // Answers without a cell of their own: texts, decimals, dates, and values that only the rest holds.
        parts.push(counts.answered.saturating_sub(parts.iter().sum()));
        parts.extend(unanswered(counts, *submissions));
        parts
    };
    let layers = Layers::new(layers.iter().map(parts_of).collect());
    let hidden = layers.hide_small(threshold);
    let parts = layers.own();
    let cells = own.cells.len();
    let answered_hidden = hidden[cells + 1] || hidden[cells + 2] || hidden[cells];
    let figures = (0..cells).map(|index| figure(parts[index], hidden[index])).collect();
    (figures, figure(own.answered, answered_hidden), figure(parts[cells + 1], hidden[cells + 1]))
}

/// Every row stands for itself: it divides those who answered into chosen and not chosen.
fn suppress_overlapping(layers: &[(QuestionTally, u32)], threshold: u32) -> (Vec<Figure>, Figure, Figure) {
    let Some((own, submissions)) = layers.first() else { return (Vec::new(), Figure::Suppressed, Figure::Suppressed) };
    let outer_of = |(counts, submissions): &(QuestionTally, u32)| {
        let [blank, not_asked] = unanswered(counts, *submissions);
        vec![counts.answered, blank, not_asked]
    };
    let outer = Layers::new(layers.iter().map(outer_of).collect()).hide_small(threshold);
    let cells = own.cells.iter().map(|(value, count)| {
        let gives_away = |(counts, _): &(QuestionTally, u32)| {
            let count = counts.cells.iter().find(|cell| cell.0 == *value).map_or(0, |cell| cell.1);
            is_small(count, threshold) || is_small(counts.answered.saturating_sub(count), threshold)
        };
        figure(*count, outer[0] || layers.iter().any(gives_away))
    });
    let [blank, _] = unanswered(own, *submissions);
    (cells.collect(), figure(own.answered, outer[0]), figure(blank, outer[1]))
}

fn figure(count: u32, hidden: bool) -> Figure {
    if hidden { Figure::Suppressed } else { Figure::Shown(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_choices_the_unchosen_rest_counts_too() {
        let counts = QuestionTally {
            asked: 20,
            answered: 20,
            cells: vec![("a".into(), 18), ("b".into(), 10), ("c".into(), 3), ("d".into(), 0), ("e".into(), 20)],
            ..Default::default()
        };
        let (cells, answered, blank) = suppress_overlapping(&[(counts, 20)], 5);
        let hidden = Figure::Suppressed;
        assert_eq!(cells, [hidden, Figure::Shown(10), hidden, Figure::Shown(0), Figure::Shown(20)]);
        assert_eq!((answered, blank), (Figure::Shown(20), Figure::Shown(0)));
    }

    #[test]
    fn a_number_that_few_gave_is_not_named() {
        let age = Node { kind: Kind::Integer, ..Node::default() };
        let definition = Definition { nodes: vec![age], ..Definition::default() };
        let cells = vec![("17".into(), 1), ("30".into(), 20), ("31".into(), 6)];
        let counts = QuestionTally { asked: 27, answered: 27, cells, ..QuestionTally::default() };
        let tally = Tally { submissions: 27, questions: vec![counts] };
        let values = |threshold| -> Vec<String> {
            let results = Results::new(&definition, &tally, threshold, "");
            results.questions[0].rows.iter().map(|row| row.value.clone()).collect()
        };
        assert_eq!(values(Some(5)), ["30"]);
        assert_eq!(values(None), ["17", "30", "31"]);
    }
}
