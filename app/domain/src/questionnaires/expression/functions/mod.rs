//! ODK's functions (docs.getodk.org/form-operators-functions) and those of XPath 1.0.

mod dates;
mod digest;
mod geo;
mod nodes;
mod numbers;
mod texts;

pub use digest::seed as seed_of;
pub use nodes::shuffle;

use super::{
    ExpressionFault,
    evaluate::{Computed, Evaluator, Focus},
    syntax::Expression,
    tree::Tree,
    value::Value,
};

/// Any number of further arguments.
const MANY: usize = usize::MAX;

/// Name, fewest and most arguments.
const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("abs", 1, 1),
    ("acos", 1, 1),
    ("area", 1, MANY),
    ("asin", 1, 1),
    ("atan", 1, 1),
    ("atan2", 2, 2),
    ("base64-decode", 1, 1),
    ("base64-encode", 1, 1),
    ("boolean", 1, 1),
    ("boolean-from-string", 1, 1),
    ("ceiling", 1, 1),
    ("checklist", 2, MANY),
    ("coalesce", 1, MANY),
    ("concat", 0, MANY),
    ("contains", 2, 2),
    ("cos", 1, 1),
    ("count", 1, 1),
    ("count-non-empty", 1, 1),
    ("count-selected", 1, 1),
    ("current", 0, 0),
    ("date", 1, 1),
    ("date-time", 1, 1),
    ("decimal-date-time", 1, 1),
    ("decimal-time", 1, 1),
    ("digest", 2, 3),
    ("distance", 1, MANY),
    ("ends-with", 2, 2),
    ("exp", 1, 1),
    ("exp10", 1, 1),
    ("false", 0, 0),
    ("floor", 1, 1),
    ("format-date", 2, 2),
    ("format-date-time", 2, 2),
    ("geofence", 2, 2),
    ("id", 1, 1),
    ("if", 3, 3),
    ("indexed-repeat", 3, 7),
    ("instance", 1, 1),
    ("int", 1, 1),
    ("join", 1, MANY),
    ("jr:choice-name", 2, 2),
    ("jr:itext", 1, 1),
    ("lang", 1, 1),
    ("last", 0, 0),
    ("local-name", 0, 1),
    ("log", 1, 1),
    ("log10", 1, 1),
    ("lower-case", 1, 1),
    ("max", 1, MANY),
    ("min", 1, MANY),
    ("name", 0, 1),
    ("namespace-uri", 0, 1),
    ("normalize-space", 0, 1),
    ("not", 1, 1),
    ("now", 0, 0),
    ("number", 0, 1),
    ("once", 1, 1),
    ("pi", 0, 0),
    ("position", 0, 1),
    ("pow", 2, 2),
    ("random", 0, 0),
    ("randomize", 1, 2),
    ("regex", 2, 2),
    ("round", 1, 2),
    ("selected", 2, 2),
    ("selected-at", 2, 2),
    ("sin", 1, 1),
    ("sqrt", 1, 1),
    ("starts-with", 2, 2),
    ("string", 0, 1),
    ("string-length", 1, 1),
    ("substr", 2, 3),
    ("substring", 2, 3),
    ("substring-after", 2, 2),
    ("substring-before", 2, 2),
    ("sum", 1, 1),
    ("tan", 1, 1),
    ("today", 0, 0),
    ("translate", 3, 3),
    ("true", 0, 0),
    ("upper-case", 1, 1),
    ("uuid", 0, 1),
    ("weighted-checklist", 2, MANY),
];

fn find(name: &str) -> Option<&'static (&'static str, usize, usize)> {
    FUNCTIONS.binary_search_by_key(&name, |(known, _, _)| known).ok().and_then(|index| FUNCTIONS.get(index))
}

/// Every function with the fewest and most arguments it takes; `None`: any number.
pub fn all() -> impl Iterator<Item = (&'static str, usize, Option<usize>)> {
    FUNCTIONS.iter().map(|(name, least, most)| (*name, *least, Some(*most).filter(|most| *most != MANY)))
}

/// Whether the engine can run a function of this name.
pub fn is_known(name: &str) -> bool {
    find(name).is_some()
}

