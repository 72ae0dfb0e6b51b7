use super::{
    Client, Cursor, Lane, Reply, Request, Token, Trouble, Write,
    arrivals::is_backed_up,
    round::{InFlight, Round},
};
use crate::{
    ids::SubmissionId,
    questionnaires::SentSubmission,
    sync::{
        change::Receipt,
        fold::fold,
        protocol::{CheckReply, DeviceView, Position, PullReply, PushReply},
        record::{Arrival, Verdict},
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
        let kept = self.is_next_page(reply);
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

    /// Whether a reply is the page that this device waits for.
    fn is_next_page(&self, reply: &Reply) -> bool {
        let asked = self.in_flight.as_ref().map(|in_flight| &in_flight.request);
        match (asked, reply) {
            (Some(Request::Pull(pull)), Reply::Pull(reply)) => self.follows(&pull.after, reply),
            _ => false,
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
}
