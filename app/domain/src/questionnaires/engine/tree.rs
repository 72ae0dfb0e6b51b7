//! The answers as a tree, for expressions to look at.

use super::{
    plan::{Offer, Plan},
    template::{self, Part},
};
use crate::questionnaires::{
    definition::{Kind, Texts},
    expression::{Environment, NodeKind, Tree, evaluate, parse},
};
use std::{borrow::Cow, cmp::Ordering, sync::Arc};

/// What a slot is in a tree with repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    /// Holds the instances of a repeat; expressions do not see it.
    Range,
    /// One instance, with the number that it keeps.
    Instance(u32),
}

/// One node of a filled form.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub item: usize,
    pub parent: usize,
    pub children: Vec<usize>,
    pub role: Role,
    pub alive: bool,
    /// What the own rule says; `relevant` also asks the groups around.
    pub own_relevant: bool,
    pub relevant: bool,
    pub required: bool,
    pub read_only: bool,
    /// What the constraint says; true while blank.
    pub valid: bool,
    pub value: String,
    /// What was entered and could not be read; `value` is blank then.
    pub entry: Option<(String, super::EntryFault)>,
    pub offered: Offered,
    /// Of ranges: the number of the next instance.
    pub next_number: u32,
}

/// The choices that a question offers at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Offered {
    /// The whole list.
    All,
    Rows(Vec<usize>),
    /// Answers given elsewhere in the form.
    Slots(Vec<usize>),
}

/// All answers; slot 0 is the root.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    pub plan: Arc<Plan>,
    pub slots: Vec<Slot>,
    /// Slots of each item: ranges for repeats.
    pub by_item: Vec<Vec<usize>>,
    pub language: String,
    pub environment: Environment,
    /// What `${instanceID}` is; blank while nobody has set it.
    pub instance_id: String,
}

/// A node as expressions see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    Document,
    Slot(usize),
    /// The `instance` element of a choice list, its `root`, an `item`, a column of it.
    List(usize),
    ListRoot(usize),
    Row(usize, usize),
    Field(usize, usize, usize),
    /// The id of the finished form, which is no question.
    InstanceId,
}

impl Answers {
    /// The slots of an item as seen from a slot: those in the same instances of the repeats around both; from nowhere,
    /// all. In document order; a repeat gives its instances.
    pub fn find(&self, item: usize, from: Option<usize>) -> Vec<usize> {
        let chain = &self.plan.items[item].chain;
        let anchor = from.map_or(0, |from| self.common_instance(from, item));
        let anchor_item = self.slots[anchor].item;
        let below = chain.iter().position(|step| *step == anchor_item).map_or(0, |at| at + 1);
        let mut found = vec![anchor];
        for step in &chain[below..] {
            let mut next = Vec::new();
            for slot in found {
                for child in self.slots[slot].children.iter().filter(|child| self.slots[**child].item == *step) {
                    match self.slots[*child].role {
                        Role::Range => next.extend(&self.slots[*child].children),
                        _ => next.push(*child),
                    }
                }
            }
            found = next;
        }
        found
    }

    /// The innermost instance around `from` of a repeat that is also around the item; the root when there is none.
    fn common_instance(&self, from: usize, item: usize) -> usize {
        let repeats = &self.plan.items[item].repeats;
        let mut at = from;
        while at != 0 {
            if matches!(self.slots[at].role, Role::Instance(_)) && repeats.contains(&self.slots[at].item) {
                return at;
            }
            at = self.slots[at].parent;
        }
        0
    }

    /// Whether two slots stand in the same instances of all repeats around both of their items.
    pub fn share_instances(&self, one: usize, other: usize) -> bool {
        let anchor = self.common_instance(one, self.slots[other].item);
        self.common_instance(other, self.slots[one].item) == anchor
    }

    /// A text in the present language with the values of `${name}` filled in, as seen from a slot.
    pub fn write(&self, texts: &Texts, from: usize) -> Option<String> {
        let text = texts.best(&self.language, self.plan.definition.first_language())?;
        Some(self.fill_in(text, from))
    }

