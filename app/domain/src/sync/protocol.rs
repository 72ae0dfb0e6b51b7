//! What travels under `/api/v1/sync`. Old pages speak it for years: it only ever grows, and golden files pin it.

use super::record::Verdict;
use crate::ids::{DeviceId, ErhebungId};
use serde::{Deserialize, Serialize};

/// Changes in one push, at most.
pub const MAX_PUSH: usize = 500;

/// Bytes of text in one push, at most, unless a single change is longer.
pub const MAX_PUSH_BYTES: usize = 1_000_000;

/// Places of the server's sequence that one page of a pull looks at, at most.
pub const MAX_PAGE: usize = 500;

/// A place in the server's sequence of changes: its number, counted from 1, and the hash over everything up to there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub number: u64,
    /// Hex; empty at number 0.
    pub link: String,
}

/// What a device has last heard of the server, told with every request: shows a server that was restored from a backup,
/// even when it does not know that itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub epoch: String,
    pub head: Position,
}

/// What stands in every reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerHead {
    /// Random; another one after a restore.
    pub epoch: String,
    /// The end of the sequence.
    pub head: Position,
    /// Everything with a number below is in a backup, and so is what was acknowledged at such a head.
    pub backed_up_through: u64,
    /// Whether what the device knew is a beginning of what the server has now.
    pub lineage_kept: bool,
}

/// What the server has of one device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Number of the last of its changes, all before it included; 0 when there is none.
    pub received: u32,
    /// Hash of that change.
    pub received_hash: String,
    /// Names what the device may see; another text means that it must read everything again.
    pub view: String,
    pub revoked: bool,
    /// Numbers of which only the number is stored ([`Verdict::Refused`]); none as a rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<u32>,
    /// Numbers of what waited and was thrown away by the Koordination ([`Verdict::TurnedDown`]); none as a rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turned_down: Vec<u32>,
}

/// `GET status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRequest {
    pub device: DeviceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReply {
    pub server: ServerHead,
    pub device: DeviceView,
}

/// One change on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentChange {
    pub seq: u32,
    /// `None` only for what stands in place of an unreadable record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erhebung: Option<ErhebungId>,
    /// JSON text of the change, stored as it is: the server may be older than the device.
    pub body: String,
    /// [`super::change_hash`].
    pub hash: String,
}

/// `POST changes`: consecutive changes of one device, the first not beyond what the server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    pub device: DeviceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    pub changes: Vec<SentChange>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    pub server: ServerHead,
    pub device: DeviceView,
    pub receipts: Vec<ChangeReceipt>,
    /// Number of a change under which the server holds other content. From there on nothing of the push was stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<u32>,
}

/// The server's word that it holds a change of the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeReceipt {
    pub seq: u32,
    pub hash: String,
    pub verdict: Verdict,
}

/// `GET changes?after=`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    pub device: DeviceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    pub after: Position,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullReply {
    pub server: ServerHead,
    pub device: DeviceView,
    pub changes: Vec<PulledChange>,
    /// Where to read on: not the last change, but the last place that was looked at.
    pub through: Position,
    pub more: bool,
}

/// A change of any device on its way to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PulledChange {
    pub device: DeviceId,
    pub seq: u32,
    pub erhebung: ErhebungId,
    pub body: String,
}

/// [`StatusRequest`] and [`Pull`] as the query of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceQuery {
    pub device: DeviceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<u64>,
    #[serde(default)]
    pub link: String,
    /// Number and link of the place after which a pull reads on.
    #[serde(default)]
    pub after: u64,
    #[serde(default)]
    pub after_link: String,
}

impl DeviceQuery {
    pub fn status(self) -> StatusRequest {
        StatusRequest { device: self.device, known: self.known() }
    }

    pub fn pull(self) -> Pull {
        let known = self.known();
        Pull { device: self.device, known, after: Position { number: self.after, link: self.after_link } }
    }

    /// As it stands in an address. Nothing in it needs escaping: ids, numbers and hexadecimal digits.
    pub fn text(&self) -> String {
        let Self { device, epoch, head, link, after, after_link } = self;
        let known = epoch.as_ref().zip(*head).map(|(epoch, head)| format!("&epoch={epoch}&head={head}&link={link}"));
        format!("device={device}{}&after={after}&after_link={after_link}", known.unwrap_or_default())
    }

    fn new(device: DeviceId, known: Option<Known>, after: Position) -> Self {
        let (epoch, head) = known.map(|known| (known.epoch, known.head)).unzip();
        let number = head.as_ref().map(|head| head.number);
        let link = head.map(|head| head.link).unwrap_or_default();
        Self { device, epoch, head: number, link, after: after.number, after_link: after.link }
    }

    fn known(&self) -> Option<Known> {
        let (epoch, number) = (self.epoch.clone()?, self.head?);
        Some(Known { epoch, head: Position { number, link: self.link.clone() } })
    }
}

impl From<StatusRequest> for DeviceQuery {
    fn from(StatusRequest { device, known }: StatusRequest) -> Self {
        Self::new(device, known, Position::default())
    }
}

impl From<Pull> for DeviceQuery {
    fn from(Pull { device, known, after }: Pull) -> Self {
        Self::new(device, known, after)
    }
}

/// `POST submissions/check`: which of these the server holds. Carries no device: these are anonymous answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    pub submissions: Vec<super::Receipt>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReply {
    pub server: ServerHead,
    /// Of those that were asked about. What is not among them counts as missing: no reply can be taken for a receipt that
    /// is none.
    pub held: Vec<super::Receipt>,
}

#[cfg(test)]
#[path = "protocol_test.rs"]
mod tests;
