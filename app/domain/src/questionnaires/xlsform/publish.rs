//! What must be right before a questionnaire is published: that every part of it can be run.

use super::{
    column_of,
    export::row_of,
    fault::{FaultCode, MAX_FAULTS},
};
use crate::questionnaires::{
    definition::{Definition, Kind, QuestionId},
    engine::Plan,
    expression::{Expression, is_known_function, parse_number},
    german,
};
use serde::{Deserialize, Serialize};

/// Why a questionnaire cannot be published yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishFault {
    /// Nothing is asked.
    Empty,
    /// A type that cannot be asked here.
    Type { question: QuestionId, name: String, kind: String },
    /// A picture that has to be given, where nobody takes pictures: it could not be finished.
    Picture { question: QuestionId, name: String },
    /// A function that the engine does not have, in this column.
    Function {
        question: QuestionId,
        name: String,
        function: String,
        #[serde(default)]
        column: String,
    },
    /// A scale whose begin lies behind its end: nothing could be chosen.
    Scale { question: QuestionId, name: String },
    /// Rules that cannot be read or depend on themselves.
    Rules { name: String },
}

impl PublishFault {
    /// What is wrong and what to do.
    pub fn sentence(&self) -> String {
        german::publish_fault(self)
    }

    /// The same, with the cell of the workbook as which the questionnaire comes out. What the author's own file was
    /// like is not kept: a draft is changed, and rows move.
    pub fn sentence_with_cell(&self, definition: &Definition) -> String {
        let cell = self.place().and_then(|(question, column)| Some((row_of(definition, question)?, column)));
        match cell {
            Some((row, column)) => german::publish_fault_at(self, row, column),
            None => self.sentence(),
        }
    }

    /// The question that cannot be run, and the column that says so.
    fn place(&self) -> Option<(QuestionId, &str)> {
        match self {
            Self::Empty | Self::Rules { .. } => None,
            Self::Type { question, .. } => Some((*question, "type")),
            Self::Picture { question, .. } => Some((*question, "required")),
            Self::Function { question, column, .. } => Some((*question, column.as_str())),
            Self::Scale { question, .. } => Some((*question, "parameters")),
        }
    }

    /// What is said of it when a workbook is read: code, what it is about, question and column. That a picture is not
    /// taken is said of every question for one.
    pub(super) fn warning(&self) -> Option<(FaultCode, &str, QuestionId, &str)> {
        let (code, about) = match self {
            Self::Empty | Self::Rules { .. } | Self::Picture { .. } => return None,
            Self::Type { kind, .. } => (FaultCode::TypeNotRun, kind),
            Self::Function { function, .. } => (FaultCode::FunctionNotRun, function),
            Self::Scale { name, .. } => (FaultCode::BackwardScale, name),
        };
        let (question, column) = self.place()?;
        Some((code, about.as_str(), question, column))
    }
}

/// Everything that cannot be run; empty when the questionnaire may be published.
pub fn check_publishable(definition: &Definition) -> Vec<PublishFault> {
    let mut faults = Vec::new();
    if definition.question_count() == 0 {
        faults.push(PublishFault::Empty);
    }
    let plan = Plan::new(definition);
    faults.extend(not_run(definition, plan.as_ref().ok()));
    let unread = plan.err().unwrap_or_default();
    faults.extend(unread.into_iter().map(|fault| PublishFault::Rules { name: fault.to_string() }));
    faults
}

/// The questions that cannot be run; functions only where there is a plan. Where everything is wrong, the first ones tell
/// enough: one more than [`MAX_FAULTS`], so that whoever names them can say that there are more.
pub(super) fn not_run(definition: &Definition, plan: Option<&Plan>) -> Vec<PublishFault> {
    let mut faults = Vec::new();
    for node in definition.walk() {
        if let Kind::Other { name: kind } = &node.kind
            && !node.extra.contains_key("metadata")
        {
            faults.push(PublishFault::Type { question: node.id, name: node.name.clone(), kind: kind.clone() });
        }
        if node.kind == Kind::Image && node.required.as_deref().is_some_and(|rule| rule != "false()") {
            faults.push(PublishFault::Picture { question: node.id, name: node.name.clone() });
        }
        let bound =
            |key: &str, default: f64| node.parameters.get(key).and_then(|value| parse_number(value)).unwrap_or(default);
        if node.kind == Kind::Range && bound("start", 1.0) > bound("end", 10.0) {
            faults.push(PublishFault::Scale { question: node.id, name: node.name.clone() });
        }
    }
    for (node, rule, expression) in plan.into_iter().flat_map(Plan::expressions) {
        expression.visit(&mut |part| {
            if faults.len() <= MAX_FAULTS
                && let Expression::Call(function, _) = part
                && !is_known_function(function)
            {
                let (name, function, column) = (node.name.clone(), function.clone(), column_of(rule).to_owned());
                faults.push(PublishFault::Function { question: node.id, name, function, column });
            }
        });
    }
    faults.truncate(MAX_FAULTS + 1);
    faults
}