    pub fn fill_in(&self, text: &str, from: usize) -> String {
        if !template::has_values(text) {
            return text.to_owned();
        }
        let mut out = String::new();
        for part in template::split(text) {
            match part {
                Part::Plain(plain) => out.push_str(plain),
                // What has no value, because it cannot be read or is blank, leaves no trace.
                Part::Value(source) => {
                    let found = parse(source)
                        .and_then(|expression| evaluate(&expression, self, Spot::Slot(from), &self.environment));
                    out.push_str(found.as_ref().map(|found| found.text.as_str()).unwrap_or_default());
                }
            }
        }
        out
    }

    /// The value as others see it: blank when not relevant.
    pub fn value_seen(&self, slot: usize) -> &str {
        let slot = &self.slots[slot];
        if slot.relevant { &slot.value } else { "" }
    }

    /// Value and label of every choice that a question offers.
    pub fn choices(&self, slot: usize) -> Vec<(String, String)> {
        let Some(offer) = self.plan.items[self.slots[slot].item].offer else { return Vec::new() };
        match (offer, &self.slots[slot].offered) {
            (Offer::List(list), Offered::Rows(rows)) => rows.iter().map(|row| self.choice(list, *row, slot)).collect(),
            (Offer::List(list), _) => {
                (0..self.plan.lists[list].rows.len()).map(|row| self.choice(list, row, slot)).collect()
            }
            (Offer::Answers(_), Offered::Slots(slots)) => {
                let answer = |answer: &usize| self.value_seen(*answer).to_owned();
                slots.iter().map(|slot| (answer(slot), answer(slot))).collect()
            }
            (Offer::Answers(_), _) => Vec::new(),
        }
    }

    fn choice(&self, list: usize, row: usize, slot: usize) -> (String, String) {
        let choice = &self.plan.definition.lists[list].choices[row];
        (choice.name.clone(), self.write(&choice.label, slot).unwrap_or_else(|| choice.name.clone()))
    }

    fn path_to_root(&self, slot: usize) -> Vec<usize> {
        let mut places = Vec::new();
        let mut at = slot;
        while at != 0 {
            let parent = self.slots[at].parent;
            places.push(self.slots[parent].children.iter().position(|child| *child == at).unwrap_or(0));
            at = parent;
        }
        places.reverse();
        places
    }

    fn key(&self, spot: Spot) -> (usize, Vec<usize>) {
        match spot {
            Spot::Document => (0, Vec::new()),
            Spot::Slot(slot) => (1, self.path_to_root(slot)),
            Spot::List(list) => (2, vec![list]),
            Spot::ListRoot(list) => (2, vec![list, 0]),
            Spot::Row(list, row) => (2, vec![list, 0, row]),
            Spot::Field(list, row, field) => (2, vec![list, 0, row, field]),
            Spot::InstanceId => (3, Vec::new()),
        }
    }
}

impl Tree for Answers {
    type Node = Spot;

    fn root(&self) -> Spot {
        Spot::Document
    }

    fn parent(&self, node: Spot) -> Option<Spot> {
        match node {
            Spot::Document | Spot::List(_) | Spot::InstanceId => None,
            Spot::Slot(0) => Some(Spot::Document),
            Spot::Slot(slot) => {
                let parent = self.slots[slot].parent;
                let above = if self.slots[parent].role == Role::Range { self.slots[parent].parent } else { parent };
                Some(Spot::Slot(above))
            }
            Spot::ListRoot(list) => Some(Spot::List(list)),
            Spot::Row(list, _) => Some(Spot::ListRoot(list)),
            Spot::Field(list, row, _) => Some(Spot::Row(list, row)),
        }
    }

