//! Entries on a tablet that nobody can open any more: it was revoked, or its PIN is forgotten. It sends the envelopes as they are,
//! without PIN or login; the server opens them with the key that the tablet left for the office, and holds the entries until the
//! Koordination has decided. Who has the tablet in hand need not be who was to enter anything.

use super::{TabletChange, TabletRecord, german};
use crate::{
    events::attendance::{Sheet, german as words},
    german::date_time,
    ids::{DeviceId, EventId},
    sync::{quarantine::envelope_hash, vault::DataKey},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where entries lie on a tablet, each under its key: an envelope opens there alone.
pub const ENTRIES: &str = "attendance-entries";

/// An entry as it lies on the tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRecord {
    /// Sorts in the order in which the entries were made.
    pub key: String,
    pub sealed: String,
}

/// `POST quarantine/attendance`, which nobody has to be logged in for: [`super::MAX_CHANGES`] at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRecords {
    pub device: DeviceId,
    pub entries: Vec<SealedRecord>,
}

/// The server's word that the tablet need not keep an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRecordReceipt {
    pub key: String,
    /// [`envelope_hash`].
    pub hash: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRecordsReply {
    pub receipts: Vec<SealedRecordReceipt>,
}

impl SealedRecord {
    pub fn receipt(&self) -> SealedRecordReceipt {
        SealedRecordReceipt { key: self.key.clone(), hash: envelope_hash(&self.sealed) }
    }
}

impl SealedRecords {
    /// The keys that the reply has a receipt for, for exactly these envelopes.
    pub fn held(&self, reply: &SealedRecordsReply) -> Vec<String> {
        let held = self.entries.iter().filter(|entry| reply.receipts.contains(&entry.receipt()));
        held.map(|entry| entry.key.clone()).collect()
    }

    /// The entries that wait, under their keys. Of those that the office has refused already there is nothing to decide, and what
    /// does not open is lost. `None` when not one envelope opens: whoever sends such has not this tablet in hand.
    pub fn open(&self, key: &DataKey) -> Option<Vec<(String, TabletChange)>> {
        let record = |entry: &SealedRecord| {
            let text = key.open(&format!("{ENTRIES}/{}", entry.key), &entry.sealed).ok()?;
            Some((entry.key.clone(), serde_json::from_str::<TabletRecord>(&text).ok()?))
        };
        let opened: Vec<_> = self.entries.iter().filter_map(record).collect();
        if opened.is_empty() {
            return None;
        }
        let waiting = opened.into_iter().filter(|(_, record)| record.refusal.is_empty());
        Some(waiting.map(|(key, record)| (key, record.change)).collect())
    }
}

/// An entry that waits until the Koordination has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldEntry {
    pub device: DeviceId,
    /// When it came.
    pub since: DateTime<Utc>,
    pub change: TabletChange,
}

/// What the office has of the event that entries are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldAbout<'a> {
    Sheet(&'a Sheet),
    Gone,
    /// It is there, and cannot be read: it must not hide what waits for others.
    Unreadable,
}

impl<'a> HeldAbout<'a> {
    fn sheet(self) -> Option<&'a Sheet> {
        match self {
            Self::Sheet(sheet) => Some(sheet),
            Self::Gone | Self::Unreadable => None,
        }
    }
}

/// What one tablet held about one event, for who decides on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldView {
    pub device: String,
    pub event: String,
    /// Of the event; a sentence where there is none any more.
    pub title: String,
    /// Name of the account that the tablet belongs to.
    pub owner: String,
    pub since: String,
    /// In the order in which they were made.
    pub lines: Vec<HeldLine>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldLine {
    pub person: String,
    pub session: String,
    /// What the tablet says.
    pub held: String,
    /// What stands in the list.
    pub stands: String,
}

impl HeldView {
    /// `entries` are of one tablet and one event; `about` is what the office has of it.
    pub fn of(
        entries: &[HeldEntry],
        about: HeldAbout<'_>,
        owner: String,
        local: impl Fn(DateTime<Utc>) -> NaiveDateTime,
    ) -> Option<Self> {
        let first = entries.first()?;
        let title = match about {
            HeldAbout::Sheet(sheet) => sheet.event.plan.title.clone(),
            HeldAbout::Gone => german::EVENT_GONE.to_owned(),
            HeldAbout::Unreadable => german::EVENT_UNREADABLE.to_owned(),
        };
        Some(Self {
            device: first.device.to_string(),
            event: first.change.event.to_string(),
            title,
            owner,
            since: date_time(local(first.since)),
            lines: entries.iter().map(|entry| HeldLine::of(&entry.change, about)).collect(),
        })
    }
}

impl HeldLine {
    fn of(change: &TabletChange, about: HeldAbout<'_>) -> Self {
        let (marking, sheet) = (change.marking(), about.sheet());
        let (no_person, nothing) = match about {
            HeldAbout::Unreadable => (german::UNREADABLE, german::UNREADABLE),
            HeldAbout::Sheet(_) | HeldAbout::Gone => (german::PERSON_GONE, german::NOT_ENTERED),
        };
        let registration = sheet.zip(marking.as_ref()).and_then(|(sheet, marking)| {
            sheet.registrations.iter().find(|registration| registration.person == marking.person)
        });
        let person = registration.map(|registration| registration.participant.name.clone());
        let session = marking.as_ref().map(|one| date_time(one.session.date.and_time(one.session.begin)));
        let stands = sheet.zip(marking.as_ref()).and_then(|(sheet, one)| sheet.attendance(&one.person, one.session));
        Self {
            person: person.unwrap_or_else(|| no_person.to_owned()),
            session: session.unwrap_or_default(),
            held: change.attendance.map_or(german::TAKEN_BACK, words::attendance).to_owned(),
            stands: stands.map_or(nothing, words::attendance).to_owned(),
        }
    }
}

/// Entries of one tablet about one event stand together, in the order of their keys.
pub fn by_event(held: Vec<HeldEntry>) -> Vec<((DeviceId, EventId), Vec<HeldEntry>)> {
    let mut groups = BTreeMap::<(DeviceId, EventId), Vec<HeldEntry>>::new();
    for entry in held {
        groups.entry((entry.device, entry.change.event)).or_default().push(entry);
    }
    groups.into_iter().collect()
}

#[cfg(test)]
#[path = "held_test.rs"]
mod tests;
