//! Submissions that were finished more than once, out of each other's sight: which contents stand beside each other, and how
//! somebody chooses the one that counts.
//!
//! The choice is the content said once more, in sight of the others, as with answers: it needs no kind of change of its own,
//! so devices of every version read it, and what was decided against stays in the journal.

use super::{
    change::{Change, Entry, NO_DEVICE, Noted},
    register::base_of,
    seen::{ChangeKey, Seen},
};
use crate::{ids::DeviceId, questionnaires::SentSubmission};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Finished contents under the changes that say them, each with what lay before the person.
pub(super) type Finishes<'a> = BTreeMap<ChangeKey, (&'a Seen, &'a SentSubmission)>;

/// Contents that nobody has decided against, one for each hash, in the order of [`ChangeKey::rank`]; more than one as long as
/// nobody has chosen.
///
/// A content is decided against by a change that had it in sight and says another one which had been said before. Other
/// content than that never takes anything's place, whatever its device claims to have seen. Answers of respondents are under
/// no device, and nobody chooses among them: the first content is the one that is sent.
pub(super) fn standing<'a>(finished: &Finishes<'a>) -> Vec<(ChangeKey, &'a SentSubmission)> {
    // What went to the server as a whole, and stands there as a change by now ([`as_change`]), is one content.
    let is_said_elsewhere =
        |hash: &str| finished.iter().any(|(key, (_, other))| key.device != NO_DEVICE && other.hash == hash);
    let every: Vec<(ChangeKey, &'a SentSubmission)> = finished
        .iter()
        .map(|(key, (_, sent))| (*key, *sent))
        .filter(|(key, sent)| key.device != NO_DEVICE || !is_said_elsewhere(sent.hash.as_str()))
        .collect();
    let choices: Vec<(Seen, &str)> = finished
        .iter()
        .filter_map(|(key, (base, sent))| {
            let base = base_of(*key, base);
            let was_said = |(other, known): &(ChangeKey, &SentSubmission)| {
                *other != *key && base.covers(*other) && known.hash == sent.hash
            };
            let is_choice = every.iter().any(was_said);
            (key.device != NO_DEVICE && is_choice).then_some((base, sent.hash.as_str()))
        })
        .collect();
    let is_replaced =
        |key: ChangeKey, hash: &str| choices.iter().any(|(base, chosen)| base.covers(key) && *chosen != hash);
    let mut standing: Vec<(ChangeKey, &'a SentSubmission)> =
        every.iter().filter(|(key, sent)| !is_replaced(*key, sent.hash.as_str())).copied().collect();
    // Choices that claim to have seen each other are no honest device's; nothing is hidden because of them.
    if standing.is_empty() {
        standing = every;
    }
    standing.sort_by_key(|(key, _)| key.rank());
    let mut hashes = BTreeSet::new();
    standing.retain(|(_, sent)| hashes.insert(sent.hash.as_str()));
    standing
}

/// What is known of a submission that is finished, from the changes that finish it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finishing {
    /// What stands, the first by rank first; one content as a rule.
    pub contents: Vec<(ChangeKey, SentSubmission)>,
    /// Hashes of everything with which it was finished, also of what was decided against.
    pub hashes: BTreeSet<String>,
    /// Everything that finishes it, as a base.
    seen: Seen,
}

impl Finishing {
    /// Contents whose hash is wrong count for nothing. `None` when nothing finishes the submission.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Self> {
        let mut finished = Finishes::new();
        let mut seen = Seen::default();
        for entry in entries {
            if let Change::Finished { sent } = &entry.change
                && sent.is_intact()
            {
                finished.insert(entry.key(), (&entry.base, sent));
                seen.see(entry.key());
            }
        }
        let contents: Vec<_> = standing(&finished).into_iter().map(|(key, sent)| (key, sent.clone())).collect();
        let hashes = finished.values().map(|(_, sent)| sent.hash.clone()).collect();
        (!contents.is_empty()).then_some(Self { contents, hashes, seen })
    }

    /// Whether somebody has to choose.
    pub fn is_open(&self) -> bool {
        self.contents.len() > 1
    }

    /// The content that counts where nothing else is stored yet.
    pub fn first(&self) -> Option<&SentSubmission> {
        self.contents.first().map(|(_, sent)| sent)
    }

    /// The content that was chosen among several; `None` where there was only one, or the choice is open.
    pub fn chosen(&self) -> Option<&SentSubmission> {
        self.first().filter(|_| !self.is_open() && self.hashes.len() > 1)
    }

    /// The change with which the office chooses the content of this hash. It stands under a device that is nobody's and says
    /// nothing else; its id follows from the choice, so that the same choice is the same change.
    ///
    /// `None` when no such content stands.
    pub fn choose(&self, hash: &str) -> Option<(ChangeKey, Noted)> {
        let (_, sent) = self.contents.iter().find(|(_, sent)| sent.hash == hash)?;
        let change = Change::Finished { sent: sent.clone() };
        Some(under_nobody(Noted { change, base: self.seen.clone(), follows: 0 }))
    }
}

/// A content that came to the server as a whole, as tablets once sent them, as a change: so it stands beside what changes say, and
/// is chosen or decided against like that. The same content is the same change.
pub fn as_change(sent: &SentSubmission) -> (ChangeKey, Noted) {
    let change = Change::Finished { sent: sent.clone() };
    under_nobody(Noted { change, base: Seen::default(), follows: 0 })
}

/// The only change of a device that is nobody's; its id follows from what is said.
fn under_nobody(noted: Noted) -> (ChangeKey, Noted) {
    let mut id = [0; 16];
    id.copy_from_slice(&Sha256::digest(noted.text().as_bytes())[..16]);
    (ChangeKey { device: DeviceId::new(Uuid::from_bytes(id)), seq: 1 }, noted)
}

/// What a choice on a device is made in sight of: the contents that stand, and nothing beside them. Answers that came late stay
/// visible.
pub fn base_of_choice(contents: &[(ChangeKey, SentSubmission)]) -> Seen {
    let mut seen = Seen::default();
    for (key, _) in contents {
        seen.see(*key);
    }
    seen
}

#[cfg(test)]
#[path = "finishing_test.rs"]
mod tests;
