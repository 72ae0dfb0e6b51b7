//! What was read and cannot be another the next time, kept between requests. Whoever asks has read the key from the database
//! just now: the key names the state, so that another state is another entry and nothing here can be out of date.

use std::sync::{Arc, Mutex, PoisonError};

/// At most so many are kept: the years or questionnaires that people look at side by
/// side, and their last states.
const CAPACITY: usize = 16;

/// The values that were asked for last, newest at the end.
pub(crate) struct Kept<K, V>(Mutex<Vec<(K, Arc<V>)>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Vec::new()))
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    pub(crate) fn find(&self, key: &K) -> Option<Arc<V>> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = entries.iter().position(|(known, _)| known == key)?;
        let found = entries.remove(at);
        let value = Arc::clone(&found.1);
        entries.push(found);
        Some(value)
    }

    /// Nothing is kept any more: of what must be forgotten nothing stays here either.
    pub(crate) fn forget_all(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Two who read the same at once may both bring it; the second takes the place of the first.
    pub(crate) fn keep(&self, key: K, value: &Arc<V>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|(known, _)| *known != key);
        if entries.len() >= CAPACITY {
            entries.remove(0);
        }
        entries.push((key, Arc::clone(value)));
    }
}
