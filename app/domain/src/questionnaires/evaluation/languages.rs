//! Evaluation by the language in which somebody answered.
//!
//! A rare language in a small Kita is a family. So languages are told apart over all Kitas together and over waves only,
//! rare ones stand together, and all languages hide the same counts: whoever takes some from the whole learns nothing of
//! the rest.

use super::{Collected, Evaluation, EvaluationQuery, Part, Wave, sum};
use crate::questionnaires::{
    erhebung::About,
    results::Tally,
    suppression::{Layers, is_small},
    survey::Language,
    view::Results,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Stands in the address for everything that is no language of its own.
const OTHERS: &str = "andere";

/// Why nothing is shown of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// A Kita or a Sozialraum is chosen besides.
    OnePlace,
    /// A wave is chosen besides, and one of the waves is of one place only: what was answered there would be seen, or follow from the
    /// whole less the other waves.
    OneWave,
    /// Too few answered in it, or in the others so that subtracting would tell; nobody is too few as well.
    TooFew,
}

/// How a language stands in the address; `None` are all that are not told apart.
pub fn language_code(language: Option<Language>) -> &'static str {
    language.map_or(OTHERS, Language::tag)
}

/// Languages that are shown as one.
struct Group {
    /// `None`: what is not told apart.
    language: Option<Language>,
    members: BTreeSet<Option<Language>>,
}

impl Group {
    fn of<'a>(&self, parts: &[&'a Part]) -> Vec<&'a Part> {
        parts.iter().copied().filter(|part| self.members.contains(&part.language)).collect()
    }
}

impl Collected<'_> {
    /// The languages to choose from, the others last as `None`; none where all answers are of one.
    pub fn languages(&self) -> Vec<Option<Language>> {
        let groups = self.groups();
        if groups.len() < 2 { Vec::new() } else { groups.into_iter().map(|group| group.language).collect() }
    }

    /// A language stands for itself where it is not rare over everything; the others stand together, and the rarest of
    /// the languages goes with them as long as they are few.
    fn groups(&self) -> Vec<Group> {
        let all: Vec<&Part> = self.parts.iter().collect();
        let threshold = self.threshold_of(&all).unwrap_or(0);
        let mut counts: BTreeMap<Option<Language>, u32> = BTreeMap::new();
        for part in all {
            *counts.entry(part.language).or_default() += part.tally.submissions;
        }
        let (mut others, mut own): (Vec<_>, Vec<_>) = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .partition(|(language, count)| language.is_none() || is_small(*count, threshold));
        // Rarest last.
        own.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        while is_small(others.iter().map(|(_, count)| count).sum(), threshold) {
            match own.pop() {
                Some(rarest) => others.push(rarest),
                None => break,
            }
        }
        own.sort_by_key(|(language, _)| *language);
        let alone = |(language, _): (Option<Language>, u32)| Group { language, members: BTreeSet::from([language]) };
        let mut groups: Vec<Group> = own.into_iter().map(alone).collect();
        if !others.is_empty() {
            groups.push(Group { language: None, members: others.into_iter().map(|(language, _)| language).collect() });
        }
        groups
    }

    /// What was answered in one language, over all Kitas; without free texts, their words and a crosstab, which would divide few
    /// people further.
    pub(super) fn evaluate_language(&self, query: &EvaluationQuery) -> Evaluation {
        let groups = self.groups();
        let all = EvaluationQuery { wave: query.wave.clone(), ..EvaluationQuery::default() };
        let one_place = !query.kita.is_empty() || !query.sozialraum.is_empty();
        let has_wave_of_one_place = self.has_wave_of_one_place();
        let found = match groups.iter().find(|group| language_code(group.language) == query.language) {
            _ if one_place => Err(Withheld::OnePlace),
            _ if !query.wave.is_empty() && has_wave_of_one_place => Err(Withheld::OneWave),
            Some(group) => self.of_group(group, &groups, &all),
            None => Err(Withheld::TooFew),
        };
        let context = self.part(&all);
        let erhebungen: BTreeSet<_> = context.iter().map(|part| part.head.erhebung.id).collect();
        let waves: BTreeSet<Wave> = context.iter().map(|part| part.wave).collect();
        let of_wave = |wave: Wave| {
            let one = EvaluationQuery { wave: wave.to_string(), ..EvaluationQuery::default() };
            let group = groups.iter().find(|group| language_code(group.language) == query.language)?;
            Some((wave, self.of_group(group, &groups, &one).ok()?))
        };
        let is_compared = found.is_ok() && waves.len() > 1 && !has_wave_of_one_place;
        let compared = if is_compared { waves } else { BTreeSet::new() };
        let threshold = self.threshold_of(&context);
        Evaluation {
            erhebungen: u32::try_from(erhebungen.len()).unwrap_or(u32::MAX),
            // Nobody knows in which language those were asked who did not answer.
            asked: 0,
            responses_of_asked: 0,
            withheld: found.as_ref().err().copied(),
            results: found.unwrap_or(Results { submissions: 0, threshold, questions: Vec::new() }),
            words: Vec::new(),
            texts: Vec::new(),
            waiting: None,
            crosstab: None,
            waves: compared.into_iter().filter_map(of_wave).collect(),
        }
    }

    /// Whether respondents of several places answered, and those of one wave in one place only.
    fn has_wave_of_one_place(&self) -> bool {
        let mut by_wave: BTreeMap<Wave, HashSet<About>> = BTreeMap::new();
        let answered = |part: &&Part| part.tally.submissions > 0 && !part.head.erhebung.is_protocol();
        for part in self.parts.iter().filter(answered) {
            by_wave.entry(part.wave).or_default().insert(part.head.erhebung.about);
        }
        let places: HashSet<&About> = by_wave.values().flatten().collect();
        places.len() > 1 && by_wave.values().any(|places| places.len() == 1)
    }

    fn of_group(&self, group: &Group, groups: &[Group], query: &EvaluationQuery) -> Result<Results, Withheld> {
        let context = self.part(query);
        let threshold = self.threshold_of(&context);
        let units = self.units(query);
        let by_group = |unit: &Vec<&Part>| groups.iter().map(|group| sum(&group.of(unit))).collect::<Vec<Tally>>();
        let divided: Vec<Vec<Tally>> = units.iter().map(by_group).collect();
        let own = sum(&group.of(&context));
        let submissions = divided.iter().map(|unit| unit.iter().map(|tally| tally.submissions).collect()).collect();
        let hidden = Layers::new(submissions).hide_small(threshold.unwrap_or(0));
        let position = groups.iter().position(|other| other.language == group.language);
        if own.submissions == 0 || position.is_none_or(|position| hidden[position]) {
            return Err(Withheld::TooFew);
        }
        let whole = sum(&context);
        let layers: Vec<Tally> = units.iter().map(|unit| sum(unit)).chain(divided.into_iter().flatten()).collect();
        let language = self.definition.first_language();
        Ok(Results::of_group(self.definition, &own, &whole, &layers, threshold, language))
    }

    /// What is shown one after the other: everything, or each wave, the one in sight first.
    fn units(&self, query: &EvaluationQuery) -> Vec<Vec<&Part>> {
        let context = self.part(query);
        if query.wave.is_empty() {
            return vec![context];
        }
        let mut others: BTreeMap<Wave, Vec<&Part>> = BTreeMap::new();
        for part in self.parts.iter().filter(|part| part.wave.to_string() != query.wave) {
            others.entry(part.wave).or_default().push(part);
        }
        std::iter::once(context).chain(others.into_values()).collect()
    }
}
