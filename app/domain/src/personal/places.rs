//! Where in a text its signs stand: words that are proposed to be blacked out before others read it.

use super::{Sign, holds_email, names, numbers, signs};
use std::{collections::BTreeSet, ops::Range};

/// So many words are looked at together: an IBAN in groups of four has nine, a birth date has words before it.
const REACH: usize = 12;

/// The words of `text` in which [`signs`] finds something. Words stand between white space and count from 0, as in
/// [`str::split_whitespace`].
///
/// A proposal and no more, since the signs are guesses: somebody has to read the text.
pub fn suspicious_words(text: &str) -> BTreeSet<usize> {
    let words = words(text);
    let places = |sign: Sign| match sign {
        Sign::Name => names::name_words(text),
        Sign::Phone => runs(text, &words, numbers::holds_phone, true),
        Sign::Email => runs(text, &words, holds_email, false),
        Sign::Iban => runs(text, &words, numbers::holds_iban, true),
        Sign::BirthDate => runs(text, &words, numbers::holds_birth_date, true),
    };
    signs(text).into_iter().flat_map(places).collect()
}

/// Where each word begins and ends, in bytes.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if !word.is_empty() {
            found.push(at..at + word.len());
        }
        at += part.len();
    }
    found
}

/// The shortest runs of words in which something is found. What is `numeric` takes in the groups of digits that follow: a
/// phone number is known by its first ones.
fn runs(text: &str, words: &[Range<usize>], holds: fn(&str) -> bool, numeric: bool) -> BTreeSet<usize> {
    let found_in = |from: usize, to: usize| holds(&text[words[from].start..words[to].end]);
    let is_group = |at: usize| {
        let word = &text[words[at].clone()];
        word.contains(char::is_numeric) && word.chars().all(|c| c.is_numeric() || "+-–/().,".contains(c))
    };
    let mut places = BTreeSet::new();
    let mut from = 0;
    while from < words.len() {
        let reach = words.len().min(from + REACH);
        let Some(to) = (from..reach).find(|to| found_in(from, *to)) else {
            from += 1;
            continue;
        };
        let first = (from..=to).rev().find(|first| found_in(*first, to)).unwrap_or(from);
        let following = (to + 1..words.len()).take_while(|at| numeric && is_group(*at)).count();
        places.extend(first..=to + following);
        from = to + following + 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The suspicious words themselves.
    fn suspicious(text: &str) -> Vec<&str> {
        let words: Vec<&str> = text.split_whitespace().collect();
        suspicious_words(text).into_iter().map(|at| words[at]).collect()
    }

    #[test]
    fn names_are_found_where_they_stand() {
        assert_eq!(suspicious("Bitte fragen Sie Frau Müller in der Kita."), ["Müller"]);
        assert_eq!(suspicious("Gestern war Leon Schmitz, wie immer, laut."), ["Leon", "Schmitz,"]);
        assert_eq!(suspicious("Die Kita St. Anna ist schön"), [""; 0]);
    }

    #[test]
    fn numbers_and_addresses_are_found_with_all_their_groups() {
        assert_eq!(suspicious("Ruft an: 0261 12 34 56 78 nach 5"), ["0261", "12", "34", "56", "78"]);
        assert_eq!(suspicious("Meine Adresse ist mutter@example.org oder so"), ["mutter@example.org"]);
        let iban = "Geld an DE02 1203 0000 0000 2020 51 bitte";
        assert_eq!(suspicious(iban), ["DE02", "1203", "0000", "0000", "2020", "51"]);
        assert_eq!(suspicious("Sie ist geboren am 3. April 2019 hier"), ["geboren", "am", "3.", "April", "2019"]);
    }

    #[test]
    fn a_calm_text_has_none() {
        for text in ["", "   ", "Mehr Treffen am Nachmittag wären schön.", "Am 12.03. um 14 Uhr, 5 Euro"] {
            assert_eq!(suspicious_words(text), BTreeSet::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_one_of_a_word(text in "[a-zA-Z0-9@.+ \n]{0,80}") {
            let count = text.split_whitespace().count();
            prop_assert_eq!(words(&text).len(), count);
            prop_assert!(suspicious_words(&text).into_iter().all(|at| at < count));
        }
    }
}
