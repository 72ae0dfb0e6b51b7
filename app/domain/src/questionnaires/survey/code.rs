//! One-time codes: printed on cards, one for each family; a code opens one answer and is gone with it.

use super::{
    language::Language,
    link::{NotAToken, SurveyToken, letters, read_letters},
};
use crate::{
    error::{ErrorCode, FieldError},
    field::{Faults, whole_number},
    questionnaires::Definition,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Ten letters and digits that do not look alike (about 49 bits), written in two halves: "abcde-fghjk". The store keeps only
/// its hash, and deletes that together with storing the answer, so nothing leads from a code to an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SurveyCode(String);

const LENGTH: usize = 10;

impl SurveyCode {
    /// From random bytes, as [`SurveyToken::from_random`].
    pub fn from_random(bytes: impl FnMut() -> u8) -> Self {
        Self(letters(LENGTH, bytes))
    }

    /// SHA-256 in hex of link and code: what is kept until the code is used. A code of one survey says nothing in another.
    pub fn hash(&self, token: &SurveyToken) -> String {
        let digest = Sha256::digest(format!("{token}:{}", self.0).as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl FromStr for SurveyCode {
    type Err = NotAToken;

    /// As people type from paper: capitals, spaces and hyphens are taken too.
    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–')).collect();
        read_letters(LENGTH, &plain).map(Self)
    }
}

impl fmt::Display for SurveyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at(LENGTH / 2);
        write!(f, "{first}-{second}")
    }
}

/// Who may answer a survey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyAccess {
    /// Whoever has the link; marks on the device guard against answering twice.
    #[default]
    Open,
    /// Whoever has a code that nobody has used.
    Codes,
}

impl SurveyAccess {
    /// As forms and rows write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Codes => "codes",
        }
    }

    /// `None` for any other word.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Codes].into_iter().find(|access| access.name() == name)
    }
}

/// How many codes an Erhebung has had printed, and how many of them nobody has used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeCount {
    pub issued: u32,
    pub left: u32,
}

/// Most codes that one sheet of cards may have: a large Kita has 200 families.
pub const MOST_CODES: u32 = 400;

/// The form with which codes are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodesInput {
    /// 1 to [`MOST_CODES`].
    pub anzahl: String,
    /// [`Language::tag`] of one of [`card_languages`]; empty means German.
    pub sprache: String,
    /// Whether the texts stand on the card in German as well.
    pub mit_deutsch: bool,
}

/// A sheet of cards as ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodesOrder {
    pub count: u32,
    /// What the cards are written in: one language, or one and German below it.
    pub languages: Vec<Language>,
}

impl CodesInput {
    /// The order, or what is wrong; `offered` are the [`card_languages`].
    pub fn check(&self, offered: &[Language]) -> Result<CodesOrder, Vec<FieldError>> {
        let mut faults = Faults::new();
        let count = faults.take(whole_number("anzahl", &self.anzahl, 1, i64::from(MOST_CODES)));
        let wanted = if self.sprache.is_empty() { Language::German.tag() } else { self.sprache.as_str() };
        let language = offered.iter().copied().find(|language| language.tag() == wanted);
        let language = faults.take(language.ok_or_else(|| FieldError::new("sprache", ErrorCode::NotAChoice)));
        let count = count.and_then(|count| u32::try_from(count).ok());
        let below = (self.mit_deutsch && language != Some(Language::German)).then_some(Language::German);
        let order = |(count, language)| {
            let languages = std::iter::once(language).chain(below).collect();
            CodesOrder { count, languages }
        };
        faults.finish(count.zip(language).map(order))
    }
}

/// In which languages cards can be printed: German, and those in which the questionnaire asks. A card in any other one would
/// lead to questions that its reader does not understand.
pub fn card_languages(definition: &Definition) -> Vec<Language> {
    let asked: Vec<Language> =
        definition.languages.iter().filter_map(|name| Language::of_questionnaire(name)).collect();
    let offered = |language: &Language| *language == Language::German || asked.contains(language);
    Language::ALL.into_iter().filter(offered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted() -> impl FnMut() -> u8 {
        let mut next = 0_u8;
        move || {
            next = next.wrapping_add(101);
            next
        }
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = SurveyCode::from_random(counted());
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.matches('-').count()), (11, 1));
        for text in
            [shown.clone(), shown.to_uppercase(), shown.replace('-', ""), format!(" {} ", shown.replace('-', " – "))]
        {
            assert_eq!(text.parse().as_ref(), Ok(&code), "{text}");
        }
        for text in ["", "abcde", "abcde-fghj", "abcde-fghjkm", "abcde-fghj1", "äbcde-fghjk"] {
            assert_eq!(text.parse::<SurveyCode>(), Err(NotAToken), "{text}");
        }
    }

    #[test]
    fn the_hash_belongs_to_the_link() {
        let code = SurveyCode::from_random(counted());
        let (one, other) = (SurveyToken::from_random(counted()), SurveyToken::from_random(|| 7));
        assert_eq!(code.hash(&one), code.hash(&one));
        assert_ne!(code.hash(&one), code.hash(&other));
        assert!(!code.hash(&one).contains(&code.0));
    }

    #[test]
    fn a_sheet_has_one_to_four_hundred_cards() {
        let check = |text: &str| {
            let input = CodesInput { anzahl: text.into(), ..CodesInput::default() };
            input.check(&[Language::German]).map(|order| order.count).ok()
        };
        assert_eq!(
            [check("1"), check(" 400 "), check("0"), check("401"), check("viele"), check("")],
            [Some(1), Some(400), None, None, None, None]
        );
    }

    #[test]
    fn cards_are_in_a_language_of_the_questionnaire_with_german_below_where_wanted() {
        use Language::{Arabic, German, Turkish};
        let asked = ["German (de)", "العربية (ar)", "Acoli (ach)"].map(str::to_owned);
        let offered = card_languages(&Definition { languages: asked.into(), ..Definition::default() });
        assert_eq!(offered, [German, Arabic]);
        assert_eq!(card_languages(&Definition::default()), [German]);
        let check = |language: &str, below: bool| {
            let input = CodesInput { anzahl: "3".into(), sprache: language.into(), mit_deutsch: below };
            input.check(&offered).map(|order| order.languages)
        };
        assert_eq!(check("", true), Ok(vec![German]));
        assert_eq!(check(German.tag(), false), Ok(vec![German]));
        assert_eq!(check(Arabic.tag(), false), Ok(vec![Arabic]));
        assert_eq!(check(Arabic.tag(), true), Ok(vec![Arabic, German]));
        let refused = Err(vec![FieldError::new("sprache", ErrorCode::NotAChoice)]);
        assert_eq!([check(Turkish.tag(), true), check("<b>", false)], [refused.clone(), refused]);
    }
}
