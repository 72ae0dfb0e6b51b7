//! What a reply proves about what lies here: what has arrived, what the server has lost again, what may go.

use super::{Client, Cursor, Lane, Write};
use crate::sync::{
    change::Noted,
    protocol::{DeviceView, Known, Position, ServerHead},
    record::{Arrival, Record, Verdict},
    seen::ChangeKey,
};
use std::collections::BTreeMap;

impl Client {
    /// Whether what the server has last of this device is what this device has under that number.
    pub(super) fn is_ours(&self, view: &DeviceView) -> bool {
        let own = self.stored.shared.records.get(&view.received);
        let key = ChangeKey { device: self.stored.device, seq: view.received };
        let agrees =
            own.is_none_or(|record| view.received_hash.is_empty() || record.answers_to(key, &view.received_hash));
        agrees && view.received <= self.stored.shared.last
    }

    /// What follows from the head and the device's part in a reply: arrivals, departures, what may be dropped.
    pub(super) fn judge_device(
        &self,
        server: &ServerHead,
        view: &DeviceView,
        verdicts: &[(u32, Verdict)],
    ) -> Vec<Write> {
        let mut writes = self.judge_lineage(server);
        if self.stored.replica.cursor.view != view.view || !server.lineage_kept {
            writes.push(Write::ForgetReplica);
            writes.push(Write::Advance(Cursor { position: Position::default(), view: view.view.clone() }));
        }
        let verdicts: BTreeMap<u32, Verdict> = verdicts.iter().copied().collect();
        for (seq, record) in &self.stored.shared.records {
            let arrival = self.arrival(*seq, record, server, view, verdicts.get(seq).copied());
            if arrival != record.arrival {
                writes.push(Write::Arrive { lane: Lane::Shared, seq: *seq, arrival });
            }
            // A damaged one stays: what arrived in its place is not what was typed.
            let is_safe = server.lineage_kept && !self.legible.is_damaged(Lane::Shared, *seq);
            if is_safe && arrival.is_some_and(|arrival| is_backed_up(arrival, server)) {
                writes.push(Write::Drop { lane: Lane::Shared, seq: *seq });
            }
        }
        if view.revoked {
            writes.extend(self.wipe(&writes));
        }
        writes
    }

    /// What is known of an own change after a reply; `told` by a receipt in it.
    fn arrival(
        &self,
        seq: u32,
        record: &Record,
        server: &ServerHead,
        view: &DeviceView,
        told: Option<Verdict>,
    ) -> Option<Arrival> {
        // A server that lost it has lost it, whatever it said before (S2).
        if seq > view.received {
            return None;
        }
        let told = if view.refused.contains(&seq) {
            Some(Verdict::Refused)
        } else if view.turned_down.contains(&seq) {
            Some(Verdict::TurnedDown)
        } else {
            told
        };
        match record.arrival {
            Some(known) if server.lineage_kept => Some(Arrival { verdict: told.unwrap_or(known.verdict), ..known }),
            // Stored by a push whose reply was lost: that it is our content is told by the hash of the last one.
            known if told.is_some() || self.is_ours(view) => {
                let verdict = told.or(known.map(|known| known.verdict)).unwrap_or(Verdict::Accepted);
                Some(Arrival { at: Some(server.head.number), verdict })
            }
            known => known,
        }
    }

    /// A server whose past is another one than the device knows: what was read from it goes, and nothing counts as
    /// arrived before it is proven again.
    pub(super) fn judge_lineage(&self, server: &ServerHead) -> Vec<Write> {
        let known = Known { epoch: server.epoch.clone(), head: server.head.clone() };
        if server.lineage_kept {
            let is_later = self.stored.known.as_ref().is_none_or(|before| before.head.number < known.head.number);
            return if is_later { vec![Write::Know(known)] } else { Vec::new() };
        }
        // Own changes that were dropped here and are still among those read back from the server: offered again.
        let own =
            self.stored.replica.changes.iter().filter(|(key, _)| {
                key.device == self.stored.device && !self.stored.shared.records.contains_key(&key.seq)
            });
        let back = own.filter_map(|(key, (erhebung, body))| {
            let record = Record::new(*key, *erhebung, &Noted::read(body)?);
            (record.body == *body).then_some(Write::Append { lane: Lane::Shared, seq: key.seq, record })
        });
        let mut writes: Vec<Write> = back.collect();
        writes.extend([Write::ForgetReplica, Write::Know(known)]);
        for (seq, record) in &self.stored.anonymous.records {
            if let Some(arrival) = record.arrival {
                let arrival = Some(Arrival { at: None, ..arrival });
                writes.push(Write::Arrive { lane: Lane::Anonymous, seq: *seq, arrival });
            }
        }
        writes
    }

    /// On a revoked device, once the quarantine holds everything and this round has shown that the surveys are there too:
    /// delete everything. `writes` come before it.
    fn wipe(&self, writes: &[Write]) -> Option<Write> {
        let mut after = self.clone();
        after.settle(writes);
        after.is_delivered().then_some(Write::Wipe)
    }
}

/// Whether a backup made after the server said that it holds this exists.
pub(super) fn is_backed_up(arrival: Arrival, server: &ServerHead) -> bool {
    is_stored_there(arrival) && arrival.at.is_some_and(|at| at < server.backed_up_through)
}

/// Whether the server holds the content, not only the number.
pub(super) fn is_stored_there(arrival: Arrival) -> bool {
    !matches!(arrival.verdict, Verdict::Refused | Verdict::TurnedDown)
}
