//! A server and devices without chance: what the tests by number are played on.

use crate::world::{Flaw, Random, Server, protocol_of, survey_of};
use chrono::NaiveDate;
use domain::{
    ids::{DeviceId, ErhebungId, KitaId, SubmissionId},
    questionnaires::{Place, QuestionId, SentSubmission, Submission},
    sync::{
        Change, LocalSubmission, Seen,
        client::{Client, Lane, Reply, Request, Stored, Token, Trouble, Write},
    },
};
use std::collections::BTreeSet;
use uuid::Uuid;

pub fn kita() -> KitaId {
    KitaId::new(Uuid::from_u128(1))
}

pub fn id(number: u128) -> SubmissionId {
    SubmissionId::new(Uuid::from_u128(number))
}

pub fn started(number: u128) -> Change {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    Change::Started { submission: id(number), erhebung: protocol_of(kita()), day }
}

pub fn answered(number: u128, question: u32, value: &str) -> Change {
    Change::Answered { submission: id(number), place: Place::of(QuestionId(question)), value: value.into() }
}

pub fn finished(number: u128, erhebung: ErhebungId) -> SentSubmission {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    SentSubmission::new(id(number), erhebung, day, Submission::default())
}

/// A server, and nothing between it and the devices.
pub struct Bench {
    pub server: Server,
    pub random: Random,
    pub kitas: BTreeSet<KitaId>,
}

/// A device whose storage takes `writes_left` more transactions.
pub struct Tablet {
    pub disk: Stored,
    pub client: Client,
    pub writes_left: usize,
    /// Whether it dies when that is used up; else its storage is full.
    pub dies: bool,
}

impl Bench {
    pub fn new() -> Self {
        Self { server: Server::new(Flaw::None), random: Random::new(1), kitas: BTreeSet::from([kita()]) }
    }

    pub fn ask(&mut self, device: DeviceId, request: &Request) -> Result<Reply, Trouble> {
        let reply = self.server.handle(&mut self.random, 0, device, &self.kitas, request);
        reply.expect("a server that cannot die answers")
    }

    /// Talks until there is nothing left to say, or the device can write no more.
    pub fn sync(&mut self, tablet: &mut Tablet) {
        tablet.client.tick();
        while let Some((token, request)) = tablet.client.ask() {
            match self.ask(tablet.disk.device, &request) {
                Ok(reply) => {
                    if !tablet.take(token, &reply) {
                        return;
                    }
                }
                Err(trouble) => tablet.client.failed(token, trouble),
            }
            self.server.sequence();
        }
    }
}

impl Tablet {
    pub fn new(number: u128) -> Self {
        let disk = Stored::new(DeviceId::new(Uuid::from_u128(number)));
        Self { client: Client::open(disk.clone()), disk, writes_left: usize::MAX, dies: false }
    }

    /// Started again with what lies on its disk, and room enough.
    pub fn restart(&mut self) {
        self.client = Client::open(self.disk.clone());
        self.writes_left = usize::MAX;
    }

    /// A person does something in sight of everything that is here.
    pub fn does(&mut self, change: Change) {
        let base = self.submission(change.submission()).map(|submission| submission.seen).unwrap_or_default();
        self.does_in_sight_of(base, change);
    }

    pub fn does_in_sight_of(&mut self, base: Seen, change: Change) {
        let writes = self.client.note(Lane::Shared, protocol_of(kita()), change, base).expect("a device in use");
        assert!(self.write(&writes));
        self.client.settle(&writes);
    }

    /// A respondent's answers are finished here.
    pub fn takes_survey(&mut self, number: u128) {
        let erhebung = survey_of(kita());
        let change = Change::Finished { sent: finished(number, erhebung) };
        let writes = self.client.note(Lane::Anonymous, erhebung, change, Seen::default()).expect("a device in use");
        assert!(self.write(&writes));
        self.client.settle(&writes);
    }

    pub fn submission(&self, id: SubmissionId) -> Option<LocalSubmission> {
        self.client.submissions().into_iter().find(|submission| submission.id == id)
    }

    /// Whether the reply could be taken in.
    pub fn take(&mut self, token: Token, reply: &Reply) -> bool {
        let writes = self.client.heard(token, reply);
        if self.write(&writes) {
            self.client.settle_reply(token, reply, &writes);
            return true;
        }
        if !self.dies {
            self.client.failed(token, Trouble::StorageFull);
        }
        false
    }

    fn write(&mut self, writes: &[Write]) -> bool {
        let Some(left) = self.writes_left.checked_sub(1) else { return false };
        self.writes_left = left;
        writes.iter().for_each(|write| self.disk.apply(write));
        true
    }
}
