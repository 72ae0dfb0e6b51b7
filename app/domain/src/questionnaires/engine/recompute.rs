//! After a change: only what depends on it, each rule once, in the order fixed at loading.

use super::{
    depend::Dependent,
    entry::{self, EntryFault},
    form::Form,
    plan::{Offer, Rule},
    tree::{Offered, Role, Spot},
};
use crate::questionnaires::{
    definition::Kind,
    expression::{Evaluated, Expression, evaluate, evaluate_from, parse_number, seed_of, shuffle, write_number},
};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap, HashSet},
};

/// Rules waiting to be computed, and the slots whose state has changed so far.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    heap: BinaryHeap<Reverse<(usize, usize, Rule)>>,
    waiting: HashSet<(usize, Rule)>,
    pub changed: BTreeSet<usize>,
    /// Rules computed so far; a bound against filters that disagree with each other for ever.
    steps: usize,
}

impl Queue {
    pub fn touch(&mut self, slot: usize) {
        self.changed.insert(slot);
    }

    fn push(&mut self, rank: usize, slot: usize, rule: Rule) {
        if self.waiting.insert((slot, rule)) {
            self.heap.push(Reverse((rank, slot, rule)));
        }
    }

    fn pop(&mut self) -> Option<(usize, Rule)> {
        let Reverse((_, slot, rule)) = self.heap.pop()?;
        self.waiting.remove(&(slot, rule));
        self.steps += 1;
        Some((slot, rule))
    }
}

/// Every rule of every slot is computed at most this often for one answer.
const MAX_ROUNDS: usize = 10;

impl Form {
    /// Queues every rule of every slot; calculations with a trigger wait for it.
    pub(super) fn compute_all(&mut self, fresh: bool) {
        let mut queue = Queue::default();
        for slot in 0..self.answers.slots.len() {
            self.queue_rules(slot, &mut queue);
        }
        if !fresh {
            // What a draft holds was computed once already; values that nothing changed stay as they are.
            queue.changed.clear();
        }
        self.run(&mut queue);
    }

    pub(super) fn queue_rules(&self, slot: usize, queue: &mut Queue) {
        // The rules of a repeat are those of its range; an instance has none of its own.
        if matches!(self.answers.slots[slot].role, Role::Instance(_)) {
            return;
        }
        let item = self.answers.slots[slot].item;
        let plan = &self.answers.plan;
        for rule in plan.items[item].rules.keys() {
            let triggered = *rule == Rule::Calculation && !plan.items[item].triggers.is_empty();
            if !triggered && *rule != Rule::Default {
                queue.push(self.rank(item, *rule), slot, *rule);
            }
        }
        let answers_offered = matches!(plan.items[item].offer, Some(Offer::Answers(_)));
        if answers_offered || plan.items[item].node.parameters.contains_key("randomize") {
            queue.push(self.rank(item, Rule::ChoiceFilter), slot, Rule::ChoiceFilter);
        }
    }

    fn rank(&self, item: usize, rule: Rule) -> usize {
        match rule {
            Rule::ChoiceFilter => usize::MAX - 1,
            _ => self.answers.plan.ranks.get(&(item, rule)).copied().unwrap_or(usize::MAX),
        }
    }

    /// Computes what is queued until nothing is left.
    pub(super) fn run(&mut self, queue: &mut Queue) {
        let bound = queue.steps + MAX_ROUNDS * (self.answers.slots.len() + 1_000) * 4;
        while let Some((slot, rule)) = queue.pop() {
            if queue.steps > bound {
                return;
            }
            if self.answers.slots[slot].alive {
                self.compute(slot, rule, queue);
            }
        }
    }

