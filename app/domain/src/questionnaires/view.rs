//! What pages show of questionnaires: counts per question, without those that could tell who answered what.

use super::{
    definition::{Definition, Kind, Node, QuestionId},
    results::{QuestionTally, Tally},
};
use serde::{Deserialize, Serialize};

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
    /// Whether one answer may count in several rows.
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
        let nodes = definition.walk();
        let questions = tally
            .questions
            .iter()
            .filter_map(|counts| {
                let node = nodes.iter().find(|node| node.id == counts.question)?;
                Some(question(definition, node, counts, tally.submissions, threshold.unwrap_or(0), language))
            })
            .collect();
        Self { submissions: tally.submissions, threshold, questions }
    }
}

fn question(
    definition: &Definition,
    node: &Node,
    counts: &QuestionTally,
    submissions: u32,
    threshold: u32,
    language: &str,
) -> QuestionResult {
    let default = definition.first_language();
    let multiple = matches!(node.kind, Kind::SelectMultiple { .. });
    let blank = counts.asked.saturating_sub(counts.answered);
    let not_asked = if counts.repeated { 0 } else { submissions.saturating_sub(counts.asked) };
    let (cells, answered, blank) = if multiple {
        suppress_overlapping(counts, blank, not_asked, threshold)
    } else {
        suppress_partition(counts, blank, not_asked, threshold)
    };
    let list = node.kind.list().and_then(|name| definition.list(name));
    let rows = counts.cells.iter().zip(cells).filter_map(|((value, _), count)| {
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
        multiple,
        answered,
        blank,
        rows: rows.collect(),
    }
}

/// Every submission counts in exactly one cell: a value, blank, or not asked. Their sum is known to the reader.
fn suppress_partition(
    counts: &QuestionTally,
    blank: u32,
    not_asked: u32,
    threshold: u32,
) -> (Vec<Figure>, Figure, Figure) {
    let counted: u32 = counts.cells.iter().map(|(_, count)| count).sum();
    // Answers without a cell of their own: texts, decimals, dates.
    let uncounted = counts.answered.saturating_sub(counted);
    let mut parts: Vec<u32> = counts.cells.iter().map(|(_, count)| *count).collect();
    parts.extend([uncounted, blank, not_asked]);
    let hidden = hide_small(&parts, threshold);
    let cells = counts.cells.len();
    let answered_hidden = hidden[cells + 1] || hidden[cells + 2] || hidden[cells];
    let figures = (0..cells).map(|index| figure(parts[index], hidden[index])).collect();
    (figures, figure(counts.answered, answered_hidden), figure(blank, hidden[cells + 1]))
}

/// Every row stands for itself: it divides those who answered into chosen and not chosen.
fn suppress_overlapping(
    counts: &QuestionTally,
    blank: u32,
    not_asked: u32,
    threshold: u32,
) -> (Vec<Figure>, Figure, Figure) {
    let outer = hide_small(&[counts.answered, blank, not_asked], threshold);
    let cells = counts.cells.iter().map(|(_, count)| {
        let rest = counts.answered.saturating_sub(*count);
        figure(*count, outer[0] || is_small(*count, threshold) || is_small(rest, threshold))
    });
    (cells.collect(), figure(counts.answered, outer[0]), figure(blank, outer[1]))
}

/// Which parts of a known sum to hide: all small ones, and then as many of the next larger ones as it takes until
/// what is hidden is together no longer small, since it can be computed as the rest.
fn hide_small(parts: &[u32], threshold: u32) -> Vec<bool> {
    let mut hidden: Vec<bool> = parts.iter().map(|count| is_small(*count, threshold)).collect();
    loop {
        let together: u32 = parts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| count).sum();
        if !is_small(together, threshold) {
            return hidden;
        }
        let next =
            (0..parts.len()).filter(|index| !hidden[*index] && parts[*index] > 0).min_by_key(|index| parts[*index]);
        match next {
            Some(index) => hidden[index] = true,
            None => return vec![true; parts.len()],
        }
    }
}

/// Nobody is not small: that nobody gave an answer tells nothing about one person more than the full count does.
fn is_small(count: u32, threshold: u32) -> bool {
    count > 0 && count < threshold
}

fn figure(count: u32, hidden: bool) -> Figure {
    if hidden { Figure::Suppressed } else { Figure::Shown(count) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(parts: &[u32]) -> Vec<Option<u32>> {
        hide_small(parts, 5).iter().zip(parts).map(|(hidden, count)| (!hidden).then_some(*count)).collect()
    }

    #[test]
    fn small_cells_are_hidden_and_so_is_what_would_give_them_away() {
        assert_eq!(shown(&[10, 20, 30]), [Some(10), Some(20), Some(30)]);
        // 3 alone would be the rest of 53 − 20 − 30; the next larger cell goes with it.
        assert_eq!(shown(&[3, 20, 30]), [None, None, Some(30)]);
        assert_eq!(shown(&[3, 4, 30]), [None, None, Some(30)]);
        assert_eq!(shown(&[1, 1, 30]), [None, None, None]);
        assert_eq!(shown(&[0, 7, 9]), [Some(0), Some(7), Some(9)]);
        assert_eq!(shown(&[2, 0, 2]), [None, None, None]);
    }

    #[test]
    fn of_several_choices_the_unchosen_rest_counts_too() {
        let counts = QuestionTally {
            asked: 20,
            answered: 20,
            cells: vec![("a".into(), 18), ("b".into(), 10), ("c".into(), 3), ("d".into(), 0), ("e".into(), 20)],
            ..Default::default()
        };
        let (cells, answered, blank) = suppress_overlapping(&counts, 0, 0, 5);
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

    proptest! {
        #[test]
        fn what_is_hidden_is_never_together_below_the_threshold(parts in prop::collection::vec(0u32..40, 1..9)) {
            let hidden = hide_small(&parts, 5);
            let together: u32 = parts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| count).sum();
            let all: u32 = parts.iter().sum();
            prop_assert!(together == 0 || together >= 5 || all < 5);
            for (count, hidden) in parts.iter().zip(&hidden) {
                prop_assert!(*hidden || *count == 0 || *count >= 5);
            }
        }
    }
}
