//! Which part is evaluated.

use super::Part;
use crate::{
    ids::{KitaId, SozialraumId},
    questionnaires::definition::QuestionId,
};
use serde::{Deserialize, Serialize};

/// What somebody wants to see of a questionnaire's answers; empty fields do not restrict. Stands in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationQuery {
    /// Id of a Sozialraum.
    pub sozialraum: String,
    /// Id of a Kita.
    pub kita: String,
    /// A [`super::Wave`]; no whole year, which would be one more sum over few people. It was called so when a year was one wave, and
    /// addresses from then stay valid.
    #[serde(rename = "year")]
    pub wave: String,
    /// Language in which somebody answered, as [`super::language_code`]; not together with a Sozialraum or a Kita.
    pub language: String,
    /// Ids of the two questions that are set against each other.
    pub row: String,
    pub column: String,
}

impl EvaluationQuery {
    /// Whether an Erhebung belongs to what is asked for; what is about an event belongs to no Kita and no Sozialraum. Languages
    /// are looked at apart ([`super::Withheld`]).
    pub fn admits(&self, part: &Part, sozialraum_of: &dyn Fn(KitaId) -> Option<SozialraumId>) -> bool {
        let kita = part.head.erhebung.about.kita();
        (self.kita.is_empty() || kita.is_some_and(|kita| kita.to_string() == self.kita))
            && (self.wave.is_empty() || part.wave.to_string() == self.wave)
            && (self.sozialraum.is_empty()
                || kita.and_then(sozialraum_of).is_some_and(|id| id.to_string() == self.sozialraum))
    }

    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        [&self.sozialraum, &self.kita, &self.wave, &self.language].into_iter().all(String::is_empty)
    }

    /// The questions of the crosstab, when two different ones are chosen.
    pub fn pair(&self) -> Option<(QuestionId, QuestionId)> {
        let (row, column) = (self.row.parse().ok()?, self.column.parse().ok()?);
        (row != column).then_some((QuestionId(row), QuestionId(column)))
    }

    /// The same with any of the filters left out: everything larger that a reader can compare this part with.
    pub fn larger(&self) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for left_out in 1..8u8 {
            let mut larger = self.clone();
            for (bit, field) in [&mut larger.sozialraum, &mut larger.kita, &mut larger.wave].into_iter().enumerate() {
                if left_out & (1 << bit) != 0 {
                    field.clear();
                }
            }
            if larger != *self && !found.contains(&larger) {
                found.push(larger);
            }
        }
        found
    }
}
