//! What waits to be reviewed, in the words of its questionnaire: the Koordination looks at it before it decides.

use super::{
    change::{Change, Entry, Noted},
    fold::{LocalState, LocalSubmission, fold},
    german,
    port::WaitingContent,
    seen::ChangeKey,
};
use crate::questionnaires::{Answer, Context, Definition, Form, Kind, Place, Submission, expression::Zone};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the Koordination sees of a questionnaire that waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Questionnaire and Kita; empty when the Erhebung is not known.
    pub title: String,
    /// Name of the account that the device belongs to.
    pub owner: String,
    /// Sentences: how far it has come, and what is not shown.
    pub notes: Vec<String>,
    /// In the order of the questionnaire, those alone that were given.
    pub answers: Vec<PreviewedAnswer>,
}

/// A question with its answer, as people read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewedAnswer {
    pub question: String,
    pub answer: String,
    /// What had arrived before; `None` where nothing of the questionnaire had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

impl Preview {
    /// Notes and answers of what waits; `now` in milliseconds since 1970.
    ///
    /// `definition` is the version that the Erhebung is pinned to. `None` where it is not known, or where the answers are of
    /// respondents, which nobody reads one by one (domain §6): then a sentence stands in their place.
    pub fn of(content: &WaitingContent, definition: Option<&Definition>, now: i64) -> Self {
        let Some(definition) = definition else {
            return Self { notes: vec![german::NO_PREVIEW.to_owned()], ..Self::default() };
        };
        let entries: Vec<Entry> = entries(content).collect();
        let submission = fold(&entries).into_iter().find(|one| one.id == content.submission);
        let before = arrived_before(content);
        let mut notes = Vec::new();
        match &submission {
            Some(submission) => {
                notes.extend(standing(content, submission, before.is_none()).map(str::to_owned));
            }
            None if entries.iter().any(is_discard) => notes.push(german::DISCARDED.to_owned()),
            None => {}
        }
        notes.extend(german::not_legible(content.changes.len() - entries.len()));
        notes.extend(before.is_some().then(|| german::BESIDE.to_owned()));
        let answers = match (&submission, before) {
            (waiting, Some(before)) => beside(definition, waiting.as_ref(), &before.draft.answers, now),
            (Some(waiting), None) => answers(definition, &waiting.draft.answers, now),
            (None, None) => Vec::new(),
        };
        Self { notes, answers, ..Self::default() }
    }
}

/// The changes that this version can read, and that belong where they wait.
fn entries(content: &WaitingContent) -> impl Iterator<Item = Entry> {
    let own = content.changes.iter().filter(move |sent| sent.erhebung == content.erhebung);
    let read = own.filter_map(|sent| Some((sent.seq, Noted::read(&sent.body)?)));
    let belong = read.filter(move |(_, noted)| noted.change.submission() == content.submission);
    belong.map(move |(seq, noted)| noted.entry(ChangeKey { device: content.device, seq }, content.erhebung))
}

/// What had arrived of the same questionnaire, whoever sent it; `None` where nothing had.
fn arrived_before(content: &WaitingContent) -> Option<LocalSubmission> {
    // Under the same id there may be a questionnaire of another Erhebung: it is another one.
    let own = content
        .before
        .iter()
        .filter(|entry| entry.erhebung == content.erhebung && entry.change.submission() == content.submission);
    fold(own).into_iter().next()
}

fn is_discard(entry: &Entry) -> bool {
    matches!(entry.change, Change::Discarded { .. })
}

/// How far the submission has come, as far as this tells it. `is_alone`: nothing of it stands beside what waits.
fn standing(
    content: &WaitingContent,
    submission: &LocalSubmission,
    is_alone: bool,
) -> impl Iterator<Item = &'static str> {
    let is_damaged = match &submission.state {
        LocalState::Waiting(sent) => !sent.is_intact() || Some(sent.erhebung) != content.erhebung,
        LocalState::Draft | LocalState::Arrived => false,
    };
    let state = if submission.state == LocalState::Draft { german::STILL_A_DRAFT } else { german::FINISHED };
    let damaged = is_damaged.then_some(german::DAMAGED_CONTENT);
    // Begun in a change that does not wait: that one, and perhaps answers, are there already.
    let partly = (is_alone && submission.day.is_none()).then_some(german::ONLY_WHAT_WAITS);
    [Some(state), damaged, partly].into_iter().flatten()
}

