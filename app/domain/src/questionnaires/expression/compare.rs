//! `=`, `!=`, `<` and their kin (XPath 1.0 §3.4), with moments compared as numbers.

use super::{evaluate::Evaluator, syntax::Operator, tree::Tree, value::Value};

impl<T: Tree> Evaluator<'_, T> {
    /// Compares two values; a set of nodes is true when any of its nodes is.
    pub(super) fn compare(&self, operator: Operator, left: &Value<T::Node>, right: &Value<T::Node>) -> bool {
        match (left, right) {
            (Value::Bool(_), _) | (_, Value::Bool(_)) if is_equality(operator) => {
                let equal = self.to_bool(left) == self.to_bool(right);
                equal == (operator == Operator::Equal)
            }
            (Value::Nodes(nodes), other) if !matches!(other, Value::Bool(_)) => nodes.iter().any(|node| {
                let text = Value::Text(self.tree.text(*node).into_owned());
                self.compare(operator, &text, other)
            }),
            (other, Value::Nodes(nodes)) if !matches!(other, Value::Bool(_)) => nodes.iter().any(|node| {
                let text = Value::Text(self.tree.text(*node).into_owned());
                self.compare(operator, other, &text)
            }),
            (Value::Text(a), Value::Text(b)) if is_equality(operator) => (a == b) == (operator == Operator::Equal),
            // A moment against a text that is no date compares as text, so that an empty answer is not a date.
            (Value::Moment(_), Value::Text(text)) | (Value::Text(text), Value::Moment(_))
                if is_equality(operator) && self.text_to_number(text).is_nan() =>
            {
                operator == Operator::NotEqual
            }
            (Value::Bool(_), Value::Nodes(_)) | (Value::Nodes(_), Value::Bool(_)) => {
                let number = |value: &Value<T::Node>| f64::from(u8::from(self.to_bool(value)));
                compare_numbers(operator, number(left), number(right))
            }
            _ => compare_numbers(operator, self.to_number(left), self.to_number(right)),
        }
    }
}

fn is_equality(operator: Operator) -> bool {
    matches!(operator, Operator::Equal | Operator::NotEqual)
}

fn compare_numbers(operator: Operator, a: f64, b: f64) -> bool {
    match operator {
        Operator::Equal => a == b,
        Operator::NotEqual => a != b,
        Operator::Less => a < b,
        Operator::LessOrEqual => a <= b,
        Operator::Greater => a > b,
        Operator::GreaterOrEqual => a >= b,
        _ => false,
    }
}
