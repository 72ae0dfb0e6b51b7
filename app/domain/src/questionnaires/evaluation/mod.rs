//! Evaluation of a questionnaire over all its Erhebungen: parts by Kita, Sozialraum, wave and language, two questions
//! against each other, waves beside each other, words of free texts.
//!
//! What is counted here is true and stays on the server; people see [`Evaluation`], from which nobody can be
//! recognised, also not by comparing one part with another (domain §6).

mod counted;
mod crosstab;
mod languages;
mod pieces;
mod query;
mod scale;
mod sheets;
mod siblings;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod wave;
mod words;

pub use counted::{Counted, Decisions};
pub use crosstab::{Crosstab, CrosstabRow, Pairs, count_pairs, is_single_choice};
pub use languages::{Withheld, language_code};
pub use query::EvaluationQuery;
pub use scale::group_by_scale;
pub use texts::QuestionTexts;
pub use wave::Wave;
pub use words::{TextWords, Word, WordCounts, count_words};

use super::{
    definition::{Definition, QuestionId},
    free_texts::{ReleasedText, count_written},
    port::ErhebungHead,
    results::{Tally, tally, tally_entries},
    submission::Submission,
    suppression::is_small,
    survey::Language,
    view::{Figure, Results},
};
use crate::ids::{ErhebungId, KitaId, SozialraumId};
use serde::{Deserialize, Serialize};
use siblings::Siblings;
use std::collections::{BTreeMap, BTreeSet};

/// Whether one of many counts may be shown in the part that is looked at.
type Shows<'a> = &'a dyn Fn(&dyn Fn(&Part) -> u32) -> bool;

/// The true counts of one Erhebung, of the answers in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub head: ErhebungHead,
    /// To which the Erhebung belongs; the first of its year until [`Counted::new`] sees the others.
    pub wave: Wave,
    /// `None`: no language is known.
    pub language: Option<Language>,
    pub tally: Tally,
    pub words: WordCounts,
    /// By question, how many wrote something, of what is not deleted yet.
    pub written: BTreeMap<QuestionId, u32>,
    /// What was released of it; of a whole Erhebung, so with the answers without a language.
    pub released: Vec<ReleasedText>,
    /// How many free texts nobody has decided about; of a whole Erhebung as well.
    pub waiting: u32,
    /// Of the two questions that are set against each other; empty when none are.
    pub pairs: Pairs,
}

impl Part {
    /// Counts what was answered in one Erhebung, by language; there is always a part without one. `kept` are counts of
    /// answers that were deleted already, and their languages with them.
    pub fn of_erhebung(
        head: &ErhebungHead,
        definition: &Definition,
        submissions: Vec<Submission>,
        mut kept: Option<Tally>,
        pair: Option<(QuestionId, QuestionId)>,
    ) -> Vec<Self> {
        let mut by_language: BTreeMap<Option<Language>, Vec<Submission>> = BTreeMap::from([(None, Vec::new())]);
        for submission in submissions {
            by_language.entry(submission.language).or_default().push(submission);
        }
        let count = |(language, own): (Option<Language>, Vec<Submission>)| {
            let kept = if language.is_none() { kept.take() } else { None };
            Self { language, ..Self::count(head.clone(), definition, &own, kept, pair) }
        };
        by_language.into_iter().map(count).collect()
    }

    /// Counts answers of one Erhebung without looking at their language.
    pub fn count(
        head: ErhebungHead,
        definition: &Definition,
        submissions: &[Submission],
        kept: Option<Tally>,
        pair: Option<(QuestionId, QuestionId)>,
    ) -> Self {
        let is_protocol = head.erhebung.is_protocol();
        let mut counts =
            if is_protocol { tally_entries(definition, submissions) } else { tally(definition, submissions) };
        counts.add(kept.unwrap_or_default());
        let pairs = pair.map(|(row, column)| count_pairs(submissions, row, column)).unwrap_or_default();
        Self {
            wave: Wave::first_of_year(head.erhebung.from),
            head,
            language: None,
            tally: counts,
            words: count_words(definition, submissions),
            written: count_written(definition, submissions),
            released: Vec::new(),
            waiting: 0,
            pairs,
        }
    }
}

