use super::Open;
use crate::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    sync::{
        protocol::{Known, Position},
        record::{Arrival, Record},
        seen::ChangeKey,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a change leaves the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Protocol sheets of the KiSo: each change travels, under the device's number.
    Shared,
    /// Answers of respondents: nothing travels but the finished whole, under a random id and without the device. Its
    /// numbers are counted apart, so that not even a gap tells how many there were.
    Anonymous,
}

impl Lane {
    /// Where the record of this number lies on the device: its envelope opens there alone.
    pub fn place(self, seq: u32) -> String {
        let store = match self {
            Self::Shared => "shared",
            Self::Anonymous => "anonymous",
        };
        format!("{store}/{seq:010}")
    }
}

/// Records of one lane. The last number given out lives with them (S13) and outlives records that were dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    pub last: u32,
    pub records: BTreeMap<u32, Record>,
}

/// Changes read from the server, and how far: written together, dropped together (S1, S13).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replica {
    pub cursor: Cursor,
    pub changes: BTreeMap<ChangeKey, (ErhebungId, String)>,
}

/// Up to where the device has read, under which view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub position: Position,
    pub view: String,
}

/// What lies on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub device: DeviceId,
    pub shared: Records,
    pub anonymous: Records,
    /// Number of this device's last change in each submission that travels; outlives the records.
    pub last_of: BTreeMap<SubmissionId, u32>,
    pub replica: Replica,
    pub known: Option<Known>,
    /// Revoked, everything delivered, everything deleted.
    pub wiped: bool,
    /// The record in which somebody types. Journals from before there was one have none: everything in them is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
}

/// One step of a transaction on what lies on the device. All of a list are written, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A record under a new number, under that of the open one, whose place it takes, or one that is put back. It is closed.
    Append {
        lane: Lane,
        seq: u32,
        record: Record,
    },
    /// The server holds it (`Some`), or no longer does (`None`).
    Arrive {
        lane: Lane,
        seq: u32,
        arrival: Option<Arrival>,
    },
    /// Deletes a record for good.
    Drop {
        lane: Lane,
        seq: u32,
    },
    /// A change read from the server.
    Keep {
        key: ChangeKey,
        erhebung: ErhebungId,
        body: String,
    },
    Advance(Cursor),
    /// Deletes what was read from the server, with its cursor.
    ForgetReplica,
    Know(Known),
    /// Which record is open; `None` closes the one that is.
    Mark(Option<Open>),
    Wipe,
}

impl Stored {
    /// A device that was registered just now.
    pub fn new(device: DeviceId) -> Self {
        Self {
            device,
            shared: Records::default(),
            anonymous: Records::default(),
            last_of: BTreeMap::new(),
            replica: Replica::default(),
            known: None,
            wiped: false,
            open: None,
        }
    }

    pub fn lane(&self, lane: Lane) -> &Records {
        match lane {
            Lane::Shared => &self.shared,
            Lane::Anonymous => &self.anonymous,
        }
    }

    fn lane_mut(&mut self, lane: Lane) -> &mut Records {
        match lane {
            Lane::Shared => &mut self.shared,
            Lane::Anonymous => &mut self.anonymous,
        }
    }

    /// Does one step; a storage does the same to its tables.
    pub fn apply(&mut self, write: &Write) {
        self.open = Open::after(self.open, write);
        match write {
            Write::Append { lane, seq, record } => {
                if *lane == Lane::Shared {
                    let last = self.last_of.entry(record.submission).or_default();
                    *last = (*last).max(*seq);
                }
                let records = self.lane_mut(*lane);
                records.last = records.last.max(*seq);
                records.records.insert(*seq, record.clone());
            }
            Write::Arrive { lane, seq, arrival } => {
                if let Some(record) = self.lane_mut(*lane).records.get_mut(seq) {
                    record.arrival = *arrival;
                }
            }
            Write::Drop { lane, seq } => {
                self.lane_mut(*lane).records.remove(seq);
            }
            Write::Keep { key, erhebung, body } => {
                self.replica.changes.insert(*key, (*erhebung, body.clone()));
            }
            Write::Advance(cursor) => self.replica.cursor = cursor.clone(),
            Write::ForgetReplica => self.replica = Replica::default(),
            Write::Know(known) => self.known = Some(known.clone()),
            Write::Mark(_) => (),
            Write::Wipe => *self = Self { wiped: true, ..Self::new(self.device) },
        }
    }
}
