//! The journal and everything else that the client core decides to keep: [`Write`]s, each list of them in one strict
//! transaction on IndexedDB. Words of people lie there in envelopes; open are ids, numbers and what the server said of them.
//!
//! Several pages may write. Each says what it has seen of the storage ([`Stamp`]); when another page was faster, nothing is
//! written and the caller looks again.

use super::{
    database::{
        add_text, all_keys, all_texts, delete, failed, forget_connections, get_text, json, open, parsed, put_json,
        put_text, read, write,
    },
    vault::{opened, sealed},
};
use crate::offline::{Committed, OfflineError};
use domain::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    sync::{
        Arrival, ChangeKey, Record,
        client::{Lane, Open, Stamp, Stored, Write},
    },
};
use indexed_db_futures::{database::Database, transaction::Transaction};
use std::{collections::BTreeMap, rc::Rc};

pub const SHARED: &str = "shared";
pub const ANONYMOUS: &str = "anonymous";
/// What the server has said about records of both lanes, under `lane/number`.
const ARRIVALS: &str = "arrivals";
/// Changes read from the server, under `device/number`.
const REPLICA: &str = "replica";
pub const STATE: &str = "state";
/// The stores whose values are envelopes.
pub const SEALED: [&str; 3] = [SHARED, ANONYMOUS, REPLICA];
pub const ALL: [&str; 5] = [SHARED, ANONYMOUS, ARRIVALS, REPLICA, STATE];
const STORES: &[(&str, bool)] =
    &[(SHARED, false), (ANONYMOUS, false), (ARRIVALS, false), (REPLICA, false), (STATE, false)];

// Keys of STATE.
pub const DEVICE: &str = "device";
pub const STAMP: &str = "stamp";
const KNOWN: &str = "known";
/// Number of the last entry of the earlier journal that was taken over.
const CARRIED: &str = "carried";
pub const LAST_OF: &str = "last-of/";

pub async fn database(account: &str) -> Result<Rc<Database>, OfflineError> {
    open(format!("sozialraumportal-sync-{account}"), STORES).await
}

/// What lies on the device, and up to where the earlier journal was taken over. A browser that has nothing yet gets the id
/// `new` as a device. Where the stamp lags behind what lies there, it is mended first.
pub async fn stored(account: &str, new: DeviceId) -> Result<(Stored, u32), OfflineError> {
    let found = registered(account, new).await?;
    if found.0.mended().is_none() {
        return Ok(found);
    }
    leptos::logging::warn!("the stamp lags behind the journal: it is set to what lies there");
    match mend(account).await {
        Ok(_) => registered(account, new).await,
        Err(why) => {
            // What lies there can be read all the same.
            leptos::logging::warn!("the stamp still lags: {why}");
            Ok(found)
        }
    }
}

async fn registered(account: &str, new: DeviceId) -> Result<(Stored, u32), OfflineError> {
    match load(account).await {
        Ok(Some(found)) => Ok(found),
        Ok(None) => {
            register(account, new).await?;
            load(account).await?.ok_or_else(|| OfflineError::Storage("the device is not remembered".into()))
        }
        Err(OfflineError::Storage(_)) => {
            forget_connections();
            load(account).await?.ok_or_else(|| OfflineError::Storage("the device is not remembered".into()))
        }
        Err(error) => Err(error),
    }
}

/// Writes all of it or nothing; when this returns `Written`, it is on disk. `carried` goes with it.
pub async fn commit(
    account: &str,
    writes: &[Write],
    seen: &Stamp,
    carried: Option<u32>,
) -> Result<Committed, OfflineError> {
    match try_commit(account, writes, seen, carried).await {
        // Once more with a new connection. Had the first attempt been written after all, the stamp tells.
        Err(OfflineError::Storage(_)) => {
            forget_connections();
            let again = try_commit(account, writes, seen, carried).await;
            // Under a new number something may lie already. Where that is because the stamp lags, the caller looks again, and takes the
            // next one; a stamp that is mended lags no more, so nobody looks again for ever.
            let is_refused = matches!(again, Err(OfflineError::Storage(_)));
            if is_refused && mend(account).await.unwrap_or(false) { Ok(Committed::Stale) } else { again }
        }
        other => other,
    }
}