    fn children(&self, node: Spot, into: &mut Vec<Spot>) {
        match node {
            Spot::Document => into.push(Spot::Slot(0)),
            Spot::Slot(slot) => {
                for child in &self.slots[slot].children {
                    match self.slots[*child].role {
                        Role::Range => into.extend(self.slots[*child].children.iter().map(|child| Spot::Slot(*child))),
                        _ => into.push(Spot::Slot(*child)),
                    }
                }
            }
            Spot::List(list) => into.push(Spot::ListRoot(list)),
            Spot::ListRoot(list) => into.extend((0..self.plan.lists[list].rows.len()).map(|row| Spot::Row(list, row))),
            Spot::Row(list, row) => {
                into.extend((0..self.plan.lists[list].rows[row].len()).map(|field| Spot::Field(list, row, field)));
            }
            Spot::Field(..) | Spot::InstanceId => {}
        }
    }

    fn kind(&self, node: Spot) -> NodeKind {
        if node == Spot::Document { NodeKind::Document } else { NodeKind::Element }
    }

    fn name(&self, node: Spot) -> &str {
        match node {
            Spot::Document => "",
            Spot::Slot(slot) => &self.plan.items[self.slots[slot].item].node.name,
            Spot::List(_) => "instance",
            Spot::ListRoot(_) => "root",
            Spot::Row(..) => "item",
            Spot::InstanceId => "instanceID",
            Spot::Field(list, row, field) => &self.plan.lists[list].rows[row][field].0,
        }
    }

    fn text(&self, node: Spot) -> Cow<'_, str> {
        match node {
            Spot::Slot(slot) if self.slots[slot].children.is_empty() => Cow::Borrowed(self.value_seen(slot)),
            Spot::Field(list, row, field) => Cow::Borrowed(&self.plan.lists[list].rows[row][field].1),
            Spot::InstanceId => Cow::Borrowed(&self.instance_id),
            other => {
                let mut text = String::new();
                let mut open = Vec::new();
                self.children(other, &mut open);
                open.reverse();
                while let Some(next) = open.pop() {
                    let before = open.len();
                    self.children(next, &mut open);
                    open[before..].reverse();
                    if open.len() == before {
                        text.push_str(&self.text(next));
                    }
                }
                Cow::Owned(text)
            }
        }
    }

    fn compare(&self, a: Spot, b: Spot) -> Ordering {
        self.key(a).cmp(&self.key(b))
    }

    fn instance(&self, id: &str) -> Option<Spot> {
        self.plan.lists.iter().position(|list| list.name == id).map(Spot::List)
    }

    fn reference(&self, name: &str, from: Option<Spot>) -> Option<Vec<Spot>> {
        let Some(item) = self.plan.named(name) else {
            return (name == "instanceID").then(|| vec![Spot::InstanceId]);
        };
        let from = match from {
            Some(Spot::Slot(slot)) => Some(slot),
            Some(_) => Some(0),
            None => None,
        };
        Some(self.find(item, from).into_iter().map(Spot::Slot).collect())
    }

    fn choice_label(&self, value: &str, question: &str, from: Spot) -> Option<String> {
        let question = question.trim();
        let name = match question.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => name.trim(),
            None => question.rsplit('/').next().unwrap_or(question).trim(),
        };
        let item = self.plan.named(name)?;
        let from = if let Spot::Slot(slot) = from { slot } else { 0 };
        let slot = self.find(item, Some(from)).first().copied()?;
        let labels = value.split_ascii_whitespace().filter_map(|chosen| match self.plan.items[item].offer? {
            Offer::List(list) => {
                let row = self.plan.definition.lists[list].choices.iter().position(|choice| choice.name == chosen)?;
                Some(self.choice(list, row, slot).1)
            }
            Offer::Answers(_) => Some(chosen.to_owned()),
        });
        Some(labels.collect::<Vec<_>>().join(", "))
    }

    fn position(&self, node: Spot) -> usize {
        match node {
            Spot::Slot(slot) if matches!(self.slots[slot].role, Role::Instance(_)) => {
                let range = self.slots[slot].parent;
                self.slots[range].children.iter().position(|child| *child == slot).map_or(1, |at| at + 1)
            }
            Spot::Row(_, row) => row + 1,
            _ => 1,
        }
    }
}

/// Whether people see slots of this kind on a page.
pub(crate) fn is_shown(kind: &Kind) -> bool {
    kind.is_asked() || matches!(kind, Kind::Note | Kind::Group | Kind::Repeat)
}
