use super::{Flaw, Random};
use domain::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::Place,
    sync::{
        ChangeKey, Entry, Seen,
        client::{Client, Relief, Reply, Request, Stored, Token, Trouble, Write},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// A tablet: its disk, the page while it lives, and what stands on the screen.
pub struct Device {
    pub disk: Stored,
    pub client: Client,
    pub account: usize,
    /// Days by which its clock is wrong.
    pub skew: i64,
    /// Whether the storage refuses to take more.
    pub is_full: bool,
    /// Pages that were opened earlier and still show what they showed then.
    pub pages: BTreeMap<SubmissionId, Page>,
    /// Own changes that were given up for lack of space before they were backed up.
    pub given_up: BTreeSet<(domain::sync::client::Lane, u32)>,
    /// A second page on the same disk: somebody types there, while the first one talks to the server.
    pub tab: Option<Client>,
    /// The field in which somebody was typing last.
    pub typing: Option<Typing>,
    /// How often it has been started: replies belong to the page that asked.
    pub life: usize,
    /// Whether it mends a stamp that lags behind its journal.
    pub mends: bool,
}

/// What of a submission lies before the person.
#[derive(Clone, Default)]
pub struct Page {
    pub base: Seen,
    pub sight: BTreeSet<ChangeKey>,
}

/// Somebody at a field.
#[derive(Clone)]
pub struct Typing {
    pub submission: SubmissionId,
    pub erhebung: ErhebungId,
    pub place: Place,
    pub page: Page,
    /// On the second page.
    pub in_tab: bool,
}

/// How a transaction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Written,
    /// The storage is full: nothing was written.
    Full,
    /// The device died; whether before or after the commit, only its disk knows.
    Died,
}

impl Device {
    pub fn new(client: Client, account: usize, skew: i64) -> Self {
        let disk = client.stored().clone();
        Self {
            disk,
            client,
            account,
            skew,
            is_full: false,
            pages: BTreeMap::new(),
            given_up: BTreeSet::new(),
            tab: None,
            typing: None,
            life: 0,
            mends: true,
        }
    }

    pub fn id(&self) -> DeviceId {
        self.disk.device
    }

    /// The page and everything it only remembers are gone; the disk stays, but for its stamp, which comes out as it was a number before.
    pub fn crash(&mut self) {
        trace!("{} crashes", self.id());
        self.disk.shared.last = self.disk.shared.last.saturating_sub(1);
        if self.mends
            && let Some(stamp) = self.disk.mended()
        {
            (self.disk.shared.last, self.disk.open) = (stamp.shared, stamp.open);
        }
        self.client = Client::open(self.disk.clone());
        self.pages.clear();
        (self.tab, self.typing) = (None, None);
        self.life += 1;
        self.close_open();
    }

    /// The first page reads what the second one has written: in time, or because its own transaction found another stamp.
    pub fn look(&mut self) {
        if self.client.stored().stamp() != self.disk.stamp() {
            self.client.catch_up(self.disk.clone());
        }
    }

    /// The first page closes what is being typed, as it does when it starts, opens a draft or is told to send.
    pub fn close_open(&mut self) {
        self.look();
        let writes = self.client.close_open();
        writes.iter().for_each(|write| self.disk.apply(write));
        self.client.settle(&writes);
    }

    /// The page on which somebody types shows what came from elsewhere.
    pub fn take_in(&self, typing: &mut Typing) {
        let page = self.tab.as_ref().filter(|_| typing.in_tab).unwrap_or(&self.client);
        let Some(stands) = page.submissions().into_iter().find(|stands| stands.id == typing.submission) else { return };
        let of_it = page.visible().filter(|entry| entry.change.submission() == typing.submission);
        typing.page = Page { base: stands.seen, sight: of_it.map(Entry::key).collect() };
    }

    /// The next request. A flawed device takes for closed what is open.
    pub fn ask(&mut self, flaw: Flaw) -> Option<(Token, Request)> {
        let open = self.client.stored().open.filter(|_| flaw == Flaw::SendsOpen);
        if open.is_some() {
            self.client.settle(&[Write::Mark(None)]);
        }
        let asked = self.client.ask();
        if open.is_some() {
            self.client.settle(&[Write::Mark(open)]);
        }
        asked
    }

