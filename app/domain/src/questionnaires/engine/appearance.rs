//! Appearances: how a question wants to be shown, as its author writes it into a workbook.

use super::state::NodeState;
use crate::questionnaires::definition::Kind;

const MULTILINE: &str = "multiline";
const MINIMAL: &str = "minimal";
const LIKERT: &str = "likert";
/// The first one is what the designer writes.
const BESIDE: [&str; 4] = ["horizontal", "horizontal-compact", "columns", "columns-pack"];

/// Appearances that are followed, each with what it does. All others are read and given back.
pub const APPEARANCES: &[(&str, &str)] = &[
    (MULTILINE, "a text is written in a field of several lines"),
    (MINIMAL, "the answers of a `select_one` are a list that opens"),
    (
        LIKERT,
        "the answers of a `select_one` stand in columns, each text below its field; on a phone one below the other",
    ),
    (BESIDE[0], BESIDE_DOES),
    (BESIDE[1], BESIDE_DOES),
    (BESIDE[2], BESIDE_DOES),
    (BESIDE[3], BESIDE_DOES),
    ("field-list", "a group stays on one page, as every group does"),
];
const BESIDE_DOES: &str =
    "the answers of a `select_one` or `select_multiple` stand beside each other, as many as there is room for";

/// How the answers that a question offers stand on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// One below the other.
    #[default]
    Below,
    /// Beside each other, as many as there is room for.
    Beside,
    /// In columns of one width, each text below its field: a scale of agreement.
    Likert,
    /// In a list that opens.
    List,
}

impl Arrangement {
    /// What an author wants for a question of this kind; what does not fit it is as if it were not there.
    pub fn of(kind: &Kind, appearance: &str) -> Self {
        let has = |known: &[&str]| appearance.split_whitespace().any(|word| known.contains(&word));
        match kind {
            Kind::SelectOne { .. } if has(&[MINIMAL]) => Self::List,
            Kind::SelectOne { .. } if has(&[LIKERT]) => Self::Likert,
            Kind::SelectOne { .. } | Kind::SelectMultiple { .. } if has(&BESIDE) => Self::Beside,
            _ => Self::Below,
        }
    }

    /// The appearance that means it; none for [`Self::Below`].
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Below => None,
            Self::Beside => Some(BESIDE[0]),
            Self::Likert => Some(LIKERT),
            Self::List => Some(MINIMAL),
        }
    }

    /// An appearance that wants this arrangement; its words that mean anything else stay.
    pub fn put_into(self, appearance: &str) -> String {
        let is_other = |word: &&str| ![MINIMAL, LIKERT].contains(word) && !BESIDE.contains(word);
        appearance.split_whitespace().filter(is_other).chain(self.word()).collect::<Vec<_>>().join(" ")
    }
}

impl NodeState {
    /// Whether the answer is written in several lines.
    pub fn is_multiline(&self) -> bool {
        self.kind == Kind::Text && self.appearance.split_whitespace().any(|word| word == MULTILINE)
    }

    pub fn arrangement(&self) -> Arrangement {
        Arrangement::of(&self.kind, &self.appearance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Kind {
        Kind::SelectOne { list: "l".into() }
    }

    fn several() -> Kind {
        Kind::SelectMultiple { list: "l".into() }
    }

    #[test]
    fn an_appearance_arranges_the_answers_of_the_kinds_that_it_fits() {
        for (appearance, of_one, of_several) in [
            ("", Arrangement::Below, Arrangement::Below),
            ("minimal", Arrangement::List, Arrangement::Below),
            ("likert", Arrangement::Likert, Arrangement::Below),
            ("w4 horizontal", Arrangement::Beside, Arrangement::Beside),
            ("columns-pack no-buttons", Arrangement::Beside, Arrangement::Beside),
            ("minimal columns", Arrangement::List, Arrangement::Beside),
            ("columnsx quick", Arrangement::Below, Arrangement::Below),
        ] {
            assert_eq!(Arrangement::of(&one(), appearance), of_one, "{appearance}");
            assert_eq!(Arrangement::of(&several(), appearance), of_several, "{appearance}");
            assert_eq!(Arrangement::of(&Kind::Text, appearance), Arrangement::Below, "{appearance}");
        }
    }

    #[test]
    fn an_arrangement_that_is_put_is_the_one_that_is_read_and_other_words_stay() {
        let all = [Arrangement::Below, Arrangement::Beside, Arrangement::Likert, Arrangement::List];
        for before in ["", "columns w2", "minimal", "likert horizontal"] {
            for arrangement in all {
                let after = arrangement.put_into(before);
                assert_eq!(Arrangement::of(&one(), &after), arrangement, "{before}: {after}");
                assert_eq!(after.contains("w2"), before.contains("w2"), "{before}: {after}");
            }
        }
    }

    /// What the support matrix says is arranged is arranged.
    #[test]
    fn every_appearance_of_the_matrix_for_answers_arranges_them() {
        let named: Vec<&str> =
            APPEARANCES.iter().filter(|(_, does)| does.contains("select_one")).map(|(name, _)| *name).collect();
        assert_eq!(named.len(), 6);
        for name in named {
            assert_ne!(Arrangement::of(&one(), name), Arrangement::Below, "{name}");
        }
    }
}
