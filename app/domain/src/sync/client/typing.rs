//! One record for a field while somebody types in it, instead of one for each key press.
//!
//! The last record of the journal may be *open*: a further key press in the same field takes its place, under its number and
//! with its base, in one transaction. Only closed records leave the device. That nothing is sent which is replaced later
//! hangs on one thing: the mark is part of the [`super::Stamp`], which every transaction compares on the disk before it
//! writes. So a page that closes a record has the text that lies there, a page that replaces one knows that it is still open,
//! and of two that try both at once one is told to look again. A closed record never opens again.

use super::{Client, Lane, Write, legible::key_in};
use crate::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::Place,
    sync::{
        cache::CachedEntry,
        change::{Change, Entry, Noted},
        record::Record,
        seen::Seen,
    },
};
use serde::{Deserialize, Serialize};

/// Which record is open, and how often its text has been replaced: so no page takes an earlier text of it for the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Open {
    pub lane: Lane,
    pub seq: u32,
    #[serde(default)]
    pub edits: u32,
}

impl Open {
    /// What is open after a step. Whatever else is noted closes it, so nothing but the last record is ever open.
    pub fn after(open: Option<Self>, write: &Write) -> Option<Self> {
        match write {
            Write::Mark(mark) => *mark,
            Write::Append { .. } | Write::Wipe => None,
            Write::Drop { lane, seq } => open.filter(|open| (open.lane, open.seq) != (*lane, *seq)),
            Write::Arrive { .. } | Write::Keep { .. } | Write::Advance(_) | Write::ForgetReplica | Write::Know(_) => {
                open
            }
        }
    }

    /// The number up to which the records of a lane are closed, of `last` that were given out: what may be sent.
    pub fn closed_through(open: Option<Self>, lane: Lane, last: u32) -> u32 {
        let of_lane = open.filter(|open| open.lane == lane);
        of_lane.map_or(last, |open| last.min(open.seq.saturating_sub(1)))
    }
}

/// Whether a change takes the place of the open record `before`: the next key press in the same field, by somebody who has
/// seen nothing else meanwhile. With anything more in sight it replaces more than `before` did, and needs its own base. What was
/// written past an answer that its page did not show has not come into sight itself ([`Client::see`]).
pub fn may_replace(before: &Entry, change: &Change, base: &Seen) -> bool {
    let (
        Change::Answered { submission, place, .. },
        Change::Answered { submission: later_submission, place: later_place, .. },
    ) = (&before.change, change)
    else {
        return false;
    };
    let mut sight = before.base.clone();
    sight.see(before.key());
    submission == later_submission && place == later_place && (*base == sight || *base == before.base)
}

impl Client {
    /// As [`Client::note`] for what is typed: an answer stays open, and takes the place of the one before it in the same field as
    /// long as that is open and this page has written it.
    pub fn note_typed(&self, lane: Lane, erhebung: ErhebungId, change: Change, base: Seen) -> Option<Vec<Write>> {
        let is_answer = matches!(change, Change::Answered { .. });
        let mut writes = match self.replacement(lane, &change, &base) {
            Some(write) => vec![write],
            None => self.note(lane, erhebung, change, base)?,
        };
        let open = writes.iter().find_map(|write| match write {
            Write::Append { lane, seq, record } => Some(Open { lane: *lane, seq: *seq, edits: record.edits }),
            _ => None,
        });
        if is_answer {
            writes.push(Write::Mark(open));
        }
        Some(writes)
    }

    fn replacement(&self, lane: Lane, change: &Change, base: &Seen) -> Option<Write> {
        let seq = self.typing.filter(|typing| typing.lane == lane && self.unclosed() == Some(*typing))?.seq;
        let record = self.stored.lane(lane).records.get(&seq)?;
        let before = self.legible.own(lane, seq)?;
        let is_last = seq == self.stored.lane(lane).last && record.arrival.is_none();
        if !is_last || !may_replace(before, change, base) {
            return None;
        }
        let noted = Noted { change: change.clone(), base: before.base.clone(), follows: before.follows };
        let key = key_in(self.stored.device, lane, seq);
        let edits = record.edits.checked_add(1)?;
        Some(Write::Append { lane, seq, record: Record { edits, ..Record::new(key, record.erhebung, &noted) } })
    }

    /// Takes what the person has just done into their sight; before it is settled. Sight counts up to a number, so where another
    /// page of this device has written what this one does not show yet, that would count as seen with it, and the next change
    /// would replace it unread. Then sight stays as it is until the page has shown both.
    pub fn see(&self, sight: &mut Seen, writes: &[Write]) {
        for write in writes {
            // The next letter of an open record has come into sight with the first one, or has not.
            let Write::Append { lane, seq, record } = write else { continue };
            if record.edits > 0 {
                continue;
            }
            let key = key_in(self.stored.device, *lane, *seq);
            if !self.has_unseen(*lane, record.submission, sight.through(key.device)) {
                sight.see(key);
            }
        }
    }

