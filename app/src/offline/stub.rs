//! The device on the server: there is none.

use super::{Committed, LocateFault, Located, OfflineError, Word, device_lock::KnownDevice};
use chrono::NaiveDate;
use domain::{
    AppError,
    accounts::MeView,
    events::attendance::tablet::{
        SealedRecord, SealedRecords, SealedRecordsReply, TabletPush, TabletRecord, TabletReply, TabletSheet,
    },
    ids::SubmissionId,
    questionnaires::{FieldPackage, Place},
    sync::{
        CachedEntry, Entry, KeptReference, ReferenceReply, Room,
        client::{Reply, Request, Stamp, Stored, Write},
        quarantine::{SealedUpload, StandingReply, StandingRequest, UploadReply},
        vault::{DataKey, Ending, HalfReply, HalfRequest, Vault},
    },
};
use std::{collections::BTreeMap, time::Duration};

pub fn now() -> i64 {
    0
}

pub fn seed() -> u64 {
    0
}

pub fn is_online() -> bool {
    false
}

pub fn remember_me(_: &MeView) {}

pub fn remembered_me() -> Option<MeView> {
    None
}

pub fn forget_me() {}

pub fn remember_sent(_: &str, _: i64) {}

pub fn last_sent(_: &str) -> Option<i64> {
    None
}

pub fn remember_change(_: &str, _: SubmissionId, _: &str) {}

pub fn last_change(_: &str, _: SubmissionId) -> Option<String> {
    None
}

pub fn forget_changes_but(_: &str, _: &std::collections::BTreeSet<SubmissionId>) {}

pub async fn within<T>(_: Duration, answer: impl Future<Output = T>) -> Option<T> {
    Some(answer.await)
}

pub fn keep(_: &str, _: &str) -> bool {
    false
}

pub fn kept(_: &str) -> Option<String> {
    None
}

pub fn take_away(_: &str) {}

pub fn focus(_: &str) {}

pub fn new_submission_id() -> Result<SubmissionId, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn known_device(_: &str) -> Result<KnownDevice, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn update_vault<T>(_: &str, _: impl FnOnce(&mut Vault) -> T) -> Result<Option<(Vault, T)>, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn begin_vault(_: &str, _: &Vault) -> Result<bool, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn room() -> Option<Room> {
    None
}

pub async fn seal_all(_: &str) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub fn random<const N: usize>() -> Result<[u8; N], OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub fn open_key(_: DataKey) {}

pub fn close_key() {}

pub fn key() -> Option<DataKey> {
    None
}

pub async fn drawn() {}

pub struct Envelopes {
    pub stamp: Stamp,
    pub shared: BTreeMap<u32, String>,
    pub anonymous: BTreeMap<u32, String>,
}

pub fn accounts() -> Vec<String> {
    Vec::new()
}

pub async fn has_vault(_: &str) -> Result<bool, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn envelopes(_: &str) -> Result<Envelopes, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn forget_device(_: &str, _: &Stamp) -> Result<bool, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn begin_anew(_: &str) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub fn download(_: &str, _: &str) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn fetch_ending() -> Result<Ending, AppError> {
    Err(AppError::Unreachable)
}

pub async fn end_session(_: &Ending) -> Result<(), AppError> {
    Err(AppError::Unreachable)
}

pub async fn fetch_standing(_: &StandingRequest) -> Result<StandingReply, AppError> {
    Err(AppError::Unreachable)
}

pub async fn deliver(_: &SealedUpload) -> Result<UploadReply, AppError> {
    Err(AppError::Unreachable)
}

pub async fn fetch_half(_: &HalfRequest) -> Result<HalfReply, AppError> {
    Err(AppError::Unreachable)
}

pub async fn stored(_: &str) -> Result<(Stored, u32), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn commit(_: &str, _: &[Write], _: &Stamp, _: Option<u32>) -> Result<Committed, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn close_open(_: &str) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn earlier_entries(_: &str) -> Result<(Vec<Entry>, bool), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn delete_earlier_entries(_: &str, _: u32) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn save_packages(_: &str, _: &[FieldPackage]) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn packages(_: &str) -> Result<Vec<FieldPackage>, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub fn cache_field(_: SubmissionId, _: &Place, _: &CachedEntry) {}

pub fn cached_fields(_: SubmissionId) -> Vec<(Place, CachedEntry)> {
    Vec::new()
}

pub fn earlier_fields(_: SubmissionId) -> Vec<(Place, CachedEntry)> {
    Vec::new()
}

pub fn clear_fields(_: SubmissionId) {}

pub fn keep_language(_: SubmissionId, _: &str) {}

pub fn kept_language(_: SubmissionId) -> Option<String> {
    None
}

pub async fn locate() -> Result<Located, LocateFault> {
    Err(LocateFault::Unavailable)
}

pub fn clear_earlier_fields(_: SubmissionId) {}

pub fn new_entry_id() -> Result<uuid::Uuid, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn save_lists(_: &str, _: &[TabletSheet]) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn lists(_: &str) -> Result<Vec<TabletSheet>, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn forget_old_lists(_: &str, _: NaiveDate) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn note_attendance(_: &str, _: &str, _: &TabletRecord) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn attendance_entries(_: &str) -> Result<(Vec<(String, TabletRecord)>, usize), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn settle_attendance(
    _: &str,
    _: &[String],
    _: &[(String, TabletRecord)],
    _: &[TabletSheet],
) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn attendance_envelopes(_: &str) -> Result<Vec<SealedRecord>, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn forget_entries(_: &str, _: &[String]) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn deliver_attendance(_: &SealedRecords) -> Result<SealedRecordsReply, AppError> {
    Err(AppError::Unreachable)
}

pub async fn fetch_lists() -> Result<Vec<TabletSheet>, AppError> {
    Err(AppError::Unreachable)
}

pub async fn send_attendance(_: &TabletPush) -> Result<TabletReply, AppError> {
    Err(AppError::Unreachable)
}

pub async fn fetch_packages() -> Result<Vec<FieldPackage>, AppError> {
    Err(AppError::Unreachable)
}

pub async fn reference(_: &str) -> Result<Option<KeptReference>, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn save_reference(_: &str, _: &KeptReference) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn forget_reference(_: &str) -> Result<(), OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn fetch_reference(_: &str) -> Result<ReferenceReply, AppError> {
    Err(AppError::Unreachable)
}

pub async fn ask(_: &Request) -> Result<Reply, AppError> {
    Err(AppError::Unreachable)
}

pub fn lead(_: &str, _: impl FnOnce(bool) + 'static) {}

pub fn hear(_: &str, _: impl Fn(Word) + 'static) {}

pub fn tell(_: &Word) {}

pub fn when_left(_: impl Fn() + Clone + 'static) {}

pub fn listen(_: impl Fn() + Clone + 'static) {}

pub fn watch_for_new_version(_: leptos::prelude::RwSignal<bool>) {}

pub fn take_over_new_version() {}