    pub fn tick(&mut self) {
        self.client.tick();
    }

    pub fn wake(&mut self) {
        self.client.wake();
    }

    /// One transaction. `risk` is the chance in a thousand to die before or after the commit.
    pub fn commit(&mut self, random: &mut Random, risk: usize, writes: &[Write]) -> Outcome {
        if random.chance(risk, 1000) {
            self.crash();
            return Outcome::Died;
        }
        let needs_space = writes.iter().any(|write| matches!(write, Write::Append { .. } | Write::Keep { .. }));
        if self.is_full && needs_space {
            return Outcome::Full;
        }
        for write in writes {
            trace!("{} {write:?}", self.id());
            self.disk.apply(write);
        }
        if random.chance(risk, 1000) {
            self.crash();
            return Outcome::Died;
        }
        Outcome::Written
    }

    /// Frees space step by step, as the page does before it would refuse an answer.
    pub fn relieve(&mut self, random: &mut Random) {
        self.look();
        for relief in Relief::ALL {
            let writes = self.client.relieve(relief);
            for write in &writes {
                if let Write::Drop { lane, seq } = write {
                    self.given_up.insert((*lane, *seq));
                }
                trace!("{} gives up {write:?}", self.id());
                self.disk.apply(write);
            }
            self.client.settle(&writes);
            if !writes.is_empty() && random.chance(1, 2) {
                self.is_full = false;
                return;
            }
        }
    }

    /// Takes in a reply; a flawed device does so in its own way.
    pub fn take(&mut self, random: &mut Random, risk: usize, flaw: Flaw, token: Token, reply: &Reply) {
        self.look();
        let reply = &if flaw == Flaw::TrustsOldWord { believing(&self.disk, reply.clone()) } else { reply.clone() };
        let mut writes = self.client.heard(token, reply);
        if flaw == Flaw::DropsUnbacked {
            let arrived = |write: &Write| match write {
                Write::Arrive { lane, seq, arrival: Some(_) } => Some(Write::Drop { lane: *lane, seq: *seq }),
                _ => None,
            };
            let dropped: Vec<Write> = writes.iter().filter_map(arrived).collect();
            writes.extend(dropped);
        }
        if flaw == Flaw::CursorFirst {
            let (first, then): (Vec<Write>, Vec<Write>) =
                writes.iter().cloned().partition(|write| !matches!(write, Write::Keep { .. }));
            if self.commit(random, risk, &first) != Outcome::Written {
                return;
            }
            writes = then;
            self.client.settle(&first);
        }
        match self.commit(random, risk, &writes) {
            Outcome::Written => self.client.settle_reply(token, reply, &writes),
            Outcome::Full => self.client.failed(token, Trouble::StorageFull),
            Outcome::Died => (),
        }
    }

    /// The request failed. A flawed device takes the end of a request for success.
    pub fn fail(&mut self, flaw: Flaw, token: Token, request: &Request, trouble: Trouble) {
        self.client.failed(token, trouble);
        if let (Flaw::DeletesOnResolved, Request::Push(push)) = (flaw, request) {
            let drop = |seq| Write::Drop { lane: domain::sync::client::Lane::Shared, seq };
            let writes: Vec<Write> = push.changes.iter().map(|change| drop(change.seq)).collect();
            writes.iter().for_each(|write| self.disk.apply(write));
            self.client.settle(&writes);
        }
    }
}

/// The reply as a device reads it that never asks whether the server still has what it had.
fn believing(disk: &Stored, mut reply: Reply) -> Reply {
    let arrived = disk.shared.records.iter().filter(|(_, record)| record.arrival.is_some()).map(|(seq, _)| *seq).max();
    let (server, device) = match &mut reply {
        Reply::Status(reply) => (&mut reply.server, Some(&mut reply.device)),
        Reply::Push(reply) => (&mut reply.server, Some(&mut reply.device)),
        Reply::Pull(reply) => (&mut reply.server, Some(&mut reply.device)),
        Reply::Check(reply) => (&mut reply.server, None),
        Reply::Submit(_) => return reply,
    };
    server.lineage_kept = true;
    if let (Some(device), Some(arrived)) = (device, arrived) {
        device.received = device.received.max(arrived);
    }
    reply
}