    /// Whether this device has made changes of a submission which a page does not show that has seen it up to this number.
    fn has_unseen(&self, lane: Lane, id: SubmissionId, through: u32) -> bool {
        if lane == Lane::Anonymous {
            return self.legible.of_lane(lane).any(|(seq, entry)| seq > through && entry.change.submission() == id);
        }
        let last = self.stored.last_of.get(&id).copied().unwrap_or(0);
        let mut at = last;
        while at > through {
            // What is damaged, or gone from here while it waits for a review, is shown by no page: nobody is held up by it.
            let Some(entry) = self.legible.of_device(key_in(self.stored.device, lane, at)) else { return false };
            at = entry.follows.min(at - 1);
        }
        last > through
    }

    /// Whether this lies here already, word for word: the browser has written it and lost only its answer.
    pub fn has_written(&self, writes: &[Write]) -> bool {
        writes.iter().all(|write| match write {
            Write::Append { lane, seq, record } => {
                let there = self.stored.lane(*lane).records.get(seq);
                there.is_some_and(|there| (&there.hash, there.edits) == (&record.hash, record.edits))
            }
            Write::Mark(open) => self.stored.open == *open,
            _ => false,
        })
    }

    /// What to write so that what is typed may be sent; empty when nothing is open.
    pub fn close_open(&self) -> Vec<Write> {
        self.unclosed().map(|_| Write::Mark(None)).into_iter().collect()
    }

    /// On a disk that takes no mark any more: this page forgets that it may replace what it has left open. No other page and no
    /// later one may, so it is as good as closed, though the mark still lies there until the next change. The same holds for a page
    /// that `leads`: what it has not left open itself was left by one that led before it, and is gone. `false` where it may be
    /// another page's.
    pub fn stop_typing(&mut self, leads: bool) -> bool {
        let is_own = self.typing.is_some() && self.typing == self.stored.open;
        if is_own || leads {
            (self.typing, self.stopped) = (None, self.stored.open);
        }
        !self.has_open()
    }

    /// Whether a record is open.
    pub fn has_open(&self) -> bool {
        self.unclosed().is_some()
    }

    /// What is open, but for a mark that lies there only because the disk does not take another one.
    fn unclosed(&self) -> Option<Open> {
        self.stored.open.filter(|open| self.stopped != Some(*open))
    }

    /// Everything that a person may have before them: not what another page is typing. Its text still changes under the same
    /// number, and nobody may say to have seen it.
    pub fn visible(&self) -> impl Iterator<Item = &Entry> {
        let elsewhere = self.unclosed().filter(|open| self.typing != Some(*open));
        let hidden = elsewhere.map(|open| key_in(self.stored.device, open.lane, open.seq));
        self.entries().filter(move |entry| Some(entry.key()) != hidden)
    }

    /// Own changes and finished anonymous submissions that could be sent now: what waits, without what is open.
    pub fn sendable(&self) -> usize {
        let open = self.unclosed().filter(|open| open.lane == Lane::Shared);
        let record = open.and_then(|open| self.stored.shared.records.get(&open.seq));
        self.waiting() - usize::from(record.is_some_and(|record| record.arrival.is_none()))
    }

    /// Number up to which the changes that travel are closed.
    pub(super) fn closed_through(&self) -> u32 {
        Open::closed_through(self.unclosed(), Lane::Shared, self.stored.shared.last)
    }

    /// The number of the last record of a lane and how often its text was replaced: goes with a text in the field cache.
    pub fn reached(&self, lane: Lane) -> (u32, u32) {
        let last = self.stored.lane(lane).last;
        let edits = self.stored.lane(lane).records.get(&last).map_or(0, |record| record.edits);
        (last, edits)
    }

    /// Whether the journal holds a later text than one that the field cache kept while the same record was open. Of a record
    /// that is gone nobody can say it; then the cache counts, as it may be all there is.
    pub fn is_outrun(&self, lane: Lane, submission: SubmissionId, place: &Place, cached: &CachedEntry) -> bool {
        let record = self.stored.lane(lane).records.get(&cached.after);
        let has_later_text = record.is_some_and(|record| record.edits > cached.edits);
        let entry = self.legible.own(lane, cached.after).filter(|_| has_later_text);
        entry.is_some_and(|entry| match &entry.change {
            Change::Answered { submission: of, place: at, .. } => *of == submission && at == place,
            _ => false,
        })
    }
}

#[cfg(test)]
#[path = "typing_test.rs"]
mod tests;
