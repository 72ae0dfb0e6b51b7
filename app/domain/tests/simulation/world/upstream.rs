//! The same traces against a real server that is killed while they are played. Devices, people and network are those of the
//! simulation; what answers is not its model.

use super::{Broken, Device, Flaw, Summary, World, all_kitas, new_device, oracle, person::first_day};
use chrono::NaiveDate;
use domain::{
    ids::{DeviceId, SubmissionId},
    questionnaires::SentSubmission,
    sync::{
        Change, ChangeKey, Noted, Receipt, Verdict, change_hash,
        client::{Lane, Reply, Request, Trouble},
        protocol::{Check, DeviceView, Position, Pull, PulledChange, ServerHead, StatusRequest},
        server::NewChange,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Reads what the others wrote, and writes nothing.
const READER: DeviceId = DeviceId::new(Uuid::from_u128(9_999));

/// A sequencer that was killed keeps the next one out for a while.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server outside of the simulation; of its account all devices are, and the Erhebungen of all Kitas are open to it.
pub trait Upstream {
    /// One request, while nothing goes wrong.
    fn ask(&mut self, request: &Request) -> Result<Reply, Trouble>;

    /// All of these at once, to a server that is killed meanwhile; it has been started again when this returns. `None` where
    /// no whole reply came out.
    fn die(&mut self, requests: &[Request]) -> Vec<Option<Result<Reply, Trouble>>>;
}

/// A server, and what it has promised so far. A device would offer again what was lost, and nobody would notice: so each reply
/// is held against those before it.
pub struct Watched {
    server: Box<dyn Upstream>,
    received: BTreeMap<DeviceId, u32>,
    submissions: BTreeSet<(SubmissionId, String)>,
    head: u64,
}

impl Watched {
    fn new(server: Box<dyn Upstream>) -> Self {
        Self { server, received: BTreeMap::new(), submissions: BTreeSet::new(), head: 0 }
    }

    pub fn ask(&mut self, request: &Request) -> Result<Reply, Trouble> {
        let reply = self.server.ask(request)?;
        self.compare(request, &reply);
        self.note(request, &reply);
        Ok(reply)
    }

    /// Replies that were on their way together may contradict each other, but none of them what was said before.
    fn die(&mut self, requests: &[Request]) -> Vec<Option<Result<Reply, Trouble>>> {
        let replies = self.server.die(requests);
        let answered = || {
            requests.iter().zip(&replies).filter_map(|(request, reply)| match reply {
                Some(Ok(reply)) => Some((request, reply)),
                _ => None,
            })
        };
        answered().for_each(|(request, reply)| self.compare(request, reply));
        answered().for_each(|(request, reply)| self.note(request, reply));
        replies
    }

    fn compare(&self, request: &Request, reply: &Reply) {
        let (server, device) = parts(reply);
        if let Some(server) = server {
            let is_kept = server.lineage_kept && server.head.number >= self.head;
            assert!(is_kept, "the sequence was shown up to {}, and is another one: {server:?}", self.head);
        }
        if let (Some(id), Some(view)) = (device_of(request), device) {
            let before = self.received.get(&id).copied().unwrap_or(0);
            assert!(view.received >= before, "{before} changes of {id} acknowledged, {} there", view.received);
        }
        if let (Request::Check(check), Reply::Check(reply)) = (request, reply) {
            let is_gone = |asked: &&Receipt| {
                self.submissions.contains(&(asked.submission, asked.hash.clone())) && !reply.held.contains(asked)
            };
            let gone: Vec<&Receipt> = check.submissions.iter().filter(is_gone).collect();
            assert!(gone.is_empty(), "acknowledged, but gone: {gone:?}");
        }
    }

    fn note(&mut self, request: &Request, reply: &Reply) {
        let (server, device) = parts(reply);
        self.head = self.head.max(server.map_or(0, |server| server.head.number));
        if let (Some(id), Some(view)) = (device_of(request), device) {
            let received = self.received.entry(id).or_default();
            *received = view.received.max(*received);
        }
        let held: &[Receipt] = match reply {
            Reply::Submit(receipt) => std::slice::from_ref(receipt),
            Reply::Check(reply) => &reply.held,
            _ => &[],
        };
        self.submissions.extend(held.iter().map(|held| (held.submission, held.hash.clone())));
    }

    /// Returns once everything that was acknowledged has its place in the sequence.
    pub fn rest(&mut self) {
        let wanted: u64 = self.received.values().copied().map(u64::from).sum();
        let end = Instant::now() + PATIENCE;
        while self.head < wanted {
            assert!(Instant::now() < end, "{wanted} changes acknowledged, {} placed", self.head);
            let status = self.ask(&Request::Status(StatusRequest { device: READER, known: None }));
            assert!(status.is_ok(), "{status:?}");
        }
    }
}

fn parts(reply: &Reply) -> (Option<&ServerHead>, Option<&DeviceView>) {
    match reply {
        Reply::Status(reply) => (Some(&reply.server), Some(&reply.device)),
        Reply::Push(reply) => (Some(&reply.server), Some(&reply.device)),
        Reply::Pull(reply) => (Some(&reply.server), Some(&reply.device)),
        Reply::Check(reply) => (Some(&reply.server), None),
        Reply::Submit(_) => (None, None),
    }
}

fn device_of(request: &Request) -> Option<DeviceId> {
    match request {
        Request::Status(status) => Some(status.device),
        Request::Push(push) => Some(push.device),
        Request::Pull(pull) => Some(pull.device),
        Request::Check(_) | Request::Submit(_) => None,
    }
}

/// Plays the trace of a seed against `server`, which is killed so many times in the middle of pushes, and once more when all
/// is quiet; then everything must hold that holds in the simulation.
///
/// # Errors
/// The invariant that does not hold.
///
/// # Panics
/// When the server has lost what it had acknowledged.
pub fn run_on(seed: u64, server: Box<dyn Upstream>, today: NaiveDate, kills: usize) -> Result<Summary, Broken> {
    let mut world = World::on(seed, server, today);
    for _ in 0..kills {
        for _ in 0..40 + world.random.below(60) {
            world.step()?;
        }
        world.pushes_begin()?;
        world.kill_server();
    }
    world.heal()?;
    world.kill_server();
    world.read_back();
    oracle::check(&mut world)
}

impl World {
    /// Some devices of one account. Their clocks are right: what is older than it may be, a real server deletes.
    fn on(seed: u64, server: Box<dyn Upstream>, today: NaiveDate) -> Self {
        let mut world = Self::new(seed, Flaw::None);
        let skew = today.signed_duration_since(first_day()).num_days();
        let count = 3 + world.random.below(3);
        world.devices = (0..count).map(|number| new_device(number, 0, skew)).collect::<Vec<Device>>();
        world.kitas = vec![all_kitas().collect()];
        world.upstream = Some(Watched::new(server));
        world
    }

    fn kill_server(&mut self) {
        let Some(upstream) = &mut self.upstream else { return };
        self.network.arrive_at_once(|requests| upstream.die(requests));
    }

    /// Puts what the server holds, read from it as devices read it, where the oracle looks.
    fn read_back(&mut self) {
        let Some(upstream) = &mut self.upstream else { return };
        let tables = &mut self.server.tables;
        let mut after = Position::default();
        loop {
            let asked = upstream.ask(&Request::Pull(Pull { device: READER, known: None, after: after.clone() }));
            let Ok(Reply::Pull(reply)) = asked else { panic!("no page after {after:?}: {asked:?}") };
            for PulledChange { device, seq, erhebung, body } in reply.changes {
                let key = ChangeKey { device, seq };
                let submission = Noted::read(&body).map(|noted| noted.change.submission());
                let (hash, erhebung) = (change_hash(key, Some(erhebung), &body), Some(erhebung));
                let change = NewChange { seq, erhebung, submission, body, hash, verdict: Verdict::Accepted };
                assert!(tables.changes.insert(key, change).is_none(), "{key:?} has two places");
                tables.placed.insert(key);
                let number = tables.places.len() as u64 + 1;
                tables.places.push((key, Position { number, link: String::new() }));
            }
            after = reply.through;
            if !reply.more {
                break;
            }
        }
        assert_eq!(after.number, tables.places.len() as u64, "places without a change");

        let anonymous = self.oracle.saved.iter().filter(|saved| saved.lane == Lane::Anonymous);
        let finished: Vec<&SentSubmission> = anonymous
            .filter_map(|saved| match &saved.noted.change {
                Change::Finished { sent } => Some(sent),
                _ => None,
            })
            .collect();
        let receipt = |sent: &SentSubmission| Receipt { submission: sent.id, hash: sent.hash.clone() };
        let submissions: Vec<Receipt> = finished.iter().map(|sent| receipt(sent)).collect();
        let asked = upstream.ask(&Request::Check(Check { known: None, submissions }));
        let Ok(Reply::Check(reply)) = asked else { panic!("not told what is held: {asked:?}") };
        for sent in finished.into_iter().filter(|sent| reply.held.contains(&receipt(sent))) {
            tables.submissions.insert(sent.id, sent.clone());
        }
    }
}
