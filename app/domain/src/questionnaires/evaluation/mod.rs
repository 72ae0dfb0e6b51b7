//! Evaluation of a questionnaire over all its Erhebungen: parts by Kita, Sozialraum and year, two questions against each
//! other, years beside each other, words of free texts.
//!
//! What is counted here is true and stays on the server; people see [`Evaluation`], from which nobody can be
//! recognised, also not by comparing one part with another (domain §6).

mod crosstab;
mod query;
mod scale;
mod sheets;
#[cfg(test)]
mod tests;
mod words;

pub use crosstab::{Crosstab, CrosstabRow, Pairs, count_pairs, is_single_choice};
pub use query::EvaluationQuery;
pub use scale::group_by_scale;
pub use words::{TextWords, Word, WordCounts, count_words};

use super::{
    definition::{Definition, QuestionId},
    port::ErhebungHead,
    results::{Tally, tally},
    submission::Submission,
    view::Results,
};
use crate::ids::{KitaId, SozialraumId};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The true counts of one Erhebung.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub head: ErhebungHead,
    pub tally: Tally,
    pub words: WordCounts,
    /// Of the two questions that are set against each other; empty when none are.
    pub pairs: Pairs,
}

impl Part {
    /// Counts what was answered in one Erhebung. `kept` are counts of answers that were deleted already.
    pub fn count(
        head: ErhebungHead,
        definition: &Definition,
        submissions: &[Submission],
        kept: Option<Tally>,
        pair: Option<(QuestionId, QuestionId)>,
    ) -> Self {
        let mut counts = tally(definition, submissions);
        counts.add(kept.unwrap_or_default());
        let pairs = pair.map(|(row, column)| count_pairs(submissions, row, column)).unwrap_or_default();
        Self { head, tally: counts, words: count_words(definition, submissions), pairs }
    }

    /// The wave it belongs to: the year in which it began.
    pub fn year(&self) -> i32 {
        self.head.erhebung.from.year()
    }
}

/// Everything that is evaluated: the parts of one questionnaire, and where each Kita lies.
pub struct Collected<'a> {
    /// The newest version: its texts and order of questions are shown.
    pub definition: &'a Definition,
    pub parts: &'a [Part],
    pub sozialraum_of: &'a dyn Fn(KitaId) -> Option<SozialraumId>,
    /// Smallest count of respondents that is shown.
    pub threshold: u32,
}

/// An evaluation as people see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Erhebungen that belong to the part in sight.
    pub erhebungen: u32,
    /// Who was asked in those Erhebungen for which it is known, and how many of them answered: the response rate.
    pub asked: u32,
    pub responses_of_asked: u32,
    pub results: Results,
    pub words: Vec<TextWords>,
    pub crosstab: Option<Crosstab>,
    /// The same results for each year, when there are several.
    pub years: Vec<(i32, Results)>,
}

impl Collected<'_> {
    /// The part that is asked for.
    pub fn evaluate(&self, query: &EvaluationQuery) -> Evaluation {
        let part = self.part(query);
        let rests = self.rests(query);
        let threshold = self.threshold_of(&part);
        let language = self.definition.first_language();
        let tallies: Vec<Tally> = rests.iter().map(|rest| sum(rest)).collect();
        let results = Results::of_part(self.definition, &sum(&part), &tallies, threshold, language);
        let years: BTreeSet<i32> = part.iter().map(|part| part.year()).collect();
        let compared = if years.len() > 1 { years } else { BTreeSet::new() };
        let known = part.iter().filter_map(|part| Some((part.head.erhebung.asked?, part.tally.submissions)));
        Evaluation {
            erhebungen: u32::try_from(part.len()).unwrap_or(u32::MAX),
            asked: known.clone().map(|(asked, _)| asked).sum(),
            responses_of_asked: known.map(|(_, responses)| responses).sum(),
            results,
            words: TextWords::of(self.definition, &part, &rests, threshold),
            crosstab: query.pair().and_then(|pair| Crosstab::new(self.definition, pair, &part, &rests, threshold)),
            years: compared.into_iter().map(|year| (year, self.year(query, year))).collect(),
        }
    }

    fn year(&self, query: &EvaluationQuery, year: i32) -> Results {
        let one = EvaluationQuery { year: year.to_string(), ..query.clone() };
        let part = self.part(&one);
        let rests: Vec<Tally> = self.rests(&one).iter().map(|rest| sum(rest)).collect();
        let language = self.definition.first_language();
        Results::of_part(self.definition, &sum(&part), &rests, self.threshold_of(&part), language)
    }

    fn part(&self, query: &EvaluationQuery) -> Vec<&Part> {
        self.parts.iter().filter(|part| query.admits(part, self.sozialraum_of)).collect()
    }

    /// What is left of everything larger that can be seen with fewer filters.
    fn rests(&self, query: &EvaluationQuery) -> Vec<Vec<&Part>> {
        let larger = query.larger();
        let rest = |larger: &EvaluationQuery| -> Vec<&Part> {
            let parts = self.part(larger).into_iter();
            parts.filter(|part| !query.admits(part, self.sozialraum_of)).collect()
        };
        larger.iter().map(rest).filter(|rest| !rest.is_empty()).collect()
    }

    /// Protocol sheets hold no answers of respondents; as soon as one respondent is among them, all are protected.
    fn threshold_of(&self, part: &[&Part]) -> Option<u32> {
        part.iter().any(|part| !part.head.erhebung.is_protocol()).then_some(self.threshold)
    }
}

fn sum(parts: &[&Part]) -> Tally {
    let mut sum = Tally::default();
    for part in parts {
        sum.add(part.tally.clone());
    }
    sum
}
