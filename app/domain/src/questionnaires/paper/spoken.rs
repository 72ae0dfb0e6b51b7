//! Conditions in the words of a questionnaire: choices by their text instead of their code.

use super::filter::{Codes, Filter};
use crate::questionnaires::{
    definition::{Definition, Node, QuestionId, Texts},
    design::{Condition, Is, Operand, Subject, Test},
    german,
};
use std::collections::HashMap;

/// A questionnaire in one of its languages, to read conditions in.
pub struct Spoken<'a> {
    definition: &'a Definition,
    language: &'a str,
    pub(super) by_name: HashMap<&'a str, &'a Node>,
}

impl<'a> Spoken<'a> {
    /// `language`: one of the questionnaire's names of its languages.
    pub fn new(definition: &'a Definition, language: &'a str) -> Self {
        let mut by_name: HashMap<&str, &Node> = HashMap::new();
        for node in definition.walk() {
            by_name.entry(&node.name).or_insert(node);
        }
        Self { definition, language, by_name }
    }

    /// A `relevant` for German readers, questions by their text: `Frage „Kennen Sie uns?“: Ja`.
    pub fn condition(&self, source: &str) -> String {
        let filter = Filter::of(&[source], self.definition, &self.by_name);
        let answered = filter.codes.iter().chain(&filter.ticked);
        let answered = answered.map(|codes| german::answered(&self.title_of(codes.question), &self.choices(codes)));
        let name = |name: &str| format!("„{}“", self.title(name));
        let rules = filter.rules.iter().map(|source| self.rule(source, &name));
        german::all_hold(&answered.chain(rules).collect::<Vec<_>>())
    }

    /// A rule that is no list of answers to one question, in signs; `name` says what a question is called.
    pub(super) fn rule(&self, source: &str, name: &dyn Fn(&str) -> String) -> String {
        let Some(condition) = Condition::of(source) else { return named(source, name) };
        let tests: Vec<String> = condition.tests.iter().map(|test| self.test(test, name)).collect();
        tests.join(if condition.any { " / " } else { " + " })
    }

    fn test(&self, test: &Test, name: &dyn Fn(&str) -> String) -> String {
        let (asked, subject) = match &test.subject {
            Subject::Question(asked) => (asked.as_str(), name(asked)),
            Subject::Here => ("", ".".to_owned()),
        };
        let sign = match test.is {
            Is::Answered => return format!("{subject} ≠ –"),
            Is::Blank => return format!("{subject} = –"),
            Is::Contains => return format!("{subject} = \"…{}…\"", test.value.shown()),
            Is::Equal | Is::Chosen => "=",
            Is::NotEqual | Is::NotChosen => "≠",
            Is::Greater => ">",
            Is::AtLeast => "≥",
            Is::Less => "<",
            Is::AtMost => "≤",
        };
        format!("{subject} {sign} {}", self.value(asked, &test.value))
    }

    /// The text of the choice that a value is the code of; a value that is none stays.
    fn value(&self, asked: &str, value: &Operand) -> String {
        let code = match value {
            Operand::Text(code) | Operand::Number(code) => code,
            Operand::Date(_) => return value.shown(),
        };
        let list = self.by_name.get(asked).and_then(|node| node.kind.list());
        let list = list.and_then(|list| self.definition.list(list));
        let choice = list.and_then(|list| list.choices.iter().find(|choice| choice.name == *code));
        match (choice, value) {
            (Some(choice), _) => format!("\"{}\"", self.text(&choice.label, &choice.name)),
            (None, Operand::Text(text)) => format!("\"{text}\""),
            (None, _) => value.shown(),
        }
    }

    fn choices(&self, codes: &Codes) -> Vec<String> {
        let node = self.definition.find(codes.question);
        let list = node.and_then(|node| node.kind.list()).and_then(|list| self.definition.list(list));
        let choices = list.map(|list| list.choices.as_slice()).unwrap_or_default();
        let meant = (1..).zip(choices).filter(|(code, _)| codes.codes.contains(code));
        meant.map(|(_, choice)| self.text(&choice.label, &choice.name)).collect()
    }

    fn title_of(&self, question: QuestionId) -> String {
        self.definition.find(question).map(|node| self.text(&node.label, &node.name)).unwrap_or_default()
    }

    fn title(&self, name: &str) -> String {
        self.by_name.get(name).map_or_else(|| name.to_owned(), |node| self.text(&node.label, &node.name))
    }

    fn text(&self, texts: &Texts, code: &str) -> String {
        let text = texts.best(self.language, self.definition.first_language()).unwrap_or_default();
        if text.is_empty() { code.to_owned() } else { text.to_owned() }
    }
}

/// A text with its `${name}` as `name` says them.
pub(super) fn named(text: &str, name: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let Some((asked, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        out.push_str(&name(asked.trim()));
        rest = tail;
    }
    out.push_str(rest);
    out
}
