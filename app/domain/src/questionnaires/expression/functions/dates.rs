//! Functions on dates and times.

use crate::questionnaires::expression::{
    ExpressionFault,
    evaluate::{Computed, Evaluator},
    moment,
    number::parse_number,
    tree::Tree,
    value::Value,
};

impl<T: Tree> Evaluator<'_, T> {
    pub(super) fn call_on_date(&self, name: &str, values: &[Value<T::Node>]) -> Option<Computed<T::Node>> {
        let zone = self.environment.zone;
        let now = self.environment.now as f64;
        let value = match (name, values) {
            ("now", _) => Value::Moment(now),
            ("today", _) => Value::Moment(moment::begin_of_day(now, zone)),
            ("date" | "date-time", [value]) => match self.to_moment(value) {
                Some(utc) => Value::Moment(utc),
                None if self.to_text(value).trim().is_empty() => Value::text(""),
                None => return Some(Err(ExpressionFault::WrongValue(name.to_owned()))),
            },
            ("decimal-date-time", [value]) => Value::Number(self.to_moment(value).map_or(f64::NAN, moment::days)),
            ("decimal-time", [value]) => Value::Number(moment::decimal_time(&self.to_text(value), zone)),
            ("format-date" | "format-date-time", [value, pattern]) => Value::Text(match self.to_moment(value) {
                Some(utc) => moment::format(utc, &self.to_text(pattern), zone),
                None => String::new(),
            }),
            _ => return None,
        };
        Some(Ok(value))
    }

    /// A number counts days since 1970, a text is ISO 8601.
    fn to_moment(&self, value: &Value<T::Node>) -> Option<f64> {
        match value {
            Value::Moment(utc) => Some(*utc),
            Value::Number(days) => Some(moment::from_days(*days)).filter(|utc| utc.is_finite()),
            other => {
                let text = self.to_text(other);
                moment::parse(&text, self.environment.zone).or_else(|| parse_number(&text).map(moment::from_days))
            }
        }
    }
}
