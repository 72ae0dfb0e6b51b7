//! What is sent: the answers of one person, without those that did not apply.

use super::{
    definition::{Definition, QuestionId},
    survey::Language,
};
use crate::ids::{ErhebungId, SubmissionId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// Where an answer stands: the question, and inside repeats the instance of each repeat from the outermost inwards.
///
/// An instance keeps its number when another one is removed, so a place never comes to mean another answer. Written
/// `12`, or `12:1.3` inside two repeats: also the name of the field in the journal of a tablet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub question: QuestionId,
    pub instances: Vec<u32>,
}

impl Place {
    /// A question outside of all repeats.
    pub fn of(question: QuestionId) -> Self {
        Self { question, instances: Vec::new() }
    }
}

impl From<QuestionId> for Place {
    fn from(question: QuestionId) -> Self {
        Self::of(question)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.question.fmt(f)?;
        for (depth, instance) in self.instances.iter().enumerate() {
            write!(f, "{}{instance}", if depth == 0 { ':' } else { '.' })?;
        }
        Ok(())
    }
}

/// The text is not a place such as `12` or `12:1.3`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place")]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let (question, instances) = text.split_once(':').map_or((text, None), |(head, tail)| (head, Some(tail)));
        let number = |digits: &str| digits.parse::<u32>().map_err(|_| NotAPlace);
        let instances = match instances {
            Some(numbers) => numbers.split('.').map(number).collect::<Result<_, _>>()?,
            None => Vec::new(),
        };
        Ok(Self { question: QuestionId(number(question)?), instances })
    }
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One answer as text: numbers with a decimal point, dates as ISO 8601, several choices divided by spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub place: Place,
    /// Export path, `group/question`; for people and exports, never for finding the question again.
    #[serde(default)]
    pub name: String,
    pub value: String,
}

/// The answers of one finished questionnaire: relevant ones only, in the order of the questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub answers: Vec<Answer>,
    /// In which language it was answered, for evaluations by language. Only the survey's own languages are told apart, and
    /// only the public survey and respondents on a tablet say so: `None` for any other language, for protocol sheets (nothing
    /// of them is suppressed), for paper and everything older.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

impl Submission {
    /// Hash of the answers (SHA-256, hex): the same answers have the same hash on tablet and server, in whatever
    /// language they were given.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for answer in &self.answers {
            // Lengths in front keep ("1", "23") apart from ("12", "3").
            let place = answer.place.to_string();
            for part in [&place, &answer.value] {
                hasher.update((part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The answer at this place.
    pub fn value(&self, place: &Place) -> Option<&str> {
        self.answers.iter().find(|answer| answer.place == *place).map(|answer| answer.value.as_str())
    }
}

/// An unfinished questionnaire as a tablet keeps it: every answer, also those that do not apply at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub answers: Vec<Answer>,
    /// Instances of repeats, outer ones first; the numbers of a repeat stand in their order on the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<(Place, Vec<u32>)>,
}

impl Draft {
    /// Whether everything that was answered is asked in this definition. What does not fit is of another questionnaire: opened
    /// all the same it would look like a blank one, and go out as a new one (regressions Q4).
    pub fn fits(&self, definition: &Definition) -> bool {
        let asked: BTreeSet<QuestionId> = definition.walk().into_iter().map(|node| node.id).collect();
        let answered = self.answers.iter().filter(|answer| !answer.value.is_empty());
        answered.map(|answer| answer.place.question).all(|question| asked.contains(&question))
    }
}

/// A submission on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentSubmission {
    /// UUID v4, made by the tablet: the same submission sent twice is stored once.
    pub id: SubmissionId,
    pub erhebung: ErhebungId,
    /// Time coarsened to the day, so that nobody is recognised by it (domain §6).
    pub day: NaiveDate,
    /// [`Submission::hash`] as the tablet computed it.
    pub hash: String,
    pub content: Submission,
}

impl SentSubmission {
    pub fn new(id: SubmissionId, erhebung: ErhebungId, day: NaiveDate, content: Submission) -> Self {
        Self { id, erhebung, day, hash: content.hash(), content }
    }

    /// Whether the content arrived as it was sent.
    pub fn is_intact(&self) -> bool {
        self.hash == self.content.hash()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_and_read_back() {
        for text in ["12", "12:1", "12:1.3"] {
            assert_eq!(text.parse::<Place>().map(|place| place.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "x", "12:", "12:1.", "-1", "1:2:3"] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }

    #[test]
    fn the_hash_depends_on_place_and_value_only() {
        let submission = |place: &str, name: &str, value: &str| Submission {
            answers: vec![Answer { place: place.parse().expect("a place"), name: name.into(), value: value.into() }],
            ..Submission::default()
        };
        assert_eq!(submission("1", "a", "23").hash(), submission("1", "b", "23").hash());
        assert_ne!(submission("1", "a", "23").hash(), submission("12", "a", "3").hash());
        let turkish = Submission { language: Some(Language::Turkish), ..submission("1", "a", "23") };
        assert_eq!(turkish.hash(), submission("1", "a", "23").hash());
    }

    #[test]
    fn a_submission_without_a_language_is_written_and_read_as_before_there_were_any() {
        let old = r#"{"answers":[{"place":"1","name":"a","value":"23"}]}"#;
        let read: Submission = serde_json::from_str(old).expect("an old submission");
        assert_eq!(read.language, None);
        assert_eq!(serde_json::to_string(&read).expect("JSON"), old);
        let persian = Submission { language: Some(Language::Persian), ..read };
        let text = serde_json::to_string(&persian).expect("JSON");
        assert!(text.ends_with(r#""language":"fa"}"#), "{text}");
        assert_eq!(serde_json::from_str::<Submission>(&text).expect("a submission"), persian);
    }
}
