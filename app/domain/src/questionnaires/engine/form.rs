//! One questionnaire being filled in.

use super::{
    entry,
    plan::{LoadFault, Plan, Rule},
    recompute::Queue,
    tree::{Answers, Offered, Role, Slot, is_shown},
};
use crate::questionnaires::{
    definition::{Definition, Kind},
    expression::{Environment, Zone, iso_moment, moment},
    submission::{Draft, Place, Submission},
};
use std::sync::Arc;

/// What a form may know of the world; passed in, because the engine has neither clock nor randomness.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub now: i64,
    pub zone: Zone,
    /// Any number; what `random()`, `uuid()` and shuffled choices start from.
    pub seed: u64,
    /// One of the definition's languages; another one falls back to the first.
    pub language: String,
}

/// Why an answer was not taken; the form is as it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    #[error("no such place in this form")]
    UnknownPlace,
    #[error("nobody answers this")]
    NotAQuestion,
    #[error("read only")]
    ReadOnly,
    #[error("no more instances")]
    TooMany,
}

/// A questionnaire with the answers of one person.
#[derive(Clone, Debug)]
pub struct Form {
    pub(super) answers: Answers,
}

impl Form {
    /// An empty form: defaults are filled in, every repeat has one instance.
    pub fn create(definition: &Definition, context: Context) -> Result<Self, Vec<LoadFault>> {
        Ok(Self::open(Arc::new(Plan::new(definition)?), context))
    }

    /// As [`Self::create`], with a plan that several forms share.
    pub fn open(plan: Arc<Plan>, context: Context) -> Self {
        let mut form = Self::bare(plan, context);
        form.grow(0, true);
        form.compute_all(true);
        form.fill_in_defaults(0);
        form
    }

    /// Goes on with a draft of the same version. Answers to places that the version does not have are left out.
    pub fn restore(definition: &Definition, context: Context, draft: &Draft) -> Result<Self, Vec<LoadFault>> {
        Ok(Self::reopen(Arc::new(Plan::new(definition)?), context, draft))
    }

    /// Opens a finished submission of the same version for correction.
    pub fn edit(definition: &Definition, context: Context, submission: &Submission) -> Result<Self, Vec<LoadFault>> {
        let plan = Arc::new(Plan::new(definition)?);
        let draft =
            Draft { answers: submission.answers.clone(), repeats: super::draft::instances_in(&plan, submission) };
        Ok(Self::reopen(plan, context, &draft))
    }

    /// A form with only a root, whose nodes are still to be grown.
    pub(super) fn bare(plan: Arc<Plan>, context: Context) -> Self {
        let by_item = vec![Vec::new(); plan.items.len()];
        let language = known_language(&plan, &context.language);
        let environment = Environment { now: context.now, zone: context.zone, seed: context.seed };
        let mut answers =
            Answers { plan, slots: Vec::new(), by_item, language, environment, instance_id: String::new() };
        answers.slots.push(new_slot(0, 0, Role::Plain));
        answers.by_item[0].push(0);
        Self { answers }
    }

    /// Takes an answer as it was typed, `""` to clear it, and returns the places whose state may have changed.
    ///
    /// What cannot be read as an answer of this kind is kept as entry with a violation; its value is blank.
    pub fn answer(&mut self, place: impl Into<Place>, raw: &str) -> Result<Vec<Place>, AnswerFault> {
        let slot = self.slot(&place.into()).ok_or(AnswerFault::UnknownPlace)?;
        let node = &self.answers.plan.items[self.answers.slots[slot].item].node;
        if !node.kind.is_asked() {
            return Err(AnswerFault::NotAQuestion);
        }
        if self.is_read_only(slot) {
            return Err(AnswerFault::ReadOnly);
        }
        let mut queue = Queue::default();
        self.enter(slot, raw, &mut queue);
        queue.touch(slot);
        self.run(&mut queue);
        Ok(self.places(queue))
    }

    /// Reads an entry into a slot and queues what depends on it.
    pub(super) fn enter(&mut self, slot: usize, raw: &str, queue: &mut Queue) {
        let item = &self.answers.plan.items[self.answers.slots[slot].item];
        let choices = item.offer.map(|_| self.answers.choices(slot));
        let read = entry::read(&item.node, raw, choices.as_deref(), &self.answers.environment);
        let (value, entry) = match read {
            Ok(value) => (value, None),
            Err(fault) => (String::new(), Some((raw.to_owned(), fault))),
        };
        self.answers.slots[slot].entry = entry;
        self.store(slot, value, queue);
    }

    /// Changes the language of every text; an unknown one changes nothing.
    pub fn set_language(&mut self, language: &str) {
        if self.answers.plan.definition.languages.iter().any(|known| known == language) {
            self.answers.language = language.to_owned();
        }
    }

    /// Says what `${instanceID}` is. Anonymous forms have none: it stays blank.
    pub fn set_instance_id(&mut self, id: &str) {
        self.answers.instance_id = id.to_owned();
        self.compute_all(true);
    }

    pub fn language(&self) -> &str {
        &self.answers.language
    }

    /// Languages to choose from; `""` is text without a named language.
    pub fn languages(&self) -> &[String] {
        &self.answers.plan.definition.languages
    }

    pub fn title(&self) -> &str {
        &self.answers.plan.definition.settings.title
    }

