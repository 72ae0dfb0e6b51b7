use super::{Client, Cursor, Lane, Reply, Request, Token, Trouble, Write, round::InFlight, round::Round};
use crate::{
    ids::SubmissionId,
    questionnaires::SentSubmission,
    sync::{
        change::{Noted, Receipt},
        fold::fold,
        protocol::{CheckReply, DeviceView, Known, Position, PullReply, PushReply, ServerHead},
        record::{Arrival, Record, Verdict},
        seen::ChangeKey,
    },
};
use std::collections::BTreeMap;

impl Client {
    /// What to write for a reply, all in one transaction. Nothing is taken over before [`Client::settle_reply`].
    pub fn heard(&self, token: Token, reply: &Reply) -> Vec<Write> {
        let Some(InFlight { request, .. }) = self.awaited(token) else { return Vec::new() };
        match (request, reply) {
            (Request::Status(_), Reply::Status(reply)) => self.judge_device(&reply.server, &reply.device, &[]),
            (Request::Push(_), Reply::Push(reply)) => self.judge_push(reply),
            (Request::Pull(pull), Reply::Pull(reply)) => self.judge_pull(&pull.after, reply),
            (Request::Check(check), Reply::Check(reply)) => self.judge_check(&check.submissions, reply),
            (Request::Submit(sent), Reply::Submit(receipt)) => self.judge_receipt(sent.id, receipt),
            _ => Vec::new(),
        }
    }

    /// After what [`Client::heard`] returned has been written durably: takes it over and goes on with the round.
    pub fn settle_reply(&mut self, token: Token, reply: &Reply, writes: &[Write]) {
        if self.awaited(token).is_none() {
            return;
        }
        let kept = matches!((self.awaited(token), reply), (Some(InFlight { request: Request::Pull(pull), .. }), Reply::Pull(reply)) if self.follows(&pull.after, reply));
        self.in_flight = None;
        self.settle(writes);
        match reply {
            Reply::Status(reply) => self.view(&reply.device),
            Reply::Push(reply) => {
                self.view(&reply.device);
                self.round.incident |= reply.incident.is_some();
            }
            Reply::Pull(reply) => {
                self.view(&reply.device);
                self.round.pulled = kept && !reply.more;
            }
            Reply::Check(reply) => {
                self.round.checked = true;
                let is_held = |sent: &SentSubmission| reply.held.iter().any(|held| held.submission == sent.id);
                let missing: Vec<_> = self
                    .finished()
                    .map(|(_, _, sent)| sent)
                    .filter(|sent| !is_held(sent))
                    .map(|sent| sent.id)
                    .collect();
                self.round.missing = missing.into_iter().collect();
            }
            Reply::Submit(receipt) => {
                self.round.missing.remove(&receipt.submission);
            }
        }
        let server = match reply {
            Reply::Push(reply) => Some(&reply.server),
            Reply::Pull(reply) => Some(&reply.server),
            Reply::Check(reply) => Some(&reply.server),
            Reply::Status(_) | Reply::Submit(_) => None,
        };
        // What this round had heard was said by another server, as it were: from the start.
        if server.is_some_and(|server| !server.lineage_kept) {
            self.round = Round::default();
        }
        if self.round.incident {
            self.queue.failed(Trouble::Incident);
        }
    }

    fn view(&mut self, view: &DeviceView) {
        // A device that was copied, or set back: its numbers were used for something else.
        self.round.incident = !self.is_ours(view);
        self.round.view = Some(view.clone());
    }

    /// Whether a page is the one after what is here, of the same past and the same view.
    fn follows(&self, after: &Position, reply: &PullReply) -> bool {
        let cursor = &self.stored.replica.cursor;
        reply.server.lineage_kept && reply.device.view == cursor.view && *after == cursor.position
    }

    fn awaited(&self, token: Token) -> Option<&InFlight> {
        self.in_flight.as_ref().filter(|in_flight| in_flight.token == token)
    }

    /// Whether what the server has last of this device is what this device has under that number.
    fn is_ours(&self, view: &DeviceView) -> bool {
        let own = self.stored.shared.records.get(&view.received);
        let key = ChangeKey { device: self.stored.device, seq: view.received };
        let agrees =
            own.is_none_or(|record| view.received_hash.is_empty() || record.answers_to(key, &view.received_hash));
        agrees && view.received <= self.stored.shared.last
    }

