//! Takes over what an earlier version of the browser part left on the device: one journal of numbered changes, of which
//! only finished submissions travelled, as wholes.

use super::{Client, Lane, Write, legible::key_in};
use crate::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::Place,
    sync::{
        cache::{CachedEntry, overlay},
        change::{Change, Entry, NO_DEVICE},
        fold::{LocalState, LocalSubmission, fold},
        record::{Arrival, Verdict},
        seen::Seen,
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Stands where the beginning of a submission cannot be read: what was typed for it is kept all the same.
const UNKNOWN_ERHEBUNG: ErhebungId = ErhebungId::new(Uuid::nil());

impl Client {
    /// What to write so that everything of an earlier journal is here: drafts with what only the field cache holds of them,
    /// finished submissions, receipts. Thrown away drafts stay behind. What was finished goes on to be sent as a whole,
    /// as it was promised to be; a draft takes the lane of its Erhebung.
    pub fn carry_over(
        &self,
        earlier: &[Entry],
        cached: impl Fn(SubmissionId) -> Vec<(Place, CachedEntry)>,
        lane_of: impl Fn(ErhebungId) -> Lane,
    ) -> Vec<Write> {
        let mut carrying = Carrying::new(self, earlier);
        let is_receipt = |entry: &&Entry| matches!(entry.change, Change::Arrived { .. });
        for entry in earlier.iter().filter(|entry| !is_receipt(entry)) {
            carrying.note(entry.change.clone(), &lane_of);
        }
        for entry in earlier.iter().filter(is_receipt) {
            carrying.arrived(&entry.change);
        }
        for mut draft in carrying.drafts() {
            let submission = draft.id;
            for (place, value) in overlay(&mut draft, NO_DEVICE, cached(submission)) {
                carrying.note(Change::Answered { submission, place, value }, &lane_of);
            }
        }
        carrying.writes
    }
}

/// The device as it becomes while the earlier journal is read.
struct Carrying {
    client: Client,
    /// Submissions of the earlier journal as they stood there.
    stood: BTreeMap<SubmissionId, LocalSubmission>,
    /// Submissions that were thrown away, of which nothing is carried.
    discarded: Vec<SubmissionId>,
    sight: BTreeMap<SubmissionId, Seen>,
    writes: Vec<Write>,
}

impl Carrying {
    fn new(client: &Client, earlier: &[Entry]) -> Self {
        let stood: BTreeMap<_, _> = fold(earlier).into_iter().map(|stood| (stood.id, stood)).collect();
        let is_discard = |entry: &&Entry| matches!(entry.change, Change::Discarded { .. });
        let discarded = earlier.iter().filter(is_discard).map(|entry| entry.change.submission());
        let discarded = discarded.filter(|id| !stood.contains_key(id) && client.lane_of(*id).is_none()).collect();
        let sight = client.submissions().into_iter().map(|known| (known.id, known.seen)).collect();
        Self { client: client.clone(), stood, discarded, sight, writes: Vec::new() }
    }

    fn drafts(&self) -> Vec<LocalSubmission> {
        self.stood.values().filter(|stood| stood.state == LocalState::Draft).cloned().collect()
    }

    fn note(&mut self, change: Change, lane_of: impl Fn(ErhebungId) -> Lane) {
        let id = change.submission();
        if self.discarded.contains(&id) {
            return;
        }
        let known = self.client.erhebung_of(id);
        let erhebung = self.stood.get(&id).map(|stood| stood.erhebung).or(known).unwrap_or(UNKNOWN_ERHEBUNG);
        let lane = self.client.lane_of(id).unwrap_or_else(|| match self.stood.get(&id) {
            Some(stood) if stood.state == LocalState::Draft => lane_of(erhebung),
            _ => Lane::Anonymous,
        });
        let sight = self.sight.entry(id).or_default();
        let Some(writes) = self.client.note(lane, erhebung, change, sight.clone()) else { return };
        for write in &writes {
            if let Write::Append { lane, seq, .. } = write {
                sight.see(key_in(self.client.device(), *lane, *seq));
            }
        }
        self.take(writes);
    }

    /// The receipt of an earlier version for a finished whole.
    fn arrived(&mut self, receipt: &Change) {
        let Change::Arrived { submission, hash } = receipt else { return };
        let arrival = Some(Arrival { at: None, verdict: Verdict::Accepted });
        let waits = self
            .client
            .finished()
            .find(|(_, record, sent)| sent.id == *submission && sent.hash == *hash && record.arrival.is_none());
        if let Some((seq, ..)) = waits {
            self.take(vec![Write::Arrive { lane: Lane::Anonymous, seq, arrival }]);
        }
    }

    fn take(&mut self, writes: Vec<Write>) {
        self.client.settle(&writes);
        self.writes.extend(writes);
    }
}

#[cfg(test)]
#[path = "carry_test.rs"]
mod tests;
