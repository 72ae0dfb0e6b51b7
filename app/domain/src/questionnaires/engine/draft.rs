//! Drafts and submissions out of a form, and back.

use super::{
    form::{Context, Form},
    plan::{Plan, Rule},
    recompute::Queue,
    repeats::{MAX_INSTANCES, MAX_SLOTS},
    tree::Role,
};
use crate::questionnaires::{
    definition::Kind,
    expression::iso_moment,
    submission::{Answer, Draft, Place, Submission},
};
use std::{collections::BTreeMap, sync::Arc};

impl Form {
    /// Every answer as it stands, also what does not apply or cannot be read, to go on later.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        self.walk(&mut |index| {
            let slot = &self.answers.slots[index];
            if slot.role == Role::Range {
                let numbers = slot.children.iter().filter_map(|child| match self.answers.slots[*child].role {
                    Role::Instance(number) => Some(number),
                    _ => None,
                });
                draft.repeats.push((self.place(index), numbers.collect()));
            }
            let held = slot.entry.as_ref().map_or(&slot.value, |(entry, _)| entry);
            if !held.is_empty() {
                draft.answers.push(self.answer_at(index, held.clone()));
            }
        });
        draft
    }

    /// The finished answers: of relevant nodes only, blank ones as blank. `now` becomes the value of `end` questions.
    ///
    /// Whether it may be sent is what [`Form::check`] says.
    pub fn submission(&self, now: i64) -> Submission {
        let mut submission = Submission::default();
        self.walk(&mut |index| {
            let slot = &self.answers.slots[index];
            let kind = &self.answers.plan.items[slot.item].node.kind;
            if !slot.relevant || kind.is_container() || *kind == Kind::Note {
                return;
            }
            let value = match kind {
                Kind::End => iso_moment(now as f64, self.answers.environment.zone),
                _ => slot.value.clone(),
            };
            submission.answers.push(self.answer_at(index, value));
        });
        submission
    }

    /// What the form calls itself in a list of submissions (`instance_name`); `None` without such a setting.
    pub fn instance_name(&mut self) -> Option<String> {
        let source = self.answers.plan.definition.settings.instance_name.clone()?;
        let expression = crate::questionnaires::expression::parse(&source).ok()?;
        Some(self.text_of(&expression, 0))
    }

    fn answer_at(&self, index: usize, value: String) -> Answer {
        let item = &self.answers.plan.items[self.answers.slots[index].item];
        let names: Vec<&str> =
            item.chain[1..].iter().map(|step| self.answers.plan.items[*step].node.name.as_str()).collect();
        Answer { place: self.place(index), name: names.join("/"), value }
    }

    /// As [`Form::restore`], with a plan that several forms share.
    pub fn reopen(plan: Arc<Plan>, context: Context, draft: &Draft) -> Self {
        let mut form = Self::bare(plan, context);
        form.grow_as(0, draft);
        // Two rounds: choices that are offered depend on other answers of the same draft.
        for _ in 0..2 {
            for answer in &draft.answers {
                if let Some(slot) = form.slot(&answer.place) {
                    form.put_back(slot, &answer.value);
                }
            }
            form.compute_all(false);
        }
        form
    }

    /// As [`Form::grow`], with the repeat instances of a draft.
    fn grow_as(&mut self, slot: usize, draft: &Draft) {
        let children = self.answers.plan.items[self.answers.slots[slot].item].children.clone();
        for item in children {
            if self.answers.plan.items[item].node.kind != Kind::Repeat {
                let child = self.add_slot(item, slot, Role::Plain);
                self.answers.slots[child].value.clear();
                self.grow_as(child, draft);
                continue;
            }
            let range = self.add_slot(item, slot, Role::Range);
            let place = self.place(range);
            let numbers =
                draft.repeats.iter().find(|(known, _)| *known == place).map(|(_, numbers)| numbers.as_slice());
            for number in numbers.unwrap_or_default().iter().take(MAX_INSTANCES) {
                self.add_empty_instance(range, *number, draft);
            }
        }
    }

    fn add_empty_instance(&mut self, range: usize, number: u32, draft: &Draft) {
        // A draft comes from a device or a form and may say anything.
        if self.answers.slots.len() >= MAX_SLOTS {
            return;
        }
        let known = self.answers.slots[range]
            .children
            .iter()
            .any(|child| self.answers.slots[*child].role == Role::Instance(number));
        if known {
            return;
        }
        let next = &mut self.answers.slots[range].next_number;
        *next = (*next).max(number.saturating_add(1));
        let item = self.answers.slots[range].item;
        let instance = self.add_slot(item, range, Role::Instance(number));
        self.grow_as(instance, draft);
    }

    fn put_back(&mut self, slot: usize, value: &str) {
        let item = &self.answers.plan.items[self.answers.slots[slot].item];
        if item.node.kind.is_container() {
            return;
        }
        let mut queue = Queue::default();
        let computed = !item.node.kind.is_asked() || item.rules.contains_key(&Rule::Calculation);
        if computed { self.store(slot, value.to_owned(), &mut queue) } else { self.enter(slot, value, &mut queue) }
        // Queued rules are dropped: everything is computed after all answers are back.
    }
}

/// The repeat instances that occur in the places of a submission.
pub(super) fn instances_in(plan: &Plan, submission: &Submission) -> Vec<(Place, Vec<u32>)> {
    let mut found: BTreeMap<Place, Vec<u32>> = BTreeMap::new();
    for answer in &submission.answers {
        let Some(item) = plan.by_id.get(&answer.place.question) else { continue };
        for (depth, repeat) in plan.items[*item].repeats.iter().enumerate() {
            let Some(number) = answer.place.instances.get(depth) else { break };
            let around = answer.place.instances[..depth].to_vec();
            let place = Place { question: plan.items[*repeat].node.id, instances: around };
            let numbers = found.entry(place).or_default();
            if !numbers.contains(number) {
                numbers.push(*number);
            }
        }
    }
    found.into_iter().collect()
}
