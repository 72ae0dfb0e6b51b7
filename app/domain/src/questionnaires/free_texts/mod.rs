//! Free texts of respondents. The KiSo of the Kita releases each, blacks out passages of it or withholds it; the Koordination
//! sees what was released, and nothing else of it (domain §6). Where there is no KiSo, it decides itself ([`Reach`]).
//!
//! A decision holds a hash and numbers of words, never a text: what somebody wrote stands in the submission alone and goes
//! with it. A decision about a text that is not the same any more counts for nothing.

mod decision;
mod port;
mod reach;
#[cfg(test)]
mod tests;

pub use decision::{BlackedOut, Decision, DecisionInput, Stand};
pub use port::{ErhebungTexts, FreeTextStore, Seen};
pub use reach::Reach;

use super::{
    definition::{Definition, Kind, QuestionId},
    submission::{Place, Submission},
};
use crate::ids::SubmissionId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which text of which submission.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FreeTextKey {
    pub submission: SubmissionId,
    pub place: Place,
}

/// A text as whoever decides about it reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeText {
    pub key: FreeTextKey,
    pub text: String,
    /// `None`: nobody has decided about this text.
    pub decision: Option<Decision>,
    /// Whether the Koordination has decided, and no KiSo.
    pub by_office: bool,
    /// How often somebody has decided.
    pub revision: u32,
}

impl FreeText {
    pub fn stand(&self) -> Stand {
        self.decision.as_ref().map_or(Stand::Unseen, Decision::stand)
    }
}

/// A decision as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub key: FreeTextKey,
    /// [`text_hash`] of the text that was decided about.
    pub hash: String,
    pub decision: Decision,
    /// Whether the Koordination has decided, and no KiSo.
    pub by_office: bool,
    pub revision: u32,
}

/// A text that the Koordination may see, as it may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedText {
    pub question: QuestionId,
    pub text: String,
}

impl Decided {
    /// Whether the text in the submission is still the one that somebody has decided about.
    pub fn is_current(&self, content: &Submission) -> bool {
        content.value(&self.key.place).is_some_and(|text| text_hash(text) == self.hash)
    }

    /// What was released of the submission that it is about; `None` for what was withheld, and where the text is another one
    /// by now or gone.
    pub fn released(&self, content: &Submission) -> Option<ReleasedText> {
        let text = content.value(&self.key.place).filter(|_| self.is_current(content))?;
        let text = self.decision.shown(text)?;
        Some(ReleasedText { question: self.key.place.question, text })
    }
}

/// SHA-256 in hex: whether a text is the one that somebody has read.
pub fn text_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All free texts of an Erhebung with what was decided about them: in the order of the questions, those of a question in the
/// order of the submissions' random keys. So the texts of one person do not stand together.
pub fn free_texts(
    definition: &Definition,
    submissions: &[(SubmissionId, Submission)],
    decided: Vec<Decided>,
) -> Vec<FreeText> {
    let position: HashMap<QuestionId, usize> = questions(definition).into_iter().zip(0..).collect();
    let mut decided: BTreeMap<FreeTextKey, Decided> =
        decided.into_iter().map(|decided| (decided.key.clone(), decided)).collect();
    let mut found = BTreeMap::new();
    for (submission, content) in submissions {
        for answer in content.answers.iter().filter(|answer| !answer.value.trim().is_empty()) {
            let Some(position) = position.get(&answer.place.question) else { continue };
            let key = FreeTextKey { submission: *submission, place: answer.place.clone() };
            let known = decided.remove(&key);
            let revision = known.as_ref().map_or(0, |known| known.revision);
            let known = known.filter(|known| known.hash == text_hash(&answer.value));
            let by_office = known.as_ref().is_some_and(|known| known.by_office);
            let decision = known.map(|known| known.decision);
            let text = FreeText { key: key.clone(), text: answer.value.clone(), decision, by_office, revision };
            found.insert((*position, key), text);
        }
    }
    found.into_values().collect()
}

/// How many free texts stand in these submissions.
pub fn count_texts(definition: &Definition, submissions: &[Submission]) -> u32 {
    let texts: BTreeSet<QuestionId> = questions(definition).into_iter().collect();
    let written = submissions.iter().flat_map(|submission| &submission.answers);
    let written = written.filter(|answer| !answer.value.trim().is_empty() && texts.contains(&answer.place.question));
    u32::try_from(written.count()).unwrap_or(u32::MAX)
}

/// By question, in how many of these submissions something was written.
pub fn count_written(definition: &Definition, submissions: &[Submission]) -> BTreeMap<QuestionId, u32> {
    let texts: BTreeSet<QuestionId> = questions(definition).into_iter().collect();
    let mut counts = BTreeMap::new();
    for submission in submissions {
        let written = submission.answers.iter().filter(|answer| !answer.value.trim().is_empty());
        let written: BTreeSet<QuestionId> = written.map(|answer| answer.place.question).collect();
        for question in written.intersection(&texts) {
            *counts.entry(*question).or_default() += 1;
        }
    }
    counts
}

/// The questions that are answered by a free text, in their order.
fn questions(definition: &Definition) -> Vec<QuestionId> {
    definition.walk().into_iter().filter(|node| node.kind == Kind::Text).map(|node| node.id).collect()
}
