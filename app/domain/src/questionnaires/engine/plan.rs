//! A definition made ready to run: nodes in one row, expressions parsed, the order of computation fixed.

use super::{
    default::is_dynamic,
    depend::{self, Dependent},
};
use crate::questionnaires::{
    definition::{Definition, Kind, Node, QuestionId},
    expression::{Expression, ExpressionFault, parse},
};
use std::collections::HashMap;

/// Groups within groups; deeper ones nobody can read, and JSON readers refuse them.
pub(crate) const MAX_DEPTH: usize = 30;

/// What an expression decides about a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    Relevant,
    RepeatCount,
    ChoiceFilter,
    Calculation,
    Required,
    ReadOnly,
    Constraint,
    Default,
    /// Texts with `${name}` in them.
    Text,
}

/// Why a questionnaire cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadFault {
    #[error("{name}: {rule:?}: {fault}")]
    Expression { question: QuestionId, name: String, rule: Rule, fault: ExpressionFault },
    /// These questions depend on each other in a circle.
    #[error("circle: {}", .0.join(", "))]
    Circle(Vec<String>),
    #[error("unknown list {list} in {name}")]
    UnknownList { question: QuestionId, name: String, list: String },
    #[error("groups nested too deeply")]
    TooDeep,
    #[error("two nodes with the id {0}")]
    DoubleId(QuestionId),
}

/// A node with its rules; item 0 is the root.
#[derive(Debug)]
pub(crate) struct Item {
    /// Without its children, which stand in `children`.
    pub node: Node,
    pub parent: usize,
    pub children: Vec<usize>,
    /// Items from the root to this one, both included.
    pub chain: Vec<usize>,
    /// Repeats around it, outermost first.
    pub repeats: Vec<usize>,
    pub rules: HashMap<Rule, Expression>,
    pub triggers: Vec<usize>,
    pub offer: Option<Offer>,
}

/// Where the choices of a select question come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offer {
    List(usize),
    /// The answers to a question inside a repeat.
    Answers(usize),
}

/// The rows of a choice list as an expression sees them: `name`, `label`, further columns.
#[derive(Debug)]
pub(crate) struct ListRows {
    pub name: String,
    pub rows: Vec<Vec<(String, String)>>,
}

/// A definition ready to run; shared by all forms that are filled in with it.
#[derive(Debug)]
pub struct Plan {
    pub(crate) items: Vec<Item>,
    pub(crate) by_id: HashMap<QuestionId, usize>,
    pub(crate) by_name: HashMap<String, Vec<usize>>,
    pub(crate) lists: Vec<ListRows>,
    pub(crate) definition: Definition,
    pub(crate) dependents: Vec<Vec<Dependent>>,
    pub(crate) structure_dependents: Vec<Vec<Dependent>>,
    pub(crate) ranks: HashMap<(usize, Rule), usize>,
}

impl Plan {
    /// Reads every expression and fixes the order of computation, or names every fault.
    pub fn new(definition: &Definition) -> Result<Self, Vec<LoadFault>> {
        let root = Node { name: definition.settings.root.clone(), kind: Kind::Group, ..Node::default() };
        let mut plan = Self {
            items: vec![Item {
                node: root,
                parent: 0,
                children: Vec::new(),
                chain: vec![0],
                repeats: Vec::new(),
                rules: HashMap::new(),
                triggers: Vec::new(),
                offer: None,
            }],
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            lists: Vec::new(),
            definition: Definition {
                settings: definition.settings.clone(),
                languages: definition.languages.clone(),
                nodes: Vec::new(),
                lists: definition.lists.clone(),
                next_id: definition.next_id,
                ..Definition::default()
            },
            dependents: Vec::new(),
            structure_dependents: Vec::new(),
            ranks: HashMap::new(),
        };
        let mut faults = Vec::new();
        plan.lists = rows_of_lists(definition);
        plan.add(&definition.nodes, 0, &mut faults);
        plan.connect(&mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        depend::order(&mut plan).map_err(|fault| vec![fault])?;
        Ok(plan)
    }

    /// The definition it was made of, without its nodes.
    pub fn settings(&self) -> &Definition {
        &self.definition
    }

    /// Every expression with the question it belongs to.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = (&Node, Rule, &Expression)> {
        self.items.iter().flat_map(|item| item.rules.iter().map(|(rule, expression)| (&item.node, *rule, expression)))
    }

    fn add(&mut self, nodes: &[Node], parent: usize, faults: &mut Vec<LoadFault>) {
        if self.items[parent].chain.len() > MAX_DEPTH {
            faults.push(LoadFault::TooDeep);
            return;
        }
        for node in nodes {
            let index = self.items.len();
            let above = &self.items[parent];
            let mut chain = above.chain.clone();
            chain.push(index);
            let mut repeats = above.repeats.clone();
            if above.node.kind == Kind::Repeat {
                repeats.push(parent);
            }
            let rules = read_rules(node, faults);
            let shallow = shallow(node);
            self.items.push(Item {
                node: shallow,
                parent,
                children: Vec::new(),
                chain,
                repeats,
                rules,
                triggers: Vec::new(),
                offer: None,
            });
            self.items[parent].children.push(index);
            self.by_name.entry(node.name.clone()).or_default().push(index);
            if self.by_id.insert(node.id, index).is_some() {
                faults.push(LoadFault::DoubleId(node.id));
            }
            self.add(&node.children, index, faults);
        }
    }