async fn try_commit(
    account: &str,
    writes: &[Write],
    seen: &Stamp,
    carried: Option<u32>,
) -> Result<Committed, OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &ALL)?;
    let stamp = {
        let state = transaction.object_store(STATE).map_err(failed)?;
        get_text(&state, STAMP).await?.and_then(|text| parsed::<Stamp>("the stamp", &text)).unwrap_or_default()
    };
    if stamp != *seen {
        // Dropped without a commit: nothing is written.
        return Ok(Committed::Stale);
    }
    let mut tables = Tables { transaction: &transaction, stamp };
    for write in writes {
        tables.apply(write).await?;
    }
    let Tables { stamp, .. } = tables;
    {
        let state = transaction.object_store(STATE).map_err(failed)?;
        put_json(&state, STAMP.to_owned(), &stamp).await?;
        if let Some(carried) = carried {
            put_text(&state, CARRIED.to_owned(), carried.to_string()).await?;
        }
    }
    transaction.commit().await.map_err(failed)?;
    Ok(Committed::Written)
}

/// Mends a stamp that lags behind the journal ([`Stamp::mended`]), which needs no key; `false` where it does not. All of it in one
/// transaction: no page writes between looking and mending.
async fn mend(account: &str) -> Result<bool, OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[SHARED, ANONYMOUS, STATE])?;
    {
        let highest = async |lane: Lane| -> Result<u32, OfflineError> {
            let keys = all_keys(&transaction.object_store(store_of(lane)).map_err(failed)?).await?;
            Ok(keys.iter().filter_map(|key| key.parse::<u32>().ok()).max().unwrap_or(0))
        };
        let (shared, anonymous) = (highest(Lane::Shared).await?, highest(Lane::Anonymous).await?);
        let state = transaction.object_store(STATE).map_err(failed)?;
        let kept = all_texts(&state).await?;
        let travelled = kept.iter().filter_map(|(key, text)| Some(last_of(key, text)?.1)).max().unwrap_or(0);
        let stamp = kept.iter().find(|(key, _)| key == STAMP).and_then(|(_, text)| parsed::<Stamp>("the stamp", text));
        let Some(mended) = stamp.unwrap_or_default().mended(shared.max(travelled), anonymous) else { return Ok(false) };
        put_json(&state, STAMP.to_owned(), &mended).await?;
    }
    transaction.commit().await.map_err(failed)?;
    Ok(true)
}

/// Closes what is open, which needs no key: before what lies here is given away in envelopes.
pub async fn close_open(account: &str) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[STATE])?;
    {
        let state = transaction.object_store(STATE).map_err(failed)?;
        let stamp = get_text(&state, STAMP).await?.and_then(|text| parsed::<Stamp>("the stamp", &text));
        let Some(stamp) = stamp.filter(|stamp| stamp.open.is_some()) else { return Ok(()) };
        put_json(&state, STAMP.to_owned(), &Stamp { open: None, ..stamp }).await?;
    }
    transaction.commit().await.map_err(failed)
}

/// Does to the tables what [`Stored::apply`] does in memory.
struct Tables<'a> {
    transaction: &'a Transaction<'a>,
    stamp: Stamp,
}

