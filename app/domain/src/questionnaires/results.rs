//! Counting answers. A tally holds true counts and stays on the server; people see [`super::view::Results`].

use super::{
    definition::{Definition, Kind, Node, QuestionId},
    submission::Submission,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// True counts over the submissions of one Erhebung.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub submissions: u32,
    pub questions: Vec<QuestionTally>,
}

/// True counts of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionTally {
    pub question: QuestionId,
    /// How often it was asked: less than the submissions where it was not relevant, more inside repeats.
    pub asked: u32,
    /// How often an answer was given.
    pub answered: u32,
    /// Whether it stands inside a repeat, so that one submission may hold several answers.
    #[serde(default)]
    pub repeated: bool,
    /// Value and how often it was given; every choice of a select question, also those nobody chose.
    #[serde(default)]
    pub cells: Vec<(String, u32)>,
}

/// Counts the answers to every asked question, in the order of the questionnaire.
///
/// Cells are counted for choices, truth values and whole numbers; of texts, decimals and dates only how many answered,
/// since single values could tell who gave them.
pub fn tally<'a>(definition: &Definition, submissions: impl IntoIterator<Item = &'a Submission>) -> Tally {
    let mut result = Tally::default();
    let mut position = HashMap::new();
    collect(definition, &definition.nodes, false, &mut |node, tally| {
        position.insert(node.id, result.questions.len());
        result.questions.push(tally);
    });
    let kinds: HashMap<QuestionId, &Kind> = definition.walk().into_iter().map(|node| (node.id, &node.kind)).collect();
    let mut counts: Vec<BTreeMap<&str, u32>> = vec![BTreeMap::new(); result.questions.len()];
    for submission in submissions {
        result.submissions += 1;
        for answer in &submission.answers {
            let Some(&index) = position.get(&answer.place.question) else { continue };
            let question = &mut result.questions[index];
            question.asked += 1;
            if answer.value.is_empty() {
                continue;
            }
            question.answered += 1;
            match kinds.get(&answer.place.question) {
                Some(Kind::SelectMultiple { .. }) => {
                    for choice in answer.value.split_ascii_whitespace() {
                        *counts[index].entry(choice).or_default() += 1;
                    }
                }
                Some(Kind::SelectOne { .. } | Kind::Integer | Kind::Acknowledge | Kind::Range) => {
                    *counts[index].entry(&answer.value).or_default() += 1;
                }
                _ => {}
            }
        }
    }
    for (question, mut counts) in result.questions.iter_mut().zip(counts) {
        for (value, count) in &mut question.cells {
            *count = counts.remove(value.as_str()).unwrap_or(0);
        }
        let mut others: Vec<(&str, u32)> = counts.into_iter().collect();
        others.sort_by(|(a, _), (b, _)| match (a.parse::<i64>(), b.parse::<i64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            _ => a.cmp(b),
        });
        question.cells.extend(others.into_iter().map(|(value, count)| (value.to_owned(), count)));
    }
    result
}

fn collect<'a>(
    definition: &Definition,
    nodes: &'a [Node],
    repeated: bool,
    found: &mut impl FnMut(&'a Node, QuestionTally),
) {
    for node in nodes {
        if node.kind.is_asked() {
            let list = node.kind.list().and_then(|name| definition.list(name));
            let cells = list.map(|list| list.choices.iter().map(|choice| (choice.name.clone(), 0)).collect());
            found(
                node,
                QuestionTally { question: node.id, repeated, cells: cells.unwrap_or_default(), ..Default::default() },
            );
        }
        collect(definition, &node.children, repeated || node.kind == Kind::Repeat, found);
    }
}
