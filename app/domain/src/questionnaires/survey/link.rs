//! The link to a survey: for one Erhebung, from one day to another.

use super::code::SurveyAccess;
use crate::{
    error::{ErrorCode, FieldError},
    field::{Faults, date},
    ids::ErhebungId,
    questionnaires::erhebung::Erhebung,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The secret part of the address: 16 letters and digits, without those that look alike on paper (about 79 bits).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SurveyToken(String);

const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH: usize = 16;

impl SurveyToken {
    /// From random bytes, one for each letter and more.
    pub fn from_random(bytes: impl FnMut() -> u8) -> Self {
        Self(letters(LENGTH, bytes))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is not a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a survey token")]
pub struct NotAToken;

impl FromStr for SurveyToken {
    type Err = NotAToken;

    /// Capitals are taken too: people type what they read on paper.
    fn from_str(text: &str) -> Result<Self, NotAToken> {
        read_letters(LENGTH, text.trim()).map(Self)
    }
}

/// So many random letters; a byte that would favour some letters is passed over.
pub(super) fn letters(length: usize, mut bytes: impl FnMut() -> u8) -> String {
    let mut text = String::with_capacity(length);
    while text.len() < length {
        // 248 = 8 × 31: beyond it the remainder would not be even.
        if let byte @ 0..248 = bytes() {
            text.push(char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
        }
    }
    text
}

/// So many of the letters, and nothing else.
pub(super) fn read_letters(length: usize, text: &str) -> Result<String, NotAToken> {
    let text = text.to_ascii_lowercase();
    let good = text.len() == length && text.bytes().all(|byte| LETTERS.contains(&byte));
    if good { Ok(text) } else { Err(NotAToken) }
}

impl TryFrom<String> for SurveyToken {
    type Error = NotAToken;

    fn try_from(text: String) -> Result<Self, NotAToken> {
        text.parse()
    }
}

impl From<SurveyToken> for String {
    fn from(token: SurveyToken) -> Self {
        token.0
    }
}

impl fmt::Display for SurveyToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One link. Whoever has it may answer between its days, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    pub token: SurveyToken,
    pub erhebung: ErhebungId,
    pub opens: NaiveDate,
    pub closes: NaiveDate,
    pub access: SurveyAccess,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyState {
    NotYet,
    Open,
    Over,
}

impl Survey {
    pub fn state(&self, today: NaiveDate) -> SurveyState {
        match () {
            () if today < self.opens => SurveyState::NotYet,
            () if today > self.closes => SurveyState::Over,
            () => SurveyState::Open,
        }
    }
}

/// The form with which the Koordination opens a survey, or changes its days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SurveyInput {
    pub opens: String,
    pub closes: String,
    /// [`SurveyAccess::name`]; empty means open.
    pub access: String,
}

impl SurveyInput {
    /// The survey as entered, or every fault at once. `NotAllowed` where nobody is asked but a protocol is kept.
    ///
    /// Answers belong to the Erhebung, so its days bound those of the link.
    pub fn check(&self, erhebung: &Erhebung, token: SurveyToken) -> Result<Survey, Vec<FieldError>> {
        let mut faults = Faults::new();
        let opens = faults.take(date("opens", &self.opens));
        let closes = faults.take(date("closes", &self.closes));
        if opens.is_some_and(|opens| opens < erhebung.from) {
            faults.push(FieldError::new("opens", ErrorCode::OutsideTerm));
        }
        if closes.is_some_and(|closes| closes > erhebung.to) {
            faults.push(FieldError::new("closes", ErrorCode::OutsideTerm));
        }
        if opens.zip(closes).is_some_and(|(opens, closes)| closes < opens) {
            faults.push(FieldError::new("closes", ErrorCode::EndBeforeStart));
        }
        if erhebung.is_protocol() {
            faults.push(FieldError::new("opens", ErrorCode::WrongState));
        }
        let access = match self.access.as_str() {
            "" => Some(SurveyAccess::Open),
            name => SurveyAccess::of_name(name),
        };
        if access.is_none() {
            faults.push(FieldError::new("access", ErrorCode::NotAChoice));
        }
        let days = opens.zip(closes).zip(access);
        let survey =
            days.map(|((opens, closes), access)| Survey { token, erhebung: erhebung.id, opens, closes, access });
        faults.finish(survey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{Methode, VersionNumber, Zielgruppe};
    use uuid::Uuid;

    fn erhebung(zielgruppe: Zielgruppe) -> Erhebung {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        Erhebung {
            id: ErhebungId::new(Uuid::nil()),
            about: crate::questionnaires::About::Kita(crate::ids::KitaId::new(Uuid::nil())),
            from: day(2),
            to: day(20),
            methode: Methode::SchriftlicheBefragung,
            zielgruppe,
            questionnaire: crate::ids::QuestionnaireId::new(Uuid::nil()),
            version: VersionNumber(1),
            asked: None,
        }
    }

    fn token() -> SurveyToken {
        let mut next = 0_u8;
        SurveyToken::from_random(|| {
            next = next.wrapping_add(97);
            next
        })
    }

    #[test]
    fn tokens_are_read_as_they_are_written_on_paper() {
        let token = token();
        assert_eq!(token.as_str().len(), 16);
        assert_eq!(token.as_str().to_uppercase().parse().as_ref(), Ok(&token));
        for text in ["", "abc", "abcdefghjkmnpqr1", "abcdefghjkmnpqr/", "äbcdefghjkmnpqr"] {
            assert_eq!(text.parse::<SurveyToken>(), Err(NotAToken), "{text}");
        }
    }

    #[test]
    fn a_survey_lies_within_its_erhebung_and_asks_somebody() {
        let faults = |input: &SurveyInput, zielgruppe| {
            let found = input.check(&erhebung(zielgruppe), token()).err().unwrap_or_default();
            found.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
        };
        let input = |opens: &str, closes: &str| SurveyInput {
            opens: opens.into(),
            closes: closes.into(),
            ..SurveyInput::default()
        };
        assert_eq!(faults(&input("2026-03-02", "20.03.2026"), Zielgruppe::Eltern), []);
        assert_eq!(
            faults(&input("2026-03-01", "2026-03-21"), Zielgruppe::Eltern),
            [("opens".into(), ErrorCode::OutsideTerm), ("closes".into(), ErrorCode::OutsideTerm)]
        );
        assert_eq!(
            faults(&input("2026-03-10", "2026-03-09"), Zielgruppe::Eltern),
            [("closes".into(), ErrorCode::EndBeforeStart)]
        );
        assert_eq!(
            faults(&input("2026-03-02", "2026-03-20"), Zielgruppe::Protokoll),
            [("opens".into(), ErrorCode::WrongState)]
        );
        assert_eq!(faults(&SurveyInput::default(), Zielgruppe::Eltern).len(), 2);
    }
}
