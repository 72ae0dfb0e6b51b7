//! What depends on what, found once when a questionnaire is loaded.

use super::{
    plan::{LoadFault, Offer, Plan, Rule},
    template::{self, Part},
};
use crate::questionnaires::expression::{Axis, Expression, NodeTest, Path, Start, Step, parse};
use std::collections::HashMap;

/// Something an expression reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Input {
    pub item: usize,
    /// Read by `${name}`: inside a repeat only the instance around matters.
    pub local: bool,
}

/// A rule to compute again when something changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dependent {
    pub item: usize,
    pub rule: Rule,
    pub local: bool,
}

/// The rules whose results other rules may read, in the order in which they are computed for one node.
///
/// Choice filters are not among them: they are computed after everything else, so that a filter may look at its own
/// question ("none of these" excludes the rest), as in ODK.
const STAGES: [Rule; 3] = [Rule::Relevant, Rule::RepeatCount, Rule::Calculation];

/// Fills in the dependents and ranks of the plan; a circle is a fault.
pub(super) fn order(plan: &mut Plan) -> Result<(), LoadFault> {
    let count = plan.items.len();
    plan.dependents = vec![Vec::new(); count];
    plan.structure_dependents = vec![Vec::new(); count];
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); count * STAGES.len()];
    for item in 0..count {
        connect_stages(plan, item, &mut edges);
        for (rule, inputs) in inputs_of(plan, item) {
            for input in inputs {
                let dependent = Dependent { item, rule, local: input.local };
                connect(plan, input.item, dependent, &mut edges);
            }
        }
    }
    plan.ranks = rank(plan, &edges)?;
    Ok(())
}

fn stage(item: usize, rule: Rule) -> Option<usize> {
    STAGES.iter().position(|stage| *stage == rule).map(|stage| item * STAGES.len() + stage)
}

fn connect_stages(plan: &Plan, item: usize, edges: &mut [Vec<usize>]) {
    let base = item * STAGES.len();
    for step in 0..STAGES.len() - 1 {
        edges[base + step].push(base + step + 1);
    }
    for child in &plan.items[item].children {
        let below = child * STAGES.len();
        // Relevance goes down, and the instances of a repeat exist before what is in them.
        edges[base].push(below);
        edges[base + 1].push(below);
    }
}

fn connect(plan: &mut Plan, input: usize, dependent: Dependent, edges: &mut [Vec<usize>]) {
    let target = stage(dependent.item, dependent.rule);
    let mut wait_for = |from: Option<usize>| {
        if let (Some(from), Some(target)) = (from, target)
            && from != target
        {
            edges[from].push(target);
        }
    };
    if plan.items[input].node.kind.is_container() {
        wait_for(stage(input, Rule::RepeatCount));
        plan.structure_dependents[input].push(dependent);
    } else {
        if input == dependent.item && dependent.rule == Rule::Calculation && plan.items[input].triggers.is_empty() {
            // A loop of one, so that it is found as a circle.
            if let Some(target) = target {
                edges[target].push(target);
            }
        } else if dependent.rule != Rule::Calculation || plan.items[dependent.item].triggers.is_empty() {
            wait_for(stage(input, Rule::Calculation));
        }
        plan.dependents[input].push(dependent);
    }
    // How many instances there are matters to whoever reads them from outside.
    let outside: Vec<usize> = plan.items[input]
        .repeats
        .iter()
        .filter(|repeat| !dependent.local || !plan.items[dependent.item].chain.contains(repeat))
        .copied()
        .collect();
    for repeat in outside {
        if !plan.items[dependent.item].chain.contains(&repeat)
            && let (Some(from), Some(target)) = (stage(repeat, Rule::RepeatCount), target)
        {
            edges[from].push(target);
        }
        plan.structure_dependents[repeat].push(dependent);
    }
}

/// Every rule of a node with what it reads.
fn inputs_of(plan: &Plan, item: usize) -> Vec<(Rule, Vec<Input>)> {
    let mut found = Vec::new();
    let this = &plan.items[item];
    for (rule, expression) in &this.rules {
        if *rule == Rule::Default || (*rule == Rule::Calculation && !this.triggers.is_empty()) {
            continue;
        }
        let context = if *rule == Rule::ChoiceFilter { Vec::new() } else { vec![item] };
        let mut reader = Reader { plan, current: item, found: Vec::new() };
        reader.read(expression, &context, false);
        found.push((*rule, reader.found));
    }
    let triggers = this.triggers.iter().map(|trigger| Input { item: *trigger, local: true });
    found.push((Rule::Calculation, triggers.collect()));
    if let Some(Offer::Answers(answers)) = this.offer {
        found.push((Rule::ChoiceFilter, vec![Input { item: answers, local: true }]));
    }
    let mut reader = Reader { plan, current: item, found: Vec::new() };
    let texts = [&this.node.label, &this.node.hint, &this.node.constraint_message, &this.node.required_message];
    for (_, text) in texts.into_iter().flat_map(|texts| texts.iter()).filter(|(_, text)| template::has_values(text)) {
        for part in template::split(text) {
            if let Part::Value(source) = part
                && let Ok(expression) = parse(source)
            {
                reader.read(&expression, &[item], false);
            }
        }
    }
    found.push((Rule::Text, reader.found));
    found
}

struct Reader<'a> {
    plan: &'a Plan,
    current: usize,
    found: Vec<Input>,
}

/// The document above the root.
const ABOVE: usize = usize::MAX;

