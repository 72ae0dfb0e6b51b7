use super::{Client, Trouble};
use crate::{
    ids::SubmissionId,
    questionnaires::SentSubmission,
    sync::{
        change::Receipt,
        diff::diff,
        protocol::{
            Check, CheckReply, DeviceView, Known, Pull, PullReply, Push, PushReply, StatusReply, StatusRequest,
        },
    },
};
use std::collections::BTreeSet;

/// Tells replies apart: one that comes after its request was given up is not listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Token(pub u64);

/// What a device asks the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    Status(StatusRequest),
    Check(Check),
    /// A finished anonymous submission: `POST submissions`, without the device.
    Submit(SentSubmission),
    Push(Push),
    Pull(Pull),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Status(StatusReply),
    Check(CheckReply),
    Submit(Receipt),
    Push(PushReply),
    Pull(PullReply),
}

#[derive(Clone, Debug)]
pub(super) struct InFlight {
    pub(super) token: Token,
    pub(super) request: Request,
    /// Ticks since it was sent.
    pub(super) age: u32,
}

/// How far the present round is: status, then what the server lacks, then what the device lacks.
#[derive(Clone, Debug, Default)]
pub(super) struct Round {
    /// What the server has of this device, as it said in this round.
    pub(super) view: Option<DeviceView>,
    pub(super) checked: bool,
    /// Anonymous submissions that the server said it lacks.
    pub(super) missing: BTreeSet<SubmissionId>,
    /// Those that were tried in this round without success.
    pub(super) refused: BTreeSet<SubmissionId>,
    /// The server holds other content under a number of ours: nothing more is pushed in this round.
    pub(super) incident: bool,
    pub(super) pulled: bool,
}

impl Client {
    /// The next thing to send; `None` while an answer is awaited, and when the round is through.
    pub fn ask(&mut self) -> Option<(Token, Request)> {
        if self.in_flight.is_some() || self.stored.wiped {
            return None;
        }
        let request = self.request().or_else(|| {
            if std::mem::take(&mut self.woken) {
                self.round = Round::default();
            }
            self.request()
        })?;
        self.tokens += 1;
        let token = Token(self.tokens);
        self.in_flight = Some(InFlight { token, request: request.clone(), age: 0 });
        Some((token, request))
    }

    /// Whether an answer is awaited: a round is under way.
    pub fn is_asking(&self) -> bool {
        self.in_flight.is_some()
    }

    /// Begins a round: at the start, when the network or the page comes back, on demand, and with every tick while
    /// something waits. While one is under way another one follows it, once: what is asked for now, it may have passed by.
    pub fn wake(&mut self) {
        self.woken = self.in_flight.is_some();
        if !self.woken {
            self.round = Round::default();
        }
    }

    /// As [`Client::wake`], with one finished submission before the others. Changes keep their order.
    pub fn wake_for(&mut self, submission: SubmissionId) {
        self.first = Some(submission);
        self.wake();
    }

    /// Called by the driver at even intervals (half a minute): gives up requests without an answer, counts rounds without
    /// progress, and starts anew. No clock is read, so a wrong one does no harm (S14).
    pub fn tick(&mut self) {
        if let Some(in_flight) = &mut self.in_flight {
            in_flight.age += 1;
            if in_flight.age < 2 {
                return;
            }
            self.in_flight = None;
            self.queue.failed(Trouble::NoAnswer);
        }
        // What somebody is typing does not wait for anything.
        let sendable = self.sendable();
        self.queue.tick(sendable);
        self.woken = false;
        self.round = Round::default();
    }

    /// The request failed, or its reply could not be written: the round is over, everything stays as it was.
    pub fn failed(&mut self, token: Token, trouble: Trouble) {
        let Some(in_flight) = self.in_flight.take_if(|in_flight| in_flight.token == token) else { return };
        // One submission that is refused does not hold up the others.
        if let (Request::Submit(sent), Trouble::Refused) = (&in_flight.request, trouble) {
            self.round.refused.insert(sent.id);
        } else {
            self.round = Round { pulled: true, checked: true, view: None, ..Round::default() };
        }
        self.queue.failed(trouble);
    }

    fn request(&self) -> Option<Request> {
        let device = self.stored.device;
        let known: Option<Known> = self.stored.known.clone();
        let Some(view) = &self.round.view else {
            return (!self.round.pulled).then_some(Request::Status(StatusRequest { device, known }));
        };
        if !self.round.checked {
            let receipt = |sent: &SentSubmission| Receipt { submission: sent.id, hash: sent.hash.clone() };
            let submissions: Vec<Receipt> = self.finished().map(|(_, _, sent)| receipt(sent)).collect();
            if !submissions.is_empty() {
                return Some(Request::Check(Check { known, submissions }));
            }
        }
        let is_missing =
            |sent: &SentSubmission| self.round.missing.contains(&sent.id) && !self.round.refused.contains(&sent.id);
        let missing: Vec<_> = self.finished().map(|(_, _, sent)| sent).filter(|sent| is_missing(sent)).collect();
        let wanted = missing.iter().find(|sent| self.first == Some(sent.id));
        if let Some(next) = wanted.or(missing.first()) {
            return Some(Request::Submit((*next).clone()));
        }
        let changes = diff(device, &self.stored.shared.records, self.closed_through(), view);
        if !changes.is_empty() && !self.round.incident {
            return Some(Request::Push(Push { device, known, changes }));
        }
        if view.revoked {
            // Reads nothing any more. The last word before it is wiped: is it still so?
            return self.is_delivered().then_some(Request::Status(StatusRequest { device, known }));
        }
        let after = self.stored.replica.cursor.position.clone();
        (!self.round.pulled).then_some(Request::Pull(Pull { device, known, after }))
    }

    /// Whether the server holds everything that lies here, the surveys by its word of this round.
    pub(super) fn is_delivered(&self) -> bool {
        let is_checked = self.round.checked || self.finished().next().is_none();
        is_checked && self.round.missing.is_empty() && self.waiting() == 0
    }
}

#[cfg(test)]
#[path = "round_test.rs"]
mod tests;
