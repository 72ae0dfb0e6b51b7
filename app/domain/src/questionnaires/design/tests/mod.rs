//! Designing as people do it, and any sequence of commands.

mod conditions;
mod differences;
mod editing;
mod sequences;

use super::{Applied, Command, Refused, Rule, Spot, TextField, apply, empty};
use crate::questionnaires::{
    definition::{Definition, Kind, QuestionId},
    xlsform,
};

pub const GERMAN: &str = "Deutsch (de)";

pub fn blank() -> Definition {
    empty("Kurzbefragung").expect("a title")
}

/// A desk on which a test works as a person would.
pub struct Desk {
    pub draft: Definition,
    pub published: Option<Definition>,
}

impl Desk {
    pub fn new() -> Self {
        Self { draft: blank(), published: None }
    }

    pub fn run(&mut self, command: Command) -> Applied {
        self.tried(command).expect("done")
    }

    pub fn tried(&mut self, command: Command) -> Result<Applied, Refused> {
        let applied = apply(&self.draft, self.published.as_ref(), &command)?;
        self.draft = applied.definition.clone();
        Ok(applied)
    }

    pub fn add(&mut self, kind: Kind, at: Spot, label: &str) -> QuestionId {
        let id = self.run(Command::Add { kind, at }).created[0];
        self.label(id, label);
        id
    }

    pub fn label(&mut self, id: QuestionId, text: &str) {
        let (language, text) = (GERMAN.to_owned(), text.to_owned());
        self.run(Command::SetText { id, field: TextField::Label, language, text });
    }

    pub fn relevant(&mut self, id: QuestionId, source: &str) {
        self.run(Command::SetRule { id, rule: Rule::Relevant, source: source.into() });
    }

    pub fn choices(&mut self, id: QuestionId, labels: &[&str]) {
        let list = self.node(id).kind.list().expect("a list").to_owned();
        for label in labels {
            let (list, language) = (list.clone(), GERMAN.to_owned());
            self.run(Command::AddChoice { list, language, label: (*label).to_owned() });
        }
    }

    pub fn node(&self, id: QuestionId) -> &crate::questionnaires::Node {
        self.draft.find(id).expect("there")
    }

    pub fn names(&self) -> Vec<String> {
        self.draft.walk().into_iter().map(|node| node.name.clone()).collect()
    }
}

pub fn select_one() -> Kind {
    Kind::SelectOne { list: String::new() }
}

/// The definition after it went out as a workbook and came back.
pub fn there_and_back(definition: &Definition) -> Definition {
    let workbook = xlsform::export(definition);
    xlsform::import(&workbook, Some(definition)).expect("a workbook without faults").definition
}
