use super::{
    change::{Change, Entry, NO_DEVICE},
    conflict::Conflict,
    finishing::{Finishes, standing},
    register::{Register, base_of},
    seen::{ChangeKey, Seen},
};
use crate::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Answer, Draft, Place, SentSubmission},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// One submission as the changes tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSubmission {
    pub id: SubmissionId,
    pub erhebung: ErhebungId,
    /// Day on which it was begun; `None` when its beginning cannot be read.
    pub day: Option<NaiveDate>,
    /// What the form shows: of answers in conflict the last one; once finished, the finished content.
    pub draft: Draft,
    pub state: LocalState,
    /// Number of its last entry on any device.
    pub changed: u32,
    /// Numbers of the last entries of each answer: tells whether a cached one is younger.
    pub answered: BTreeMap<Place, Seen>,
    /// What went into this, of each device up to the first gap: the base of what a person does in sight of it.
    pub seen: Seen,
    /// What was said out of each other's sight.
    pub conflicts: Vec<Conflict>,
}

impl LocalSubmission {
    /// Size of its answers as they travel, in bytes (JSON, UTF-8).
    pub fn bytes(&self) -> usize {
        serde_json::to_vec(&self.draft).map_or(0, |text| text.len())
    }

    /// How many of its questions have an answer; a question in a repeat counts as often as it was answered.
    pub fn answers(&self) -> usize {
        self.draft.answers.iter().filter(|answer| !answer.value.is_empty()).count()
    }
}

/// How far a submission has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalState {
    Draft,
    /// Finished, and not known to have arrived.
    Waiting(SentSubmission),
    /// The server holds it.
    Arrived,
}

/// What follows from changes, whatever the order in which they come and however often: each key counts once. Discarded
/// drafts are left out, unless somebody answered out of sight of that.
///
/// Changes of which not even the Erhebung is known say nothing yet and are passed over.
pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<LocalSubmission> {
    let mut known = BTreeSet::new();
    let mut gathered: BTreeMap<SubmissionId, Gathered> = BTreeMap::new();
    for entry in entries {
        if known.insert(entry.key()) {
            gathered.entry(entry.change.submission()).or_default().take(entry);
        }
    }
    gathered.into_iter().filter_map(|(id, gathered)| gathered.submission(id)).collect()
}

/// The changes of one submission, sorted into its fields.
#[derive(Default)]
struct Gathered<'a> {
    started: BTreeMap<ChangeKey, (ErhebungId, NaiveDate)>,
    erhebung: Option<ErhebungId>,
    answers: BTreeMap<&'a Place, Register<&'a str>>,
    repeats: Register<&'a [(Place, Vec<u32>)]>,
    finished: Finishes<'a>,
    /// Hashes in receipts.
    arrived: BTreeSet<&'a str>,
    discarded: Seen,
    answered: BTreeMap<Place, Seen>,
    /// Of each change the one before it on the same device.
    before: BTreeMap<ChangeKey, u32>,
    changed: u32,
}

impl<'a> Gathered<'a> {
    fn take(&mut self, entry: &'a Entry) {
        let key = entry.key();
        match &entry.change {
            Change::Started { erhebung, day, .. } => {
                self.started.insert(key, (*erhebung, *day));
            }
            Change::Answered { place, value, .. } => {
                self.answers.entry(place).or_default().write(key, value, &entry.base);
                self.answered.entry(place.clone()).or_default().see(key);
            }
            Change::Arranged { repeats, .. } => self.repeats.write(key, repeats, &entry.base),
            Change::Finished { sent } => {
                self.finished.insert(key, (&entry.base, sent));
            }
            Change::Arrived { hash, .. } => {
                self.arrived.insert(hash);
            }
            Change::Discarded { .. } => self.discarded.join(&base_of(key, &entry.base)),
        }
        self.erhebung = self.erhebung.or(entry.erhebung);
        self.before.insert(key, entry.follows);
        self.changed = self.changed.max(entry.seq);
    }

