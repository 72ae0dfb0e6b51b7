//! The device on the server: there is none.

use super::OfflineError;
use domain::{
    AppError,
    accounts::MeView,
    ids::SubmissionId,
    questionnaires::{FieldPackage, Place, SentSubmission},
    sync::{CachedEntry, Change, Entry, Receipt},
};

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

pub async fn append(_: &str, _: &Change) -> Result<u32, OfflineError> {
    Err(OfflineError::NoBrowser)
}

pub async fn entries(_: &str) -> Result<Vec<Entry>, OfflineError> {
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

pub fn clear_fields(_: SubmissionId) {}

pub async fn fetch_packages() -> Result<Vec<FieldPackage>, AppError> {
    Err(AppError::Unreachable)
}

pub async fn send(_: &SentSubmission) -> Result<Receipt, AppError> {
    Err(AppError::Unreachable)
}

pub fn listen(_: impl Fn() + Clone + 'static) {}

pub fn watch_for_new_version(_: leptos::prelude::RwSignal<bool>) {}

pub fn take_over_new_version() {}
