//! From the definition to the printed sheet.

use super::{
    Jump, PaperChoice, PaperItem, PaperQuestion, PaperSheet, Space,
    filter::{Codes, Filter, Printed, jump, words},
    spoken::{Spoken, named},
};
use crate::questionnaires::{
    definition::{Choice, Definition, Kind, Node, QuestionId, Texts},
    expression::parse_number,
    survey::Scale,
};
use std::collections::{BTreeSet, HashMap};

/// Places for what is asked several times, where the questionnaire does not say how many.
const ENTRIES: u32 = 3;
/// Most places that are printed.
const ENTRIES_MAX: f64 = 12.0;
/// Lines for a text that may be long.
const LINES: u32 = 4;

/// The number of each question on paper.
pub fn numbers(definition: &Definition) -> HashMap<QuestionId, u32> {
    let asked = definition.walk().into_iter().filter(|node| is_printed(node));
    asked.zip(1..).map(|(node, number)| (node.id, number)).collect()
}

/// Whether a person can answer it with a pen.
fn is_printed(node: &Node) -> bool {
    let unasked = matches!(node.kind, Kind::Other { .. } | Kind::Image | Kind::Geopoint);
    node.kind.is_asked() && !unasked && node.read_only.as_deref() != Some("true()") && node.calculation.is_none()
}

impl PaperSheet {
    /// The sheet in one of the questionnaire's languages; in its first one where it does not have this one.
    pub fn of(definition: &Definition, language: &str) -> Self {
        let spoken = definition.languages.iter().find(|known| *known == language);
        let language = spoken.map_or(definition.first_language(), String::as_str);
        let mut writer = Writer::new(definition, language);
        writer.nodes(&definition.nodes, 0);
        Self { title: definition.settings.title.clone(), language: language.to_owned(), items: writer.items }
    }
}

struct Writer<'a> {
    definition: &'a Definition,
    language: &'a str,
    spoken: Spoken<'a>,
    numbers: HashMap<QuestionId, u32>,
    printed: Vec<Printed>,
    items: Vec<PaperItem>,
    /// What the last question was filtered by: words are printed where that changes.
    before: Filter,
}

impl<'a> Writer<'a> {
    fn new(definition: &'a Definition, language: &'a str) -> Self {
        let spoken = Spoken::new(definition, language);
        let numbers = numbers(definition);
        let mut printed = Vec::new();
        collect(&definition.nodes, &mut Vec::new(), &mut |node, conditions| {
            if let Some(number) = numbers.get(&node.id) {
                let filter = Filter::of(conditions, definition, &spoken.by_name);
                printed.push(Printed { question: node.id, number: *number, filter });
            }
        });
        Self { definition, language, spoken, numbers, printed, items: Vec::new(), before: Filter::default() }
    }

    fn nodes(&mut self, nodes: &'a [Node], depth: u32) {
        for node in nodes {
            match &node.kind {
                Kind::Group => {
                    self.heading(node, depth);
                    self.nodes(&node.children, depth + 1);
                }
                Kind::Repeat => {
                    self.heading(node, depth);
                    for entry in 1..=entries(node) {
                        self.items.push(PaperItem::Entry(entry));
                        self.nodes(&node.children, depth + 1);
                    }
                }
                Kind::Note => {
                    let text = self.text(&node.label);
                    self.items.extend(Some(text).filter(|text| !text.is_empty()).map(PaperItem::Note));
                }
                _ => self.question(node),
            }
        }
    }

    fn heading(&mut self, node: &Node, depth: u32) {
        let text = self.text(&node.label);
        if !text.is_empty() {
            self.items.push(PaperItem::Heading { text, depth });
        }
    }

    fn question(&mut self, node: &Node) {
        let Some(at) = self.printed.iter().position(|printed| printed.question == node.id) else { return };
        let filter = self.printed[at].filter.clone();
        let changed = filter != self.before;
        let only_if = if changed { self.words(&filter) } else { Vec::new() };
        self.before = filter;
        let hints = [&node.hint, &node.guidance_hint].map(|texts| self.text(texts));
        let question = PaperQuestion {
            question: node.id,
            number: self.printed[at].number,
            label: Some(self.text(&node.label)).filter(|text| !text.is_empty()).unwrap_or_else(|| node.name.clone()),
            hints: hints.into_iter().filter(|hint| !hint.is_empty()).collect(),
            required: node.required.as_deref() == Some("true()"),
            only_if,
            space: self.space(node, at),
            then: self.jump(at, None),
        };
        self.items.push(PaperItem::Question(Box::new(self.without_double_arrows(question))));
    }