    fn compute(&mut self, slot: usize, rule: Rule, queue: &mut Queue) {
        let plan = self.answers.plan.clone();
        let item = self.answers.slots[slot].item;
        if rule == Rule::ChoiceFilter {
            return self.filter_choices(slot, queue);
        }
        let expression = plan.rule(item, rule);
        match (rule, expression) {
            (Rule::Relevant, expression) => {
                let own = expression.is_none_or(|expression| self.truth_of(expression, slot));
                self.answers.slots[slot].own_relevant = own;
                self.spread_relevance(slot, queue);
            }
            (Rule::RepeatCount, Some(expression)) => self.adjust_count(slot, expression, queue),
            (Rule::Calculation, Some(expression)) => {
                let value = self.text_of(expression, slot);
                self.answers.slots[slot].entry = None;
                self.store(slot, value, queue);
            }
            // A trigger without calculation clears.
            (Rule::Calculation, None) => self.store(slot, String::new(), queue),
            (Rule::Required, Some(expression)) => {
                let required = self.truth_of(expression, slot);
                if std::mem::replace(&mut self.answers.slots[slot].required, required) != required {
                    queue.touch(slot);
                }
            }
            (Rule::ReadOnly, Some(expression)) => {
                let read_only = self.truth_of(expression, slot);
                if std::mem::replace(&mut self.answers.slots[slot].read_only, read_only) != read_only {
                    queue.touch(slot);
                }
            }
            (Rule::Constraint, Some(expression)) => {
                let blank = self.answers.slots[slot].value.is_empty();
                let valid = blank || self.truth_of(expression, slot);
                if std::mem::replace(&mut self.answers.slots[slot].valid, valid) != valid {
                    queue.touch(slot);
                }
            }
            (Rule::Text, _) => queue.touch(slot),
            _ => {}
        }
    }

    /// Stores a value and queues what depends on it.
    pub(super) fn store(&mut self, slot: usize, value: String, queue: &mut Queue) {
        if self.answers.slots[slot].value == value {
            return;
        }
        self.answers.slots[slot].value = value;
        queue.touch(slot);
        let item = self.answers.slots[slot].item;
        if self.answers.plan.rule(item, Rule::Constraint).is_some() {
            queue.push(self.rank(item, Rule::Constraint), slot, Rule::Constraint);
        }
        self.queue_dependents(slot, queue);
    }

    /// Queues the rules that read the value of a slot.
    fn queue_dependents(&self, slot: usize, queue: &mut Queue) {
        let plan = &self.answers.plan;
        for dependent in &plan.dependents[self.answers.slots[slot].item] {
            self.queue_dependent(slot, dependent, queue);
        }
    }

    /// Queues the rules that read how many instances a range has, or where an instance stands in it.
    pub(super) fn queue_structure(&self, range: usize, queue: &mut Queue) {
        let plan = &self.answers.plan;
        for dependent in &plan.structure_dependents[self.answers.slots[range].item] {
            self.queue_dependent(range, dependent, queue);
        }
    }

    fn queue_dependent(&self, slot: usize, dependent: &Dependent, queue: &mut Queue) {
        let rank = self.rank(dependent.item, dependent.rule);
        for target in &self.answers.by_item[dependent.item] {
            if !dependent.local || self.answers.share_instances(*target, slot) {
                queue.push(rank, *target, dependent.rule);
            }
        }
    }

    /// Gives a slot's relevance to everything below it, and tells who reads the values there.
    pub(super) fn spread_relevance(&mut self, slot: usize, queue: &mut Queue) {
        let mut open = vec![slot];
        while let Some(next) = open.pop() {
            let around = next == 0 || self.answers.slots[self.answers.slots[next].parent].relevant;
            let relevant = around && self.answers.slots[next].own_relevant;
            if self.answers.slots[next].relevant == relevant {
                continue;
            }
            self.answers.slots[next].relevant = relevant;
            queue.touch(next);
            if !self.answers.slots[next].value.is_empty() {
                self.queue_dependents(next, queue);
            }
            open.extend(&self.answers.slots[next].children);
        }
    }

    fn filter_choices(&mut self, slot: usize, queue: &mut Queue) {
        let plan = self.answers.plan.clone();
        let item = &plan.items[self.answers.slots[slot].item];
        let filter = item.rules.get(&Rule::ChoiceFilter);
        let offered = match item.offer {
            None => return,
            Some(Offer::List(list)) => {
                let all = (0..plan.lists[list].rows.len()).collect();
                let mut rows = self.keep(all, |row| Spot::Row(list, row), filter, slot);
                self.shuffle(&mut rows, &item.node.parameters, slot);
                Offered::Rows(rows)
            }
            Some(Offer::Answers(answers)) => {
                let mut slots = self.answers.find(answers, Some(slot));
                slots.retain(|answer| !self.answers.value_seen(*answer).is_empty());
                // The filter looks at the repeat instance, as at a row of a list.
                let around = |answer: usize| Spot::Slot(self.innermost_instance(answer));
                let mut slots = self.keep(slots, around, filter, slot);
                self.shuffle(&mut slots, &item.node.parameters, slot);
                Offered::Slots(slots)
            }
        };
        // Answers offered as choices may have changed although the slots are the same.
        if self.answers.slots[slot].offered != offered || matches!(offered, Offered::Slots(_)) {
            self.answers.slots[slot].offered = offered;
            queue.touch(slot);
        }
        // An entry that was no choice may be one now.
        if let Some((raw, EntryFault::NotAChoice)) = self.answers.slots[slot].entry.clone() {
            self.enter(slot, &raw, queue);
        }
        self.drop_withdrawn(slot, queue);
    }

