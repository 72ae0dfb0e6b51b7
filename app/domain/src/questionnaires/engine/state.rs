//! What a page shows of each node.

use super::{
    entry::{self, EntryFault},
    form::Form,
    tree::{Role, is_shown},
};
use crate::questionnaires::{
    definition::{Kind, Texts},
    german,
    submission::Place,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A node as it stands now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeState {
    pub place: Place,
    pub name: String,
    /// Export path from the root, `/data/children[2]/age`.
    pub path: String,
    pub kind: Kind,
    /// Groups and repeats around it.
    pub depth: usize,
    pub label: String,
    pub hint: String,
    pub guidance_hint: String,
    pub relevant: bool,
    pub required: bool,
    pub read_only: bool,
    /// The stored value; see [`crate::questionnaires::Answer`].
    pub value: String,
    /// What to show in the field: the value, or the entry that could not be read.
    pub entry: String,
    pub choices: Vec<ChoiceState>,
    pub violation: Option<Violation>,
    pub appearance: String,
    pub parameters: BTreeMap<String, String>,
    /// Of repeats (`instances`) and of their instances (`position`).
    pub repeat: Option<RepeatState>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceState {
    pub name: String,
    pub label: String,
    pub chosen: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepeatState {
    /// The repeat as a whole.
    Range { instances: usize, counted: bool },
    /// One instance, counted from 1.
    Instance { position: usize },
}

/// A place at which a person may see something, and what its field is made for; see [`Form::spots`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub place: Place,
    pub kind: Kind,
    pub appearance: String,
    pub parameters: BTreeMap<String, String>,
    /// One entry of a repeat, not the repeat as a whole.
    pub is_instance: bool,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    pub kind: ViolationKind,
    /// The author's text, else a German sentence.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViolationKind {
    /// Blank, but an answer is required.
    Required,
    /// Not blank, and against the author's condition.
    Constraint,
    /// No value of this kind of question.
    Entry(EntryFault),
}

impl Form {
    /// Every node that a person sees now, in the order of the questionnaire.
    pub fn page(&self) -> Vec<NodeState> {
        self.collect(|form, slot| {
            let slot = &form.answers.slots[slot];
            slot.relevant && is_shown(&form.answers.plan.items[slot.item].node.kind)
        })
    }

    /// Every place at which a person may see something, in the order of the questionnaire, whether or not it applies now. While
    /// questions come and go these stand; only the entries of repeats change them.
    pub fn spots(&self) -> Vec<Spot> {
        let mut found = Vec::new();
        self.walk(&mut |index| {
            let slot = &self.answers.slots[index];
            let node = &self.answers.plan.items[slot.item].node;
            if index != 0 && is_shown(&node.kind) {
                found.push(Spot {
                    place: self.place(index),
                    kind: node.kind.clone(),
                    appearance: node.appearance.clone(),
                    parameters: node.parameters.clone(),
                    is_instance: matches!(slot.role, Role::Instance(_)),
                });
            }
        });
        found
    }

    /// Whether what stands at a place applies now.
    pub fn applies(&self, place: &Place) -> bool {
        self.found(place).is_some_and(|slot| self.answers.slots[slot].relevant)
    }

    /// Every node, also hidden and not relevant ones.
    pub fn all_nodes(&self) -> Vec<NodeState> {
        self.collect(|_, _| true)
    }

    /// The node at a place; for a repeat and one of its instances alike.
    pub fn state(&self, place: &Place) -> Option<NodeState> {
        self.found(place).map(|slot| self.state_of(slot))
    }

    fn found(&self, place: &Place) -> Option<usize> {
        self.slot(place).or_else(|| self.instance_slot(place))
    }

    /// Everything that keeps this form from being finished, in the order of the questionnaire.
    pub fn check(&self) -> Vec<(Place, Violation)> {
        let mut found = Vec::new();
        self.walk(&mut |slot| {
            if self.answers.slots[slot].relevant
                && let Some(violation) = self.violation(slot)
            {
                found.push((self.place(slot), violation));
            }
        });
        found
    }

    /// Answered and relevant questions, for a progress bar.
    pub fn progress(&self) -> (usize, usize) {
        let (mut answered, mut all) = (0, 0);
        self.walk(&mut |slot| {
            let slot = &self.answers.slots[slot];
            if slot.relevant && self.answers.plan.items[slot.item].node.kind.is_asked() {
                all += 1;
                answered += usize::from(!slot.value.is_empty());
            }
        });
        (answered, all)
    }

    fn collect(&self, wanted: impl Fn(&Self, usize) -> bool) -> Vec<NodeState> {
        let mut found = Vec::new();
        self.walk(&mut |slot| {
            if slot != 0 && wanted(self, slot) {
                found.push(self.state_of(slot));
            }
        });
        found
    }

    /// Calls `see` for every slot in document order.
    pub(super) fn walk(&self, see: &mut impl FnMut(usize)) {
        let mut open = vec![0];
        while let Some(slot) = open.pop() {
            see(slot);
            open.extend(self.answers.slots[slot].children.iter().rev());
        }
    }

    fn instance_slot(&self, place: &Place) -> Option<usize> {
        let (number, around) = place.instances.split_last()?;
        let range = self.slot(&Place { question: place.question, instances: around.to_vec() })?;
        let mut instances = self.answers.slots[range].children.iter().copied();
        instances.find(|slot| self.answers.slots[*slot].role == Role::Instance(*number))
    }

    pub(super) fn state_of(&self, index: usize) -> NodeState {
        let slot = &self.answers.slots[index];
        let item = &self.answers.plan.items[slot.item];
        let node = &item.node;
        let text = |texts: &Texts| self.answers.write(texts, index).unwrap_or_default();
        let chosen: Vec<&str> = slot.value.split_ascii_whitespace().collect();
        let choices = self.answers.choices(index).into_iter().map(|(name, label)| {
            let chosen = if matches!(node.kind, Kind::SelectOne { .. }) {
                name == slot.value
            } else {
                chosen.contains(&name.as_str())
            };
            ChoiceState { name, label, chosen }
        });
        NodeState {
            place: self.place(index),
            name: node.name.clone(),
            path: self.path(index),
            kind: node.kind.clone(),
            depth: item.chain.len().saturating_sub(2),
            label: text(&node.label),
            hint: text(&node.hint),
            guidance_hint: text(&node.guidance_hint),
            relevant: slot.relevant,
            required: slot.required,
            read_only: node.kind == Kind::Note || self.is_read_only(index),
            value: slot.value.clone(),
            entry: slot
                .entry
                .as_ref()
                .map_or_else(|| entry::shown(&node.kind, &slot.value), |(entry, _)| entry.clone()),
            choices: choices.collect(),
            violation: self.violation(index),
            appearance: node.appearance.clone(),
            parameters: node.parameters.clone(),
            repeat: self.repeat_state(index),
        }
    }

    fn repeat_state(&self, index: usize) -> Option<RepeatState> {
        let slot = &self.answers.slots[index];
        match slot.role {
            Role::Plain => None,
            Role::Range => Some(RepeatState::Range { instances: slot.children.len(), counted: self.is_counted(index) }),
            Role::Instance(_) => {
                let siblings = &self.answers.slots[slot.parent].children;
                let position = siblings.iter().position(|sibling| *sibling == index).map_or(1, |at| at + 1);
                Some(RepeatState::Instance { position })
            }
        }
    }

    /// What is wrong here, whether or not it is relevant.
    fn violation(&self, index: usize) -> Option<Violation> {
        let slot = &self.answers.slots[index];
        let node = &self.answers.plan.items[slot.item].node;
        if !slot.relevant || node.kind.is_container() {
            return None;
        }
        let (kind, texts) = if let Some((_, fault)) = &slot.entry {
            (ViolationKind::Entry(*fault), None)
        } else if slot.value.is_empty() && slot.required {
            (ViolationKind::Required, Some(&node.required_message))
        } else if !slot.valid {
            (ViolationKind::Constraint, Some(&node.constraint_message))
        } else {
            return None;
        };
        let own = texts.and_then(|texts| self.answers.write(texts, index));
        Some(Violation { kind, message: own.unwrap_or_else(|| german::violation(kind).to_owned()) })
    }

    fn path(&self, index: usize) -> String {
        let mut steps = Vec::new();
        let mut at = index;
        loop {
            let slot = &self.answers.slots[at];
            let name = &self.answers.plan.items[slot.item].node.name;
            match slot.role {
                Role::Plain => steps.push(format!("/{name}")),
                Role::Range if at == index => steps.push(format!("/{name}")),
                Role::Range => {}
                Role::Instance(_) => {
                    let siblings = &self.answers.slots[slot.parent].children;
                    let position = siblings.iter().position(|sibling| *sibling == at).map_or(1, |at| at + 1);
                    steps.push(format!("/{name}[{position}]"));
                }
            }
            if at == 0 {
                break;
            }
            at = slot.parent;
        }
        steps.into_iter().rev().collect()
    }
}
