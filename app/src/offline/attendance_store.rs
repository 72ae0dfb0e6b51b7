//! Lists of attendance kept for work without network, and what was entered in them, in envelopes. A database of its own: it goes
//! as a whole, and the journal of questionnaires is not touched by it.

use super::{
    database::{all_texts, delete, failed, json, open, parsed, put_text, read, write},
    storage::place,
    vault::{opened, sealed},
};
use crate::offline::OfflineError;
use chrono::NaiveDate;
use domain::events::attendance::tablet::{ENTRIES, SealedRecord, TabletRecord, TabletSheet};
use indexed_db_futures::{database::Database, transaction::Transaction};
use serde::de::DeserializeOwned;
use std::rc::Rc;

/// Under `last day/event`: the day stands open, so that a locked device can delete what is over.
const LISTS: &str = "attendance-lists";
/// Entries stand under `number-id`, in the order in which they were made.
pub const ALL: [&str; 2] = [LISTS, ENTRIES];
const STORES: &[(&str, bool)] = &[(LISTS, false), (ENTRIES, false)];

pub async fn database(account: &str) -> Result<Rc<Database>, OfflineError> {
    open(format!("sozialraumportal-attendance-{account}"), STORES).await
}

/// Replaces the lists.
pub async fn save_lists(account: &str, lists: &[TabletSheet]) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[LISTS])?;
    put_lists(&transaction, lists).await?;
    transaction.commit().await.map_err(failed)
}

async fn put_lists(transaction: &Transaction<'_>, lists: &[TabletSheet]) -> Result<(), OfflineError> {
    let store = transaction.object_store(LISTS).map_err(failed)?;
    store.clear().map_err(failed)?.await.map_err(failed)?;
    for list in lists {
        let key = format!("{}/{}", list.keep_until, list.event);
        let envelope = sealed(&place(LISTS, &key), &json(list)?)?;
        put_text(&store, key, envelope).await?;
    }
    Ok(())
}

pub async fn lists(account: &str) -> Result<Vec<TabletSheet>, OfflineError> {
    // A damaged one is fetched anew.
    let (lists, _) = all(account, LISTS).await?;
    Ok(lists.into_iter().map(|(_, list)| list).collect())
}

/// Deletes the lists whose last day is over. Needs no key.
pub async fn forget_old_lists(account: &str, today: NaiveDate) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[LISTS])?;
    {
        let store = transaction.object_store(LISTS).map_err(failed)?;
        for (key, _) in all_texts(&store).await? {
            let last_day = key.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
            if last_day.is_none_or(|last_day| last_day < today) {
                delete(&store, key).await?;
            }
        }
    }
    transaction.commit().await.map_err(failed)
}

/// Keeps an entry; when this returns, it is on disk.
pub async fn note_attendance(account: &str, key: &str, record: &TabletRecord) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[ENTRIES])?;
    put_record(&transaction, key, record).await?;
    transaction.commit().await.map_err(failed)
}

async fn put_record(transaction: &Transaction<'_>, key: &str, record: &TabletRecord) -> Result<(), OfflineError> {
    let store = transaction.object_store(ENTRIES).map_err(failed)?;
    let envelope = sealed(&place(ENTRIES, key), &json(record)?)?;
    put_text(&store, key.to_owned(), envelope).await
}

/// The entries under their keys, in the order in which they were made, and how many lie here that cannot be read.
pub async fn attendance_entries(account: &str) -> Result<(Vec<(String, TabletRecord)>, usize), OfflineError> {
    all(account, ENTRIES).await
}

/// The entries as they lie here. Needs no key.
pub async fn attendance_envelopes(account: &str) -> Result<Vec<SealedRecord>, OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &[ENTRIES])?;
    let store = transaction.object_store(ENTRIES).map_err(failed)?;
    let texts = all_texts(&store).await?;
    Ok(texts.into_iter().map(|(key, sealed)| SealedRecord { key, sealed }).collect())
}

/// Deletes entries that the office holds. Needs no key.
pub async fn forget_entries(account: &str, keys: &[String]) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[ENTRIES])?;
    {
        let store = transaction.object_store(ENTRIES).map_err(failed)?;
        for key in keys {
            delete(&store, key.clone()).await?;
        }
    }
    transaction.commit().await.map_err(failed)
}

/// What follows from the server's word: entries that it has are deleted and stand in the lists from now on, others get their
/// reason. All of it in one transaction, so that no entry is in neither place.
pub async fn settle_attendance(
    account: &str,
    gone: &[String],
    refused: &[(String, TabletRecord)],
    lists: &[TabletSheet],
) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &ALL)?;
    {
        let store = transaction.object_store(ENTRIES).map_err(failed)?;
        for key in gone {
            delete(&store, key.clone()).await?;
        }
    }
    for (key, record) in refused {
        put_record(&transaction, key, record).await?;
    }
    put_lists(&transaction, lists).await?;
    transaction.commit().await.map_err(failed)
}

/// What does not open is counted, reported, and stays where it is.
async fn all<T: DeserializeOwned>(account: &str, name: &str) -> Result<(Vec<(String, T)>, usize), OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &[name])?;
    let store = transaction.object_store(name).map_err(failed)?;
    let (mut found, mut damaged) = (Vec::new(), 0);
    for (key, text) in all_texts(&store).await? {
        let value = match opened(&place(name, &key), &text) {
            Ok(text) => parsed("a list or an entry", &text),
            Err(OfflineError::Locked) => return Err(OfflineError::Locked),
            Err(error) => {
                leptos::logging::warn!("an envelope does not open: {error}");
                None
            }
        };
        match value {
            Some(value) => found.push((key, value)),
            None => damaged += 1,
        }
    }
    Ok((found, damaged))
}
