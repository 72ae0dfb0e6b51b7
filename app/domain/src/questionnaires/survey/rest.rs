//! What somebody has answered so far and put aside: it lies on their own device only, in cookies of the survey's address,
//! and goes on there. The server keeps nothing of it.

use super::{
    link::Survey,
    stand::{Mark, Stand},
};
use crate::questionnaires::submission::{Answer, Draft, Place};
use base64ct::{Base64UrlUnpadded, Encoding};
use chrono::{Days, NaiveDate};

/// Most characters of a part: browsers take 4,096 bytes for a cookie with its name and attributes (RFC 6265 §6.1).
const PART: usize = 3_500;
/// Most parts: what stands before a server commonly takes 8,192 bytes for all cookies of a request.
pub const REST_PARTS: usize = 2;
/// Days for which answers stay put aside.
pub const REST_DAYS: u64 = 7;

/// Answers that were put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    pub stand: Stand,
    /// The language of the questionnaire that was shown.
    pub language: String,
}

/// Page, mark, seed, language, answers, repeats: as short as it can be, since a cookie holds little.
type Written = (usize, Mark, u64, String, Vec<(Place, String)>, Vec<(Place, Vec<u32>)>);

impl Rest {
    /// As cookies carry it, in one part or several; `None` when it is too long for them.
    pub fn write(&self) -> Option<Vec<String>> {
        let Stand { page, mark, seed, draft } = &self.stand;
        let answers: Vec<(&Place, &str)> =
            draft.answers.iter().map(|answer| (&answer.place, answer.value.as_str())).collect();
        let text = serde_json::to_string(&(page, mark, seed, &self.language, answers, &draft.repeats)).ok()?;
        let written = Base64UrlUnpadded::encode_string(text.as_bytes());
        let parts = written.as_bytes().chunks(PART).map(|part| String::from_utf8_lossy(part).into_owned());
        let parts: Vec<String> = parts.collect();
        (parts.len() <= REST_PARTS).then_some(parts)
    }

    /// `None` for what nobody has written so, or only a part of it.
    pub fn read(parts: &[&str]) -> Option<Self> {
        let bytes = Base64UrlUnpadded::decode_vec(&parts.concat()).ok()?;
        let (page, mark, seed, language, answers, repeats): Written = serde_json::from_slice(&bytes).ok()?;
        let answer = |(place, value)| Answer { place, name: String::new(), value };
        let draft = Draft { answers: answers.into_iter().map(answer).collect(), repeats };
        Some(Self { stand: Stand { page, mark, seed, draft }, language })
    }
}

/// The last day on which answers that are put aside today can be taken up again: never after the survey.
pub fn rest_until(survey: &Survey, today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(REST_DAYS)).unwrap_or(today).min(survey.closes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::ErhebungId,
        questionnaires::{definition::QuestionId, survey::SurveyAccess},
    };
    use uuid::Uuid;

    fn rest(values: &[&str]) -> Rest {
        let answers = (1..).zip(values).map(|(number, value)| Answer {
            place: Place { question: QuestionId(number), instances: vec![number, 1] },
            name: String::new(),
            value: (*value).to_owned(),
        });
        let draft = Draft { answers: answers.collect(), repeats: vec![(Place::of(QuestionId(9)), vec![1, 3])] };
        let stand = Stand { page: 2, mark: Mark::new(Uuid::from_u128(7)), seed: u64::MAX, draft };
        Rest { stand, language: "العربية (ar)".into() }
    }

    fn read_back(rest: &Rest) -> Option<Rest> {
        let parts = rest.write()?;
        Rest::read(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn what_was_put_aside_comes_back_in_one_part_or_two() {
        let short = rest(&["ja", "von der \"Kita\"; oder=so,\nnein", ""]);
        assert_eq!(short.write().map(|parts| parts.len()), Some(1));
        assert_eq!(read_back(&short), Some(short));
        let long = rest(&["ملعب ".repeat(400).as_str(), "x"]);
        let parts = long.write().expect("two parts");
        assert_eq!(parts.len(), 2);
        assert!(parts.iter().flat_map(|part| part.chars()).all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)));
        assert_eq!(read_back(&long), Some(long));
        assert_eq!(Rest::read(&[parts[0].as_str()]), None, "half of it is nothing");
    }

    #[test]
    fn what_is_too_long_is_not_cut_and_what_is_forged_is_nothing() {
        assert_eq!(rest(&["x".repeat(6_000).as_str()]).write(), None);
        for text in ["", "%%%", "e30", "W10", "bnVsbA"] {
            assert_eq!(Rest::read(&[text]), None, "{text}");
        }
        assert_eq!(Rest::read(&[]), None);
    }

    #[test]
    fn it_is_kept_for_a_week_and_never_after_the_survey() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        let token = "abcdefghjkmnpqrs".parse().expect("a token");
        let access = SurveyAccess::Open;
        let survey = Survey { token, erhebung: ErhebungId::new(Uuid::nil()), opens: day(2), closes: day(20), access };
        assert_eq!(rest_until(&survey, day(3)), day(10));
        assert_eq!(rest_until(&survey, day(18)), day(20));
    }
}
