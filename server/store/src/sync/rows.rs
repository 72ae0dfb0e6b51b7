//! How devices and changes stand in rows.

use super::span::{Stretch, stretches};
use crate::{
    questionnaires::SubmissionRow,
    row::{Day, Ref, from_code},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, DeviceId, ErhebungId, KitaId, SubmissionId},
    questionnaires::{SentSubmission, Submission},
    sync::{
        ChangeKey, Entry, Finishing, Noted, Receipt, Verdict,
        port::{DeviceStanding, FinishedTwice, RegisteredDevice, WaitingChanges},
        protocol::PulledChange,
        server::NewChange,
    },
};
use std::ops::Bound;
use surrealdb::types::{
    Array, Error, Kind, Number, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Uuid, Value,
};

/// `change:[u'…', 3]`, and the same key in the other tables.
pub(super) fn change_record(table: &'static str, key: ChangeKey) -> RecordId {
    composite(table, vec![uuid(key.device.uuid()), i64::from(key.seq).into_value()])
}

/// A change's key as its record id; its row does not repeat it.
pub(super) struct ChangeId(pub(super) ChangeKey);

impl SurrealValue for ChangeId {
    fn kind_of() -> Kind {
        Kind::Record(vec!["change".into()])
    }

    fn into_value(self) -> Value {
        Value::RecordId(change_record("change", self.0))
    }

    fn from_value(value: Value) -> Result<Self, Error> {
        let unexpected = || Error::internal("the key of a change expected in a row".into());
        let Value::RecordId(RecordId { table, key: RecordIdKey::Array(key) }) = value else {
            return Err(unexpected());
        };
        match key.as_slice() {
            [Value::Uuid(device), Value::Number(Number::Int(seq))] if table.as_str() == "change" => {
                let seq = u32::try_from(*seq).map_err(|_| unexpected())?;
                Ok(Self(ChangeKey { device: DeviceId::new(device.into_inner()), seq }))
            }
            _ => Err(unexpected()),
        }
    }
}

/// `change_incident:[u'…', 3, '<hash>']`
pub(super) fn incident_record(key: ChangeKey, hash: &str) -> RecordId {
    composite(
        "change_incident",
        vec![uuid(key.device.uuid()), i64::from(key.seq).into_value(), hash.to_owned().into_value()],
    )
}

/// `change_begun:u'…'`
pub(super) fn begun_record(submission: SubmissionId) -> RecordId {
    RecordId::new("change_begun", Uuid::from(submission.uuid()))
}

/// `finished_twice:u'…'`
pub(super) fn twice_record(submission: SubmissionId) -> RecordId {
    RecordId::new("finished_twice", Uuid::from(submission.uuid()))
}

/// `change_waiting:[u'…', u'…']`
pub(super) fn waiting_record(device: DeviceId, submission: SubmissionId) -> RecordId {
    composite("change_waiting", vec![uuid(device.uuid()), uuid(submission.uuid())])
}

fn composite(table: &'static str, key: Vec<Value>) -> RecordId {
    RecordId::new(table, RecordIdKey::Array(Array::from(key)))
}

fn uuid(uuid: uuid::Uuid) -> Value {
    Uuid::from(uuid).into_value()
}

/// `change:[u'…', 3]..=[u'…', 502]`: read in one go, where the planner makes an expression of each of five hundred ids.
pub(super) fn change_range(device: DeviceId, first: u32, last: u32) -> RecordId {
    let change = |seq| change_record("change", ChangeKey { device, seq });
    between(change(first), change(last))
}

/// The records from one to another of the same table, both included.
pub(super) fn between(first: RecordId, last: RecordId) -> RecordId {
    let range = RecordIdKeyRange { start: Bound::Included(first.key), end: Bound::Included(last.key) };
    RecordId::new(first.table, RecordIdKey::Range(Box::new(range)))
}

#[derive(SurrealValue)]
pub(super) struct DeviceRow {
    pub(super) account: Ref<AccountId>,
    pub(super) last_contact: DateTime<Utc>,
    pub(super) received: i64,
    pub(super) received_hash: String,
    pub(super) refused: Vec<i64>,
    /// `None` where nothing ever was.
    pub(super) turned_down: Option<Vec<i64>>,
    pub(super) revoked_at: Option<DateTime<Utc>>,
}

/// What is known of a device before anybody is logged in.
#[derive(SurrealValue)]
pub(super) struct StandingRow {
    received: i64,
    revoked_at: Option<DateTime<Utc>>,
    sealed_key: Option<String>,
}

impl StandingRow {
    pub(super) fn into_domain(self) -> DeviceStanding {
        let Self { received, revoked_at, sealed_key } = self;
        DeviceStanding { revoked: revoked_at.is_some(), received: u32::try_from(received).unwrap_or(0), sealed_key }
    }
}