    fn submission(self, id: SubmissionId) -> Option<LocalSubmission> {
        let contents = self.contents();
        let begun = self.started.iter().min_by_key(|(key, _)| key.rank()).map(|(_, begun)| *begun);
        let first = contents.first().map(|(_, sent)| *sent);
        let begun = begun.or(first.map(|sent| (sent.erhebung, sent.day)));
        let (erhebung, day) = (begun.map(|(erhebung, _)| erhebung).or(self.erhebung)?, begun.map(|(_, day)| day));
        if first.is_none() && self.is_discarded() {
            return None;
        }
        let (draft, state) = match first {
            None => (self.draft(), LocalState::Draft),
            Some(sent) => (finished_draft(sent), self.state(sent)),
        };
        let (conflicts, seen) = (self.conflicts(&contents), self.seen());
        let Self { changed, answered, .. } = self;
        Some(LocalSubmission { id, erhebung, day, draft, state, changed, answered, seen, conflicts })
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        for (key, before) in &self.before {
            if key.device == NO_DEVICE || *before == seen.through(key.device) {
                seen.see(*key);
            }
        }
        seen
    }

    /// Whether nothing stands that the person who threw it away had not seen.
    fn is_discarded(&self) -> bool {
        let answered = self.answers.values().any(|register| !register.standing(&self.discarded).is_empty());
        let arranged = !self.repeats.standing(&self.discarded).is_empty();
        !answered && !arranged && self.started.keys().all(|key| self.discarded.covers(*key))
    }

    /// Finished contents that differ and stand, by rank.
    fn contents(&self) -> Vec<(ChangeKey, &'a SentSubmission)> {
        standing(&self.finished)
    }

    /// A receipt for other content is none: the answers on this device have not arrived.
    fn state(&self, sent: &SentSubmission) -> LocalState {
        if self.arrived.contains(sent.hash.as_str()) { LocalState::Arrived } else { LocalState::Waiting(sent.clone()) }
    }

    fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        for (place, register) in &self.answers {
            if let Some((_, value)) = register.standing(&self.discarded).last() {
                set_answer(&mut draft, place, value);
            }
        }
        // Of arrangements made out of each other's sight every instance stays: there may be answers in it.
        for (_, repeats) in self.repeats.standing(&self.discarded) {
            for (place, numbers) in *repeats {
                match draft.repeats.iter_mut().find(|(known, _)| known == place) {
                    None => draft.repeats.push((place.clone(), numbers.clone())),
                    Some((_, known)) => known
                        .extend(numbers.iter().filter(|number| !known.contains(number)).copied().collect::<Vec<_>>()),
                }
            }
        }
        draft
    }

    fn conflicts(&self, contents: &[(ChangeKey, &SentSubmission)]) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        if contents.len() > 1 {
            let contents = contents.iter().map(|(key, sent)| (*key, (*sent).clone())).collect();
            conflicts.push(Conflict::Finished { contents });
        }
        let seen_at_finish = self.seen_at_finish();
        for (place, register) in &self.answers {
            let mut answers: Vec<(ChangeKey, String)> = register
                .standing(&self.discarded)
                .into_iter()
                .filter(|(key, _)| !seen_at_finish.covers(*key))
                .map(|(key, value)| (key, (*value).to_owned()))
                .collect();
            if let (Some((key, sent)), false) = (contents.first(), answers.is_empty()) {
                answers.insert(0, (*key, sent.content.value(place).unwrap_or_default().to_owned()));
            }
            if answers.iter().any(|(_, value)| *value != answers[0].1) {
                conflicts.push(Conflict::Answers { place: (*place).clone(), answers });
            }
        }
        conflicts
    }

    fn seen_at_finish(&self) -> Seen {
        let mut seen = Seen::default();
        for (key, (base, _)) in &self.finished {
            seen.join(&base_of(*key, base));
        }
        seen
    }
}

fn finished_draft(sent: &SentSubmission) -> Draft {
    Draft { answers: sent.content.answers.clone(), repeats: Vec::new() }
}

pub(super) fn set_answer(draft: &mut Draft, place: &Place, value: &str) {
    draft.answers.retain(|answer| answer.place != *place);
    if !value.is_empty() {
        draft.answers.push(Answer { place: place.clone(), name: String::new(), value: value.to_owned() });
    }
}

#[cfg(test)]
#[path = "fold_test.rs"]
mod tests;
