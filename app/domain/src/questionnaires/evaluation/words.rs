//! Words of free texts: what several people wrote, and never what one of them did.

use super::Part;
use crate::questionnaires::{
    definition::{Definition, Kind, QuestionId},
    submission::Submission,
    suppression::is_small,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// By question and word: in how many submissions it stands.
pub type WordCounts = BTreeMap<QuestionId, BTreeMap<String, u32>>;

/// How many words of a question are listed.
const LISTED: usize = 40;

/// Shorter ones carry no meaning on their own.
const SHORTEST: usize = 4;

/// Frequent words without meaning of their own, of at least [`SHORTEST`] letters.
const FILLERS: &str = "aber alle allem allen aller alles also andere anderen auch beim bitte dann dass daß dein deine \
    deinen denn deren dies diese diesem diesen dieser dieses doch dort durch eben eher eine einem einen einer eines \
    einige einmal etwas euch euer eure fürs ganz gern gerne habe haben hatte hatten hier ihre ihrem ihren ihrer immer \
    jede jedem jeden jeder jedes kann kein keine keinen können könnte machen mehr mein meine meinem meinen meiner muss \
    müssen nach nicht noch nein oder ohne schon sehr seid sein seine seinem seinen seiner sich sind sollte sollten \
    sonst über unser unsere unserem unseren unserer unter viel viele vielen vom wäre waren warum weil welche wenn \
    werden wird wieder will wird wollen wären worden wurde wurden würde würden zwar zwischen";

/// Counts each word once per submission, so that somebody who repeats a word is not several people.
pub fn count_words(definition: &Definition, submissions: &[Submission]) -> WordCounts {
    let texts: BTreeSet<QuestionId> =
        definition.walk().into_iter().filter(|node| node.kind == Kind::Text).map(|node| node.id).collect();
    let mut counts = WordCounts::new();
    for submission in submissions {
        let mut said: BTreeSet<(QuestionId, String)> = BTreeSet::new();
        for answer in submission.answers.iter().filter(|answer| texts.contains(&answer.place.question)) {
            said.extend(words(&answer.value).map(|word| (answer.place.question, word)));
        }
        for (question, word) in said {
            *counts.entry(question).or_default().entry(word).or_default() += 1;
        }
    }
    counts
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|c: char| !c.is_alphabetic() && c != '-').map(|part| part.trim_matches('-').to_lowercase());
    parts.filter(|word| {
        word.chars().count() >= SHORTEST && !FILLERS.split_ascii_whitespace().any(|other| other == *word)
    })
}

/// The words of one question as people see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextWords {
    pub question: QuestionId,
    /// The most frequent first.
    pub words: Vec<Word>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub word: String,
    /// Submissions in which it stands.
    pub count: u32,
}

impl TextWords {
    pub(super) fn of(
        definition: &Definition,
        part: &[&Part],
        rests: &[Vec<&Part>],
        threshold: Option<u32>,
        shows: super::Shows<'_>,
    ) -> Vec<Self> {
        let threshold = threshold.unwrap_or(0);
        let texts = definition.walk().into_iter().filter(|node| node.kind == Kind::Text);
        let of_question = texts.map(|node| {
            let rests: Vec<_> = rests.iter().map(|rest| sum(rest, node.id)).collect();
            let rest_is_small = |word: &str| {
                let counts = rests.iter().filter_map(|rest| rest.get(word));
                counts.copied().any(|count| is_small(count, threshold))
            };
            let of_part = |part: &Part, word: &str| {
                part.words.get(&node.id).and_then(|words| words.get(word)).copied().unwrap_or_default()
            };
            let frequent = sum(part, node.id).into_iter();
            let frequent = frequent.filter(|(word, count)| !is_small(*count, threshold) && !rest_is_small(word));
            let mut frequent: Vec<(&str, u32)> = frequent.collect();
            frequent.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            // Asked in this order, and no further than the list goes: whether a word may be shown takes long to say.
            let shown = frequent.into_iter().filter(|(word, _)| shows(&|part| of_part(part, word))).take(LISTED);
            let words = shown.map(|(word, count)| Word { word: word.to_owned(), count }).collect();
            Self { question: node.id, words }
        });
        of_question.filter(|found| !found.words.is_empty()).collect()
    }
}

fn sum<'a>(parts: &[&'a Part], question: QuestionId) -> BTreeMap<&'a str, u32> {
    let mut sum = BTreeMap::new();
    for (word, count) in parts.iter().filter_map(|part| part.words.get(&question)).flatten() {
        *sum.entry(word.as_str()).or_default() += count;
    }
    sum
}
