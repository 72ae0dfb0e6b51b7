//! What an expression looks at.

use super::syntax::{Axis, NodeTest};
use std::{borrow::Cow, cmp::Ordering};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Document,
    Element,
    Attribute,
    Text,
    Comment,
    Instruction,
}

/// A tree of nodes: the answers of a form, or a document.
pub trait Tree {
    type Node: Copy + PartialEq;

    /// Where absolute paths begin.
    fn root(&self) -> Self::Node;
    fn parent(&self, node: Self::Node) -> Option<Self::Node>;
    /// Appends the children in document order.
    fn children(&self, node: Self::Node, into: &mut Vec<Self::Node>);
    fn kind(&self, node: Self::Node) -> NodeKind;
    /// Name without prefix; `""` for what has none.
    fn name(&self, node: Self::Node) -> &str;
    /// Name with prefix, as `name()` gives it.
    fn qualified_name(&self, node: Self::Node) -> &str {
        self.name(node)
    }

    fn namespace(&self, _node: Self::Node) -> &str {
        ""
    }

    /// The string value (XPath 1.0 §5); `""` for what is not relevant.
    fn text(&self, node: Self::Node) -> Cow<'_, str>;
    /// Document order.
    fn compare(&self, a: Self::Node, b: Self::Node) -> Ordering;

    fn attributes(&self, _node: Self::Node, _into: &mut Vec<Self::Node>) {}

    /// The element whose child is the root of this secondary instance, `instance('id')`.
    fn instance(&self, _id: &str) -> Option<Self::Node> {
        None
    }

    /// The nodes of `${name}` as seen from a node: inside a repeat, those of the same instance; from nowhere, all.
    /// `None` when there is no such name.
    fn reference(&self, _name: &str, _from: Option<Self::Node>) -> Option<Vec<Self::Node>> {
        None
    }

    /// The text of a translation, `jr:itext('id')`.
    fn itext(&self, _id: &str) -> Option<String> {
        None
    }

    /// The label of a choice of the question at this path or `${name}`, `jr:choice-name(value, path)`.
    fn choice_label(&self, _value: &str, _question: &str, _from: Self::Node) -> Option<String> {
        None
    }

    /// Position among siblings of the same name, from 1.
    fn position(&self, node: Self::Node) -> usize {
        let Some(parent) = self.parent(node) else { return 1 };
        let mut siblings = Vec::new();
        self.children(parent, &mut siblings);
        let same = siblings.into_iter().filter(|sibling| self.name(*sibling) == self.name(node));
        same.take_while(|sibling| *sibling != node).count() + 1
    }

    /// Whether a node passes the test of a step along this axis.
    fn passes(&self, node: Self::Node, axis: Axis, test: &NodeTest) -> bool {
        let principal = if axis == Axis::Attribute { NodeKind::Attribute } else { NodeKind::Element };
        match test {
            NodeTest::Any => true,
            NodeTest::Named => self.kind(node) == principal,
            NodeTest::Name(name) => self.kind(node) == principal && self.name(node) == name,
            NodeTest::Text => self.kind(node) == NodeKind::Text,
            NodeTest::Comment => self.kind(node) == NodeKind::Comment,
            NodeTest::Instruction(target) => {
                let named = target.as_ref().is_none_or(|target| self.name(node) == target);
                self.kind(node) == NodeKind::Instruction && named
            }
        }
    }
}
