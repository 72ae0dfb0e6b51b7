//! Texts in CSV files that nobody mistakes for formulas, the same in every feature (CWE-1236).

use std::borrow::Cow;

/// A text as a cell: spreadsheet programs carry out what begins like a formula, an apostrophe in front makes it text again.
pub fn defused(text: &str) -> Cow<'_, str> {
    if starts_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`defused`] made a cell of. Every other apostrophe in front stays.
pub fn undefused(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| starts_formula(text)).unwrap_or(cell)
}

/// Blanks in front do not help: some programs leave them out before they look.
fn starts_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_defused_and_other_texts_left_alone() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 123", "'+49 123"),
            ("-Kita", "'-Kita"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\t=1", "'\t=1"),
            ("\rx", "'\rx"),
            ("Kita a=b", "Kita a=b"),
            ("'s Kita", "'s Kita"),
            ("", ""),
        ] {
            assert_eq!(defused(text), cell, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_like_a_formula_and_the_text_comes_back(text in "[=+@' \t\r\n-]{0,3}\\PC{0,5}") {
            let cell = defused(&text);
            prop_assert!(!starts_formula(&cell));
            if !text.starts_with('\'') {
                prop_assert_eq!(undefused(&cell), text.as_str());
            }
        }
    }
}
