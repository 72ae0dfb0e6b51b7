//! What several pages of one device need to work on one storage: what each must have seen before it writes, and how it
//! takes over what another one wrote.

use super::{Client, Cursor, Lane, Open, Queue, Stored, Write, arrivals::is_stored_there};
use crate::{
    ids::{ErhebungId, SubmissionId},
    sync::record::Verdict,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What decides whether a page still knows enough of the storage to write: compared inside the transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Last numbers given out in the two lanes.
    pub shared: u32,
    pub anonymous: u32,
    pub cursor: Cursor,
    pub wiped: bool,
    /// Pages of an earlier version write it away again, which closes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
}

impl Stamp {
    /// What it has to say where numbers up to these were given out: none is given out again, and what lies under them is sent. Every
    /// transaction writes the stamp together with what it counts, so one that lags is not that of the last transaction, and the
    /// record that it calls open may have been closed, and sent: it is closed. `None` where it knows of all of them.
    pub fn mended(&self, shared: u32, anonymous: u32) -> Option<Self> {
        let lags = self.shared < shared || self.anonymous < anonymous;
        let (shared, anonymous) = (self.shared.max(shared), self.anonymous.max(anonymous));
        (lags && !self.wiped).then(|| Self { shared, anonymous, open: None, ..self.clone() })
    }
}

impl Stored {
    /// As [`Stamp::mended`], for what lies here. That a change travels under a number is remembered beside its record, and longer.
    pub fn mended(&self) -> Option<Stamp> {
        let highest = |lane| self.lane(lane).records.last_key_value().map_or(0, |(seq, _)| *seq);
        let travelled = self.last_of.values().copied().max().unwrap_or(0);
        self.stamp().mended(highest(Lane::Shared).max(travelled), highest(Lane::Anonymous))
    }

    pub fn stamp(&self) -> Stamp {
        let Self { shared, anonymous, replica, wiped, open, .. } = self;
        let (shared, anonymous) = (shared.last, anonymous.last);
        Stamp { shared, anonymous, cursor: replica.cursor.clone(), wiped: *wiped, open: *open }
    }
}

impl Client {
    /// Takes over the storage as other pages of this device have left it. Where they only noted changes, the round under
    /// way goes on; after anything else it begins anew.
    pub fn catch_up(&mut self, stored: Stored) {
        if self.stored.replica.cursor == stored.replica.cursor && self.stored.wiped == stored.wiped {
            let own = self.typing;
            let mut noted: Vec<Write> = [Lane::Shared, Lane::Anonymous]
                .into_iter()
                .flat_map(|lane| {
                    // What was open here may have another text there.
                    let known = Open::closed_through(self.stored.open, lane, self.stored.lane(lane).last);
                    let records = stored.lane(lane).records.range(known + 1..);
                    records.map(move |(seq, record)| Write::Append { lane, seq: *seq, record: record.clone() })
                })
                .collect();
            noted.push(Write::Mark(stored.open));
            self.settle(&noted);
            // What another page leaves open is not this one's.
            self.typing = own;
        }
        if self.stored.stamp() != stored.stamp() || self.holds_more_than(&stored) {
            self.reopen(stored);
        }
    }

    /// Whether another page has deleted something: what a person threw away there must not be sent from here.
    fn holds_more_than(&self, stored: &Stored) -> bool {
        [Lane::Shared, Lane::Anonymous].into_iter().any(|lane| {
            let there = &stored.lane(lane).records;
            self.stored.lane(lane).records.keys().any(|seq| !there.contains_key(seq))
        })
    }

    /// As [`Client::open`] for a page that lives on: replies to what it had asked are not listened to any more.
    pub fn reopen(&mut self, stored: Stored) {
        let (tokens, queue): (u64, Queue) = (self.tokens, self.queue.clone());
        let Self { first, typing, stopped, .. } = *self;
        *self = Self { tokens, queue, first, typing, stopped, ..Self::open(stored) };
    }

    /// The lane in which a submission was begun, as far as something of it is known here; it stays in it.
    pub fn lane_of(&self, submission: SubmissionId) -> Option<Lane> {
        let is_it = |(_, record): (&u32, &super::Record)| record.submission == submission;
        if self.stored.last_of.contains_key(&submission) {
            return Some(Lane::Shared);
        }
        if self.stored.anonymous.records.iter().any(is_it) {
            return Some(Lane::Anonymous);
        }
        self.entries().any(|entry| entry.change.submission() == submission).then_some(Lane::Shared)
    }

    /// Under which Erhebung a submission was begun, as far as something of it lies here.
    pub fn erhebung_of(&self, submission: SubmissionId) -> Option<ErhebungId> {
        self.entries().find(|entry| entry.change.submission() == submission).and_then(|entry| entry.erhebung)
    }

    /// Submissions of which something waits for the way to the server: changes of protocol sheets, finished answers of
    /// respondents.
    pub fn unsent(&self) -> BTreeSet<SubmissionId> {
        let shared = self.stored.shared.records.values().filter(|record| record.arrival.is_none());
        let anonymous = self.finished().filter(|(_, record, _)| record.arrival.is_none());
        shared.map(|record| record.submission).chain(anonymous.map(|(_, _, sent)| sent.id)).collect()
    }

    /// Submissions to which a person has added something on this device.
    pub fn own(&self) -> BTreeSet<SubmissionId> {
        let anonymous = self.stored.anonymous.records.values().map(|record| record.submission);
        self.stored.last_of.keys().copied().chain(anonymous).collect()
    }

    /// Whether the server took in the text of a change of this device, not only its number, whatever was decided on it there.
    pub(super) fn is_held(&self, lane: Lane, seq: u32) -> bool {
        let arrival = self.stored.lane(lane).records.get(&seq).and_then(|record| record.arrival);
        arrival.is_some_and(|arrival| is_stored_there(arrival) || arrival.verdict == Verdict::TurnedDown)
    }
}

#[cfg(test)]
#[path = "pages_test.rs"]
mod tests;
