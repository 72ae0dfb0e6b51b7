//! Which defaults are computed and which are taken as they stand.

use crate::questionnaires::{
    definition::Kind,
    expression::{Expression, Operator, Start, parse},
};

/// Whether a default is computed: `today()`, `${a} + 1` and `1 - 1` are, `2026-11-22`, `a-b` and `Mo - Fr` are not.
///
/// As in ODK the look of the text decides, not its type; so a minus in a date or place is no calculation.
pub(crate) fn is_dynamic(default: &str, kind: &Kind) -> bool {
    let found = Scan { rest: default, found: Found::default() }.run();
    if !found.computes && !found.subtracts {
        return false;
    }
    let dated = match kind {
        Kind::Date | Kind::Time | Kind::DateTime | Kind::Geopoint => true,
        Kind::Other { name } => name.starts_with("geo"),
        _ => false,
    };
    let Ok(expression) = parse(default) else { return false };
    found.computes || (!dated && !is_words(&expression))
}

/// Plain words with a minus between them, as people write spans of time.
fn is_words(expression: &Expression) -> bool {
    let is_word = |part: &Expression| match part {
        Expression::Path(path) => matches!(path.start, Start::Here) && path.steps.len() == 1,
        _ => false,
    };
    match expression {
        Expression::Chain(first, rest) => {
            is_word(first) && rest.iter().all(|(operator, part)| *operator == Operator::Subtract && is_word(part))
        }
        _ => false,
    }
}

#[derive(Default)]
struct Found {
    /// A call, a reference, a predicate, a union or an operator other than minus.
    computes: bool,
    subtracts: bool,
}

/// Goes through a text token by token, as far as they matter here.
struct Scan<'a> {
    rest: &'a str,
    found: Found,
}

impl Scan<'_> {
    fn run(mut self) -> Found {
        while let Some(c) = self.rest.chars().next() {
            let length = self.token(c);
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        self.found
    }

    /// Judges the token at the beginning and returns its length in bytes.
    fn token(&mut self, c: char) -> usize {
        let rest = self.rest;
        let after = &rest[c.len_utf8()..];
        match c {
            '"' | '\'' => after.find(c).map_or(1, |end| end + 2),
            '$' => {
                self.found.computes |= after.starts_with('{') && after.contains('}');
                1
            }
            ' ' if rest.starts_with(" mod ") || rest.starts_with(" div ") => {
                self.found.computes = true;
                5
            }
            '-' if after.trim_start_matches('.').starts_with(|next: char| next.is_ascii_digit()) => 1 + number(after),
            '-' => {
                self.found.subtracts = true;
                1
            }
            '*' | '+' | '|' => {
                self.found.computes = true;
                1
            }
            c if c.is_ascii_digit() => date(rest).unwrap_or_else(|| number(rest)),
            c if c.is_alphabetic() || c == '_' => {
                let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
                let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
                self.found.computes |= rest[length..].starts_with(['(', '[']);
                length + if rest[length..].starts_with("://") { 3 } else { 0 }
            }
            other => other.len_utf8(),
        }
    }
}

fn number(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len())
}

/// Length of `2026-11-22`, `10:30:00.000+01:00` or both with a `T` between them.
fn date(text: &str) -> Option<usize> {
    let like = |pattern: &str| {
        let bytes = text.as_bytes();
        bytes.len() >= pattern.len()
            && pattern.bytes().zip(bytes).all(|(wanted, found)| match wanted {
                b'0' => found.is_ascii_digit(),
                other => *found == other,
            })
    };
    if !like("0000-00-00") && !like("00:00") {
        return None;
    }
    let inside = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '.' | '+' | 'T' | 'Z');
    Some(text.find(|c| !inside(c)).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_of_a_default_decides_whether_it_is_computed() {
        for computed in [
            "today()",
            "${a}",
            "${a} + 1",
            "1 - 1",
            "1 + 1",
            "7 * 4",
            "6 div 2",
            "7 mod 2",
            "if(../t = 'x', 1, 2)",
            "a | b",
            "../a[1]",
            "a[1]",
            "concat('a', \"b\")",
            ". + ../a",
            "jr:choice-name('a', 'b')",
            "../a - ../b",
        ] {
            assert!(is_dynamic(computed, &Kind::Text), "{computed}");
        }
        for taken in [
            "",
            "abc",
            "a-b",
            "Mo - Fr",
            "2026-11-22",
            "2026-11-22T10:30:00.000+01:00",
            "10:30:00",
            "-1",
            "-.5",
            "1",
            "'a + b'",
            "jr://images/a.png",
            "https://example.org/a-b",
            "Haus (Nr)",
            "a and b",
            "${",
            "\"a()\"",
            "50.33 -7.22 0 0",
        ] {
            assert!(!is_dynamic(taken, &Kind::Text), "{taken}");
        }
        assert!(!is_dynamic("2026 - 11 - 22", &Kind::Date));
        assert!(is_dynamic("today() - 1", &Kind::Date));
    }
}
