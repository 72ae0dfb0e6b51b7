//! No binary floating point near money: in budgets, in store rows and in the types that travel.
//!
//! A lint alone would miss casts and library calls, so the source is read.

use super::source::{Source, code_only, words};

/// Every line that names a float or writes one.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| is_near_money(&source.path)) {
        for (number, line) in code_only(&source.text).lines().enumerate() {
            // A test may weigh its examples with a probability, but compute with no float either.
            let literal = if source.is_test() { None } else { float_literal(line) };
            if let Some(word) = float_name(line).or(literal) {
                faults.push(format!("{}:{}: `{word}`: money, hours and rows are exact", source.path, number + 1));
            }
        }
    }
    faults
}

fn is_near_money(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let in_store = path.starts_with("server/store/src/");
    // The whole way of an amount: form and page, calculation, rows, payment file. Workbooks are numbers by their format.
    let on_its_way = [
        "app/src/budgets/",
        "app/domain/src/budgets/",
        "server/store/src/budgets/",
        "server/store/src/payments/",
        "server/store/src/settlements/",
        "server/src/export/pain.rs",
    ];
    let travels = matches!(name, "view.rs" | "input.rs" | "types.rs") && path.starts_with("app/domain/src/");
    // Answers to questionnaires are decimals too, but XPath's own numbers are floats by its specification.
    on_its_way.iter().any(|part| path.starts_with(part))
        || path == "app/domain/src/table.rs"
        || (travels && !path.starts_with("app/domain/src/questionnaires/"))
        || (in_store && (name.starts_with("row") || path.contains("/row/") || path.contains("/rows/")))
}

fn float_name(line: &str) -> Option<&str> {
    words(line).find(|word| word.split('_').any(|part| part == "f32" || part == "f64"))
}

/// `1.5`, but neither `pair.0.1` nor `1..5`.
fn float_literal(line: &str) -> Option<&str> {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let mut end = at;
        while digit(end) || bytes.get(end) == Some(&b'_') {
            end += 1;
        }
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let free = before.is_none_or(|b| b != b'.' && b != b'_' && !b.is_ascii_alphanumeric());
        if free && bytes.get(end) == Some(&b'.') && digit(end + 1) {
            return line.get(at..end + 2);
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        faults(&[Source::invented(path, text)]).len()
    }

    #[test]
    fn a_float_in_budgets_is_caught() {
        let path = "app/domain/src/budgets/split.rs";
        assert_eq!(found(path, "fn part(x: f64) {}\n"), 1);
        assert_eq!(found(path, "let x = Decimal::from_f64_retain(y);\n"), 1);
        assert_eq!(found(path, "let x = y as f32;\nlet z = w.to_f64();\n"), 2);
        assert_eq!(found(path, "let share = 0.5;\n"), 1);
    }

    #[test]
    fn a_float_in_rows_and_in_types_that_travel_is_caught() {
        assert_eq!(found("server/store/src/people/row.rs", "hours: f64,"), 1);
        assert_eq!(found("server/store/src/row/budgets.rs", "hours: f64,"), 1);
        assert_eq!(found("app/domain/src/events/view.rs", "seats: f32,"), 1);
    }

    #[test]
    fn a_float_on_the_way_from_the_form_to_the_bank_is_caught() {
        assert_eq!(found("app/src/budgets/simulation/sliders.rs", "let euro = cents as f64;"), 1);
        assert_eq!(found("server/store/src/payments/read.rs", "amount: f64,"), 1);
        assert_eq!(found("server/src/export/pain.rs", "let sum = 0.01;"), 1);
    }

    #[test]
    fn words_about_floats_and_tuple_fields_are_no_floats() {
        let text = "// never f64\nlet a = \"f64\"; let b = pair.0.1; let c = 1..5; let half64 = tariff64;\n";
        assert_eq!(found("app/domain/src/budgets/split.rs", text), 0);
        assert_eq!(found("app/domain/src/budgets/tests/plans.rs", "weighted(0.9)"), 0);
        assert_eq!(found("app/domain/src/budgets/tests/plans.rs", "let x = y as f64;"), 1);
        assert_eq!(found("server/src/export/xlsx.rs", "let x: f64 = 1.0;"), 0);
    }
}