    /// Where every choice goes to the same place, one arrow below says it.
    fn without_double_arrows(&self, mut question: PaperQuestion) -> PaperQuestion {
        if let Space::One(choices) = &mut question.space {
            let same = choices.iter().all(|choice| choice.jump == question.then);
            if same {
                choices.iter_mut().for_each(|choice| choice.jump = None);
            } else {
                question.then = None;
            }
        }
        question
    }

    fn jump(&self, at: usize, more: Option<Codes>) -> Option<Jump> {
        jump(&self.printed, at, more)
    }

    fn space(&self, node: &Node, at: usize) -> Space {
        match &node.kind {
            Kind::SelectOne { list } => match self.choices(list) {
                choices if choices.is_empty() => Space::Lines(1),
                mut choices => {
                    for choice in &mut choices {
                        let codes = BTreeSet::from([choice.code]);
                        choice.jump = self.jump(at, Some(Codes { question: node.id, codes }));
                    }
                    Space::One(choices)
                }
            },
            Kind::SelectMultiple { list } => Space::Several(self.choices(list)),
            Kind::Rank { list } => Space::Rank(self.choices(list)),
            Kind::Acknowledge => Space::Tick,
            Kind::Range => match Scale::of(&node.parameters) {
                Scale::Values(values) => Space::Scale(values),
                Scale::Ends(..) => Space::Number,
            },
            Kind::Integer | Kind::Decimal => Space::Number,
            Kind::Date => Space::Date,
            Kind::Time => Space::Time,
            Kind::DateTime => Space::DateTime,
            _ => {
                Space::Lines(if node.appearance.split_whitespace().any(|word| word == "multiline") { LINES } else { 1 })
            }
        }
    }

    fn choices(&self, list: &str) -> Vec<PaperChoice> {
        let choices = self.definition.list(list).map(|list| list.choices.as_slice()).unwrap_or_default();
        (1..).zip(choices).map(|(code, choice)| PaperChoice { code, label: self.label(choice), jump: None }).collect()
    }

    fn label(&self, choice: &Choice) -> String {
        Some(self.text(&choice.label)).filter(|text| !text.is_empty()).unwrap_or_else(|| choice.name.clone())
    }

    fn words(&self, filter: &Filter) -> Vec<super::OnlyIf> {
        let label = |question: QuestionId, code: u32| {
            let node = self.definition.find(question);
            let list = node.and_then(|node| node.kind.list()).and_then(|list| self.definition.list(list));
            let choice = list.and_then(|list| list.choices.get(code.saturating_sub(1) as usize));
            choice.map(|choice| self.label(choice)).unwrap_or_default()
        };
        words(filter, &self.numbers, label, |source| self.spoken.rule(source, &|name| self.number(name)))
    }

    /// A text in the language of the sheet, questions named by their number.
    fn text(&self, texts: &Texts) -> String {
        let text = texts.best(self.language, self.definition.first_language()).unwrap_or_default();
        self.named(text)
    }

    /// Questions named by their number.
    fn named(&self, text: &str) -> String {
        named(text, &|name| self.number(name))
    }

    /// `[3]`: the answer to question 3.
    fn number(&self, name: &str) -> String {
        let number = self.spoken.by_name.get(name).and_then(|node| self.numbers.get(&node.id));
        number.map_or_else(|| "…".to_owned(), |number| format!("[{number}]"))
    }
}

/// Calls `see` for every node with the conditions of it and of what is around it.
fn collect<'a>(nodes: &'a [Node], around: &mut Vec<&'a str>, see: &mut impl FnMut(&'a Node, &[&'a str])) {
    for node in nodes {
        let own = node.relevant.as_deref();
        around.extend(own);
        see(node, around);
        collect(&node.children, around, see);
        if own.is_some() {
            around.pop();
        }
    }
}

/// How many places are printed for what is asked several times.
fn entries(node: &Node) -> u32 {
    let count = node.repeat_count.as_deref().and_then(parse_number).filter(|count| (1.0..=ENTRIES_MAX).contains(count));
    count.map_or(ENTRIES, |count| count as u32)
}