/// A device as it is listed.
#[derive(SurrealValue)]
pub(super) struct RegisteredRow {
    id: Ref<DeviceId>,
    owner: String,
    registered_at: DateTime<Utc>,
    last_contact: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl RegisteredRow {
    pub(super) fn into_domain(self) -> RegisteredDevice {
        let Self { id, owner, registered_at, last_contact, revoked_at } = self;
        RegisteredDevice { id: id.0, owner, registered_at, last_contact, revoked_at }
    }
}

#[derive(SurrealValue)]
pub(super) struct HeadRow {
    pub(super) epoch: String,
    pub(super) number: i64,
    pub(super) link: String,
}

#[derive(SurrealValue)]
pub(super) struct ReceiptRow {
    id: Ref<SubmissionId>,
    hash: String,
}

impl ReceiptRow {
    pub(super) fn into_domain(self) -> Receipt {
        Receipt { submission: self.id.0, hash: self.hash }
    }
}

#[derive(SurrealValue)]
pub(super) struct ChangeRow {
    id: ChangeId,
    erhebung: Option<Ref<ErhebungId>>,
    submission: Option<Uuid>,
    body: String,
    hash: String,
    verdict: String,
}

impl ChangeRow {
    pub(super) fn of(device: DeviceId, change: &NewChange) -> Self {
        Self {
            id: ChangeId(ChangeKey { device, seq: change.seq }),
            erhebung: change.erhebung.map(Ref),
            submission: change.submission.map(|id| Uuid::from(id.uuid())),
            body: change.body.clone(),
            hash: change.hash.clone(),
            verdict: change.verdict.code().to_owned(),
        }
    }
}

impl ChangeRow {
    pub(super) fn seq(&self) -> i64 {
        i64::from(self.id.0.seq)
    }
}

/// A change that is stored already under a number of a push.
#[derive(SurrealValue)]
pub(super) struct HeldRow {
    id: ChangeId,
    hash: String,
    verdict: String,
}

impl HeldRow {
    pub(super) fn into_domain(self) -> Result<(u32, (String, Verdict)), Error> {
        Ok((self.id.0.seq, (self.hash, from_code("verdict", &self.verdict, Verdict::from_code)?)))
    }
}

#[derive(SurrealValue)]
pub(super) struct ErhebungRow {
    pub(super) id: Ref<ErhebungId>,
    pub(super) kita: Ref<KitaId>,
    pub(super) is_protocol: bool,
}

/// An entry in the queue of the sequencer: changes of one device that were stored together, in their order. Their numbers stand as
/// stretches and their hashes in one text: SurrealDB looks at each element of an array on its own, as long as at a whole field.
#[derive(SurrealValue)]
pub(super) struct MarkRow {
    id: RecordId,
    device: Ref<DeviceId>,
    firsts: Vec<i64>,
    lasts: Vec<i64>,
    hashes: String,
}

impl MarkRow {
    /// `None` for no changes at all.
    pub(super) fn of(device: DeviceId, changes: impl IntoIterator<Item = (u32, String)>) -> Option<Self> {
        let (keys, hashes): (Vec<ChangeKey>, Vec<String>) =
            changes.into_iter().map(|(seq, hash)| (ChangeKey { device, seq }, hash)).unzip();
        let id = change_record("change_mark", *keys.first()?);
        let (firsts, lasts) = stretches(keys).iter().map(Stretch::ends).unzip();
        Some(Self { id, device: Ref(device), firsts, lasts, hashes: hashes.join(" ") })
    }

    pub(super) fn record(&self) -> RecordId {
        self.id.clone()
    }