impl Reader<'_> {
    fn read(&mut self, expression: &Expression, context: &[usize], everywhere: bool) {
        match expression {
            Expression::Number(_) | Expression::Text(_) => {}
            Expression::Negate(inner) => self.read(inner, context, everywhere),
            Expression::Chain(first, rest) => {
                self.read(first, context, everywhere);
                rest.iter().for_each(|(_, operand)| self.read(operand, context, everywhere));
            }
            Expression::Union(parts) => parts.iter().for_each(|part| self.read(part, context, everywhere)),
            // `once(…)` looks at its own value only to keep it.
            Expression::Call(name, arguments) => {
                let everywhere = everywhere || name == "indexed-repeat";
                arguments.iter().for_each(|argument| self.read(argument, context, everywhere));
            }
            Expression::Path(path) => {
                let local = matches!(path.start, Start::Reference(_)) && path.steps.is_empty() && !everywhere;
                for item in self.follow(path, context, everywhere) {
                    if item != ABOVE {
                        self.found.push(Input { item, local });
                    }
                }
            }
        }
    }

    fn follow(&mut self, path: &Path, context: &[usize], everywhere: bool) -> Vec<usize> {
        let mut items = match &path.start {
            Start::Root => vec![ABOVE],
            Start::Here => context.to_vec(),
            Start::Reference(name) => self.plan.named(name).into_iter().collect(),
            Start::Value(value) => match value.as_ref() {
                Expression::Call(name, _) if name == "current" => vec![self.current],
                Expression::Path(inner) => self.follow(inner, context, everywhere),
                other => {
                    self.read(other, context, everywhere);
                    Vec::new()
                }
            },
        };
        for predicate in &path.predicates {
            self.read(predicate, &items, everywhere);
        }
        for step in &path.steps {
            items = self.step(&items, step);
            for predicate in &step.predicates {
                self.read(predicate, &items, everywhere);
            }
        }
        items
    }

    fn step(&self, from: &[usize], step: &Step) -> Vec<usize> {
        let mut found = Vec::new();
        for item in from {
            match step.axis {
                Axis::Itself => found.push(*item),
                Axis::Child => found.extend(self.children(*item)),
                Axis::Parent => found.extend(self.parent(*item)),
                Axis::Descendant => self.descend(*item, &mut found),
                Axis::DescendantOrSelf => {
                    found.push(*item);
                    self.descend(*item, &mut found);
                }
                Axis::Ancestor | Axis::AncestorOrSelf => {
                    if *item != ABOVE {
                        found.extend(&self.plan.items[*item].chain);
                    }
                }
                Axis::FollowingSibling | Axis::PrecedingSibling => {
                    found.extend(self.parent(*item).into_iter().flat_map(|parent| self.children(parent)));
                }
                Axis::Following | Axis::Preceding => found.extend(0..self.plan.items.len()),
                Axis::Attribute | Axis::Namespace => {}
            }
        }
        found.retain(|item| match &step.test {
            NodeTest::Any => true,
            NodeTest::Named => *item != ABOVE,
            NodeTest::Name(name) => *item != ABOVE && self.plan.items[*item].node.name == *name,
            NodeTest::Text | NodeTest::Comment | NodeTest::Instruction(_) => false,
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    fn children(&self, item: usize) -> Vec<usize> {
        if item == ABOVE { vec![0] } else { self.plan.items[item].children.clone() }
    }

    fn parent(&self, item: usize) -> Option<usize> {
        match item {
            ABOVE => None,
            0 => Some(ABOVE),
            _ => Some(self.plan.items[item].parent),
        }
    }

    fn descend(&self, item: usize, into: &mut Vec<usize>) {
        let mut open = self.children(item);
        while let Some(next) = open.pop() {
            into.push(next);
            open.extend(&self.plan.items[next].children);
        }
    }
}

/// Numbers the stages so that every one comes after what it reads (Kahn); what is left over stands in a circle.
fn rank(plan: &Plan, edges: &[Vec<usize>]) -> Result<HashMap<(usize, Rule), usize>, LoadFault> {
    let mut waiting = vec![0usize; edges.len()];
    edges.iter().flatten().for_each(|target| waiting[*target] += 1);
    let mut ready: Vec<usize> = (0..edges.len()).rev().filter(|node| waiting[*node] == 0).collect();
    let mut ranks = HashMap::with_capacity(edges.len());
    while let Some(node) = ready.pop() {
        ranks.insert((node / STAGES.len(), STAGES[node % STAGES.len()]), ranks.len());
        for target in &edges[node] {
            waiting[*target] -= 1;
            if waiting[*target] == 0 {
                ready.push(*target);
            }
        }
    }
    if ranks.len() == edges.len() {
        return Ok(ranks);
    }
    Err(LoadFault::Circle(circle(plan, edges, &waiting)))
}

/// Names of the nodes on a circle: from any node that waits, backwards along waiting nodes until one comes twice.
fn circle(plan: &Plan, edges: &[Vec<usize>], waiting: &[usize]) -> Vec<String> {
    let mut before: HashMap<usize, usize> = HashMap::new();
    for (from, targets) in edges.iter().enumerate().filter(|(from, _)| waiting[*from] > 0) {
        for target in targets.iter().filter(|target| waiting[**target] > 0) {
            before.entry(*target).or_insert(from);
        }
    }
    let Some(start) = (0..edges.len()).find(|node| waiting[*node] > 0) else { return Vec::new() };
    let (mut seen, mut at) = (Vec::new(), start);
    while !seen.contains(&at) {
        seen.push(at);
        match before.get(&at) {
            Some(previous) => at = *previous,
            None => break,
        }
    }
    let begin = seen.iter().position(|node| *node == at).unwrap_or(0);
    let mut names: Vec<String> =
        seen[begin..].iter().rev().map(|node| plan.items[node / STAGES.len()].node.name.clone()).collect();
    names.dedup();
    names
}
