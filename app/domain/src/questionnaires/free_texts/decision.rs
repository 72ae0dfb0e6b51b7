//! What somebody decides about a text.

use crate::{
    error::{ErrorCode, FieldError},
    field::Faults,
    questionnaires::german::BLACKED_OUT,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Words of a text that nobody sees any more. They stand between white space and count from 0, as in
/// [`str::split_whitespace`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlackedOut(BTreeSet<u32>);

impl BlackedOut {
    pub fn of(words: impl IntoIterator<Item = u32>) -> Self {
        Self(words.into_iter().collect())
    }

    /// In ascending order.
    pub fn words(&self) -> Vec<u32> {
        self.0.iter().copied().collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn holds(&self, word: u32) -> bool {
        self.0.contains(&word)
    }

    /// The same with this word blacked out, or to be seen again.
    pub fn turned(&self, word: u32) -> Self {
        let mut words = self.0.clone();
        if !words.remove(&word) {
            words.insert(word);
        }
        Self(words)
    }

    /// What is left of the text. Every passage becomes the same mark, whatever its length, and line breaks become spaces:
    /// neither tells more than the words that stay.
    pub fn apply(&self, text: &str) -> String {
        let mut shown: Vec<&str> = Vec::new();
        let mut is_within = false;
        for (number, word) in (0..).zip(text.split_whitespace()) {
            let is_black = self.0.contains(&number);
            if !is_black {
                shown.push(word);
            } else if !is_within {
                shown.push(BLACKED_OUT);
            }
            is_within = is_black;
        }
        shown.join(" ")
    }
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// To be seen, but for these words.
    Released(BlackedOut),
    Withheld,
}

impl Decision {
    pub fn stand(&self) -> Stand {
        match self {
            Self::Released(words) if words.is_empty() => Stand::Released,
            Self::Released(_) => Stand::BlackedOut,
            Self::Withheld => Stand::Withheld,
        }
    }

    /// What others see of the text; `None` when they see nothing.
    pub fn shown(&self, text: &str) -> Option<String> {
        match self {
            Self::Released(words) => Some(words.apply(text)),
            Self::Withheld => None,
        }
    }

    /// The words that are blacked out.
    pub fn blacked_out(&self) -> Vec<u32> {
        match self {
            Self::Released(words) => words.words(),
            Self::Withheld => Vec::new(),
        }
    }
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Nobody has decided.
    Unseen,
    Released,
    /// Released with passages blacked out.
    BlackedOut,
    Withheld,
}

/// A decision as it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionInput {
    /// `release` or `withhold`.
    pub act: String,
    /// Numbers of the words to black out; without meaning for a text that is withheld.
    pub blacked_out: Vec<u32>,
}

impl DecisionInput {
    /// The decision about this text.
    ///
    /// # Errors
    /// `NotAChoice` at `act` or `blacked_out`; `NothingLeft` at `blacked_out` when every word would be black.
    pub fn check(&self, text: &str) -> Result<Decision, Vec<FieldError>> {
        let mut faults = Faults::new();
        let decision = match self.act.as_str() {
            "withhold" => Some(Decision::Withheld),
            "release" => faults.take(self.black(text)).map(Decision::Released),
            _ => {
                faults.push(FieldError::new("act", ErrorCode::NotAChoice));
                None
            }
        };
        faults.finish(decision)
    }

    fn black(&self, text: &str) -> Result<BlackedOut, FieldError> {
        let refused = |code| Err(FieldError::new("blacked_out", code));
        let words = BlackedOut::of(self.blacked_out.iter().copied());
        let count = text.split_whitespace().count();
        let known = (0u32..).zip(text.split_whitespace()).filter(|(number, _)| words.0.contains(number)).count();
        if known < words.0.len() {
            return refused(ErrorCode::NotAChoice);
        }
        if !words.is_empty() && words.0.len() == count { refused(ErrorCode::NothingLeft) } else { Ok(words) }
    }
}