    fn keep(
        &self,
        candidates: Vec<usize>,
        spot: impl Fn(usize) -> Spot,
        filter: Option<&Expression>,
        slot: usize,
    ) -> Vec<usize> {
        let Some(filter) = filter else { return candidates };
        let passes = |candidate: &usize| {
            evaluate_from(filter, &self.answers, spot(*candidate), Spot::Slot(slot), &self.answers.environment)
                .is_ok_and(|found| found.truth)
        };
        candidates.into_iter().filter(passes).collect()
    }

    fn innermost_instance(&self, slot: usize) -> usize {
        let mut at = slot;
        while at != 0 && !matches!(self.answers.slots[at].role, Role::Instance(_)) {
            at = self.answers.slots[at].parent;
        }
        at
    }

    fn shuffle(&self, order: &mut [usize], parameters: &std::collections::BTreeMap<String, String>, slot: usize) {
        if !parameters.get("randomize").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            return;
        }
        let seed = match parameters.get("seed") {
            Some(seed) => {
                let seed = self.answers.fill_in(seed, slot);
                parse_number(&seed).map_or_else(|| seed_of(&seed), |seed| seed as i64)
            }
            // The same order each time this form is opened, another one in the next form.
            None => (self.answers.environment.seed >> 33) as i64 + slot as i64,
        };
        shuffle(order, seed);
    }

    /// Takes back an answer that is not offered any more.
    fn drop_withdrawn(&mut self, slot: usize, queue: &mut Queue) {
        if self.answers.slots[slot].value.is_empty() {
            return;
        }
        let choices = self.answers.choices(slot);
        let value = &self.answers.slots[slot].value;
        let kind = &self.answers.plan.items[self.answers.slots[slot].item].node.kind;
        let kept = match kind {
            Kind::SelectOne { .. } if choices.iter().any(|(name, _)| name == value) => value.clone(),
            Kind::SelectOne { .. } => String::new(),
            _ => {
                let still =
                    value.split_ascii_whitespace().filter(|name| choices.iter().any(|(known, _)| known == name));
                still.collect::<Vec<_>>().join(" ")
            }
        };
        self.store(slot, kept, queue);
    }

    /// The value of an expression at a slot, as an answer of its kind; blank where it fails or is no such answer.
    pub(super) fn text_of(&mut self, expression: &Expression, slot: usize) -> String {
        let Some(found) = self.value_of(expression, slot) else { return String::new() };
        // NaN is what comes of a calculation with blank answers.
        if found.text == "NaN" {
            return String::new();
        }
        let item = &self.answers.plan.items[self.answers.slots[slot].item];
        match item.node.kind {
            Kind::Integer if found.number.is_finite() => write_number(found.number.trunc()),
            Kind::Text | Kind::Note | Kind::Calculate | Kind::Hidden | Kind::Acknowledge | Kind::Group => found.text,
            _ => {
                let choices = item.offer.map(|_| self.answers.choices(slot));
                entry::read(&item.node, &found.text, choices.as_deref(), &self.answers.environment).unwrap_or_default()
            }
        }
    }

    pub(super) fn truth_of(&mut self, expression: &Expression, slot: usize) -> bool {
        self.value_of(expression, slot).is_some_and(|found| found.truth)
    }

    pub(super) fn value_of(&mut self, expression: &Expression, slot: usize) -> Option<Evaluated<Spot>> {
        self.answers.environment.seed =
            self.answers.environment.seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        evaluate(expression, &self.answers, Spot::Slot(slot), &self.answers.environment).ok()
    }
}
