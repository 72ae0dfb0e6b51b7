//! Databases of the browser (IndexedDB), one set an account: what is on a shared tablet never mixes.
//!
//! `durability: "strict"`: a transaction completes only after the browser has told the disk. Killed right after that,
//! nothing is missing; localStorage alone loses up to a minute.

use crate::offline::OfflineError;
use indexed_db_futures::{
    database::Database,
    error::{DomException, Error, OpenDbError},
    object_store::ObjectStore,
    prelude::*,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

thread_local! {
    /// Open databases by name.
    static OPEN: RefCell<BTreeMap<String, Rc<Database>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A database of version 1 with these stores; one of which the numbers are given out by the browser is marked. iOS closes connections
/// when memory is short, and whoever asks for one gets one that is open: the PIN, the lists on a tablet and the journal alike.
pub async fn open(name: String, stores: &'static [(&'static str, bool)]) -> Result<Rc<Database>, OfflineError> {
    if let Some(known) = OPEN.with_borrow(|open| open.get(&name).cloned()) {
        if is_open(&known, stores) {
            return Ok(known);
        }
        leptos::logging::warn!("the browser has closed a connection to its storage; it is opened anew");
    }
    let database = Database::open(&name)
        .with_version(1u8)
        .with_on_upgrade_needed(move |_, database| {
            for (store, numbered) in stores {
                database.create_object_store(store).with_auto_increment(*numbered).build()?;
            }
            Ok(())
        })
        .await
        .map_err(refused)?;
    let database = Rc::new(database);
    OPEN.with_borrow_mut(|open| open.insert(name, database.clone()));
    Ok(database)
}

/// A transaction can be begun; this one does nothing and is dropped.
fn is_open(database: &Database, stores: &[(&str, bool)]) -> bool {
    stores.iter().take(1).all(|(store, _)| read(database, &[*store]).is_ok())
}

/// A connection may be closed between asking for it and using it: after a failure the next call opens a new one.
pub fn forget_connections() {
    OPEN.take();
}

/// A transaction that is on disk once [`Transaction::commit`] has returned; dropped before, it leaves nothing.
pub fn write<'a>(database: &'a Database, stores: &[&str]) -> Result<Transaction<'a>, OfflineError> {
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    database.transaction(stores).with_mode(TransactionMode::Readwrite).with_options(options).build().map_err(failed)
}

/// One snapshot of these stores.
pub fn read<'a>(database: &'a Database, stores: &[&str]) -> Result<Transaction<'a>, OfflineError> {
    database.transaction(stores).with_mode(TransactionMode::Readonly).build().map_err(failed)
}

pub async fn put_text(store: &ObjectStore<'_>, key: String, text: String) -> Result<(), OfflineError> {
    store.put(text).with_key(key).primitive().map_err(failed)?.await.map(|_| ()).map_err(failed)
}

/// As [`put_text`] under a key that is not there yet: the browser refuses any other, and with it the whole transaction.
pub async fn add_text(store: &ObjectStore<'_>, key: String, text: String) -> Result<(), OfflineError> {
    store.add(text).with_key(key).primitive().map_err(failed)?.await.map(|_| ()).map_err(failed)
}

pub async fn put_json(store: &ObjectStore<'_>, key: String, value: &impl Serialize) -> Result<(), OfflineError> {
    put_text(store, key, json(value)?).await
}

pub async fn get_text(store: &ObjectStore<'_>, key: &str) -> Result<Option<String>, OfflineError> {
    store.get::<String, String, _>(key.to_owned()).primitive().map_err(failed)?.await.map_err(failed)
}

pub async fn delete(store: &ObjectStore<'_>, key: String) -> Result<(), OfflineError> {
    store.delete(key).primitive().map_err(failed)?.await.map_err(failed)
}

/// All texts of a store under their keys. What has another shape is reported and passed over.
pub async fn all_texts(store: &ObjectStore<'_>) -> Result<Vec<(String, String)>, OfflineError> {
    let keys = store.get_all_keys::<String>().primitive().map_err(failed)?.await.map_err(failed)?;
    let texts = store.get_all::<String>().primitive().map_err(failed)?.await.map_err(failed)?;
    let pairs = keys.zip(texts).filter_map(|pair| match pair {
        (Ok(key), Ok(text)) => Some((key, text)),
        _ => {
            leptos::logging::warn!("something on the device has another shape");
            None
        }
    });
    Ok(pairs.collect())
}

pub fn json(value: &impl Serialize) -> Result<String, OfflineError> {
    serde_json::to_string(value).map_err(|error| OfflineError::Storage(error.to_string()))
}

/// All keys of a store, whatever lies under them.
pub async fn all_keys(store: &ObjectStore<'_>) -> Result<Vec<String>, OfflineError> {
    let keys = store.get_all_keys::<String>().primitive().map_err(failed)?.await.map_err(failed)?;
    Ok(keys.filter_map(Result::ok).collect())
}

/// What a text on the device says; `None` is reported in the console.
pub fn parsed<T: DeserializeOwned>(what: &str, text: &str) -> Option<T> {
    serde_json::from_str(text).inspect_err(|error| leptos::logging::warn!("{what} cannot be read: {error}")).ok()
}

pub fn failed(error: Error) -> OfflineError {
    match error {
        Error::DomException(DomException::Other(why)) if why.name() == "QuotaExceededError" => OfflineError::Full,
        other => OfflineError::Storage(other.to_string()),
    }
}

fn refused(error: OpenDbError) -> OfflineError {
    OfflineError::Storage(error.to_string())
}
