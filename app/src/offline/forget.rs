//! What a locked device can do without its key: give away its envelopes, and forget everything.

use super::{
    attendance_store,
    database::{all_texts, failed, get_text, json, parsed, put_text, read, write},
    packages, reference_store,
    storage::{ALL, ANONYMOUS, DEVICE, LAST_OF, SHARED, STAMP, STATE, database},
    vault::{VAULT, VAULTS},
};
use crate::offline::OfflineError;
use domain::{ids::DeviceId, sync::client::Stamp};
use gloo_storage::{LocalStorage, Storage};
use std::collections::{BTreeMap, BTreeSet};

/// The records of both lanes as they lie on the device, and the stamp of that moment.
pub struct Envelopes {
    pub stamp: Stamp,
    pub shared: BTreeMap<u32, String>,
    pub anonymous: BTreeMap<u32, String>,
}

/// Accounts that have set a PIN in this browser.
pub fn accounts() -> Vec<String> {
    let raw = LocalStorage::raw();
    let keys = (0..raw.length().unwrap_or(0)).filter_map(|index| raw.key(index).ok().flatten());
    keys.filter_map(|key| key.strip_prefix(VAULTS).map(str::to_owned)).collect()
}

pub async fn has_vault(account: &str) -> Result<bool, OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &[STATE])?;
    let state = transaction.object_store(STATE).map_err(failed)?;
    Ok(get_text(&state, VAULT).await?.is_some())
}

pub async fn envelopes(account: &str) -> Result<Envelopes, OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &ALL)?;
    let records = async |name: &str| -> Result<BTreeMap<u32, String>, OfflineError> {
        let texts = all_texts(&transaction.object_store(name).map_err(failed)?).await?;
        Ok(texts.into_iter().filter_map(|(key, text)| Some((key.parse().ok()?, text))).collect())
    };
    let (shared, anonymous) = (records(SHARED).await?, records(ANONYMOUS).await?);
    let state = transaction.object_store(STATE).map_err(failed)?;
    let stamp = get_text(&state, STAMP).await?.and_then(|text| parsed("the stamp", &text)).unwrap_or_default();
    Ok(Envelopes { stamp, shared, anonymous })
}

/// Deletes everything of the account but its mark that it was revoked; `false`, and nothing is deleted, when something was
/// written since `seen`.
pub async fn forget_device(account: &str, seen: &Stamp) -> Result<bool, OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &ALL)?;
    let submissions: Vec<String>;
    {
        let state = transaction.object_store(STATE).map_err(failed)?;
        let stamp: Stamp =
            get_text(&state, STAMP).await?.and_then(|text| parsed("the stamp", &text)).unwrap_or_default();
        if stamp != *seen {
            return Ok(false);
        }
        let device = get_text(&state, DEVICE).await?;
        let kept = all_texts(&state).await?;
        submissions = kept.iter().filter_map(|(key, _)| key.strip_prefix(LAST_OF).map(str::to_owned)).collect();
        for store in ALL {
            transaction.object_store(store).map_err(failed)?.clear().map_err(failed)?.await.map_err(failed)?;
        }
        put_text(&state, STAMP.to_owned(), json(&Stamp { wiped: true, ..Stamp::default() })?).await?;
        if let Some(device) = device {
            put_text(&state, DEVICE.to_owned(), device).await?;
        }
    }
    transaction.commit().await.map_err(failed)?;
    forget_beside(account, &submissions).await?;
    Ok(true)
}

/// What belongs to it in other places: kept questionnaires, lists of attendance, what is looked up, the field cache, and that
/// there was a PIN.
async fn forget_beside(account: &str, submissions: &[String]) -> Result<(), OfflineError> {
    let database = packages::database(account).await?;
    let transaction = write(&database, &packages::ALL)?;
    for store in packages::ALL {
        transaction.object_store(store).map_err(failed)?.clear().map_err(failed)?.await.map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)?;
    let database = attendance_store::database(account).await?;
    let transaction = write(&database, &attendance_store::ALL)?;
    for store in attendance_store::ALL {
        transaction.object_store(store).map_err(failed)?.clear().map_err(failed)?.await.map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)?;
    reference_store::forget_reference(account).await?;
    for submission in submissions.iter().filter_map(|id| id.parse().ok()) {
        super::clear_fields(submission);
    }
    super::forget_changes_but(account, &BTreeSet::new());
    LocalStorage::delete(format!("{VAULTS}{account}"));
    Ok(())
}

/// A device that was wiped becomes a new one, with an id that the server does not know yet.
pub async fn begin_anew(account: &str, new: DeviceId) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &ALL)?;
    {
        let state = transaction.object_store(STATE).map_err(failed)?;
        let stamp: Stamp =
            get_text(&state, STAMP).await?.and_then(|text| parsed("the stamp", &text)).unwrap_or_default();
        if !stamp.wiped {
            return Ok(());
        }
        state.clear().map_err(failed)?.await.map_err(failed)?;
        put_text(&state, DEVICE.to_owned(), new.to_string()).await?;
    }
    transaction.commit().await.map_err(failed)
}
