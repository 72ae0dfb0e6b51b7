//! Questionnaires as people write them, and what happens when they are answered.

mod choices;
mod drafts;
mod functions;
mod imports;
mod relevance;
mod repeats;
mod robust;
mod versions;

use super::{Context, Form, NodeState};
use crate::questionnaires::{
    definition::{Definition, QuestionId},
    expression::Zone,
    workbook::{Cell, Sheet, Workbook},
    xlsform,
};

/// A workbook out of tables: a line `[sheet]`, then rows divided by `|`.
pub(in crate::questionnaires) fn workbook(text: &str) -> Workbook {
    let mut workbook = Workbook::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            workbook.sheets.push(Sheet { name: name.to_owned(), rows: Vec::new() });
        } else if let Some(sheet) = workbook.sheets.last_mut() {
            sheet.rows.push(line.split('|').map(|cell| Cell::Text(cell.trim().to_owned())).collect());
        }
    }
    workbook
}

pub(in crate::questionnaires) fn definition(text: &str) -> Definition {
    let imported = xlsform::import(&workbook(text), None).expect("a workbook without faults");
    // That pictures are hidden is said of every question for one; the last three are what publishing refuses.
    use xlsform::FaultCode::{BackwardScale, FunctionNotRun, TypeNotRun, UnaskedPicture};
    let expected = [UnaskedPicture, TypeNotRun, FunctionNotRun, BackwardScale];
    let others = imported.warnings.iter().filter(|fault| !expected.contains(&fault.code));
    assert_eq!(others.count(), 0, "{:?}", imported.warnings);
    imported.definition
}

pub(in crate::questionnaires) fn context() -> Context {
    // Sunday, 22 November 2026, 11:00 in Germany.
    Context { now: 1_795_341_600_000, zone: Zone::Berlin, seed: 1, language: String::new() }
}

/// A form with questions by name, as the tests speak of them.
pub(super) struct Interview {
    pub form: Form,
    pub definition: Definition,
}

impl Interview {
    pub fn begin(text: &str) -> Self {
        let definition = definition(text);
        let form = Form::create(&definition, context()).expect("a questionnaire that can be run");
        Self { form, definition }
    }

    pub fn id(&self, name: &str) -> QuestionId {
        self.definition.walk().into_iter().find(|node| node.name == name).expect("a question of this name").id
    }

    pub fn answer(&mut self, name: &str, raw: &str) -> &mut Self {
        self.form.answer(self.id(name), raw).expect("the answer is taken");
        self
    }

    pub fn state(&self, name: &str) -> NodeState {
        self.form.state(&self.id(name).into()).expect("the question is in the form")
    }

    pub fn value(&self, name: &str) -> String {
        self.state(name).value
    }

    /// Names of everything a person sees, from top to bottom.
    pub fn page(&self) -> Vec<String> {
        self.form.page().into_iter().map(|node| node.name).collect()
    }

    /// Name and value of everything that would be sent.
    pub fn sent(&self) -> Vec<(String, String)> {
        self.form.submission(0).answers.into_iter().map(|answer| (answer.name, answer.value)).collect()
    }

    pub fn offered(&self, name: &str) -> Vec<String> {
        self.state(name).choices.into_iter().map(|choice| choice.name).collect()
    }

    pub fn message(&self, name: &str) -> Option<String> {
        self.state(name).violation.map(|violation| violation.message)
    }
}
