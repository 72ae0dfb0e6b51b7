use super::port::{FinishedTwice, QuarantinedAnswers, RegisteredDevice, WaitingChanges};
use crate::{
    german,
    ids::{DeviceId, ErhebungId},
    questionnaires::ErhebungHead,
};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// A device in the list of devices; moments as people read them, in the office's time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEntry {
    pub id: String,
    pub owner: String,
    pub registered: String,
    pub last_contact: String,
    /// Since when it is revoked; `None` while it is in use.
    pub revoked: Option<String>,
}

impl DeviceEntry {
    pub fn of(device: &RegisteredDevice, local: impl Fn(DateTime<Utc>) -> NaiveDateTime) -> Self {
        let written = |moment| german::date_time(local(moment));
        Self {
            id: device.id.to_string(),
            owner: device.owner.clone(),
            registered: written(device.registered_at),
            last_contact: written(device.last_contact),
            revoked: device.revoked_at.map(written),
        }
    }
}

/// What the Koordination has to decide on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    pub waiting: Vec<WaitingEntry>,
    pub answers: Vec<QuarantinedEntry>,
    /// Sheets that were finished more than once.
    #[serde(default)]
    pub twice: Vec<TwiceEntry>,
}

/// A sheet that was finished more than once with different answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwiceEntry {
    pub submission: String,
    pub title: String,
    pub since: String,
}

/// Changes of one device to one submission that wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingEntry {
    pub device: String,
    pub submission: String,
    pub title: String,
    pub owner: String,
    pub since: String,
    pub count: u32,
    /// They came from a revoked device; otherwise its owner had no right to the Kita, or they do not fit what is there.
    pub is_revoked: bool,
}

/// Finished answers of respondents to one Erhebung that wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantinedEntry {
    pub erhebung: String,
    pub title: String,
    pub count: u32,
}

impl ReviewView {
    /// The questionnaire of an Erhebung, and what it is about.
    pub fn title_of(head: &ErhebungHead) -> String {
        format!("{} – {}", head.questionnaire_title, head.about_name)
    }

    pub fn of(
        waiting: &[WaitingChanges],
        answers: &[QuarantinedAnswers],
        devices: &[RegisteredDevice],
        heads: &[ErhebungHead],
        local: impl Fn(DateTime<Utc>) -> NaiveDateTime,
    ) -> Self {
        let title = |id: Option<ErhebungId>| {
            let head = heads.iter().find(|head| Some(head.erhebung.id) == id);
            head.map(Self::title_of).unwrap_or_default()
        };
        let owner = |id: DeviceId| devices.iter().find(|device| device.id == id).map(|device| device.owner.clone());
        let waiting = waiting.iter().map(|one| WaitingEntry {
            device: one.device.to_string(),
            submission: one.submission.to_string(),
            title: title(one.erhebung),
            owner: owner(one.device).unwrap_or_default(),
            since: german::date_time(local(one.since)),
            count: one.count,
            is_revoked: one.is_revoked,
        });
        let answers = answers.iter().map(|one| QuarantinedEntry {
            erhebung: one.erhebung.to_string(),
            title: title(Some(one.erhebung)),
            count: one.count,
        });
        Self { waiting: waiting.collect(), answers: answers.collect(), twice: Vec::new() }
    }

    /// The same with the sheets that were finished more than once.
    pub fn with_twice(
        self,
        twice: &[FinishedTwice],
        heads: &[ErhebungHead],
        local: impl Fn(DateTime<Utc>) -> NaiveDateTime,
    ) -> Self {
        let entries = twice.iter().map(|one| {
            let head = heads.iter().find(|head| head.erhebung.id == one.erhebung);
            TwiceEntry {
                submission: one.submission.to_string(),
                title: head.map(Self::title_of).unwrap_or_default(),
                since: german::date_time(local(one.since)),
            }
        });
        Self { twice: entries.collect(), ..self }
    }
}
