//! Functions on numbers.

use crate::questionnaires::expression::{
    evaluate::{Computed, Evaluator, Focus},
    number::round,
    tree::Tree,
    value::Value,
};

impl<T: Tree> Evaluator<'_, T> {
    pub(super) fn call_on_number(
        &self,
        name: &str,
        values: &[Value<T::Node>],
        focus: Focus<T::Node>,
    ) -> Option<Computed<T::Node>> {
        let number = |index: usize| values.get(index).map_or(f64::NAN, |value| self.to_number(value));
        let value = match name {
            "number" if values.is_empty() => self.text_to_number(&self.tree.text(focus.node)),
            "number" => number(0),
            "int" => number(0).trunc(),
            "round" => round(number(0), if values.len() > 1 { number(1) as i32 } else { 0 }),
            "abs" => number(0).abs(),
            "ceiling" => number(0).ceil(),
            "floor" => number(0).floor(),
            "pow" => number(0).powf(number(1)),
            "log" => number(0).ln(),
            "log10" => number(0).log10(),
            "exp" => number(0).exp(),
            "exp10" => power_of_ten(number(0)),
            "sqrt" => number(0).sqrt(),
            "sin" => number(0).sin(),
            "cos" => number(0).cos(),
            "tan" => number(0).tan(),
            "asin" => number(0).asin(),
            "acos" => number(0).acos(),
            "atan" => number(0).atan(),
            "atan2" => number(0).atan2(number(1)),
            "pi" => std::f64::consts::PI,
            "random" => self.next_random(),
            "sum" => match values {
                [Value::Nodes(nodes)] => nodes.iter().map(|node| self.text_to_number(&self.tree.text(*node))).sum(),
                _ => return Some(Err(super::ExpressionFault::WrongValue(name.to_owned()))),
            },
            "min" => self.extreme(values, f64::min),
            "max" => self.extreme(values, f64::max),
            _ => return None,
        };
        Some(Ok(Value::Number(value)))
    }

    /// The least or greatest of all numbers; NaN when there is none, or when one of them is no number.
    fn extreme(&self, values: &[Value<T::Node>], pick: fn(f64, f64) -> f64) -> f64 {
        let mut found: Option<f64> = None;
        for value in values {
            let numbers = match value {
                Value::Nodes(nodes) => {
                    nodes.iter().map(|node| self.text_to_number(&self.tree.text(*node))).collect::<Vec<_>>()
                }
                other => vec![self.to_number(other)],
            };
            for number in numbers {
                if number.is_nan() {
                    return f64::NAN;
                }
                found = Some(found.map_or(number, |known| pick(known, number)));
            }
        }
        found.unwrap_or(f64::NAN)
    }
}

/// Exact for whole exponents, where `powf` may be off in the last place.
fn power_of_ten(exponent: f64) -> f64 {
    if exponent.fract() == 0.0 && exponent.abs() < 400.0 {
        return format!("1e{exponent}").parse().unwrap_or(f64::NAN);
    }
    10f64.powf(exponent)
}
