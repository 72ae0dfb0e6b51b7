//! Functions on text.

use super::digest;
use crate::questionnaires::expression::{
    ExpressionFault,
    evaluate::{Computed, Evaluator, Focus},
    tree::Tree,
    value::Value,
};

/// Longest text that `regex` looks at, and largest compiled pattern in bytes: both come from people.
const REGEX_LIMIT: usize = 100_000;

impl<T: Tree> Evaluator<'_, T> {
    pub(super) fn call_on_text(
        &self,
        name: &str,
        values: &[Value<T::Node>],
        focus: Focus<T::Node>,
    ) -> Option<Computed<T::Node>> {
        let text = |index: usize| values.get(index).map(|value| self.to_text(value)).unwrap_or_default();
        let own = || self.tree.text(focus.node).into_owned();
        let first = || if values.is_empty() { own() } else { text(0) };
        let value = match name {
            "string" => Value::Text(first()),
            "concat" => Value::Text(self.all_texts(values).concat()),
            "join" => Value::Text(self.all_texts(&values[1..]).join(&text(0))),
            "contains" => Value::Bool(text(0).contains(&text(1))),
            "starts-with" => Value::Bool(text(0).starts_with(&text(1))),
            "ends-with" => Value::Bool(text(0).ends_with(&text(1))),
            "substring-before" => Value::text(text(0).split_once(&text(1)).map_or("", |(before, _)| before)),
            "substring-after" => Value::text(text(0).split_once(&text(1)).map_or("", |(_, after)| after)),
            "substring" => Value::Text(substring(
                &text(0),
                self.to_number(&values[1]),
                values.get(2).map(|value| self.to_number(value)),
            )),
            "substr" => {
                Value::Text(substr(&text(0), self.to_number(&values[1]), values.get(2).map(|end| self.to_number(end))))
            }
            "string-length" => Value::Number(text(0).chars().count() as f64),
            "normalize-space" => Value::Text(first().split_ascii_whitespace().collect::<Vec<_>>().join(" ")),
            "translate" => Value::Text(translate(&text(0), &text(1), &text(2))),
            "lower-case" => Value::Text(text(0).to_lowercase()),
            "upper-case" => Value::Text(text(0).to_uppercase()),
            "regex" => return Some(matches(&text(0), &text(1)).map(Value::Bool)),
            "selected" => {
                let wanted = text(1);
                Value::Bool(text(0).split_ascii_whitespace().any(|choice| choice == wanted.trim()))
            }
            "selected-at" => {
                let index = self.to_number(&values[1]);
                let list = text(0);
                let chosen = if index >= 0.0 { list.split_ascii_whitespace().nth(index as usize) } else { None };
                Value::text(chosen.unwrap_or_default())
            }
            "count-selected" => Value::Number(text(0).split_ascii_whitespace().count() as f64),
            "uuid" => Value::Text(self.uuid(values.first().map(|length| self.to_number(length)))),
            "digest" => return Some(digest::digest(&text(0), &text(1), &text(2)).map(Value::Text)),
            "base64-decode" => Value::Text(String::from_utf8_lossy(&digest::from_base64(&text(0))).into_owned()),
            "base64-encode" => Value::Text(digest::to_base64(text(0).as_bytes())),
            _ => return None,
        };
        Some(Ok(value))
    }

    /// A random UUID (v4), or that many random characters.
    fn uuid(&self, length: Option<f64>) -> String {
        const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        match length {
            Some(length) if length >= 1.0 => (0..(length as usize).min(256))
                .map(|_| char::from(ALPHABET[(self.next_random() * 62.0) as usize % 62]))
                .collect(),
            _ => {
                let bits = (u128::from(self.next_bits()) << 64) | u128::from(self.next_bits());
                uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string()
            }
        }
    }
}

/// The characters from `start` to `end`, counted from 0, `end` excluded; negative numbers count from the end.
fn substr(text: &str, start: f64, end: Option<f64>) -> String {
    let length = text.chars().count() as f64;
    let place = |at: f64| if at < 0.0 { (length + at).max(0.0) } else { at.min(length) };
    let (start, end) = (place(start), end.map_or(length, place));
    if start.is_nan() || end.is_nan() || start >= end {
        return String::new();
    }
    text.chars().skip(start as usize).take(end as usize - start as usize).collect()
}

/// XPath 1.0 §4.2: characters count from 1, bounds are rounded.
fn substring(text: &str, start: f64, length: Option<f64>) -> String {
    let start = (start + 0.5).floor();
    let end = length.map_or(f64::INFINITY, |length| start + (length + 0.5).floor());
    let inside = |index: usize| (index + 1) as f64 >= start && ((index + 1) as f64) < end;
    text.chars().enumerate().filter(|(index, _)| inside(*index)).map(|(_, c)| c).collect()
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let to: Vec<char> = to.chars().collect();
    let change = |c: char| match from.chars().position(|candidate| candidate == c) {
        Some(index) => to.get(index).copied(),
        None => Some(c),
    };
    text.chars().filter_map(change).collect()
}

/// Whether the whole text matches, as in ODK Collect.
fn matches(text: &str, pattern: &str) -> Result<bool, ExpressionFault> {
    let fault = || ExpressionFault::WrongValue("regex".into());
    if text.len() > REGEX_LIMIT {
        return Err(fault());
    }
    let whole = format!("^(?:{pattern})$");
    let regex = regex_lite::RegexBuilder::new(&whole).size_limit(REGEX_LIMIT).build().map_err(|_| fault())?;
    Ok(regex.is_match(text))
}
