//! Who answers a question, as far as paper can say it, and the arrows that follow from it.

use super::{Jump, OnlyIf};
use crate::questionnaires::{
    definition::{Definition, Kind, Node, QuestionId},
    design::{Condition, Is, Operand, Subject, Test},
};
use std::collections::{BTreeSet, HashMap};

/// Choices of one question, by their codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes {
    pub question: QuestionId,
    pub codes: BTreeSet<u32>,
}

/// The conditions of a question and of the groups around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// All must hold.
    pub codes: Vec<Codes>,
    /// Of each of these questions, which take several answers, one of the choices is ticked. No arrow leads past: what else
    /// is ticked does not matter.
    pub ticked: Vec<Codes>,
    /// Conditions that arrows cannot express, as the author wrote them.
    pub rules: Vec<String>,
}

impl Filter {
    /// From the `relevant` of a question and of everything around it.
    pub fn of(conditions: &[&str], definition: &Definition, by_name: &HashMap<&str, &Node>) -> Self {
        let mut filter = Self::default();
        for source in conditions {
            let Some(condition) = Condition::of(source) else {
                filter.rules.push((*source).to_owned());
                continue;
            };
            for part in parts(condition) {
                if let Some(codes) = codes_of(&part, definition, by_name) {
                    filter.add(codes);
                } else if let Some(ticked) = ticked_of(&part, definition, by_name) {
                    filter.ticked.extend(ticked);
                } else {
                    filter.rules.push(part.expression());
                }
            }
        }
        filter
    }

    fn add(&mut self, codes: Codes) {
        match self.codes.iter_mut().find(|known| known.question == codes.question) {
            Some(known) => known.codes.retain(|code| codes.codes.contains(code)),
            None => self.codes.push(codes),
        }
    }

    /// Whether nobody of whom these answers are known gets here.
    fn excludes(&self, known: &[Codes]) -> bool {
        self.codes.iter().any(|own| {
            let same = known.iter().find(|known| known.question == own.question);
            same.is_some_and(|known| known.codes.is_disjoint(&own.codes))
        })
    }
}

/// Where all tests must hold, those of each question stand for themselves.
fn parts(condition: Condition) -> Vec<Condition> {
    if condition.any {
        return vec![condition];
    }
    let mut parts: Vec<Condition> = Vec::new();
    for test in condition.tests {
        match parts.iter_mut().find(|part| part.tests.iter().any(|known| known.subject == test.subject)) {
            Some(part) => part.tests.push(test),
            None => parts.push(Condition { any: false, tests: vec![test] }),
        }
    }
    parts
}

/// The choices of one `select_one` with which a condition holds; `None` where it asks for anything else.
fn codes_of(condition: &Condition, definition: &Definition, by_name: &HashMap<&str, &Node>) -> Option<Codes> {
    let node = only_subject(condition, by_name)?;
    let Kind::SelectOne { list } = &node.kind else { return None };
    let mut codes = BTreeSet::new();
    for (code, choice) in (1..).zip(&definition.list(list)?.choices) {
        let mut held = condition.tests.iter().map(|test| holds(test, &choice.name));
        let holds =
            if condition.any { held.any(|held| held == Some(true)) } else { held.all(|held| held == Some(true)) };
        if holds {
            codes.insert(code);
        }
    }
    let readable = condition.tests.iter().all(|test| holds(test, "").is_some());
    readable.then_some(Codes { question: node.id, codes })
}

/// The choices of one `select_multiple` that are asked for: one of several, or each for itself; `None` where it asks for
/// anything else.
fn ticked_of(condition: &Condition, definition: &Definition, by_name: &HashMap<&str, &Node>) -> Option<Vec<Codes>> {
    let node = only_subject(condition, by_name)?;
    let Kind::SelectMultiple { list } = &node.kind else { return None };
    let choices = &definition.list(list)?.choices;
    let code = |test: &Test| {
        let (Is::Chosen | Is::Equal, Operand::Text(name) | Operand::Number(name)) = (test.is, &test.value) else {
            return None;
        };
        (1..).zip(choices).find(|(_, choice)| choice.name == *name).map(|(code, _)| code)
    };
    let codes = condition.tests.iter().map(code).collect::<Option<Vec<u32>>>()?;
    let of = |codes: BTreeSet<u32>| Codes { question: node.id, codes };
    Some(match condition.any {
        true => vec![of(codes.into_iter().collect())],
        false => codes.into_iter().map(|code| of(BTreeSet::from([code]))).collect(),
    })
}

/// The question that all tests are about.
fn only_subject<'a>(condition: &Condition, by_name: &HashMap<&str, &'a Node>) -> Option<&'a Node> {
    let Subject::Question(name) = &condition.tests.first()?.subject else { return None };
    let same = |test: &Test| matches!(&test.subject, Subject::Question(other) if other == name);
    if !condition.tests.iter().all(same) {
        return None;
    }
    by_name.get(name.as_str()).copied()
}

/// Whether a test holds with this choice; `None` for tests that are not about choices.
fn holds(test: &Test, choice: &str) -> Option<bool> {
    let value = match &test.value {
        Operand::Text(text) => text,
        Operand::Number(number) => number,
        Operand::Date(_) => return None,
    };
    match test.is {
        Is::Equal | Is::Chosen => Some(value == choice),
        Is::NotEqual | Is::NotChosen => Some(value != choice),
        Is::Answered => Some(!choice.is_empty()),
        Is::Blank => Some(choice.is_empty()),
        _ => None,
    }
}

/// A printed question with its filter.
pub struct Printed {
    pub question: QuestionId,
    pub number: u32,
    pub filter: Filter,
}

/// Where people go on behind the question at `from`, of whom also `more` is known; `None`: with what follows.
pub fn jump(printed: &[Printed], from: usize, more: Option<Codes>) -> Option<Jump> {
    let here = printed.get(from)?;
    let known: Vec<Codes> = here.filter.codes.iter().cloned().chain(more).collect();
    let behind = printed.get(from + 1..)?;
    match behind.iter().position(|next| !next.filter.excludes(&known)) {
        Some(0) => None,
        Some(at) => behind.get(at).map(|next| Jump::To(next.number)),
        None if behind.is_empty() => None,
        None => Some(Jump::End),
    }
}

/// A filter in words.
pub fn words(
    filter: &Filter,
    numbers: &HashMap<QuestionId, u32>,
    label: impl Fn(QuestionId, u32) -> String,
    rule: impl Fn(&str) -> String,
) -> Vec<OnlyIf> {
    let codes = filter.codes.iter().chain(&filter.ticked).filter_map(|codes| {
        let number = *numbers.get(&codes.question)?;
        let answers = codes.codes.iter().map(|code| label(codes.question, *code)).collect();
        Some(OnlyIf::Answered { number, answers })
    });
    codes.chain(filter.rules.iter().map(|source| OnlyIf::Rule(rule(source)))).collect()
}
