//! The journal in IndexedDB, one database an account: what is on a shared tablet never mixes.
//!
//! `durability: "strict"`: the transaction completes only after the browser has told the disk. Killed right after that,
//! nothing is missing; localStorage alone loses up to a minute.

use crate::offline::OfflineError;
use domain::{
    questionnaires::FieldPackage,
    sync::{Change, Entry},
};
use indexed_db_futures::{
    database::Database,
    error::{DomException, Error, OpenDbError},
    prelude::*,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::RefCell, rc::Rc};

const JOURNAL: &str = "journal";
const PACKAGES: &str = "packages";

thread_local! {
    /// The open database and the account it belongs to.
    static OPEN: RefCell<Option<(String, Rc<Database>)>> = const { RefCell::new(None) };
}

/// Writes a change to the end of the journal; when this returns, it is on disk under the returned number.
pub async fn append(account: &str, change: &Change) -> Result<u32, OfflineError> {
    let text = json(change)?;
    match write_entry(account, &text).await {
        // iOS closes the connection when memory is short: once more with a new one.
        Err(OfflineError::Storage(_)) => {
            forget_connection();
            write_entry(account, &text).await
        }
        other => other,
    }
}

/// The whole journal in the order of its numbers. A damaged entry is reported in the console and passed over.
pub async fn entries(account: &str) -> Result<Vec<Entry>, OfflineError> {
    let database = open(account).await?;
    let transaction = read(&database, JOURNAL)?;
    let store = transaction.object_store(JOURNAL).map_err(failed)?;
    let keys = store.get_all_keys::<u32>().primitive().map_err(failed)?.await.map_err(failed)?;
    let texts = store.get_all::<String>().primitive().map_err(failed)?.await.map_err(failed)?;
    let mut entries = Vec::new();
    for (seq, text) in keys.zip(texts) {
        match (seq, text) {
            (Ok(seq), Ok(text)) => match serde_json::from_str(&text) {
                Ok(change) => entries.push(Entry::local(seq, change)),
                Err(error) => leptos::logging::warn!("journal entry {seq} cannot be read: {error}"),
            },
            _ => leptos::logging::warn!("a journal entry has another shape"),
        }
    }
    Ok(entries)
}

/// Replaces the questionnaires kept for work without network.
pub async fn save_packages(account: &str, packages: &[FieldPackage]) -> Result<(), OfflineError> {
    let database = open(account).await?;
    let transaction = write(&database, PACKAGES)?;
    let store = transaction.object_store(PACKAGES).map_err(failed)?;
    store.clear().map_err(failed)?.await.map_err(failed)?;
    for package in packages {
        let key = package.erhebung.id.to_string();
        store.put(json(package)?).with_key(key).primitive().map_err(failed)?.await.map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)
}

pub async fn packages(account: &str) -> Result<Vec<FieldPackage>, OfflineError> {
    let database = open(account).await?;
    let transaction = read(&database, PACKAGES)?;
    let store = transaction.object_store(PACKAGES).map_err(failed)?;
    let texts = store.get_all::<String>().primitive().map_err(failed)?.await.map_err(failed)?;
    Ok(texts.filter_map(Result::ok).filter_map(|text| parsed(&text)).collect())
}

async fn write_entry(account: &str, text: &str) -> Result<u32, OfflineError> {
    let database = open(account).await?;
    let transaction = write(&database, JOURNAL)?;
    let store = transaction.object_store(JOURNAL).map_err(failed)?;
    let seq = store.add(text.to_owned()).with_key_type::<u32>().primitive().map_err(failed)?.await.map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    Ok(seq)
}

fn write<'a>(database: &'a Database, store: &'static str) -> Result<Transaction<'a>, OfflineError> {
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    database.transaction(store).with_mode(TransactionMode::Readwrite).with_options(options).build().map_err(failed)
}

fn read<'a>(database: &'a Database, store: &'static str) -> Result<Transaction<'a>, OfflineError> {
    database.transaction(store).with_mode(TransactionMode::Readonly).build().map_err(failed)
}

async fn open(account: &str) -> Result<Rc<Database>, OfflineError> {
    let known =
        OPEN.with_borrow(|open| open.as_ref().filter(|(of, _)| of == account).map(|(_, database)| database.clone()));
    if let Some(database) = known {
        return Ok(database);
    }
    let database = Database::open(format!("sozialraumportal-{account}"))
        .with_version(1u8)
        .with_on_upgrade_needed(|_, database| {
            database.create_object_store(JOURNAL).with_auto_increment(true).build()?;
            database.create_object_store(PACKAGES).build()?;
            Ok(())
        })
        .await
        .map_err(refused)?;
    let database = Rc::new(database);
    OPEN.set(Some((account.to_owned(), database.clone())));
    Ok(database)
}

fn forget_connection() {
    OPEN.set(None);
}

fn json(value: &impl Serialize) -> Result<String, OfflineError> {
    serde_json::to_string(value).map_err(|error| OfflineError::Storage(error.to_string()))
}

fn parsed<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text)
        .inspect_err(|error| leptos::logging::warn!("a kept questionnaire cannot be read: {error}"))
        .ok()
}

fn failed(error: Error) -> OfflineError {
    match error {
        Error::DomException(DomException::Other(why)) if why.name() == "QuotaExceededError" => OfflineError::Full,
        other => OfflineError::Storage(other.to_string()),
    }
}

fn refused(error: OpenDbError) -> OfflineError {
    OfflineError::Storage(error.to_string())
}
