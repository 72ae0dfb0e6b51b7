//! Sentences whose amounts open their derivation.

use super::derivation::{Amount, AmountOf, Explained};
use leptos::prelude::*;

/// An amount in a sentence.
#[derive(Clone)]
pub struct Place {
    text: String,
    /// `None`: it stays as it is. It is named all the same, so that the next one is not looked for in its place.
    origin: Option<AmountOf>,
    of: String,
}

impl Place {
    /// `of`: what it is, in the title of the dialog.
    pub fn new(text: impl ToString, origin: impl Into<AmountOf>, of: impl Into<String>) -> Self {
        Self { text: text.to_string(), origin: Some(origin.into()), of: of.into() }
    }

    pub fn silent(text: impl ToString) -> Self {
        Self { text: text.to_string(), origin: None, of: String::new() }
    }
}

/// A sentence word for word, with its amounts as buttons. `places`: in the order of the sentence; one that is not in it is passed
/// over.
pub fn sentence(explained: Explained, told: &str, places: Vec<Place>) -> AnyView {
    let mut parts = Vec::with_capacity(places.len() * 2 + 1);
    let mut rest = told;
    for Place { text, origin, of } in places {
        let Some((before, after)) = cut(rest, &text) else { continue };
        parts.push(before.to_owned().into_any());
        parts.push(match origin {
            Some(origin) => view! { <Amount explained origin text of /> }.into_any(),
            None => text.into_any(),
        });
        rest = after;
    }
    parts.push(rest.to_owned().into_any());
    parts.into_any()
}

/// What stands before and after an amount; one that is the end or the beginning of a longer number is another one.
fn cut<'a>(told: &'a str, amount: &str) -> Option<(&'a str, &'a str)> {
    let mark = |sign: char| matches!(sign, ',' | '.');
    let digit = |sign: char| sign.is_ascii_digit();
    told.match_indices(amount).find_map(|(at, _)| {
        let (before, after) = (told.get(..at)?, told.get(at + amount.len()..)?);
        let is_longer =
            before.trim_end_matches(mark).ends_with(digit) || after.trim_start_matches(mark).starts_with(digit);
        (!is_longer).then_some((before, after))
    })
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn an_amount_is_found_where_it_is_a_number_of_its_own() {
        assert_eq!(cut("31.000,00 € − 1.000,00 € = 30", "1.000,00 €"), Some(("31.000,00 € − ", " = 30")));
        assert_eq!(cut("sind 34,48 VZÄ statt 34,4 VZÄ", "34,4"), Some(("sind 34,48 VZÄ statt ", " VZÄ")));
        assert_eq!(cut("nichts", "1,00 €"), None);
    }
}
