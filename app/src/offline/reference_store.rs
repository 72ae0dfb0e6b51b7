//! What is kept to be looked up without network, in one envelope. A database of its own: it goes as a whole.

use super::{
    database::{all_texts, failed, json, open, parsed, put_text, read, write},
    storage::place,
    vault::{key, opened, sealed},
};
use crate::offline::OfflineError;
use domain::sync::KeptReference;
use indexed_db_futures::database::Database;
use std::rc::Rc;

const REFERENCE: &str = "reference";
/// The one key: what there is lies here as a whole.
const ALL_OF_IT: &str = "all";
const STORES: &[(&str, bool)] = &[(REFERENCE, false)];

async fn database(account: &str) -> Result<Rc<Database>, OfflineError> {
    open(format!("sozialraumportal-reference-{account}"), STORES).await
}

/// Replaces what is kept. A device that was wiped has no key, and keeps nothing.
pub async fn save_reference(account: &str, kept: &KeptReference) -> Result<(), OfflineError> {
    if key().is_none() {
        return Ok(());
    }
    let database = database(account).await?;
    let transaction = write(&database, &[REFERENCE])?;
    {
        let store = transaction.object_store(REFERENCE).map_err(failed)?;
        let envelope = sealed(&place(REFERENCE, ALL_OF_IT), &json(kept)?)?;
        put_text(&store, ALL_OF_IT.to_owned(), envelope).await?;
    }
    transaction.commit().await.map_err(failed)
}

/// `None` where nothing is kept, or what is kept does not open: then all of it is asked for.
pub async fn reference(account: &str) -> Result<Option<KeptReference>, OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &[REFERENCE])?;
    let store = transaction.object_store(REFERENCE).map_err(failed)?;
    let texts = all_texts(&store).await?;
    let Some((name, text)) = texts.into_iter().next() else { return Ok(None) };
    match opened(&place(REFERENCE, &name), &text) {
        Ok(text) => Ok(parsed("what is kept to be looked up", &text)),
        Err(OfflineError::Locked) => Err(OfflineError::Locked),
        Err(error) => {
            leptos::logging::warn!("an envelope does not open: {error}");
            Ok(None)
        }
    }
}

/// Needs no key.
pub async fn forget_reference(account: &str) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[REFERENCE])?;
    transaction.object_store(REFERENCE).map_err(failed)?.clear().map_err(failed)?.await.map_err(failed)?;
    transaction.commit().await.map_err(failed)
}
