//! Texts with values in them: `${name}`, or a look-up `instance('list')/root/item[…]/label`.

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    Plain(&'a str),
    /// An expression whose value stands here.
    Value(&'a str),
}

/// Whether a text has values in it at all; most have none.
pub(crate) fn has_values(text: &str) -> bool {
    text.contains("${") || text.contains("instance(")
}

/// Divides a text into plain parts and expressions.
pub(crate) fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = if rest.starts_with("${") {
            rest.find('}').map(|end| end + 1)
        } else if rest.starts_with("instance(") {
            end_of_lookup(rest)
        } else {
            None
        };
        match length {
            Some(length) => {
                if begin < at {
                    parts.push(Part::Plain(&text[begin..at]));
                }
                parts.push(Part::Value(&text[at..at + length]));
                at += length;
                begin = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    if begin < text.len() {
        parts.push(Part::Plain(&text[begin..]));
    }
    parts
}

/// Length of `instance('x')/root/item[…]/label` at the beginning of a text; `None` without a path behind the call.
fn end_of_lookup(text: &str) -> Option<usize> {
    let mut at = "instance".len();
    at += bracketed(&text[at..], '(', ')')?;
    let mut steps = 0;
    loop {
        let rest = &text[at..];
        if rest.starts_with('[') {
            at += bracketed(rest, '[', ']')?;
        } else if let Some(step) = rest.strip_prefix('/') {
            let length =
                step.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))).unwrap_or(step.len());
            if length == 0 {
                break;
            }
            at += 1 + length;
            steps += 1;
        } else {
            break;
        }
    }
    (steps > 0).then_some(at)
}

/// Length of a bracketed part with all that it holds; quoted brackets do not count.
fn bracketed(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c == open => depth += 1,
            (None, c) if c == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_texts() {
        assert_eq!(split("Hallo"), [Part::Plain("Hallo")]);
        assert_eq!(split("Hallo ${name}!"), [Part::Plain("Hallo "), Part::Value("${name}"), Part::Plain("!")]);
        let lookup = "instance('c2')/root/item[contains(name, ')]')]/label";
        assert_eq!(split(&format!("a {lookup} b")), [Part::Plain("a "), Part::Value(lookup), Part::Plain(" b")]);
        assert_eq!(split("instance() für ${"), [Part::Plain("instance() für ${")]);
    }
}
