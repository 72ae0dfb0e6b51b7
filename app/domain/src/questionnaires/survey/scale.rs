//! A scale as it is shown without a slider: its values to tick, or only its ends.

use crate::questionnaires::expression::{parse_number, write_number};
use std::collections::BTreeMap;

/// Values that fit on a phone side by side, in two rows at most.
const MOST_VALUES: usize = 11;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Every value, from the begin to the end.
    Values(Vec<String>),
    /// Begin and end; the number is typed.
    Ends(String, String),
}

impl Scale {
    /// Of a question's parameters `start`, `end` and `step`; 1, 10 and 1 where they are not given.
    pub fn of(parameters: &BTreeMap<String, String>) -> Self {
        let number =
            |key: &str, default: f64| parameters.get(key).and_then(|value| parse_number(value)).unwrap_or(default);
        let (start, end, step) = (number("start", 1.0), number("end", 10.0), number("step", 1.0));
        let mut values = Vec::new();
        while step > 0.0 && values.len() <= MOST_VALUES {
            // Counted in steps, so that a tenth stays a tenth.
            let value = start + step * values.len() as f64;
            if value > end + step * 1e-9 {
                break;
            }
            values.push(write_number((value * 1e9).round() / 1e9));
        }
        if values.is_empty() || values.len() > MOST_VALUES {
            return Self::Ends(write_number(start), write_number(end));
        }
        Self::Values(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(text: &str) -> Scale {
        let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
        Scale::of(&pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
    }

    #[test]
    fn short_scales_show_every_value_and_long_ones_their_ends() {
        let values = |texts: &[&str]| Scale::Values(texts.iter().map(|text| (*text).to_owned()).collect());
        assert_eq!(scale("start=1 end=5"), values(&["1", "2", "3", "4", "5"]));
        assert_eq!(scale("start=0 end=0.3 step=0.1"), values(&["0", "0.1", "0.2", "0.3"]));
        assert_eq!(scale("start=1 end=6 step=2"), values(&["1", "3", "5"]));
        assert_eq!(scale("start=0 end=100"), Scale::Ends("0".into(), "100".into()));
        assert_eq!(scale("step=0"), Scale::Ends("1".into(), "10".into()));
    }
}
