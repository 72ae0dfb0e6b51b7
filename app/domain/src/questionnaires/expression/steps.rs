//! Location paths: axes, node tests, predicates (XPath 1.0 §2).

use super::{
    ExpressionFault,
    evaluate::{Evaluator, Focus},
    syntax::{Axis, Expression, Path, Start, Step},
    tree::{NodeKind, Tree},
    value::Value,
};

type Nodes<N> = Result<Vec<N>, ExpressionFault>;

impl<T: Tree> Evaluator<'_, T> {
    pub(super) fn path(&self, path: &Path, focus: Focus<T::Node>) -> Nodes<T::Node> {
        let start = match &path.start {
            Start::Root => vec![self.tree.root()],
            Start::Here => vec![focus.node],
            Start::Reference(name) => self.reference(name, Some(self.current))?,
            Start::Value(value) => self.nodes(value, focus)?,
        };
        self.lead_on(start, path, focus)
    }

    /// As [`Self::path`], but `${name}` means all instances of a repeat, as the arguments of `indexed-repeat` do.
    pub(super) fn path_everywhere(&self, expression: &Expression, focus: Focus<T::Node>) -> Nodes<T::Node> {
        match expression {
            Expression::Path(path) => match &path.start {
                Start::Reference(name) => self.lead_on(self.reference(name, None)?, path, focus),
                _ => self.path(path, focus),
            },
            _ => self.nodes(expression, focus),
        }
    }

    fn reference(&self, name: &str, from: Option<T::Node>) -> Nodes<T::Node> {
        match self.tree.reference(name, from) {
            Some(nodes) => Ok(nodes),
            // What a form of last time held is not known here: blank.
            None if name.starts_with("last-saved#") || matches!(name, "instanceID" | "instanceName") => Ok(Vec::new()),
            None => Err(ExpressionFault::UnknownName(name.to_owned())),
        }
    }

    fn lead_on(&self, start: Vec<T::Node>, path: &Path, _focus: Focus<T::Node>) -> Nodes<T::Node> {
        let mut nodes = start;
        for predicate in &path.predicates {
            nodes = self.filter(nodes, predicate)?;
        }
        for step in &path.steps {
            nodes = self.step(&nodes, step)?;
        }
        Ok(nodes)
    }

    fn step(&self, from: &[T::Node], step: &Step) -> Nodes<T::Node> {
        let mut found = Vec::new();
        let mut along = Vec::new();
        for node in from {
            along.clear();
            self.follow(*node, step.axis, &mut along);
            along.retain(|candidate| self.tree.passes(*candidate, step.axis, &step.test));
            if step.predicates.is_empty() {
                found.append(&mut along);
            } else {
                let mut kept = std::mem::take(&mut along);
                for predicate in &step.predicates {
                    kept = self.filter(kept, predicate)?;
                }
                found.append(&mut kept);
            }
        }
        let ordered = from.len() <= 1 && !step.axis.is_reverse();
        if !ordered && !matches!(step.axis, Axis::Itself | Axis::Child | Axis::Attribute) {
            self.sort(&mut found);
        }
        Ok(found)
    }

    fn filter(&self, nodes: Vec<T::Node>, predicate: &Expression) -> Nodes<T::Node> {
        let size = nodes.len();
        let mut kept = Vec::new();
        for (index, node) in nodes.into_iter().enumerate() {
            let position = index + 1;
            let value = self.value(predicate, Focus { node, position, size })?;
            let passes = match value {
                Value::Number(number) => number == position as f64,
                other => self.to_bool(&other),
            };
            if passes {
                kept.push(node);
            }
        }
        Ok(kept)
    }

    /// The nodes along an axis, nearest first.
    fn follow(&self, node: T::Node, axis: Axis, into: &mut Vec<T::Node>) {
        match axis {
            Axis::Child => self.tree.children(node, into),
            Axis::Itself => into.push(node),
            Axis::Parent => into.extend(self.tree.parent(node)),
            Axis::Attribute => self.tree.attributes(node, into),
            Axis::Namespace => {}
            Axis::Descendant => self.descend(node, into),
            Axis::DescendantOrSelf => {
                into.push(node);
                self.descend(node, into);
            }
            Axis::Ancestor => into.extend(self.ancestors(node)),
            Axis::AncestorOrSelf => {
                into.push(node);
                into.extend(self.ancestors(node));
            }
            Axis::FollowingSibling => into.extend(self.siblings(node).1),
            Axis::PrecedingSibling => into.extend(self.siblings(node).0.into_iter().rev()),
            Axis::Following => {
                for place in std::iter::once(node).chain(self.ancestors(node)) {
                    for sibling in self.siblings(place).1 {
                        into.push(sibling);
                        self.descend(sibling, into);
                    }
                }
            }
            Axis::Preceding => {
                for place in std::iter::once(node).chain(self.ancestors(node)) {
                    for sibling in self.siblings(place).0.into_iter().rev() {
                        let mut below = vec![sibling];
                        self.descend(sibling, &mut below);
                        into.extend(below.into_iter().rev());
                    }
                }
            }
        }
    }

    /// All nodes below, in document order; without recursion, because a document may be deep.
    pub(super) fn descend(&self, node: T::Node, into: &mut Vec<T::Node>) {
        let mut open = Vec::new();
        self.tree.children(node, &mut open);
        open.reverse();
        let mut children = Vec::new();
        while let Some(next) = open.pop() {
            into.push(next);
            children.clear();
            self.tree.children(next, &mut children);
            open.extend(children.iter().rev());
        }
    }

    pub(super) fn ancestors(&self, node: T::Node) -> Vec<T::Node> {
        std::iter::successors(self.tree.parent(node), |above| self.tree.parent(*above)).collect()
    }

    /// Siblings before and after, each in document order.
    fn siblings(&self, node: T::Node) -> (Vec<T::Node>, Vec<T::Node>) {
        let Some(parent) = self.tree.parent(node) else { return (Vec::new(), Vec::new()) };
        if self.tree.kind(node) == NodeKind::Attribute {
            return (Vec::new(), Vec::new());
        }
        let mut all = Vec::new();
        self.tree.children(parent, &mut all);
        let Some(at) = all.iter().position(|sibling| *sibling == node) else { return (Vec::new(), Vec::new()) };
        let after = all.split_off(at + 1);
        all.pop();
        (all, after)
    }
}
