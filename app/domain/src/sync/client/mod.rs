//! What a device decides about sync, without storage or network. The driver asks [`Client::ask`], sends, gives the reply
//! to [`Client::heard`], writes what that returns in one strict transaction, and only then calls [`Client::settle`]. So a
//! crash at any point leaves either the state before or the state after.

mod arrivals;
mod carry;
mod discard;
mod file;
mod heard;
mod legible;
mod pages;
mod queue;
mod relief;
mod round;
mod stored;
mod typing;

pub use discard::Discard;
pub use pages::Stamp;
pub use queue::{Queue, QueueHealth, Trouble};
pub use relief::Relief;
pub use round::{Reply, Request, Token};
pub use stored::{Cursor, Lane, Replica, Stored, Write};
pub use typing::{Open, may_replace};

use super::{
    change::{Change, Entry, NO_DEVICE, Noted},
    fold::{LocalState, LocalSubmission, fold},
    record::Record,
    seen::{ChangeKey, Seen},
};
use crate::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::SentSubmission,
};
use legible::{Legible, key_in};
use round::{InFlight, Round};
use std::collections::BTreeSet;

/// The sync of one device: what is stored, and what is remembered only while the page lives.
#[derive(Clone, Debug)]
pub struct Client {
    stored: Stored,
    legible: Legible,
    round: Round,
    in_flight: Option<InFlight>,
    /// A round was asked for while one is under way.
    woken: bool,
    tokens: u64,
    queue: Queue,
    /// The finished submission that a person wants to see gone first.
    first: Option<SubmissionId>,
    /// What this page has left open itself, as it last wrote it.
    typing: Option<Open>,
    /// What nobody goes on with, though the disk is too full to be told so.
    stopped: Option<Open>,
}

impl Client {
    /// From what lies on the device: at the start, and after every crash.
    pub fn open(stored: Stored) -> Self {
        let legible = Legible::of(&stored);
        Self {
            stored,
            legible,
            round: Round::default(),
            in_flight: None,
            woken: false,
            tokens: 0,
            queue: Queue::default(),
            first: None,
            typing: None,
            stopped: None,
        }
    }

    pub fn stored(&self) -> &Stored {
        &self.stored
    }

    pub fn device(&self) -> DeviceId {
        self.stored.device
    }

    /// What to write for a change that a person makes in sight of `base`. Once it is written durably and settled, the page
    /// may say "auf diesem Gerät gespeichert". `None` on a device that was wiped after it had been revoked.
    pub fn note(&self, lane: Lane, erhebung: ErhebungId, change: Change, base: Seen) -> Option<Vec<Write>> {
        if self.stored.wiped {
            return None;
        }
        let seq = self.stored.lane(lane).last + 1;
        let key = key_in(self.stored.device, lane, seq);
        let follows = match lane {
            Lane::Shared => self.stored.last_of.get(&change.submission()).copied().unwrap_or(0),
            Lane::Anonymous => 0,
        };
        let record = Record::new(key, erhebung, &Noted { change, base, follows });
        Some(vec![Write::Append { lane, seq, record }])
    }

    /// Whether this finishes answers of a respondent that are finished with other content already, in another window. Of these only
    /// the first content is sent, and nobody chooses: a second one would lie here as if it were on its way.
    pub fn is_finished_otherwise(&self, change: &Change) -> bool {
        let Change::Finished { sent } = change else { return false };
        self.finished().any(|(_, _, known)| known.id == sent.id && known.hash != sent.hash)
    }

    /// Takes over what has been written durably.
    pub fn settle(&mut self, writes: &[Write]) {
        let waiting = self.waiting();
        for write in writes {
            self.stored.apply(write);
            self.legible.apply(self.stored.device, write);
            if let Write::Mark(open) = write {
                self.typing = *open;
            }
        }
        self.queue.moved(waiting, self.waiting());
    }

    /// Everything of this device, and of others what it may see. A key can come twice; damaged records are left out and
    /// counted by [`Client::damaged`].
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.legible.entries()
    }

    /// All submissions with how far they have come: arrived means that the server holds their finished content.
    pub fn submissions(&self) -> Vec<LocalSubmission> {
        let mut submissions = fold(self.visible());
        for submission in &mut submissions {
            let LocalState::Waiting(sent) = &submission.state else { continue };
            let has_arrived = self.entries().any(|entry| {
                let is_it = matches!(&entry.change, Change::Finished { sent: other } if other == sent);
                is_it && self.has_arrived(entry.key())
            });
            if has_arrived {
                submission.state = LocalState::Arrived;
            }
        }
        submissions
    }

    /// Own changes and finished anonymous submissions that the server is not known to hold.
    pub fn waiting(&self) -> usize {
        let shared = self.stored.shared.records.values().filter(|record| record.arrival.is_none()).count();
        shared + self.finished().filter(|(_, record, _)| record.arrival.is_none()).count()
    }

    /// How sending goes, for the header and the page of the device.
    pub fn health(&self) -> QueueHealth {
        self.queue.health(self.waiting())
    }

    /// Numbers of damaged records, to be shown and exported.
    pub fn damaged(&self) -> impl Iterator<Item = (Lane, u32)> {
        self.legible.damaged()
    }

    fn has_arrived(&self, key: ChangeKey) -> bool {
        let lane = if key.device == NO_DEVICE { Lane::Anonymous } else { Lane::Shared };
        let is_own = key == key_in(self.stored.device, lane, key.seq);
        if is_own && self.stored.lane(lane).records.contains_key(&key.seq) {
            return self.is_held(lane, key.seq);
        }
        self.stored.replica.changes.contains_key(&key)
    }

    /// Finished anonymous submissions that lie here, of each the content that counts: the first.
    fn finished(&self) -> impl Iterator<Item = (u32, &Record, &SentSubmission)> {
        let mut known = BTreeSet::new();
        self.legible.of_lane(Lane::Anonymous).filter_map(move |(seq, entry)| match &entry.change {
            Change::Finished { sent } if known.insert(sent.id) => {
                Some((seq, self.stored.anonymous.records.get(&seq)?, sent))
            }
            _ => None,
        })
    }
}
