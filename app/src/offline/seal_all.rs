//! Sealing what an earlier version of this page has left on the device in plain words.

use super::{
    database::{all_texts, failed, put_text, write},
    fields, packages,
    storage::{self, place},
    vault::sealed,
};
use crate::offline::OfflineError;
use domain::sync::vault::is_sealed;
use indexed_db_futures::database::Database;

/// Puts every value that lies open into an envelope, in its place: each database in one transaction, so that a crash leaves
/// all of it open or all of it sealed. What is sealed already is not touched.
pub async fn seal_all(account: &str) -> Result<(), OfflineError> {
    seal_stores(&*storage::database(account).await?, &storage::SEALED).await?;
    seal_stores(&*packages::database(account).await?, &[packages::PACKAGES]).await?;
    fields::seal_all();
    Ok(())
}

async fn seal_stores(database: &Database, stores: &[&str]) -> Result<(), OfflineError> {
    let transaction = write(database, stores)?;
    for name in stores {
        let store = transaction.object_store(name).map_err(failed)?;
        for (key, text) in all_texts(&store).await? {
            if !is_sealed(&text) {
                let envelope = sealed(&place(name, &key), &text)?;
                put_text(&store, key, envelope).await?;
            }
        }
    }
    transaction.commit().await.map_err(failed)
}