fn answers(definition: &Definition, given: &[Answer], now: i64) -> Vec<PreviewedAnswer> {
    let places = answered_places(definition, given, now).into_iter();
    let rows = places.map(|(place, label)| {
        let value = given.iter().find(|answer| answer.place == place).map_or("", |answer| answer.value.as_str());
        answer(definition, &place, label, value)
    });
    rows.collect()
}

/// What waits, and beside it what had arrived before: every question that has an answer in one of them.
fn beside(
    definition: &Definition,
    waiting: Option<&LocalSubmission>,
    before: &[Answer],
    now: i64,
) -> Vec<PreviewedAnswer> {
    let given = waiting.map(|one| one.draft.answers.as_slice()).unwrap_or_default();
    let mut all = given.to_vec();
    all.extend(before.iter().filter(|known| value_at(given, &known.place).is_none()).cloned());
    let rows = answered_places(definition, &all, now).into_iter().map(|(place, label)| {
        let read = |value: &str| answer(definition, &place, label.clone(), value);
        let shown = |value: Option<&str>, absent: &str| value.map_or(absent.to_owned(), |value| read(value).answer);
        PreviewedAnswer {
            question: read("").question,
            answer: shown(value_at(given, &place), absent(waiting, &place)),
            before: Some(shown(value_at(before, &place), german::NO_ANSWER)),
        }
    });
    rows.collect()
}

fn value_at<'a>(answers: &'a [Answer], place: &Place) -> Option<&'a str> {
    let there = answers.iter().find(|answer| answer.place == *place && !answer.value.is_empty());
    there.map(|answer| answer.value.as_str())
}

/// In place of an answer that is not among what waits: a draft brings only what was changed, cleared answers among it; a finished
/// content is whole, and what was thrown away has none.
fn absent(waiting: Option<&LocalSubmission>, place: &Place) -> &'static str {
    match waiting {
        Some(one) if one.state == LocalState::Draft && !one.answered.contains_key(place) => german::UNCHANGED,
        _ => german::NO_ANSWER,
    }
}

/// The places that have an answer, in the order of the questionnaire, each with its label as far as there is one. What the
/// form has no place for comes last: nothing that waits is hidden.
pub(super) fn answered_places(definition: &Definition, given: &[Answer], now: i64) -> Vec<(Place, String)> {
    let is_asked = |place: &Place| definition.find(place.question).is_none_or(|node| node.kind.is_asked());
    let shown = given.iter().filter(|answer| !answer.value.is_empty() && is_asked(&answer.place));
    let mut left: BTreeSet<Place> = shown.map(|answer| answer.place.clone()).collect();
    let mut places = labels(definition, given, now);
    places.retain(|(place, _)| left.remove(place));
    places.extend(left.into_iter().map(|place| (place, String::new())));
    places
}

/// The places of the form with the labels that the person had before them, in the order of the questionnaire; none when the
/// version does not load any more, and the definition's plain words have to do.
fn labels(definition: &Definition, given: &[Answer], now: i64) -> Vec<(Place, String)> {
    let context = Context { now, zone: Zone::Berlin, seed: 1, language: definition.first_language().to_owned() };
    // Opened as finished, because its repeats then follow from the answers: what added them may not wait.
    let content = Submission { answers: given.to_vec(), ..Submission::default() };
    let nodes = Form::edit(definition, context, &content).map(|form| form.all_nodes()).unwrap_or_default();
    nodes.into_iter().filter(|node| !node.kind.is_container()).map(|node| (node.place, node.label)).collect()
}

/// A question and an answer to it as people read them.
pub(super) fn answer(definition: &Definition, place: &Place, label: String, value: &str) -> PreviewedAnswer {
    let (plain, words) = definition.wording(place.question, value);
    let label = [label, plain].into_iter().find(|label| !label.is_empty());
    let answer = match definition.find(place.question).map(|node| &node.kind) {
        Some(Kind::Date) => NaiveDate::parse_from_str(value, "%Y-%m-%d").map_or(words, crate::german::date),
        Some(Kind::Decimal) => value.replace('.', ","),
        _ => words,
    };
    PreviewedAnswer { question: german::previewed_question(label, place), answer, before: None }
}

#[cfg(test)]
#[path = "preview_test.rs"]
mod tests;
