use super::{Lane, Stored, Write};
use crate::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    sync::{
        change::{Entry, NO_DEVICE, Noted},
        record::Record,
        seen::ChangeKey,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What is stored as it can be read: texts are parsed and hashes checked once, at the start and when they are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Legible {
    own: BTreeMap<(Lane, u32), Entry>,
    foreign: BTreeMap<ChangeKey, Entry>,
    damaged: BTreeSet<(Lane, u32)>,
}

impl Legible {
    pub(super) fn of(stored: &Stored) -> Self {
        let mut legible = Self::default();
        for lane in [Lane::Shared, Lane::Anonymous] {
            for (seq, record) in &stored.lane(lane).records {
                legible.read(stored.device, lane, *seq, record);
            }
        }
        for (key, (erhebung, body)) in &stored.replica.changes {
            legible.keep(*key, *erhebung, body);
        }
        legible
    }

    pub(super) fn apply(&mut self, device: DeviceId, write: &Write) {
        match write {
            Write::Append { lane, seq, record } => self.read(device, *lane, *seq, record),
            Write::Drop { lane, seq } => {
                self.own.remove(&(*lane, *seq));
                self.damaged.remove(&(*lane, *seq));
            }
            Write::Keep { key, erhebung, body } => self.keep(*key, *erhebung, body),
            Write::ForgetReplica => self.foreign.clear(),
            Write::Wipe => *self = Self::default(),
            Write::Arrive { .. } | Write::Advance(_) | Write::Know(_) | Write::Mark(_) => (),
        }
    }

    /// Own ones first; a key can come twice, once from each side.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.own.values().chain(self.foreign.values())
    }

    /// An own change, as far as it can be read.
    pub(super) fn own(&self, lane: Lane, seq: u32) -> Option<&Entry> {
        self.own.get(&(lane, seq))
    }

    /// A change of this device that travels: as it lies here, or as it was read back from the server.
    pub(super) fn of_device(&self, key: ChangeKey) -> Option<&Entry> {
        self.own(Lane::Shared, key.seq).or_else(|| self.foreign.get(&key))
    }

    /// What was read from the server of a submission.
    pub(super) fn foreign_of(&self, id: SubmissionId) -> impl Iterator<Item = &Entry> {
        self.foreign.values().filter(move |entry| entry.change.submission() == id)
    }

    pub(super) fn of_lane(&self, lane: Lane) -> impl Iterator<Item = (u32, &Entry)> {
        self.own.range((lane, 0)..=(lane, u32::MAX)).map(|((_, seq), entry)| (*seq, entry))
    }

    pub(super) fn damaged(&self) -> impl Iterator<Item = (Lane, u32)> {
        self.damaged.iter().copied()
    }

    pub(super) fn is_damaged(&self, lane: Lane, seq: u32) -> bool {
        self.damaged.contains(&(lane, seq))
    }

    /// A damaged record is counted and blocks nothing; the text of a later version is whole and says nothing yet.
    fn read(&mut self, device: DeviceId, lane: Lane, seq: u32, record: &Record) {
        let key = key_in(device, lane, seq);
        if !record.is_whole(key) {
            self.damaged.insert((lane, seq));
        } else if let Some(noted) = Noted::read(&record.body) {
            self.own.insert((lane, seq), noted.entry(key, Some(record.erhebung)));
        }
    }

    fn keep(&mut self, key: ChangeKey, erhebung: ErhebungId, body: &str) {
        if let Some(noted) = Noted::read(body) {
            self.foreign.insert(key, noted.entry(key, Some(erhebung)));
        }
    }
}

/// The key of a record: anonymous ones stand under no device.
pub(super) fn key_in(device: DeviceId, lane: Lane, seq: u32) -> ChangeKey {
    match lane {
        Lane::Shared => ChangeKey { device, seq },
        Lane::Anonymous => ChangeKey { device: NO_DEVICE, seq },
    }
}
