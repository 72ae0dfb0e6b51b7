//! One async lock per key, made when it is first asked for and dropped with its last holder.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Serves those who want the same key in the order in which they came; those of other keys do not wait.
///
/// Only saves work: transactions that would meet and be repeated queue up instead. What must hold is guarded in the
/// database, because a second process has its own locks.
pub(crate) struct KeyedLock<K>(Mutex<HashMap<K, Weak<AsyncMutex<()>>>>);

impl<K> Default for KeyedLock<K> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash> KeyedLock<K> {
    pub(crate) async fn lock(&self, key: K) -> OwnedMutexGuard<()> {
        self.entry(key).lock_owned().await
    }

    fn entry(&self, key: K) -> Arc<AsyncMutex<()>> {
        // Nothing in here panics halfway, so a poisoned map is a whole map.
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(&key).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(AsyncMutex::new(()));
        locks.insert(key, Arc::downgrade(&lock));
        lock
    }
}
