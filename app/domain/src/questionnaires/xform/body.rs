//! The body: what a person sees, in its order, by the path of the node it belongs to.

use super::{
    document::{Element, Source, attribute, child, is_named},
    instance::{DEPTH_MAX, target},
    model::{Model, actions},
};
use crate::questionnaires::xlsform::{FaultCode, ImportFault};
use std::collections::{HashMap, HashSet};

/// What shows a node.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    pub element: Element<'a>,
    /// Place in the body, counted from 0.
    pub place: usize,
    /// Around a repeat: the group with its label.
    pub group: Option<Element<'a>>,
}

/// A value that is computed whenever another question changes.
pub struct Triggered<'a> {
    pub action: Element<'a>,
    /// Paths of the questions that set it off.
    pub by: Vec<String>,
}

#[derive(Default)]
pub struct Body<'a> {
    pub controls: HashMap<String, Control<'a>>,
    pub repeats: HashSet<String>,
    pub triggered: HashMap<String, Triggered<'a>>,
}

const QUESTIONS: [&str; 7] = ["input", "select1", "select", "rank", "range", "upload", "trigger"];
/// What belongs to an element and is no question.
const PARTS: [&str; 4] = ["label", "hint", "item", "itemset"];

struct Reader<'r, 'a> {
    source: &'r Source<'a>,
    model: &'r mut Model<'a>,
    body: Body<'a>,
    faults: &'r mut Vec<ImportFault>,
    warnings: &'r mut Vec<ImportFault>,
}

impl<'a> Body<'a> {
    pub fn read(
        body: Element<'a>,
        root: &str,
        source: &Source<'a>,
        model: &mut Model<'a>,
        [faults, warnings]: [&mut Vec<ImportFault>; 2],
    ) -> Self {
        let mut reader = Reader { source, model, body: Self::default(), faults, warnings };
        let mut open: Vec<(Element, String, usize)> = vec![(body, root.to_owned(), 0)];
        while let Some((element, around, depth)) = open.pop() {
            let inside = if element == body { Some(around) } else { reader.see(element, &around) };
            let Some(inside) = inside else { continue };
            if depth > DEPTH_MAX {
                reader.fault(element, FaultCode::TooDeep, "");
                continue;
            }
            let children: Vec<Element> = element.children().filter(|child| child.is_element()).collect();
            open.extend(children.into_iter().rev().map(|child| (child, inside.clone(), depth + 1)));
        }
        reader.body
    }
}

impl<'a> Reader<'_, 'a> {
    /// Takes an element in; the path around its children, `None` when they are no questions.
    fn see(&mut self, element: Element<'a>, around: &str) -> Option<String> {
        let name = element.tag_name().name();
        match name {
            "group" => Some(self.group(element, around)),
            "repeat" => self.repeat(element, around),
            name if QUESTIONS.contains(&name) => {
                self.question(element, around);
                None
            }
            "setvalue" => {
                self.model.add_first(element, around, self.source, self.warnings);
                None
            }
            name if PARTS.contains(&name) => None,
            name => {
                self.fault(element, FaultCode::UnknownElement, name);
                None
            }
        }
    }

    fn group(&mut self, element: Element<'a>, around: &str) -> String {
        let path = target(element, around, &self.model.bind_ids);
        let repeat = child(element, "repeat");
        match &path {
            Some(path) if repeat.is_none() => self.place(path.clone(), element, None),
            None if repeat.is_none() && child(element, "label").is_some() => {
                self.warnings.push(self.source.spot(element).fault(FaultCode::GroupWithoutNode, ""));
            }
            _ => {}
        }
        path.unwrap_or_else(|| around.to_owned())
    }

    fn repeat(&mut self, element: Element<'a>, around: &str) -> Option<String> {
        let Some(path) = target(element, around, &self.model.bind_ids) else {
            self.fault(element, FaultCode::NoTarget, "nodeset");
            return None;
        };
        let group = element.parent().filter(|parent| is_named(*parent, "group"));
        self.place(path.clone(), element, group);
        self.body.repeats.insert(path.clone());
        Some(path)
    }

    fn question(&mut self, element: Element<'a>, around: &str) {
        let Some(path) = target(element, around, &self.model.bind_ids) else {
            return self.fault(element, FaultCode::NoTarget, "ref");
        };
        for action in actions(element) {
            let event = attribute(action, "event").unwrap_or_default();
            match target(action, around, &self.model.bind_ids) {
                Some(set) if event == "xforms-value-changed" => {
                    let triggered = Triggered { action, by: Vec::new() };
                    self.body.triggered.entry(set).or_insert(triggered).by.push(path.clone());
                }
                _ => self.model.add_first(action, around, self.source, self.warnings),
            }
        }
        self.place(path, element, None);
    }

    fn place(&mut self, path: String, element: Element<'a>, group: Option<Element<'a>>) {
        let place = self.body.controls.len();
        if self.body.controls.contains_key(&path) {
            return self.fault(element, FaultCode::DoubleControl, super::paths::last(&path));
        }
        self.body.controls.insert(path, Control { element, place, group });
    }

    fn fault(&mut self, element: Element<'a>, code: FaultCode, detail: &str) {
        self.faults.push(self.source.spot(element).fault(code, detail));
    }
}
