//! What is wrong with a draft, with the question it is wrong at.

use super::{
    condition::{self, Is, Operand, Subject},
    generated::{self, Made},
    references::{names_on_paths, strings},
};
use crate::questionnaires::{
    definition::{Choice, ChoiceList, Definition, Kind, Node, QuestionId},
    engine::{LoadFault, Plan, is_dynamic_default},
    expression::{ExpressionFault, parse},
    german,
    xlsform::{FaultCode, PublishFault, check_parameters, check_publishable, faulty_names},
};
use std::collections::{HashMap, HashSet};

/// One fault of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignFault {
    /// `None`: the questionnaire as a whole.
    pub question: Option<QuestionId>,
    /// How the question is called: its text in the first language, else its name.
    pub called: String,
    pub flaw: Flaw,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// What publishing refuses by itself.
    Publish(PublishFault),
    NoLabel,
    /// A group without a heading.
    NoHeading,
    NoChoices,
    /// A choice of this code has no text.
    NoChoiceLabel(String),
    DoubleChoice(String),
    /// Several answers are stored divided by spaces.
    SpaceInChoice(String),
    DoubleName(String),
    /// Nothing has this name.
    UnknownName(String),
    /// Several have it.
    AmbiguousName(String),
    BadReference(String),
    /// The expression in this column.
    Unreadable(String),
    Circle(Vec<String>),
    UnknownList(String),
    /// A condition asks for a choice that is not in the list any more.
    VanishedChoice(String),
    /// A condition asks whether this code is all that was chosen where several can be.
    WholeAnswer(String),
    /// A condition compares with nothing, or with what has no order: it is always or never so.
    NoValue,
    /// A question for a picture: kept and given back on export, but hidden from whoever answers.
    UnaskedPicture,
    /// A picture, sound or film at a label: kept and given back on export, but nowhere shown.
    UnseenMedia,
    Parameter(FaultCode, String),
    NoCalculation,
    OtherWithFilter,
    TooDeep,
}

impl DesignFault {
    /// What is wrong and what to do.
    pub fn sentence(&self) -> String {
        german::design_fault(self)
    }

    /// The same for those who publish, with the cell of the workbook where something cannot be run.
    pub fn sentence_with_cell(&self, definition: &Definition) -> String {
        match &self.flaw {
            Flaw::Publish(fault) => fault.sentence_with_cell(definition),
            _ => self.sentence(),
        }
    }

    /// Whether publishing has to wait for it; the others are hints.
    pub fn blocks(&self) -> bool {
        let hint = matches!(
            self.flaw,
            Flaw::NoHeading
                | Flaw::NoChoiceLabel(_)
                | Flaw::VanishedChoice(_)
                | Flaw::WholeAnswer(_)
                | Flaw::NoValue
                | Flaw::UnaskedPicture
                | Flaw::UnseenMedia
        );
        !hint
    }
}

/// Whether nobody can set anything off with it, because nobody sees it.
fn is_unseen(node: &Node) -> bool {
    let computed = node.calculation.is_some() || !node.trigger.is_empty();
    node.kind == Kind::Calculate || (computed && node.label.is_empty() && node.hint.is_empty())
}

/// Everything that is wrong, in the order of the questions; what concerns none of them first.
pub fn check(definition: &Definition) -> Vec<DesignFault> {
    let nodes = definition.walk();
    let mut found = Checker { definition, names: HashMap::new(), faults: Vec::new() };
    for node in &nodes {
        *found.names.entry(node.name.as_str()).or_default() += 1;
    }
    found.settings();
    for node in nodes.iter().filter(|node| !node.generated) {
        found.node(node);
    }
    found.siblings(&definition.nodes);
    found.whole();
    // What is wrong with a row that the importer made is wrong with the author's row that asked for it.
    let mut made = Made::new();
    generated::take_out(&mut definition.nodes.clone(), &mut made);
    let origins: HashMap<QuestionId, QuestionId> = made.into_iter().map(|(origin, made)| (made, origin)).collect();
    for fault in &mut found.faults {
        fault.question = fault.question.map(|id| origins.get(&id).copied().unwrap_or(id));
    }
    let place: HashMap<QuestionId, usize> = nodes.iter().zip(1..).map(|(node, place)| (node.id, place)).collect();
    let mut faults = found.faults;
    faults.sort_by_key(|fault| fault.question.and_then(|id| place.get(&id).copied()).unwrap_or(0));
    let mut once = Vec::new();
    for fault in faults {
        if !once.contains(&fault) {
            once.push(fault);
        }
    }
    once
}

struct Checker<'a> {
    definition: &'a Definition,
    names: HashMap<&'a str, usize>,
    faults: Vec<DesignFault>,
}

