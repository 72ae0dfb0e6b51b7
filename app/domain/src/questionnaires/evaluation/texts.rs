//! Free texts that were released, in the part that is looked at.

use super::{Part, Shows};
use crate::questionnaires::{
    definition::{Definition, Kind, QuestionId},
    suppression::is_small,
};
use serde::{Deserialize, Serialize};

/// The released texts of one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionTexts {
    pub question: QuestionId,
    /// In the order of the alphabet, which tells nothing of who wrote them.
    pub texts: Vec<String>,
}

impl QuestionTexts {
    /// A text stands beside a Kita, a Sozialraum or a wave only where enough people wrote something there, and enough
    /// elsewhere: whoever takes the texts of some parts from those of all learns no more of the rest.
    pub(super) fn of(
        definition: &Definition,
        part: &[&Part],
        rests: &[Vec<&Part>],
        threshold: Option<u32>,
        shows: Shows<'_>,
    ) -> Vec<Self> {
        let threshold = threshold.unwrap_or(0);
        let questions = definition.walk().into_iter().filter(|node| node.kind == Kind::Text);
        let of_question = questions.map(|node| {
            let written = |part: &Part| part.written.get(&node.id).copied().unwrap_or_default();
            let together = |parts: &[&Part]| parts.iter().map(|part| written(part)).sum::<u32>();
            let is_shown = !is_small(together(part), threshold)
                && !rests.iter().any(|rest| is_small(together(rest), threshold))
                && shows(&written);
            let released = part.iter().flat_map(|part| &part.released).filter(|text| text.question == node.id);
            let mut texts: Vec<String> =
                if is_shown { released.map(|text| text.text.clone()).collect() } else { Vec::new() };
            texts.sort();
            Self { question: node.id, texts }
        });
        of_question.filter(|found| !found.texts.is_empty()).collect()
    }
}