impl Tables<'_> {
    async fn apply(&mut self, write: &Write) -> Result<(), OfflineError> {
        self.stamp.open = Open::after(self.stamp.open, write);
        match write {
            Write::Append { lane, seq, record } => self.append(*lane, *seq, record).await,
            Write::Arrive { lane, seq, arrival: Some(arrival) } => {
                self.put(ARRIVALS, arrival_key(*lane, *seq), json(arrival)?).await
            }
            Write::Arrive { lane, seq, arrival: None } => self.delete(ARRIVALS, arrival_key(*lane, *seq)).await,
            Write::Drop { lane, seq } => {
                self.delete(store_of(*lane), number(*seq)).await?;
                self.delete(ARRIVALS, arrival_key(*lane, *seq)).await
            }
            Write::Keep { key, erhebung, body } => {
                self.put_sealed(REPLICA, format!("{}/{}", key.device, key.seq), json(&(erhebung, body))?).await
            }
            Write::Advance(cursor) => {
                self.stamp.cursor = cursor.clone();
                Ok(())
            }
            Write::ForgetReplica => {
                self.stamp.cursor = Default::default();
                self.clear(REPLICA).await
            }
            Write::Know(known) => self.put(STATE, KNOWN.to_owned(), json(known)?).await,
            // It lies in the stamp.
            Write::Mark(_) => Ok(()),
            Write::Wipe => self.wipe().await,
        }
    }

    async fn append(&mut self, lane: Lane, seq: u32, record: &Record) -> Result<(), OfflineError> {
        let last = match lane {
            Lane::Shared => self.stamp.shared,
            Lane::Anonymous => self.stamp.anonymous,
        };
        // The open record, whose text is replaced, and one that is put back, because the server has lost it, have an old number.
        if seq <= last {
            self.put_sealed(store_of(lane), number(seq), json(record)?).await?;
            return self.delete(ARRIVALS, arrival_key(lane, seq)).await;
        }
        // Under a new number nothing may lie yet, whatever the stamp says: a closed record is never replaced.
        self.add_sealed(store_of(lane), number(seq), json(record)?).await?;
        self.delete(ARRIVALS, arrival_key(lane, seq)).await?;
        match lane {
            Lane::Shared => self.stamp.shared = seq,
            Lane::Anonymous => self.stamp.anonymous = seq,
        }
        if lane == Lane::Shared {
            self.put(STATE, format!("{LAST_OF}{}", record.submission), seq.to_string()).await?;
        }
        Ok(())
    }

    async fn wipe(&mut self) -> Result<(), OfflineError> {
        let state = self.transaction.object_store(STATE).map_err(failed)?;
        let device = get_text(&state, DEVICE).await?;
        for store in ALL {
            self.clear(store).await?;
        }
        self.stamp = Stamp { wiped: true, ..Stamp::default() };
        match device {
            Some(device) => put_text(&state, DEVICE.to_owned(), device).await,
            None => Ok(()),
        }
    }

    async fn put_sealed(&self, store: &str, key: String, text: String) -> Result<(), OfflineError> {
        let envelope = sealed(&place(store, &key), &text)?;
        self.put(store, key, envelope).await
    }

    async fn add_sealed(&self, store: &str, key: String, text: String) -> Result<(), OfflineError> {
        let envelope = sealed(&place(store, &key), &text)?;
        add_text(&self.transaction.object_store(store).map_err(failed)?, key, envelope).await
    }

    async fn put(&self, store: &str, key: String, text: String) -> Result<(), OfflineError> {
        put_text(&self.transaction.object_store(store).map_err(failed)?, key, text).await
    }

    async fn delete(&self, store: &str, key: String) -> Result<(), OfflineError> {
        delete(&self.transaction.object_store(store).map_err(failed)?, key).await
    }

    async fn clear(&self, store: &str) -> Result<(), OfflineError> {
        let store = self.transaction.object_store(store).map_err(failed)?;
        store.clear().map_err(failed)?.await.map_err(failed)
    }
}

/// Remembers the id under which this browser is known to the server; the first page that does so decides.
pub async fn register(account: &str, new: DeviceId) -> Result<(), OfflineError> {
    let database = database(account).await?;
    let transaction = write(&database, &[STATE])?;
    {
        let state = transaction.object_store(STATE).map_err(failed)?;
        if get_text(&state, DEVICE).await?.is_none() {
            put_text(&state, DEVICE.to_owned(), new.to_string()).await?;
        }
    }
    transaction.commit().await.map_err(failed)
}

