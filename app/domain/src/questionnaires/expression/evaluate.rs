//! Values of expressions over a tree.

use super::{
    Environment, ExpressionFault, moment,
    number::{parse_number, write_number},
    syntax::{Expression, Operator},
    tree::Tree,
    value::Value,
};
use std::cell::Cell;

/// Where an expression stands: its node, and the node's place among those a predicate looks at.
#[derive(Clone, Copy, Debug)]
pub struct Focus<N> {
    pub node: N,
    pub position: usize,
    pub size: usize,
}

impl<N> Focus<N> {
    pub fn at(node: N) -> Self {
        Self { node, position: 1, size: 1 }
    }
}

/// Computes an expression at a node of the tree.
pub fn evaluate<T: Tree>(
    expression: &Expression,
    tree: &T,
    node: T::Node,
    environment: &Environment,
) -> Result<Evaluated<T::Node>, ExpressionFault> {
    evaluate_from(expression, tree, node, node, environment)
}

/// As [`evaluate`], where `current()` and `${…}` start from another node: the filter of a choice is asked at the choice,
/// but its names are those of the question.
pub fn evaluate_from<T: Tree>(
    expression: &Expression,
    tree: &T,
    node: T::Node,
    current: T::Node,
    environment: &Environment,
) -> Result<Evaluated<T::Node>, ExpressionFault> {
    let evaluator = Evaluator { tree, environment, current, random: Cell::new(environment.seed) };
    let value = evaluator.value(expression, Focus::at(node))?;
    Ok(Evaluated {
        text: evaluator.to_text(&value),
        truth: evaluator.to_bool(&value),
        number: evaluator.to_number(&value),
        value,
    })
}

/// A value with its three readings.
#[derive(Clone, Debug)]
pub struct Evaluated<N> {
    pub value: Value<N>,
    pub text: String,
    pub truth: bool,
    pub number: f64,
}

pub(super) struct Evaluator<'a, T: Tree> {
    pub tree: &'a T,
    pub environment: &'a Environment,
    /// What `current()` and `${…}` start from, also inside predicates.
    pub current: T::Node,
    pub random: Cell<u64>,
}

pub(super) type Computed<N> = Result<Value<N>, ExpressionFault>;

impl<T: Tree> Evaluator<'_, T> {
    pub fn value(&self, expression: &Expression, focus: Focus<T::Node>) -> Computed<T::Node> {
        match expression {
            Expression::Number(number) => Ok(Value::Number(*number)),
            Expression::Text(text) => Ok(Value::text(text)),
            Expression::Negate(inner) => Ok(Value::Number(-self.to_number(&self.value(inner, focus)?))),
            Expression::Chain(first, rest) => self.chain(first, rest, focus),
            Expression::Union(parts) => {
                let mut nodes = Vec::new();
                for part in parts {
                    nodes.extend(self.nodes(part, focus)?);
                }
                self.sort(&mut nodes);
                Ok(Value::Nodes(nodes))
            }
            Expression::Call(name, arguments) => self.call(name, arguments, focus),
            Expression::Path(path) => self.path(path, focus).map(Value::Nodes),
        }
    }

    fn chain(&self, first: &Expression, rest: &[(Operator, Expression)], focus: Focus<T::Node>) -> Computed<T::Node> {
        let mut left = self.value(first, focus)?;
        for (operator, operand) in rest {
            left = match operator {
                // The right side is not even looked at when the left one decides (XPath 1.0 §3.4).
                Operator::And => Value::Bool(self.to_bool(&left) && self.to_bool(&self.value(operand, focus)?)),
                Operator::Or => Value::Bool(self.to_bool(&left) || self.to_bool(&self.value(operand, focus)?)),
                _ => {
                    let right = self.value(operand, focus)?;
                    match operator {
                        Operator::Add
                        | Operator::Subtract
                        | Operator::Multiply
                        | Operator::Divide
                        | Operator::Remainder => {
                            Value::Number(compute(*operator, self.to_number(&left), self.to_number(&right)))
                        }
                        _ => Value::Bool(self.compare(*operator, &left, &right)),
                    }
                }
            };
        }
        Ok(left)
    }

    /// The nodes of an expression; anything but nodes is a fault.
    pub fn nodes(&self, expression: &Expression, focus: Focus<T::Node>) -> Result<Vec<T::Node>, ExpressionFault> {
        match self.value(expression, focus)? {
            Value::Nodes(nodes) => Ok(nodes),
            _ => Err(ExpressionFault::WrongValue("|".into())),
        }
    }

    pub fn sort(&self, nodes: &mut Vec<T::Node>) {
        nodes.sort_by(|a, b| self.tree.compare(*a, *b));
        nodes.dedup();
    }

    pub fn to_text(&self, value: &Value<T::Node>) -> String {
        match value {
            Value::Nodes(nodes) => nodes.first().map(|node| self.tree.text(*node).into_owned()).unwrap_or_default(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => write_number(*number),
            Value::Bool(truth) => truth.to_string(),
            Value::Moment(utc) => moment::write(*utc, self.environment.zone),
        }
    }

    pub fn to_bool(&self, value: &Value<T::Node>) -> bool {
        match value {
            Value::Nodes(nodes) => !nodes.is_empty(),
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Bool(truth) => *truth,
            Value::Moment(utc) => !utc.is_nan(),
        }
    }

    pub fn to_number(&self, value: &Value<T::Node>) -> f64 {
        match value {
            Value::Nodes(nodes) => nodes.first().map_or(f64::NAN, |node| self.text_to_number(&self.tree.text(*node))),
            Value::Text(text) => self.text_to_number(text),
            Value::Number(number) => *number,
            Value::Bool(truth) => f64::from(u8::from(*truth)),
            Value::Moment(utc) => moment::days(*utc),
        }
    }

    /// Texts that are dates count as days since 1970, as in ODK.
    pub fn text_to_number(&self, text: &str) -> f64 {
        parse_number(text).or_else(|| moment::parse(text, self.environment.zone).map(moment::days)).unwrap_or(f64::NAN)
    }

    /// The next random number in 0 ≤ x < 1 (SplitMix64).
    pub fn next_random(&self) -> f64 {
        (self.next_bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn next_bits(&self) -> u64 {
        let state = self.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

fn compute(operator: Operator, a: f64, b: f64) -> f64 {
    match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::Remainder => a % b,
        _ => f64::NAN,
    }
}
