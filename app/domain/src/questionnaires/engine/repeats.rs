//! Adding and removing instances of repeats.

use super::{
    form::{AnswerFault, Form},
    plan::Rule,
    recompute::Queue,
    tree::Role,
};
use crate::questionnaires::{definition::Kind, expression::Expression, submission::Place};

/// Instances of one repeat, and slots of one form, so that no count typed by mistake can stop a tablet.
pub(super) const MAX_INSTANCES: usize = 500;
pub(super) const MAX_SLOTS: usize = 100_000;

impl Form {
    /// Adds an instance to the repeat at this place and returns the place of the new instance.
    pub fn add_repeat(&mut self, repeat: &Place) -> Result<Place, AnswerFault> {
        let range = self.range(repeat)?;
        if self.is_counted(range) {
            return Err(AnswerFault::ReadOnly);
        }
        let mut queue = Queue::default();
        let instance = self.append(range, &mut queue).ok_or(AnswerFault::TooMany)?;
        self.queue_structure(range, &mut queue);
        self.run(&mut queue);
        self.fill_in_defaults(instance);
        Ok(self.place(instance))
    }

    /// Removes the instance at this place with everything in it.
    pub fn remove_repeat(&mut self, instance: &Place) -> Result<(), AnswerFault> {
        let (number, around) = instance.instances.split_last().ok_or(AnswerFault::UnknownPlace)?;
        let range = self.range(&Place { question: instance.question, instances: around.to_vec() })?;
        if self.is_counted(range) {
            return Err(AnswerFault::ReadOnly);
        }
        let found = self.answers.slots[range].children.iter().copied();
        let slot = found.into_iter().find(|slot| self.answers.slots[*slot].role == Role::Instance(*number));
        let mut queue = Queue::default();
        self.cut(slot.ok_or(AnswerFault::UnknownPlace)?);
        self.queue_structure(range, &mut queue);
        self.run(&mut queue);
        Ok(())
    }

    fn range(&self, place: &Place) -> Result<usize, AnswerFault> {
        let range = self.slot(place).ok_or(AnswerFault::UnknownPlace)?;
        let kind = &self.answers.plan.items[self.answers.slots[range].item].node.kind;
        if *kind == Kind::Repeat { Ok(range) } else { Err(AnswerFault::UnknownPlace) }
    }

    pub(super) fn is_counted(&self, range: usize) -> bool {
        self.answers.plan.rule(self.answers.slots[range].item, Rule::RepeatCount).is_some()
    }

    /// A new instance with its slots; nothing is computed yet.
    pub(super) fn add_instance(&mut self, range: usize, with_instances: bool) -> usize {
        let number = self.answers.slots[range].next_number;
        self.add_numbered_instance(range, number, with_instances)
    }

    pub(super) fn add_numbered_instance(&mut self, range: usize, number: u32, with_instances: bool) -> usize {
        let next = &mut self.answers.slots[range].next_number;
        *next = (*next).max(number.saturating_add(1));
        let item = self.answers.slots[range].item;
        let instance = self.add_slot(item, range, Role::Instance(number));
        self.grow(instance, with_instances);
        instance
    }

    /// A new instance whose rules are queued; `None` when there are too many already.
    fn append(&mut self, range: usize, queue: &mut Queue) -> Option<usize> {
        if self.answers.slots[range].children.len() >= MAX_INSTANCES || self.answers.slots.len() >= MAX_SLOTS {
            return None;
        }
        let begin = self.answers.slots.len();
        let instance = self.add_instance(range, false);
        for slot in begin..self.answers.slots.len() {
            self.queue_rules(slot, queue);
            queue.touch(slot);
        }
        Some(instance)
    }

    /// Takes an instance and everything below it out of the form.
    fn cut(&mut self, instance: usize) {
        let parent = self.answers.slots[instance].parent;
        self.answers.slots[parent].children.retain(|child| *child != instance);
        let mut open = vec![instance];
        while let Some(slot) = open.pop() {
            self.answers.slots[slot].alive = false;
            let item = self.answers.slots[slot].item;
            self.answers.by_item[item].retain(|known| *known != slot);
            open.extend(&self.answers.slots[slot].children);
        }
    }

    /// Gives a counted repeat as many instances as its expression says; blank and negative is none.
    pub(super) fn adjust_count(&mut self, range: usize, expression: &Expression, queue: &mut Queue) {
        let number = self.value_of(expression, range).map_or(0.0, |found| found.number);
        // NaN becomes 0 in the conversion, what is too much stops at the bound.
        let wanted = (number as usize).min(MAX_INSTANCES);
        let before = self.answers.slots[range].children.len();
        while self.answers.slots[range].children.len() > wanted {
            let Some(last) = self.answers.slots[range].children.last().copied() else { break };
            self.cut(last);
        }
        while self.answers.slots[range].children.len() < wanted {
            let Some(instance) = self.append(range, queue) else { break };
            self.fill_in_defaults(instance);
        }
        if before != self.answers.slots[range].children.len() {
            queue.touch(range);
            self.queue_structure(range, queue);
        }
    }
}
