//! The field cache: every answer under a key of its own in localStorage, at once, while the journal still writes.

use super::vault::{opened, sealed};
use crate::offline::OfflineError;
use domain::{
    ids::SubmissionId,
    questionnaires::Place,
    sync::{CachedEntry, vault::is_sealed},
};
use gloo_storage::{LocalStorage, Storage};
use serde::de::DeserializeOwned;

/// `field/…` is the cache of an earlier version, whose numbers were counted in another journal.
const FIELDS: &str = "answer";
const EARLIER_FIELDS: &str = "field";

/// One key per field: two tabs never overwrite each other's fields. A failure is no loss: the journal holds the answer.
pub fn cache_field(submission: SubmissionId, place: &Place, entry: &CachedEntry) {
    let key = format!("{FIELDS}/{submission}/{place}");
    if let Err(error) = set(&key, entry) {
        leptos::logging::warn!("field cache: {error}");
    }
}

pub fn cached_fields(submission: SubmissionId) -> Vec<(Place, CachedEntry)> {
    fields(FIELDS, submission)
}

pub fn earlier_fields(submission: SubmissionId) -> Vec<(Place, CachedEntry)> {
    fields(EARLIER_FIELDS, submission)
}

/// Keeps in which language somebody is asked, beside the answers and as they are: sealed, and gone with them. No place has this
/// name.
pub fn keep_language(submission: SubmissionId, language: &str) {
    let key = language_key(submission);
    if let Err(error) = sealed(&key, language).and_then(|envelope| set_raw(&key, &envelope)) {
        leptos::logging::warn!("the device does not remember the language: {error}");
    }
}

/// The language in which somebody was asked on this device; `None` for the first one.
pub fn kept_language(submission: SubmissionId) -> Option<String> {
    let key = language_key(submission);
    opened(&key, &raw(&key)?).ok()
}

fn language_key(submission: SubmissionId) -> String {
    format!("{FIELDS}/{submission}/language")
}

/// Empties the cache of a submission that is finished or thrown away.
pub fn clear_fields(submission: SubmissionId) {
    clear(&format!("{FIELDS}/{submission}/"));
}

pub fn clear_earlier_fields(submission: SubmissionId) {
    clear(&format!("{EARLIER_FIELDS}/{submission}/"));
}

/// Seals what an earlier version of the page left open. What cannot be sealed stays, and is tried again the next time: it may
/// be all there is of an answer.
pub fn seal_all() {
    for key in stored_keys().into_iter().filter(|key| key.starts_with(&format!("{FIELDS}/"))) {
        let Some(text) = raw(&key).filter(|text| !is_sealed(text)) else { continue };
        if let Err(error) = sealed(&key, &text).and_then(|envelope| set_raw(&key, &envelope)) {
            leptos::logging::warn!("field cache: {error}");
        }
    }
}

fn set(key: &str, entry: &CachedEntry) -> Result<(), OfflineError> {
    set_raw(key, &sealed(key, &super::database::json(entry)?)?)
}

fn set_raw(key: &str, text: &str) -> Result<(), OfflineError> {
    LocalStorage::raw().set_item(key, text).map_err(|_| OfflineError::Full)
}

fn raw(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(key).ok().flatten()
}

fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = opened(key, &raw(key)?).inspect_err(|error| leptos::logging::warn!("field cache: {error}")).ok()?;
    serde_json::from_str(&text).ok()
}

fn fields(folder: &str, submission: SubmissionId) -> Vec<(Place, CachedEntry)> {
    let prefix = format!("{folder}/{submission}/");
    let field = |key: String| Some((key.strip_prefix(&prefix)?.parse().ok()?, get(&key)?));
    stored_keys().into_iter().filter_map(field).collect()
}

fn clear(prefix: &str) {
    for key in stored_keys().into_iter().filter(|key| key.starts_with(prefix)) {
        LocalStorage::delete(key);
    }
}

pub(super) fn stored_keys() -> Vec<String> {
    let raw = LocalStorage::raw();
    let count = raw.length().unwrap_or(0);
    (0..count).filter_map(|index| raw.key(index).ok().flatten()).collect()
}
