//! Functions on nodes: counting, choosing, ordering, other instances.

use super::digest;
use crate::questionnaires::expression::{
    ExpressionFault,
    evaluate::{Computed, Evaluator, Focus},
    syntax::Expression,
    tree::Tree,
    value::Value,
};

impl<T: Tree> Evaluator<'_, T> {
    pub(super) fn call_on_nodes(
        &self,
        name: &str,
        values: &[Value<T::Node>],
        focus: Focus<T::Node>,
    ) -> Option<Computed<T::Node>> {
        let wrong = || Some(Err(ExpressionFault::WrongValue(name.to_owned())));
        let value = match (name, values) {
            ("current", _) => Value::Nodes(vec![self.current]),
            ("last", _) => Value::Number(focus.size as f64),
            ("position", []) => Value::Number(focus.position as f64),
            ("position", [Value::Nodes(nodes)]) => {
                Value::Number(nodes.first().map_or(f64::NAN, |node| self.tree.position(*node) as f64))
            }
            ("count", [Value::Nodes(nodes)]) => Value::Number(nodes.len() as f64),
            ("count-non-empty", [Value::Nodes(nodes)]) => {
                Value::Number(nodes.iter().filter(|node| !self.tree.text(**node).is_empty()).count() as f64)
            }
            ("name" | "local-name" | "namespace-uri", [] | [Value::Nodes(_)]) => {
                let node = match values {
                    [Value::Nodes(nodes)] => nodes.first().copied(),
                    _ => Some(focus.node),
                };
                Value::text(node.map_or("", |node| match name {
                    "name" => self.tree.qualified_name(node),
                    "local-name" => self.tree.name(node),
                    _ => self.tree.namespace(node),
                }))
            }
            ("id", [ids]) => Value::Nodes(self.with_ids(&self.all_texts(std::slice::from_ref(ids)))),
            ("lang", [language]) => Value::Bool(self.is_in_language(focus.node, &self.to_text(language))),
            ("instance", [id]) => {
                let id = self.to_text(id);
                match self.tree.instance(&id) {
                    Some(node) => Value::Nodes(vec![node]),
                    None => return Some(Err(ExpressionFault::UnknownName(id))),
                }
            }
            ("randomize", [Value::Nodes(nodes), seed @ ..]) => Value::Nodes(self.shuffled(nodes.clone(), seed.first())),
            ("jr:choice-name", [value, question]) => {
                let (value, question) = (self.to_text(value), self.to_text(question));
                Value::text(self.tree.choice_label(&value, &question, self.current).unwrap_or_default())
            }
            ("jr:itext", [id]) => Value::text(self.tree.itext(&self.to_text(id)).unwrap_or_default()),
            ("position" | "count" | "count-non-empty" | "name" | "local-name" | "namespace-uri" | "randomize", _) => {
                return wrong();
            }
            _ => return None,
        };
        Some(Ok(value))
    }

    /// `indexed-repeat(node, repeat, index, inner repeat, index, …)`: the node in the n-th instance of each repeat.
    pub(super) fn indexed_repeat(&self, arguments: &[Expression], focus: Focus<T::Node>) -> Computed<T::Node> {
        let [target, levels @ ..] = arguments else { return Ok(Value::Nodes(Vec::new())) };
        let mut found = self.path_everywhere(target, focus)?;
        let mut outer: Option<T::Node> = None;
        for level in levels.chunks(2) {
            let [repeat, index] = level else {
                return Err(ExpressionFault::WrongArguments("indexed-repeat".into()));
            };
            let mut instances = self.path_everywhere(repeat, focus)?;
            if let Some(outer) = outer {
                instances.retain(|instance| self.ancestors(*instance).contains(&outer));
            }
            let index = self.to_number(&self.value(index, focus)?);
            let chosen = if index >= 1.0 { instances.get(index as usize - 1).copied() } else { None };
            let Some(chosen) = chosen else { return Ok(Value::Nodes(Vec::new())) };
            found.retain(|node| self.ancestors(*node).contains(&chosen));
            outer = Some(chosen);
        }
        Ok(Value::Nodes(found))
    }

    /// Elements whose attribute `id` is among the words of the texts.
    fn with_ids(&self, texts: &[String]) -> Vec<T::Node> {
        let ids: Vec<&str> = texts.iter().flat_map(|text| text.split_ascii_whitespace()).collect();
        let mut nodes = Vec::new();
        self.descend(self.tree.root(), &mut nodes);
        nodes.retain(|node| self.attribute(*node, "id").is_some_and(|id| ids.contains(&id.as_str())));
        nodes
    }

    /// Whether the nearest `xml:lang` is this language or a dialect of it (XPath 1.0 §4.3).
    fn is_in_language(&self, node: T::Node, language: &str) -> bool {
        let nearest = std::iter::once(node).chain(self.ancestors(node)).find_map(|node| self.attribute(node, "lang"));
        let (nearest, language) = (nearest.unwrap_or_default().to_lowercase(), language.to_lowercase());
        nearest == language || nearest.strip_prefix(&language).is_some_and(|rest| rest.starts_with('-'))
    }

    fn attribute(&self, node: T::Node, name: &str) -> Option<String> {
        let mut attributes = Vec::new();
        self.tree.attributes(node, &mut attributes);
        let found = attributes.into_iter().find(|attribute| self.tree.name(*attribute) == name);
        found.map(|attribute| self.tree.text(attribute).into_owned())
    }

    fn shuffled(&self, mut nodes: Vec<T::Node>, seed: Option<&Value<T::Node>>) -> Vec<T::Node> {
        let seed = match seed {
            Some(value) => {
                let number = self.to_number(value);
                match self.to_text(value) {
                    text if number.is_nan() && !text.is_empty() => digest::seed(&text),
                    // Blank counts as 0, as in other clients.
                    _ => number as i64,
                }
            }
            None => (self.next_bits() >> 33) as i64,
        };
        shuffle(&mut nodes, seed);
        nodes
    }
}

/// Fisher–Yates from the inside out with the Park–Miller generator, so that a seed gives the order that ODK's clients
/// give.
pub fn shuffle<N: Copy>(nodes: &mut [N], seed: i64) {
    const MODULUS: i64 = 2_147_483_647;
    let mut state = seed % MODULUS;
    if state <= 0 {
        state += MODULUS - 1;
    }
    let source = nodes.to_vec();
    for (last, node) in source.into_iter().enumerate() {
        state = state * 16_807 % MODULUS;
        let share = (state - 1) as f64 / (MODULUS - 1) as f64;
        let place = ((share * (last + 1) as f64) as usize).min(last);
        nodes[last] = nodes[place];
        nodes[place] = node;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_order_of_other_clients() {
        for (seed, expected) in [(42, "AFCBDE"), (-42, "EDAFBC"), (1, "BFEACD"), (0, "CBEAFD")] {
            let mut letters = ['A', 'B', 'C', 'D', 'E', 'F'];
            shuffle(&mut letters, seed);
            assert_eq!(letters.iter().collect::<String>(), expected, "seed {seed}");
        }
    }
}
