//! How a device that nobody can open any more delivers what lies on it: it was revoked, or its PIN is forgotten. It sends the
//! envelopes as they are, without PIN or login; the server opens them with the key that the device left for the office.

use super::{
    change::{Change, Noted},
    client::Lane,
    diff::diff,
    protocol::{DeviceView, MAX_PUSH, MAX_PUSH_BYTES, Push},
    record::{Record, hex},
    vault::DataKey,
};
use crate::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::SentSubmission,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// `POST standing`, which nobody has to be logged in for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingRequest {
    pub device: DeviceId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingReply {
    pub revoked: bool,
    /// Number of the last of its changes that the server has, all before it included.
    pub received: u32,
}

/// A record as it lies on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedEntry {
    pub seq: u32,
    pub sealed: String,
}

/// `POST quarantine`: envelopes of one lane, in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedUpload {
    pub device: DeviceId,
    pub lane: Lane,
    pub entries: Vec<SealedEntry>,
}

/// The server's word that it holds what an envelope holds, as far as it is to be held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedReceipt {
    pub seq: u32,
    /// [`envelope_hash`].
    pub hash: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadReply {
    /// As in [`StandingReply`].
    pub received: u32,
    pub receipts: Vec<SealedReceipt>,
}

/// SHA-256 of an envelope's text, in hex.
pub fn envelope_hash(sealed: &str) -> String {
    hex(&Sha256::digest(sealed.as_bytes()))
}

impl SealedEntry {
    pub fn receipt(&self) -> SealedReceipt {
        SealedReceipt { seq: self.seq, hash: envelope_hash(&self.sealed) }
    }
}

/// Envelopes that are sent along though the server has them: where nothing else of an upload opens, because it is damaged, they show
/// that it comes from this device, and the damaged ones are taken in as lost instead of holding up the end for ever.
const WITNESSES: usize = 3;

/// The longest envelope that is sent along, in bytes.
const WITNESS_BYTES: usize = 16 * 1024;

/// What a device still has to deliver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    device: DeviceId,
    shared: BTreeMap<u32, String>,
    anonymous: BTreeMap<u32, String>,
    received: u32,
    /// The last ones that the server has.
    witnesses: BTreeMap<u32, String>,
}

impl Delivery {
    /// Everything that lies on the device in the two lanes, but for changes up to `received`, which the server has.
    pub fn new(
        device: DeviceId,
        shared: BTreeMap<u32, String>,
        anonymous: BTreeMap<u32, String>,
        received: u32,
    ) -> Self {
        let mut delivery = Self { device, shared, anonymous, received, witnesses: BTreeMap::new() };
        let is_there = |seq: &u32| *seq <= received;
        let there: Vec<u32> = delivery.shared.keys().copied().filter(is_there).collect();
        for seq in there {
            delivery.is_delivered(seq);
        }
        delivery
    }

    /// The server has this change; called in the order of their numbers.
    fn is_delivered(&mut self, seq: u32) {
        let Some(sealed) = self.shared.remove(&seq) else { return };
        if sealed.len() <= WITNESS_BYTES {
            self.witnesses.insert(seq, sealed);
        }
        while self.witnesses.len() > WITNESSES {
            self.witnesses.pop_first();
        }
    }

    /// The next envelopes to send; `None` when there is a receipt for every one.
    pub fn next(&self) -> Option<SealedUpload> {
        let (lane, records) = match (self.shared.is_empty(), self.anonymous.is_empty()) {
            (false, _) => (Lane::Shared, &self.shared),
            (true, false) => (Lane::Anonymous, &self.anonymous),
            (true, true) => return None,
        };
        let mut bytes = 0;
        let mut fits = |sealed: &String| {
            let is_first = bytes == 0;
            bytes += sealed.len();
            is_first || bytes <= MAX_PUSH_BYTES
        };
        // Numbers of records that are gone count as well: the server takes in no more than so many at once.
        let end = records.keys().next().map_or(0, |first| first.saturating_add((MAX_PUSH - WITNESSES) as u32));
        let entries = records.range(..end).take_while(|(_, sealed)| fits(sealed));
        let witnesses = self.witnesses.iter().filter(|_| lane == Lane::Shared);
        let entries =
            witnesses.chain(entries).map(|(seq, sealed)| SealedEntry { seq: *seq, sealed: sealed.clone() }).collect();
        Some(SealedUpload { device: self.device, lane, entries })
    }

    /// Takes in what the server has said of an upload. `false` when it brought nothing: then nothing is deleted, and it is
    /// tried again another time.
    pub fn take(&mut self, upload: &SealedUpload, reply: &UploadReply) -> bool {
        let before = self.shared.len() + self.anonymous.len();
        for entry in upload.entries.iter().filter(|entry| reply.receipts.contains(&entry.receipt())) {
            match upload.lane {
                Lane::Shared => self.is_delivered(entry.seq),
                Lane::Anonymous => _ = self.anonymous.remove(&entry.seq),
            }
        }
        // Numbers of records that are gone are taken in as lost, in several steps if there are many.
        let is_further = upload.lane == Lane::Shared && reply.received > self.received;
        self.received = self.received.max(reply.received);
        is_further || self.shared.len() + self.anonymous.len() < before
    }
}

/// What the server finds in an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// Changes of the device, as it would have pushed them.
    Changes(Push),
    /// Finished answers of respondents. Drafts of them are not delivered: nobody has given them.
    Answers(Vec<SentSubmission>),
}

/// Opens an upload; `received` is what the server has of the device. `None` when not one envelope opens: whoever sends such
/// has not this device in hand, and must not use up its numbers.
pub fn open_upload(upload: &SealedUpload, key: &DataKey, received: u32) -> Option<Opened> {
    let opened: BTreeMap<u32, Option<Record>> =
        upload.entries.iter().map(|entry| (entry.seq, record_of(entry, upload.lane, key))).collect();
    if opened.values().all(Option::is_none) {
        return None;
    }
    let last = opened.keys().next_back().copied().unwrap_or(0);
    let records: BTreeMap<u32, Record> = opened.into_iter().filter_map(|(seq, record)| Some((seq, record?))).collect();
    Some(match upload.lane {
        Lane::Shared => {
            let view = DeviceView { received, ..DeviceView::default() };
            let changes = diff(upload.device, &records, last, &view);
            Opened::Changes(Push { device: upload.device, known: None, changes })
        }
        Lane::Anonymous => Opened::Answers(records.values().filter_map(finished).collect()),
    })
}

fn record_of(entry: &SealedEntry, lane: Lane, key: &DataKey) -> Option<Record> {
    let text = key.open(&lane.place(entry.seq), &entry.sealed).ok()?;
    serde_json::from_str(&text).ok()
}

fn finished(record: &Record) -> Option<SentSubmission> {
    match Noted::read(&record.body)?.change {
        Change::Finished { sent } if sent.is_intact() => Some(sent),
        _ => None,
    }
}

/// A file with one submission, sealed for the office: the way out of a device that will not send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionFile {
    pub device: DeviceId,
    pub erhebung: ErhebungId,
    pub submission: SubmissionId,
    /// Its changes, if they travel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<super::protocol::SentChange>,
    /// Its finished content, if it is finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<SentSubmission>,
}

impl SubmissionFile {
    /// Where its envelope opens.
    pub const PLACE: &'static str = "file of a submission";
}

#[cfg(test)]
#[path = "quarantine_test.rs"]
mod tests;