    pub(super) fn changes(&self) -> impl Iterator<Item = (ChangeKey, String)> {
        let device = self.device.0;
        let seqs = self.firsts.iter().zip(&self.lasts).flat_map(|(first, last)| *first..=*last);
        let keys = seqs.filter_map(move |seq| Some(ChangeKey { device, seq: u32::try_from(seq).ok()? }));
        keys.zip(self.hashes.split(' ').map(str::to_owned))
    }
}

/// A submission that is begun.
#[derive(SurrealValue)]
pub(super) struct BegunRow {
    pub(super) id: RecordId,
    pub(super) erhebung: Ref<ErhebungId>,
}

/// The same as it is read.
#[derive(SurrealValue)]
pub(super) struct KnownBegunRow {
    pub(super) submission: Uuid,
    pub(super) erhebung: Ref<ErhebungId>,
}

/// A change that finishes a submission.
#[derive(SurrealValue)]
pub(super) struct FinishRow {
    id: ChangeId,
    erhebung: Option<Ref<ErhebungId>>,
    body: String,
}

impl FinishRow {
    /// `None` for a text that says nothing to this version.
    pub(super) fn into_entry(self) -> Option<Entry> {
        Some(Noted::read(&self.body)?.entry(self.id.0, self.erhebung.map(|id| id.0)))
    }
}

/// What becomes of a submission that changes finish.
#[derive(SurrealValue)]
pub(super) struct FinishingRow {
    begun: RecordId,
    twice: RecordId,
    /// The content that is stored if there is none, and that replaces it if it was chosen.
    row: SubmissionRow,
    /// How many changes had finished it before.
    seen: i64,
    /// What was stored.
    held: Held,
    changes: Vec<RecordId>,
    is_chosen: bool,
    is_open: bool,
    at: DateTime<Utc>,
}

/// The content that is stored of a submission, as it was read.
#[derive(SurrealValue)]
pub(super) struct Held {
    /// `None` where none is.
    pub(super) hash: Option<String>,
    /// The change that says it, and its place in the queue, if no change has said it before.
    pub(super) said: Vec<ChangeRow>,
    pub(super) marks: Vec<MarkRow>,
}

/// The same as it is stored.
#[derive(SurrealValue)]
pub(super) struct StoredContentRow {
    erhebung: Ref<ErhebungId>,
    day: Day,
    hash: String,
    content: String,
}

impl StoredContentRow {
    /// The hash that stands there, and the content, if this version reads it.
    pub(super) fn into_domain(self, id: SubmissionId) -> (String, Option<SentSubmission>) {
        let Self { erhebung, day, hash, content } = self;
        let content: Option<Submission> = serde_json::from_str(&content).ok();
        let stored =
            content.map(|content| SentSubmission { id, erhebung: erhebung.0, day: day.0, hash: hash.clone(), content });
        (hash, stored)
    }
}

impl FinishingRow {
    pub(super) fn of(
        submission: SubmissionId,
        finishing: &Finishing,
        (seen, held): (usize, Held),
        new: impl Iterator<Item = ChangeKey>,
        at: DateTime<Utc>,
    ) -> Option<Self> {
        // What is stored and this version does not read is said by no change: in its place it would be lost.
        let is_known = held.hash.as_ref().is_none_or(|hash| finishing.hashes.contains(hash));
        Some(Self {
            begun: begun_record(submission),
            twice: twice_record(submission),
            row: SubmissionRow::of(finishing.first()?),
            seen: i64::try_from(seen).ok()?,
            held,
            changes: new.map(|key| change_record("change", key)).collect(),
            is_chosen: finishing.chosen().is_some() && is_known,
            is_open: finishing.is_open(),
            at,
        })
    }

    /// The submission, if the changes settle a choice.
    pub(super) fn chosen(&self) -> Option<RecordId> {
        self.is_chosen.then(|| RecordId::new("submission", self.begun.key.clone()))
    }
}

/// A sheet of which somebody has to choose the content.
#[derive(SurrealValue)]
pub(super) struct TwiceRow {
    submission: Uuid,
    erhebung: Ref<ErhebungId>,
    since: DateTime<Utc>,
}

impl TwiceRow {
    pub(super) fn into_domain(self) -> FinishedTwice {
        let Self { submission, erhebung, since } = self;
        FinishedTwice { submission: SubmissionId::new(submission.into_inner()), erhebung: erhebung.0, since }
    }
}

#[derive(SurrealValue)]
pub(super) struct WaitingRow {
    pub(super) id: RecordId,
    pub(super) device: Ref<DeviceId>,
    pub(super) submission: Uuid,
    pub(super) erhebung: Option<Ref<ErhebungId>>,
    pub(super) since: DateTime<Utc>,
    pub(super) seqs: Vec<i64>,
}

impl WaitingRow {
    pub(super) fn new(
        device: DeviceId,
        submission: SubmissionId,
        erhebung: Option<ErhebungId>,
        since: DateTime<Utc>,
    ) -> Self {
        let (id, erhebung) = (waiting_record(device, submission), erhebung.map(Ref));
        Self { id, device: Ref(device), submission: Uuid::from(submission.uuid()), erhebung, since, seqs: Vec::new() }
    }
}

/// The same as it is read, with how the device stands.
#[derive(SurrealValue)]
pub(super) struct ReviewRow {
    id: RecordId,
    device: Ref<DeviceId>,
    submission: Uuid,
    erhebung: Option<Ref<ErhebungId>>,
    since: DateTime<Utc>,
    seqs: Vec<i64>,
    is_revoked: bool,
}

impl ReviewRow {
    pub(super) fn into_domain(self) -> WaitingChanges {
        WaitingChanges {
            device: self.device.0,
            submission: SubmissionId::new(self.submission.into_inner()),
            erhebung: self.erhebung.map(|erhebung| erhebung.0),
            since: self.since,
            count: u32::try_from(self.seqs.len()).unwrap_or(u32::MAX),
            is_revoked: self.is_revoked,
        }
    }
}

/// A change that has a place.
#[derive(SurrealValue)]
pub(super) struct PlacedRow {
    id: ChangeId,
    body: String,
    erhebung: Option<Ref<ErhebungId>>,
}

impl PlacedRow {
    pub(super) fn key(&self) -> ChangeKey {
        self.id.0
    }

    pub(super) fn erhebung(&self) -> Option<ErhebungId> {
        self.erhebung.map(|id| id.0)
    }

    /// `None` for what belongs to no Erhebung, and so is nobody's.
    pub(super) fn into_domain(self) -> Option<PulledChange> {
        let ChangeKey { device, seq } = self.key();
        Some(PulledChange { device, seq, erhebung: self.erhebung()?, body: self.body })
    }
}
