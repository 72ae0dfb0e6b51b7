//! Export names out of labels.

use crate::questionnaires::{definition::Definition, expression::is_name};
use std::collections::HashSet;

/// Longest derived name, in characters: a column header that still fits on a screen.
const LONGEST: usize = 32;

/// Words of a text as a name: `Wie viele Kinder?` → `wie_viele_kinder`; `fallback` where nothing is left of it.
pub fn derived(text: &str, fallback: &str) -> String {
    let mut name = String::new();
    for word in plain(text).split('_').filter(|word| !word.is_empty()) {
        let length = name.len() + usize::from(!name.is_empty()) + word.len();
        if length > LONGEST && !name.is_empty() {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.extend(word.chars().take(LONGEST));
    }
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}_{name}"),
        Some(_) => name,
    }
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'é' | 'è' | 'ê' => out.push('e'),
            'á' | 'à' | 'â' => out.push('a'),
            'a'..='z' | '0'..='9' => out.push(c),
            _ => out.push('_'),
        }
    }
    out
}

/// The name itself when nothing has it yet, else with the first free number.
pub fn free(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    (2u32..).map(|number| format!("{wanted}_{number}")).find(|name| !is_taken(name)).unwrap_or_default()
}

/// Whether a name made from `base` may be `name`: `base` itself, or with a number.
pub fn is_derived(name: &str, base: &str) -> bool {
    name.strip_prefix(base).is_some_and(|rest| {
        rest.is_empty()
            || rest
                .strip_prefix('_')
                .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Every name that a new question must not have.
pub fn taken(definition: &Definition) -> HashSet<String> {
    let mut names: HashSet<String> = definition.walk().iter().map(|node| node.name.clone()).collect();
    names.extend(["meta", "instanceID", "instanceName", "data"].map(str::to_owned));
    names.insert(definition.settings.root.clone());
    names
}

/// A free name for a question with this label.
pub fn of_question(label: &str, fallback: &str, taken: &HashSet<String>) -> String {
    free(&derived(label, fallback), |name| {
        // What the importer makes beside a question has these names.
        taken.contains(name) || taken.contains(&format!("{name}_other")) || taken.contains(&format!("{name}_count"))
    })
}

/// Whether a person may give this name: one of XML, without points, which formulas of other programs would divide.
pub fn is_possible(name: &str) -> bool {
    is_name(name) && name.chars().count() <= 64
}
