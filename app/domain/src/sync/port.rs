//! What sync needs of a store.

use super::protocol::{Check, CheckReply, Pull, PullReply, Push, PushReply, SentChange, StatusReply, StatusRequest};
use crate::{
    access::{DeviceHolder, KiSo, Koordination, Member},
    error::AppError,
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::SentSubmission,
    sync::{
        Entry, Finishing,
        quarantine::SubmissionFile,
        vault::{HalfRequest, OfficeSecret},
    },
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Changes of one device to one submission that wait until the Koordination has looked at them ("zu prüfen"): when they
/// came, the account had no right to the Kita, or they do not fit what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingChanges {
    pub device: DeviceId,
    pub submission: SubmissionId,
    /// As the device says; it may be one that does not exist.
    pub erhebung: Option<ErhebungId>,
    /// When the first of them came.
    pub since: DateTime<Utc>,
    pub count: u32,
    /// Whether the device is revoked.
    pub is_revoked: bool,
}

/// What waits of one device and submission, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingContent {
    pub device: DeviceId,
    pub submission: SubmissionId,
    /// As in [`WaitingChanges`].
    pub erhebung: Option<ErhebungId>,
    /// In the order of the device.
    pub changes: Vec<SentChange>,
    /// What had arrived of the submission before and counts: all of this device, and of the others what finished it.
    pub before: Vec<Entry>,
}

/// What the server knows of a device that may not be logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceStanding {
    pub revoked: bool,
    /// Number of the last of its changes that is stored, all before it included.
    pub received: u32,
    /// Its data key, sealed for the office.
    pub sealed_key: Option<String>,
}

/// A sheet that was finished more than once with different content, and of which nobody has chosen what counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishedTwice {
    pub submission: SubmissionId,
    pub erhebung: ErhebungId,
    /// When the second content came.
    pub since: DateTime<Utc>,
}

/// Finished answers of respondents that revoked devices delivered, or that came as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantinedAnswers {
    pub erhebung: ErhebungId,
    pub count: u32,
}

/// A device as its owner and the Koordination know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredDevice {
    pub id: DeviceId,
    /// Name of the account.
    pub owner: String,
    pub registered_at: DateTime<Utc>,
    /// To the minute.
    pub last_contact: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Changes of devices, each stored once, and their one sequence.
///
/// A device is registered by the first thing it says, and belongs to that account from then on: `Forbidden` to others.
#[async_trait]
pub trait SyncStore: Send + Sync {
    /// What the server has of the device, and where its own sequence stands.
    async fn status(&self, by: &KiSo, request: &StatusRequest) -> Result<StatusReply, AppError>;

    /// Takes in a push in one transaction; asked again, it answers the same receipts and stores nothing.
    ///
    /// `Invalid` at `changes` for what is not a push of a device ([`super::server::PushFault`]).
    async fn push(&self, by: &KiSo, push: &Push) -> Result<PushReply, AppError>;

    /// One page of everybody's changes in the account's own Kitas.
    async fn pull(&self, by: &KiSo, pull: &Pull) -> Result<PullReply, AppError>;

    /// Which anonymous submissions the server holds; nothing is remembered of who asked.
    async fn check(&self, by: &KiSo, check: &Check) -> Result<CheckReply, AppError>;

    /// The office's secret; the first who asks leaves `fresh` as it. It lies in the database, so that a backup holds both what
    /// devices have sealed and what opens it.
    async fn office_secret(&self, fresh: OfficeSecret) -> Result<OfficeSecret, AppError>;

    /// Registers the device and keeps its data key, sealed for the office. `false`: it is revoked, and gets no half.
    async fn hand_out(&self, by: &DeviceHolder, request: &HalfRequest) -> Result<bool, AppError>;

    /// `None` for a device that never was here.
    async fn standing(&self, device: DeviceId) -> Result<Option<DeviceStanding>, AppError>;

    /// Takes in changes of a revoked device, whoever brings them: all of them wait to be reviewed. Returns how many of its
    /// changes are stored now. `NotFound` for any other device.
    async fn quarantine(&self, push: &Push) -> Result<u32, AppError>;

    /// Keeps finished answers of respondents apart until the Koordination has decided. Nothing of the device is kept.
    async fn quarantine_answers(&self, answers: &[SentSubmission]) -> Result<(), AppError>;

    async fn quarantined_answers(&self, by: &Koordination) -> Result<Vec<QuarantinedAnswers>, AppError>;

    /// Counts the quarantined answers of an Erhebung (`take`), or throws them away.
    async fn end_quarantine(
        &self,
        by: &Koordination,
        erhebung: ErhebungId,
        take: bool,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Takes in a submission that came as a file: its changes wait to be reviewed, a finished answer of a respondent is kept
    /// in quarantine. Read in again, it changes nothing.
    async fn take_file(&self, by: &Koordination, file: &SubmissionFile, at: DateTime<Utc>) -> Result<(), AppError>;

    /// Everything that waits to be reviewed, oldest first.
    async fn waiting(&self, by: &Koordination) -> Result<Vec<WaitingChanges>, AppError>;

    /// What waits of one device and submission, to be looked at before it is decided on; that it was looked at is noted in the
    /// audit log. `NotFound` when nothing waits there.
    async fn look(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<WaitingContent, AppError>;

    /// Lets in what waits of one device and submission, as if it had had the right: from now on everybody of the Kita reads
    /// it, and a finished content counts if its hash is right.
    ///
    /// `NotFound` when nothing waits there; `Conflict` when the submission belongs to another Erhebung, or more came
    /// meanwhile.
    async fn let_in(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Throws away what waits of one device and submission: the texts are deleted, their numbers stay used.
    ///
    /// `NotFound` when nothing waits there; `Conflict` when more came meanwhile.
    async fn turn_down(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Sheets of which somebody has to choose the content that counts, oldest first.
    async fn finished_twice(&self, by: &Koordination) -> Result<Vec<FinishedTwice>, AppError>;

    /// With what a sheet was finished, to be looked at before the choice; that it was looked at is noted in the audit log.
    /// `NotFound` when there is nothing to choose.
    async fn compare(
        &self,
        by: &Koordination,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<Finishing, AppError>;

    /// Makes one of the contents of a sheet count, by its hash. Every device of the Kita reads the choice; the others stay in
    /// the log of changes. The same choice again changes nothing.
    ///
    /// `NotFound` for a sheet that is not finished, or a hash that none of its contents has; `Conflict` when another one was
    /// chosen, or finished, meanwhile.
    async fn choose(
        &self,
        by: &Koordination,
        submission: SubmissionId,
        hash: &str,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// The account's own devices; of the Koordination, everybody's. The one that was there last comes first.
    async fn devices(&self, by: &Member) -> Result<Vec<RegisteredDevice>, AppError>;

    /// What the device sends from now on goes into quarantine. Own devices; the Koordination revokes any. `NotFound` when
    /// there is no such device that this account may revoke.
    async fn revoke(&self, by: &Member, device: DeviceId, at: DateTime<Utc>) -> Result<(), AppError>;
}