    fn judge_push(&self, reply: &PushReply) -> Vec<Write> {
        let mut verdicts = BTreeMap::new();
        for receipt in &reply.receipts {
            let key = ChangeKey { device: self.stored.device, seq: receipt.seq };
            // Only a receipt for exactly this content counts, never that a request succeeded (Q13).
            if self.stored.shared.records.get(&receipt.seq).is_some_and(|record| record.answers_to(key, &receipt.hash))
            {
                verdicts.insert(receipt.seq, receipt.verdict);
            }
        }
        let verdicts: Vec<_> = verdicts.into_iter().collect();
        self.judge_device(&reply.server, &reply.device, &verdicts)
    }

    /// What follows from the head and the device's part in a reply: arrivals, departures, what may be dropped.
    fn judge_device(&self, server: &ServerHead, view: &DeviceView, verdicts: &[(u32, Verdict)]) -> Vec<Write> {
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
            if server.lineage_kept && arrival.is_some_and(|arrival| is_backed_up(arrival, server)) {
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
        let told = if view.refused.contains(&seq) { Some(Verdict::Refused) } else { told };
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
    fn judge_lineage(&self, server: &ServerHead) -> Vec<Write> {
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

    fn judge_pull(&self, after: &Position, reply: &PullReply) -> Vec<Write> {
        let mut writes = self.judge_device(&reply.server, &reply.device, &[]);
        // Changes and cursor in one transaction (S1), and only if they follow on what is here (S13).
        if self.follows(after, reply) {
            writes.extend(reply.changes.iter().map(|change| Write::Keep {
                key: ChangeKey { device: change.device, seq: change.seq },
                erhebung: change.erhebung,
                body: change.body.clone(),
            }));
            let view = reply.device.view.clone();
            writes.push(Write::Advance(Cursor { position: reply.through.clone(), view }));
        }
        writes
    }

    fn judge_check(&self, asked: &[Receipt], reply: &CheckReply) -> Vec<Write> {
        let mut writes = self.judge_lineage(&reply.server);
        for (seq, record, sent) in self.finished() {
            if !asked.iter().any(|asked| asked.submission == sent.id && asked.hash == sent.hash) {
                continue;
            }
            let at = record.arrival.and_then(|arrival| arrival.at).filter(|_| reply.server.lineage_kept);
            let at = Some(at.unwrap_or(reply.server.head.number));
            let is_there = reply.held.iter().any(|held| held.submission == sent.id && held.hash == sent.hash);
            let arrival = is_there.then_some(Arrival { at, verdict: Verdict::Accepted });
            if arrival != record.arrival {
                writes.push(Write::Arrive { lane: Lane::Anonymous, seq, arrival });
            }
            if reply.server.lineage_kept && arrival.is_some_and(|arrival| is_backed_up(arrival, &reply.server)) {
                writes.extend(self.drop_submission(sent.id));
            }
        }
        writes
    }

    fn judge_receipt(&self, id: SubmissionId, receipt: &Receipt) -> Vec<Write> {
        let arrival = Some(Arrival { at: None, verdict: Verdict::Accepted });
        self.finished()
            .filter(|(_, _, sent)| sent.id == id && sent.id == receipt.submission && sent.hash == receipt.hash)
            .map(|(seq, _, _)| Write::Arrive { lane: Lane::Anonymous, seq, arrival })
            .collect()
    }

    /// Deletes an anonymous submission with everything that was typed for it, unless something of it is not in what was
    /// sent: then it stays until somebody has decided.
    pub(super) fn drop_submission(&self, id: SubmissionId) -> Vec<Write> {
        let entries = self.legible.of_lane(Lane::Anonymous).map(|(_, entry)| entry);
        if fold(entries.filter(|entry| entry.change.submission() == id)).iter().any(|one| !one.conflicts.is_empty()) {
            return Vec::new();
        }
        let of_it = self.stored.anonymous.records.iter().filter(|(_, record)| record.submission == id);
        of_it.map(|(seq, _)| Write::Drop { lane: Lane::Anonymous, seq: *seq }).collect()
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
fn is_backed_up(arrival: Arrival, server: &ServerHead) -> bool {
    is_stored_there(arrival) && arrival.at.is_some_and(|at| at < server.backed_up_through)
}

/// Whether the server holds the content, not only the number.
pub(super) fn is_stored_there(arrival: Arrival) -> bool {
    arrival.verdict != Verdict::Refused
}