/// Everything that is evaluated: the parts of one questionnaire, and where each Kita lies.
pub struct Collected<'a> {
    /// The newest version: its texts and order of questions are shown.
    pub definition: &'a Definition,
    pub parts: &'a [Part],
    /// What was decided on these parts before.
    pub decisions: &'a Decisions,
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
    /// Why there are no results, where a language is asked for.
    #[serde(default)]
    pub withheld: Option<Withheld>,
    pub results: Results,
    pub words: Vec<TextWords>,
    /// Free texts that the KiSo have released.
    #[serde(default)]
    pub texts: Vec<QuestionTexts>,
    /// How many free texts nobody has decided about yet; `None` for a part, where it would tell of few people.
    #[serde(default)]
    pub waiting: Option<Figure>,
    pub crosstab: Option<Crosstab>,
    /// The same results for each wave, when there are several.
    pub waves: Vec<(Wave, Results)>,
}

impl Collected<'_> {
    /// The part that is asked for.
    pub fn evaluate(&self, query: &EvaluationQuery) -> Evaluation {
        if !query.language.is_empty() {
            return self.evaluate_language(query);
        }
        let part = self.part(query);
        let rests = self.rests(query);
        let all: Vec<&Part> = self.parts.iter().collect();
        let threshold = self.threshold_of(&all);
        let siblings = threshold.map(|threshold| Siblings::of(self, threshold));
        let view = siblings.as_ref().and_then(|all| Some((all, all.view(query)?)));
        let shows = |count: &dyn Fn(&Part) -> u32| view.is_none_or(|(all, view)| all.shows(view, count));
        let waves: BTreeSet<Wave> = part.iter().map(|part| part.wave).collect();
        let compared = if waves.len() > 1 { waves } else { BTreeSet::new() };
        let erhebungen = erhebungen(&part);
        let known = erhebungen.values().filter_map(|(asked, responses)| Some(((*asked)?, *responses)));
        Evaluation {
            erhebungen: u32::try_from(erhebungen.len()).unwrap_or(u32::MAX),
            asked: known.clone().map(|(asked, _)| asked).sum(),
            responses_of_asked: known.map(|(_, responses)| responses).sum(),
            withheld: None,
            results: self.results(siblings.as_ref(), query),
            words: TextWords::of(self.definition, &part, &rests, threshold, &shows),
            texts: QuestionTexts::of(self.definition, &part, &rests, threshold, &shows),
            waiting: threshold.filter(|_| query.is_whole()).map(|threshold| self.waiting(threshold)),
            crosstab: query.pair().and_then(|pair| {
                Crosstab::new(self.definition, pair, &part, |rows, columns| {
                    siblings.as_ref()?.table(query, pair, (rows, columns))
                })
            }),
            waves: compared.into_iter().map(|wave| (wave, self.wave(siblings.as_ref(), query, wave))).collect(),
        }
    }

    /// What the page of one Erhebung of respondents shows: no more than can stand beside the evaluation of all. `None` when
    /// it is not among the parts.
    pub fn results_of(&self, erhebung: ErhebungId) -> Option<Results> {
        Siblings::of(self, self.threshold).results_of(erhebung)
    }

    fn waiting(&self, threshold: u32) -> Figure {
        let count = self.parts.iter().map(|part| part.waiting).sum::<u32>();
        if is_small(count, threshold) { Figure::Suppressed } else { Figure::Shown(count) }
    }

    fn wave(&self, siblings: Option<&Siblings>, query: &EvaluationQuery, wave: Wave) -> Results {
        self.results(siblings, &EvaluationQuery { wave: wave.to_string(), ..query.clone() })
    }

    /// Without siblings nothing is hidden: protocol sheets only.
    fn results(&self, siblings: Option<&Siblings>, query: &EvaluationQuery) -> Results {
        let (definition, language) = (self.definition, self.definition.first_language());
        match siblings {
            Some(siblings) => siblings.results(query),
            None => Results::of_part(definition, &sum(&self.part(query)), &[], None, language),
        }
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

/// How many were asked in each Erhebung, where it is known, and how many answered.
fn erhebungen(parts: &[&Part]) -> BTreeMap<ErhebungId, (Option<u32>, u32)> {
    let mut found = BTreeMap::new();
    for part in parts {
        let (_, responses) = found.entry(part.head.erhebung.id).or_insert((part.head.erhebung.asked, 0));
        *responses += part.tally.submissions;
    }
    found
}

fn sum(parts: &[&Part]) -> Tally {
    let mut sum = Tally::default();
    for part in parts {
        sum.add(part.tally.clone());
    }
    sum
}