impl Checker<'_> {
    fn at(&mut self, node: Option<&Node>, flaw: Flaw) {
        let first = self.definition.first_language();
        let called = node.map(|node| node.label.best(first, "").unwrap_or(&node.name).chars().take(60).collect());
        self.faults.push(DesignFault { question: node.map(|node| node.id), called: called.unwrap_or_default(), flaw });
    }

    fn settings(&mut self) {
        let settings = &self.definition.settings;
        let cells = settings.instance_name.iter().chain(settings.extra.values()).chain([&settings.title]);
        let texts: Vec<&str> = cells.map(String::as_str).collect();
        self.names_in(None, &texts);
    }

    fn names_in(&mut self, node: Option<&Node>, texts: &[&str]) {
        for text in texts {
            for (name, code) in faulty_names(text, &self.names) {
                let flaw = match code {
                    FaultCode::UnknownReference => Flaw::UnknownName(name),
                    FaultCode::AmbiguousReference => Flaw::AmbiguousName(name),
                    _ => Flaw::BadReference(name),
                };
                self.at(node, flaw);
            }
        }
    }

    fn node(&mut self, node: &Node) {
        // A picture alone is nothing to read: nobody is shown it. A note asks nothing, and may be a picture.
        let silent = node.label.is_empty() && node.hint.is_empty();
        let computed = node.calculation.is_some() || !node.trigger.is_empty();
        let speaks = node.kind.is_asked() || node.kind == Kind::Note && node.media.is_empty();
        if silent && speaks && !computed {
            self.at(Some(node), Flaw::NoLabel);
        }
        if silent && node.kind.is_container() {
            self.at(Some(node), Flaw::NoHeading);
        }
        if node.kind == Kind::Image {
            self.at(Some(node), Flaw::UnaskedPicture);
        }
        if !node.media.is_empty() {
            self.at(Some(node), Flaw::UnseenMedia);
        }
        let dynamic = node.default.as_deref().is_some_and(|default| is_dynamic_default(default, &node.kind));
        if node.kind == Kind::Calculate && !computed && !dynamic {
            self.at(Some(node), Flaw::NoCalculation);
        }
        if node.or_other && node.choice_filter.is_some() {
            self.at(Some(node), Flaw::OtherWithFilter);
        }
        self.names_in(Some(node), &strings(node));
        for trigger in &node.trigger {
            let nodes = self.definition.walk();
            if nodes.iter().any(|other| other.name == *trigger && is_unseen(other)) {
                self.at(Some(node), Flaw::Parameter(FaultCode::UnseenTrigger, trigger.clone()));
            } else if !self.names.contains_key(trigger.as_str()) {
                self.at(Some(node), Flaw::UnknownName(trigger.clone()));
            }
        }
        for (code, detail, _) in
            check_parameters(&node.kind, false, &node.parameters, &node.appearance, &self.definition.lists)
        {
            self.at(Some(node), Flaw::Parameter(code, detail));
        }
        self.expressions(node);
        if let Some(list) = node.kind.list().and_then(|name| self.definition.list(name)) {
            self.choices(node, list);
        }
    }

    fn expressions(&mut self, node: &Node) {
        for (column, source) in node.rules() {
            if column != "choice_filter" {
                let known = |name: &str| {
                    self.names.contains_key(name)
                        || name == self.definition.settings.root
                        || matches!(name, "meta" | "instanceID" | "instanceName")
                };
                let unknown: Vec<String> = names_on_paths(source).into_iter().filter(|name| !known(name)).collect();
                unknown.into_iter().for_each(|name| self.at(Some(node), Flaw::UnknownName(name)));
            }
            let Ok(expression) = parse(source) else { continue };
            let mut gone = Vec::new();
            expression.visit(&mut |part| gone.extend(self.vanished(node, part)));
            gone.into_iter().for_each(|code| self.at(Some(node), Flaw::VanishedChoice(code)));
            let mut whole = Vec::new();
            expression.visit(&mut |part| whole.extend(self.whole_answer(node, part)));
            whole.into_iter().for_each(|code| self.at(Some(node), Flaw::WholeAnswer(code)));
            let mut idle = false;
            expression.visit(&mut |part| idle |= condition::test(part).is_some_and(|test| !test.has_value()));
            if idle {
                self.at(Some(node), Flaw::NoValue);
            }
        }
    }

    /// The code that a test asks for, when the list of the question does not have it.
    fn vanished(&self, node: &Node, part: &crate::questionnaires::expression::Expression) -> Option<String> {
        let test = condition::test(part)?;
        let code = match (test.value, test.is) {
            (Operand::Text(code), Is::Equal | Is::NotEqual | Is::Chosen | Is::NotChosen) => code,
            _ => return None,
        };
        let list = match &test.subject {
            Subject::Here => node.kind.list(),
            Subject::Question(name) => {
                let asked = self.definition.walk().into_iter().find(|node| node.name == *name);
                asked.and_then(|node| node.kind.list())
            }
        };
        let list = self.definition.list(list?)?;
        (!list.choices.iter().any(|choice| choice.name == code)).then_some(code)
    }

    /// The code that a test compares with everything that was chosen. Conditions that are put together from lists follow a question
    /// that takes several answers; what was written otherwise means something else from then on.
    fn whole_answer(&self, node: &Node, part: &crate::questionnaires::expression::Expression) -> Option<String> {
        let test = condition::test(part)?;
        let code = match (test.value, test.is) {
            (Operand::Text(code) | Operand::Number(code), Is::Equal | Is::NotEqual) => code,
            _ => return None,
        };
        let several = |node: &Node| matches!(node.kind, Kind::SelectMultiple { .. } | Kind::Rank { .. });
        let concerned = match &test.subject {
            Subject::Here => several(node),
            Subject::Question(name) => {
                self.definition.walk().into_iter().any(|node| node.name == *name && several(node))
            }
        };
        concerned.then_some(code)
    }

    fn choices(&mut self, node: &Node, list: &ChoiceList) {
        if list.choices.is_empty() {
            self.at(Some(node), Flaw::NoChoices);
        }
        let several = matches!(node.kind, Kind::SelectMultiple { .. } | Kind::Rank { .. });
        let mut seen = HashSet::new();
        for choice in &list.choices {
            let Choice { name, label, media, columns } = choice;
            if !seen.insert(name) && node.choice_filter.is_none() && columns.is_empty() {
                self.at(Some(node), Flaw::DoubleChoice(name.clone()));
            }
            if several && name.contains(char::is_whitespace) {
                self.at(Some(node), Flaw::SpaceInChoice(name.clone()));
            }
            if label.is_empty() {
                self.at(Some(node), Flaw::NoChoiceLabel(name.clone()));
            }
            if !media.is_empty() {
                self.at(Some(node), Flaw::UnseenMedia);
            }
            let cells: Vec<&str> =
                label.iter().map(|(_, text)| text).chain(columns.values().map(String::as_str)).collect();
            self.names_in(Some(node), &cells);
        }
    }

    /// Names that occur twice in one group, and repeats that other programs could not tell apart.
    fn siblings(&mut self, nodes: &[Node]) {
        let mut seen = HashSet::new();
        for node in nodes {
            let root = node.kind == Kind::Repeat && node.name == self.definition.settings.root;
            let double = !seen.insert(&node.name) || node.name == "meta" || root;
            let repeat = node.kind == Kind::Repeat && {
                let repeats = self.definition.walk().into_iter().filter(|other| other.kind == Kind::Repeat);
                repeats.filter(|other| other.name == node.name).count() > 1
            };
            if double || repeat {
                self.at(Some(node), Flaw::DoubleName(node.name.clone()));
            }
            self.siblings(&node.children);
        }
    }

    fn whole(&mut self) {
        for fault in check_publishable(self.definition) {
            let question = match &fault {
                PublishFault::Empty => None,
                PublishFault::Type { question, .. }
                | PublishFault::Picture { question, .. }
                | PublishFault::Function { question, .. }
                | PublishFault::Scale { question, .. } => Some(*question),
                PublishFault::Rules { .. } => continue,
            };
            let node = question.and_then(|id| self.definition.find(id));
            self.at(node, Flaw::Publish(fault));
        }
        for fault in Plan::new(self.definition).err().unwrap_or_default() {
            let (question, flaw) = match fault {
                // Found in every cell already.
                LoadFault::Expression { fault: ExpressionFault::UnknownName(_), .. } => continue,
                LoadFault::Expression { question, rule, .. } => {
                    (Some(question), Flaw::Unreadable(german::rule(rule).to_owned()))
                }
                LoadFault::Circle(names) => {
                    let first = self.definition.walk().into_iter().find(|node| Some(&node.name) == names.first());
                    (first.map(|node| node.id), Flaw::Circle(names))
                }
                LoadFault::UnknownList { question, list, .. } => (Some(question), Flaw::UnknownList(list)),
                LoadFault::TooDeep => (None, Flaw::TooDeep),
                LoadFault::DoubleId(question) => (Some(question), Flaw::DoubleName(question.to_string())),
            };
            let node = question.and_then(|id| self.definition.find(id));
            self.at(node, flaw);
        }
    }
}
