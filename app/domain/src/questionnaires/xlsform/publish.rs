//! What must be right before a questionnaire is published: that every part of it can be run.

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
    /// A function that the engine does not have.
    Function { question: QuestionId, name: String, function: String },
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
}

/// Everything that cannot be run; empty when the questionnaire may be published.
pub fn check_publishable(definition: &Definition) -> Vec<PublishFault> {
    let mut faults = Vec::new();
    if definition.question_count() == 0 {
        faults.push(PublishFault::Empty);
    }
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
    let plan = match Plan::new(definition) {
        Ok(plan) => plan,
        Err(found) => {
            faults.extend(found.into_iter().map(|fault| PublishFault::Rules { name: fault.to_string() }));
            return faults;
        }
    };
    for (question, name, expression) in plan.expressions() {
        expression.visit(&mut |part| {
            if let Expression::Call(function, _) = part
                && !is_known_function(function)
            {
                let (name, function) = (name.to_owned(), function.clone());
                faults.push(PublishFault::Function { question, name, function });
            }
        });
    }
    faults
}
