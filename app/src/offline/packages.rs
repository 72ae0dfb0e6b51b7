//! Questionnaires kept for work without network, in envelopes, and beside them the journal of an earlier version of this page: it is read
//! once, taken over, and deleted.

use super::{
    database::{all_texts, failed, json, open, parsed, put_text, read, write},
    storage::place,
    vault::{key, opened, sealed},
};
use crate::offline::OfflineError;
use domain::{questionnaires::FieldPackage, sync::Entry};
use indexed_db_futures::{database::Database, prelude::*};
use std::rc::Rc;

const JOURNAL: &str = "journal";
pub const PACKAGES: &str = "packages";
pub const ALL: [&str; 2] = [JOURNAL, PACKAGES];
const STORES: &[(&str, bool)] = &[(JOURNAL, true), (PACKAGES, false)];

pub async fn database(account: &str) -> Result<Rc<Database>, OfflineError> {
    open(format!("sozialraumportal-{account}"), STORES).await
}

/// Replaces the questionnaires kept for work without network. A device that was wiped has no key, and keeps nothing.
pub async fn save_packages(account: &str, packages: &[FieldPackage]) -> Result<(), OfflineError> {
    if key().is_none() {
        return Ok(());
    }
    let database = database(account).await?;
    let transaction = write(&database, &[PACKAGES])?;
    {
        let store = transaction.object_store(PACKAGES).map_err(failed)?;
        store.clear().map_err(failed)?.await.map_err(failed)?;
        for package in packages {
            let id = package.erhebung.id.to_string();
            let envelope = sealed(&place(PACKAGES, &id), &json(package)?)?;
            put_text(&store, id, envelope).await?;
        }
    }
    transaction.commit().await.map_err(failed)
}

pub async fn packages(account: &str) -> Result<Vec<FieldPackage>, OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &[PACKAGES])?;
    let store = transaction.object_store(PACKAGES).map_err(failed)?;
    let texts = all_texts(&store).await?;
    let package =
        |(id, text): &(String, String)| parsed("a kept questionnaire", &opened(&place(PACKAGES, id), text).ok()?);
    Ok(texts.iter().filter_map(package).collect())
}

/// What an earlier version of this page has noted, and whether all of it can be read.
pub async fn earlier_entries(account: &str) -> Result<(Vec<Entry>, bool), OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &[JOURNAL])?;
    let store = transaction.object_store(JOURNAL).map_err(failed)?;
    let keys = store.get_all_keys::<u32>().primitive().map_err(failed)?.await.map_err(failed)?;
    let texts = store.get_all::<String>().primitive().map_err(failed)?.await.map_err(failed)?;
    let mut all = true;
    let mut entries = Vec::new();
    for pair in keys.zip(texts) {
        let entry = match pair {
            (Ok(seq), Ok(text)) => parsed("an earlier entry", &text).map(|change| Entry::local(seq, change)),
            _ => None,
        };
        all &= entry.is_some();
        entries.extend(entry);
    }
    Ok((entries, all))
}

/// Deletes what has been taken over, up to this number.
pub async fn delete_earlier_entries(account: &str, through: u32) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[JOURNAL])?;
    {
        let store = transaction.object_store(JOURNAL).map_err(failed)?;
        // Not `..=through`: indexed_db_futures 0.6.4 takes that for an open end, and `..through` for a closed one.
        store.delete(0..=through).primitive().map_err(failed)?.await.map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)
}