/// Everything, of one snapshot; `None` when no device is registered yet.
async fn load(account: &str) -> Result<Option<(Stored, u32)>, OfflineError> {
    let database = database(account).await?;
    let transaction = read(&database, &ALL)?;
    let texts = async |name: &str| all_texts(&transaction.object_store(name).map_err(failed)?).await;
    let state: BTreeMap<String, String> = texts(STATE).await?.into_iter().collect();
    let Some(device) = state.get(DEVICE).and_then(|text| text.parse().ok()) else { return Ok(None) };
    let mut stored = Stored::new(device);
    let stamp: Stamp = state.get(STAMP).and_then(|text| parsed("the stamp", text)).unwrap_or_default();
    let arrivals: BTreeMap<String, Arrival> = texts(ARRIVALS)
        .await?
        .into_iter()
        .filter_map(|(key, text)| Some((key, parsed("an arrival", &text)?)))
        .collect();
    stored.shared.last = stamp.shared;
    stored.anonymous.last = stamp.anonymous;
    for lane in [Lane::Shared, Lane::Anonymous] {
        let records = texts(store_of(lane)).await?;
        let records = records.into_iter().filter_map(|(key, text)| Some((key.parse::<u32>().ok()?, text)));
        for (seq, text) in records {
            let arrival = arrivals.get(&arrival_key(lane, seq)).copied();
            let record = opened(&lane.place(seq), &text);
            let record = readable(record)?.and_then(|text| parsed("a record", &text));
            let record = Record { arrival, ..record.unwrap_or_else(|| damaged(text)) };
            let lane = if lane == Lane::Shared { &mut stored.shared } else { &mut stored.anonymous };
            lane.records.insert(seq, record);
        }
    }
    stored.replica.cursor = stamp.cursor;
    for (key, text) in texts(REPLICA).await? {
        let change = readable(opened(&place(REPLICA, &key), &text))?.and_then(|text| parsed("a change", &text));
        stored.replica.changes.extend(change_key(&key).zip(change));
    }
    stored.known = state.get(KNOWN).and_then(|text| parsed("what the server said", text));
    stored.wiped = stamp.wiped;
    stored.open = stamp.open;
    stored.last_of = state.iter().filter_map(|(key, text)| last_of(key, text)).collect();
    let carried = state.get(CARRIED).and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok(Some((stored, carried)))
}

/// Takes the place of a record that cannot be read: text and hash do not belong together, so it is counted as damaged,
/// kept, and blocks nothing.
fn damaged(text: String) -> Record {
    let nil = domain::sync::NO_DEVICE.uuid();
    let (erhebung, submission) = (ErhebungId::new(nil), SubmissionId::new(nil));
    Record { erhebung, submission, body: text, hash: String::new(), arrival: None, edits: 0 }
}

/// An envelope that does not open is damaged, and says nothing; while the device is locked, nothing can be said at all.
fn readable(text: Result<String, OfflineError>) -> Result<Option<String>, OfflineError> {
    match text {
        Ok(text) => Ok(Some(text)),
        Err(OfflineError::Locked) => Err(OfflineError::Locked),
        Err(error) => {
            leptos::logging::warn!("an envelope stays closed: {error}");
            Ok(None)
        }
    }
}

/// Where a value lies: it opens there alone.
pub fn place(store: &str, key: &str) -> String {
    format!("{store}/{key}")
}

fn store_of(lane: Lane) -> &'static str {
    match lane {
        Lane::Shared => SHARED,
        Lane::Anonymous => ANONYMOUS,
    }
}

fn number(seq: u32) -> String {
    format!("{seq:010}")
}

fn arrival_key(lane: Lane, seq: u32) -> String {
    format!("{}/{seq}", store_of(lane))
}

fn change_key(key: &str) -> Option<ChangeKey> {
    let (device, seq) = key.split_once('/')?;
    Some(ChangeKey { device: device.parse().ok()?, seq: seq.parse().ok()? })
}

fn last_of(key: &str, text: &str) -> Option<(SubmissionId, u32)> {
    Some((key.strip_prefix(LAST_OF)?.parse().ok()?, text.parse().ok()?))
}
