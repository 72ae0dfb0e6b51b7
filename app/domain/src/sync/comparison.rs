//! A questionnaire that was finished more than once: its contents beside each other, in the words of its questionnaire, for
//! whoever chooses between them.

use super::{
    german,
    preview::{answer, answered_places},
    seen::ChangeKey,
};
use crate::questionnaires::{Answer, Definition, Place, SentSubmission};
use serde::{Deserialize, Serialize};

/// What a person sees before the choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Questionnaire and Kita; empty where the Erhebung is not known.
    pub title: String,
    pub versions: Vec<FinishedVersion>,
    /// In the order of the questionnaire, every question that has an answer in one of the versions.
    pub rows: Vec<ComparedAnswer>,
}

/// One of the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinishedVersion {
    /// Names it towards the server.
    pub hash: String,
    /// Its number, where it comes from, and its day: `Fassung 1: Demo KiSo, 02.03.2026`
    pub name: String,
}

/// A question with its answer in each of the versions, as people read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedAnswer {
    pub question: String,
    pub answers: Vec<String>,
    /// Whether they are not all the same.
    pub differs: bool,
}

impl Comparison {
    /// Contents in the order of [`super::Finishing::contents`]; `origin` says where a change comes from, `now` is in
    /// milliseconds since 1970.
    pub fn of(
        contents: &[(ChangeKey, SentSubmission)],
        definition: &Definition,
        origin: impl Fn(ChangeKey) -> String,
        now: i64,
    ) -> Self {
        let versions = (1..).zip(contents).map(|(number, (key, sent))| FinishedVersion {
            hash: sent.hash.clone(),
            name: german::version(number, &origin(*key), sent.day),
        });
        let places = answered_places(definition, &given_anywhere(contents), now).into_iter();
        let rows = places.map(|(place, label)| compared(contents, definition, &place, &label));
        Self { title: String::new(), versions: versions.collect(), rows: rows.collect() }
    }

    /// How many questions are answered differently.
    pub fn differences(&self) -> usize {
        self.rows.iter().filter(|row| row.differs).count()
    }
}

/// One answer to each question that was answered in any of them.
fn given_anywhere(contents: &[(ChangeKey, SentSubmission)]) -> Vec<Answer> {
    let mut given: Vec<Answer> = Vec::new();
    for one in contents.iter().flat_map(|(_, sent)| &sent.content.answers) {
        if !one.value.is_empty() && given.iter().all(|known| known.place != one.place) {
            given.push(one.clone());
        }
    }
    given
}

fn compared(
    contents: &[(ChangeKey, SentSubmission)],
    definition: &Definition,
    place: &Place,
    label: &str,
) -> ComparedAnswer {
    let values: Vec<&str> = contents.iter().map(|(_, sent)| sent.content.value(place).unwrap_or_default()).collect();
    let read = |value: &&str| answer(definition, place, label.to_owned(), value);
    let question = values.first().map(|value| read(value).question).unwrap_or_default();
    let differs = values.iter().any(|value| *value != values[0]);
    let written = |value: &&str| if value.is_empty() { german::NO_ANSWER.to_owned() } else { read(value).answer };
    ComparedAnswer { question, answers: values.iter().map(written).collect(), differs }
}

#[cfg(test)]
#[path = "comparison_test.rs"]
mod tests;