impl<T: Tree> Evaluator<'_, T> {
    pub(super) fn call(&self, name: &str, arguments: &[Expression], focus: Focus<T::Node>) -> Computed<T::Node> {
        let (name, least, most) = find(name).ok_or_else(|| ExpressionFault::UnknownFunction(name.to_owned()))?;
        if arguments.len() < *least || arguments.len() > *most {
            return Err(ExpressionFault::WrongArguments((*name).to_owned()));
        }
        // What must see its arguments unevaluated, or decides which of them to evaluate at all.
        match (*name, arguments) {
            ("true", _) => return Ok(Value::Bool(true)),
            ("false", _) => return Ok(Value::Bool(false)),
            ("if", [condition, yes, no]) => {
                let branch = if self.to_bool(&self.value(condition, focus)?) { yes } else { no };
                return self.value(branch, focus);
            }
            ("once", [value]) => {
                let own = self.tree.text(self.current).into_owned();
                return if own.is_empty() { self.value(value, focus) } else { Ok(Value::Text(own)) };
            }
            ("indexed-repeat", _) => return self.indexed_repeat(arguments, focus),
            _ => {}
        }
        let values = arguments.iter().map(|argument| self.value(argument, focus)).collect::<Result<Vec<_>, _>>()?;
        let found = self
            .call_on_truth(name, &values)
            .or_else(|| self.call_on_text(name, &values, focus))
            .or_else(|| self.call_on_number(name, &values, focus))
            .or_else(|| self.call_on_date(name, &values))
            .or_else(|| self.call_on_place(name, &values))
            .or_else(|| self.call_on_nodes(name, &values, focus));
        found.unwrap_or_else(|| Err(ExpressionFault::UnknownFunction((*name).to_owned())))
    }

    fn call_on_truth(&self, name: &str, values: &[Value<T::Node>]) -> Option<Computed<T::Node>> {
        let truth = match (name, values) {
            ("boolean", [value]) => self.to_bool(value),
            ("not", [value]) => !self.to_bool(value),
            ("boolean-from-string", [value]) => matches!(self.to_text(value).as_str(), "1" | "true"),
            ("checklist", [least, most, rest @ ..]) => {
                let count = rest.iter().flat_map(|value| self.ticks(value)).filter(|ticked| *ticked).count();
                self.lies_between(count as f64, least, most)
            }
            ("weighted-checklist", [least, most, rest @ ..]) => {
                let pairs = rest.chunks_exact(2).flat_map(|pair| {
                    let weights = self.all_texts(&pair[1..]).into_iter().map(|weight| self.text_to_number(&weight));
                    self.ticks(&pair[0]).into_iter().zip(weights)
                });
                self.lies_between(pairs.filter(|(ticked, _)| *ticked).map(|(_, weight)| weight).sum(), least, most)
            }
            ("coalesce", values) => {
                let filled = values.iter().find(|value| {
                    !matches!(value, Value::Number(number) if number.is_nan()) && !self.to_text(value).is_empty()
                });
                return Some(Ok(Value::Text(filled.map(|value| self.to_text(value)).unwrap_or_default())));
            }
            _ => return None,
        };
        Some(Ok(Value::Bool(truth)))
    }

    /// Whether each thing counts as ticked: every node of a set for itself, when it is not blank.
    fn ticks(&self, value: &Value<T::Node>) -> Vec<bool> {
        match value {
            Value::Nodes(nodes) => nodes.iter().map(|node| !self.tree.text(*node).is_empty()).collect(),
            other => vec![self.to_bool(other)],
        }
    }

    /// A bound of −1 means none.
    fn lies_between(&self, count: f64, least: &Value<T::Node>, most: &Value<T::Node>) -> bool {
        let (least, most) = (self.to_number(least), self.to_number(most));
        (least < 0.0 || count >= least) && (most < 0.0 || count <= most)
    }

    /// All texts of the arguments: every node of a set counts for itself.
    fn all_texts(&self, values: &[Value<T::Node>]) -> Vec<String> {
        let mut texts = Vec::new();
        for value in values {
            match value {
                Value::Nodes(nodes) => texts.extend(nodes.iter().map(|node| self.tree.text(*node).into_owned())),
                other => texts.push(self.to_text(other)),
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_function_is_found() {
        assert!(FUNCTIONS.is_sorted_by_key(|(name, _, _)| name));
        assert!(FUNCTIONS.iter().all(|(name, _, _)| is_known(name)));
        assert!(!is_known("pulldata"));
    }
}