    /// The slot at a place.
    pub(super) fn slot(&self, place: &Place) -> Option<usize> {
        let item = *self.answers.plan.by_id.get(&place.question)?;
        let found = self.answers.by_item[item].iter().copied();
        found.into_iter().find(|slot| self.is_within(*slot, &place.instances))
    }

    pub(super) fn place(&self, slot: usize) -> Place {
        let question = self.answers.plan.items[self.answers.slots[slot].item].node.id;
        Place { question, instances: self.instances(slot) }
    }

    /// Whether these are the numbers of the repeat instances around a slot; as [`Self::instances`], without writing them down.
    fn is_within(&self, slot: usize, mut instances: &[u32]) -> bool {
        let mut at = slot;
        while at != 0 {
            if let Role::Instance(number) = self.answers.slots[at].role {
                match instances.split_last() {
                    Some((innermost, around)) if *innermost == number => instances = around,
                    _ => return false,
                }
            }
            at = self.answers.slots[at].parent;
        }
        instances.is_empty()
    }

    /// Numbers of the repeat instances around a slot, outermost first; an instance counts itself.
    fn instances(&self, slot: usize) -> Vec<u32> {
        let mut numbers = Vec::new();
        let mut at = slot;
        while at != 0 {
            if let Role::Instance(number) = self.answers.slots[at].role {
                numbers.push(number);
            }
            at = self.answers.slots[at].parent;
        }
        numbers.reverse();
        numbers
    }

    pub(super) fn places(&self, queue: Queue) -> Vec<Place> {
        let alive = queue.changed.into_iter().filter(|slot| self.answers.slots[*slot].alive);
        let shown = alive.filter(|slot| {
            let slot = &self.answers.slots[*slot];
            slot.item != 0 && is_shown(&self.answers.plan.items[slot.item].node.kind)
        });
        shown.map(|slot| self.place(slot)).collect()
    }

    pub(super) fn is_read_only(&self, slot: usize) -> bool {
        let mut at = slot;
        loop {
            if self.answers.slots[at].read_only {
                return true;
            }
            if at == 0 {
                return false;
            }
            at = self.answers.slots[at].parent;
        }
    }

    /// Makes the children of a slot. In a new form every repeat begins with one instance; in an instance added
    /// later, inner repeats begin empty, as in ODK.
    pub(super) fn grow(&mut self, slot: usize, with_instances: bool) {
        let children = self.answers.plan.items[self.answers.slots[slot].item].children.clone();
        for item in children {
            let is_repeat = self.answers.plan.items[item].node.kind == Kind::Repeat;
            let child = self.add_slot(item, slot, if is_repeat { Role::Range } else { Role::Plain });
            if !is_repeat {
                self.grow(child, with_instances);
            } else if with_instances && self.answers.plan.rule(item, Rule::RepeatCount).is_none() {
                self.add_instance(child, with_instances);
            }
        }
    }

    /// A slot with its static default.
    pub(super) fn add_slot(&mut self, item: usize, parent: usize, role: Role) -> usize {
        let index = self.answers.slots.len();
        let mut slot = new_slot(item, parent, role);
        let node = &self.answers.plan.items[item].node;
        slot.value = match (&node.kind, &node.default) {
            (Kind::Start, _) => iso_moment(self.answers.environment.now as f64, self.answers.environment.zone),
            (Kind::Today, _) => {
                let zone = self.answers.environment.zone;
                moment::write(moment::begin_of_day(self.answers.environment.now as f64, zone), zone)
            }
            (_, Some(default)) if self.answers.plan.rule(item, Rule::Default).is_none() => default.clone(),
            _ => String::new(),
        };
        // An invisible group or repeat gives its relevance to what grows in it.
        slot.relevant = self.answers.slots[parent].relevant;
        self.answers.slots.push(slot);
        self.answers.slots[parent].children.push(index);
        if !matches!(role, Role::Instance(_)) {
            self.answers.by_item[item].push(index);
        }
        index
    }

    /// Computes the defaults that are expressions, below a slot, in document order.
    pub(super) fn fill_in_defaults(&mut self, below: usize) {
        let mut open = vec![below];
        let mut queue = Queue::default();
        while let Some(slot) = open.pop() {
            let item = self.answers.slots[slot].item;
            let is_leaf = !self.answers.plan.items[item].node.kind.is_container();
            if is_leaf && let Some(expression) = self.answers.plan.clone().rule(item, Rule::Default) {
                let value = self.text_of(expression, slot);
                self.store(slot, value, &mut queue);
                self.run(&mut queue);
            }
            open.extend(self.answers.slots[slot].children.iter().rev());
        }
    }
}

pub(super) fn new_slot(item: usize, parent: usize, role: Role) -> Slot {
    Slot {
        item,
        parent,
        children: Vec::new(),
        role,
        alive: true,
        own_relevant: true,
        relevant: true,
        required: false,
        read_only: false,
        valid: true,
        value: String::new(),
        entry: None,
        offered: Offered::All,
        next_number: 1,
    }
}

fn known_language(plan: &Plan, language: &str) -> String {
    let known = plan.definition.languages.iter().any(|known| known == language);
    if known { language.to_owned() } else { plan.definition.first_language().to_owned() }
}
