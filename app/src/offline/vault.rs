//! The key of the open device, and what lies under the account before it is open.
//!
//! The key lives in this page's memory only: it goes with the page, or with [`close_key`].

use super::{
    database::{get_text, json, parsed, put_text, read, write},
    storage::{DEVICE, STAMP, STATE, database, register},
};
use crate::offline::{OfflineError, device_lock::KnownDevice};
use domain::{
    ids::DeviceId,
    sync::{
        client::Stamp,
        vault::{DataKey, Vault, VaultError, is_sealed},
    },
};
use std::cell::RefCell;

/// Key of the vault among what the device remembers.
pub const VAULT: &str = "vault";
/// Beginning of the keys in localStorage that name the accounts with a vault: looked through before anybody is logged in.
pub const VAULTS: &str = "vault/";

thread_local! {
    static KEY: RefCell<Option<DataKey>> = const { RefCell::new(None) };
}

pub fn open_key(key: DataKey) {
    KEY.set(Some(key));
}

pub fn close_key() {
    KEY.set(None);
}

pub fn key() -> Option<DataKey> {
    KEY.with_borrow(Clone::clone)
}

/// Bytes from the browser's generator.
pub fn random<const N: usize>() -> Result<[u8; N], OfflineError> {
    let mut bytes = [0; N];
    let crypto = leptos::prelude::window().crypto();
    let filled = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    filled.map(|_| bytes).map_err(|_| OfflineError::Storage("no random numbers".into()))
}

/// The text as it may lie under `place`.
pub fn sealed(place: &str, text: &str) -> Result<String, OfflineError> {
    let nonce = random()?;
    let sealed = KEY.with_borrow(|key| key.as_ref().map(|key| key.seal(place, nonce, text)));
    sealed.ok_or(OfflineError::Locked)?.map_err(|error| OfflineError::Storage(error.to_string()))
}

/// The text that lies under `place`; what an earlier version left in plain words is taken as it is.
pub fn opened(place: &str, text: &str) -> Result<String, OfflineError> {
    if !is_sealed(text) {
        return Ok(text.to_owned());
    }
    let opened = KEY.with_borrow(|key| key.as_ref().map(|key| key.open(place, text)));
    opened.ok_or(OfflineError::Locked)?.map_err(|error: VaultError| OfflineError::Storage(error.to_string()))
}

/// What this browser knows of itself before it is open. One that has nothing yet gets the id `new` as a device.
pub async fn known_device(account: &str, new: DeviceId) -> Result<KnownDevice, OfflineError> {
    register(account, new).await?;
    let database = database(account).await?;
    let transaction = read(&database, &[STATE])?;
    let state = transaction.object_store(STATE).map_err(super::database::failed)?;
    let device = get_text(&state, DEVICE).await?.and_then(|text| text.parse().ok());
    let stamp = get_text(&state, STAMP).await?.and_then(|text| parsed::<Stamp>("the stamp", &text));
    Ok(KnownDevice { device: device.unwrap_or(new), wiped: stamp.is_some_and(|stamp| stamp.wiped) })
}

/// Changes the vault in one transaction, so that pages of one browser never give each other's tries back. `None` when there
/// is none.
pub async fn update_vault<T>(
    account: &str,
    change: impl FnOnce(&mut Vault) -> T,
) -> Result<Option<(Vault, T)>, OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[STATE])?;
    let outcome = {
        let state = transaction.object_store(STATE).map_err(super::database::failed)?;
        let Some(text) = get_text(&state, VAULT).await? else { return Ok(None) };
        // A damaged vault must not be taken for none: a new one would lock out everything that lies here.
        let damaged = || OfflineError::Storage("the vault is damaged".into());
        let mut vault: Vault = parsed("the vault", &text).ok_or_else(damaged)?;
        let before = vault.clone();
        let told = change(&mut vault);
        if vault != before {
            put_text(&state, VAULT.to_owned(), json(&vault)?).await?;
        }
        (vault, told)
    };
    transaction.commit().await.map_err(super::database::failed)?;
    Ok(Some(outcome))
}

/// Keeps the vault of a device that has none; `false` when another page was faster.
pub async fn begin_vault(account: &str, vault: &Vault) -> Result<bool, OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[STATE])?;
    {
        let state = transaction.object_store(STATE).map_err(super::database::failed)?;
        if get_text(&state, VAULT).await?.is_some() {
            return Ok(false);
        }
        put_text(&state, VAULT.to_owned(), json(vault)?).await?;
    }
    transaction.commit().await.map_err(super::database::failed)?;
    if !super::keep(&format!("{VAULTS}{account}"), "") {
        leptos::logging::warn!("without a login this browser would not know of its device");
    }
    Ok(true)
}