    /// Resolves what nodes say about others by name.
    fn connect(&mut self, faults: &mut Vec<LoadFault>) {
        for index in 1..self.items.len() {
            let node = &self.items[index].node;
            let triggers = node.trigger.iter().filter_map(|name| self.named(name)).collect();
            let offer =
                node.kind.list().map(|list| match list.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
                    Some(name) => self.named(name.trim()).map(Offer::Answers).ok_or(list),
                    None => self.lists.iter().position(|known| known.name == list).map(Offer::List).ok_or(list),
                });
            let offer = match offer {
                Some(Err(list)) => {
                    let (question, name, list) = (node.id, node.name.clone(), list.to_owned());
                    faults.push(LoadFault::UnknownList { question, name, list });
                    None
                }
                Some(Ok(offer)) => Some(offer),
                None => None,
            };
            self.items[index].triggers = triggers;
            self.items[index].offer = offer;
        }
        for item in &self.items {
            for (rule, expression) in &item.rules {
                for name in expression.references() {
                    if !is_built_in(name) && self.named(name).is_none() {
                        faults.push(LoadFault::Expression {
                            question: item.node.id,
                            name: item.node.name.clone(),
                            rule: *rule,
                            fault: ExpressionFault::UnknownName(name.to_owned()),
                        });
                    }
                }
            }
        }
    }

    /// The node of this export name; the first where several groups have one.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).and_then(|found| found.first()).copied()
    }

    pub(crate) fn rule(&self, item: usize, rule: Rule) -> Option<&Expression> {
        self.items[item].rules.get(&rule)
    }
}

/// Names that every form knows without a node: what was saved last time, and the form's own ids.
fn is_built_in(name: &str) -> bool {
    name.starts_with("last-saved#") || matches!(name, "instanceID" | "instanceName")
}

fn shallow(node: &Node) -> Node {
    Node {
        id: node.id,
        name: node.name.clone(),
        kind: node.kind.clone(),
        label: node.label.clone(),
        hint: node.hint.clone(),
        guidance_hint: node.guidance_hint.clone(),
        required: node.required.clone(),
        required_message: node.required_message.clone(),
        relevant: node.relevant.clone(),
        constraint: node.constraint.clone(),
        constraint_message: node.constraint_message.clone(),
        read_only: node.read_only.clone(),
        calculation: node.calculation.clone(),
        default: node.default.clone(),
        trigger: node.trigger.clone(),
        choice_filter: node.choice_filter.clone(),
        repeat_count: node.repeat_count.clone(),
        appearance: node.appearance.clone(),
        parameters: node.parameters.clone(),
        media: node.media.clone(),
        extra: node.extra.clone(),
        generated: node.generated,
        or_other: node.or_other,
        children: Vec::new(),
    }
}

fn read_rules(node: &Node, faults: &mut Vec<LoadFault>) -> HashMap<Rule, Expression> {
    let dynamic = node.default.as_ref().filter(|default| is_dynamic(default, &node.kind));
    let sources = [
        (Rule::Relevant, &node.relevant),
        // A count beside anything else counts nothing.
        (Rule::RepeatCount, if node.kind == Kind::Repeat { &node.repeat_count } else { &None }),
        (Rule::ChoiceFilter, &node.choice_filter),
        (Rule::Calculation, &node.calculation),
        (Rule::Required, &node.required),
        (Rule::ReadOnly, &node.read_only),
        (Rule::Constraint, &node.constraint),
        (Rule::Default, &dynamic.cloned()),
    ]
    .map(|(rule, source)| (rule, source.clone()));
    let mut rules = HashMap::new();
    for (rule, source) in sources {
        let Some(source) = source.filter(|source| !source.trim().is_empty()) else { continue };
        match parse(&source) {
            Ok(expression) => {
                rules.insert(rule, expression);
            }
            Err(fault) => {
                faults.push(LoadFault::Expression { question: node.id, name: node.name.clone(), rule, fault })
            }
        }
    }
    rules
}

fn rows_of_lists(definition: &Definition) -> Vec<ListRows> {
    let language = definition.first_language();
    let rows = |list: &crate::questionnaires::definition::ChoiceList| {
        list.choices
            .iter()
            .map(|choice| {
                let label = choice.label.best(language, "").unwrap_or_default();
                let mut fields = vec![("name".to_owned(), choice.name.clone()), ("label".to_owned(), label.to_owned())];
                fields.extend(choice.columns.iter().map(|(name, value)| (name.clone(), value.clone())));
                fields
            })
            .collect()
    };
    definition.lists.iter().map(|list| ListRows { name: list.name.clone(), rows: rows(list) }).collect()
}
