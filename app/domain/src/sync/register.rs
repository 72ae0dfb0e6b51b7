use super::{
    change::NO_DEVICE,
    seen::{ChangeKey, Seen},
};
use std::collections::BTreeMap;

/// The values of one field that nobody has replaced: one as a rule, several when they were given out of each other's
/// sight. The result depends on which writes there are, never on the order in which they came.
#[derive(Clone, Debug)]
pub(super) struct Register<V> {
    open: BTreeMap<ChangeKey, V>,
    replaced: Seen,
}

impl<V> Default for Register<V> {
    fn default() -> Self {
        Self { open: BTreeMap::new(), replaced: Seen::default() }
    }
}

impl<V> Register<V> {
    /// Takes in a write that replaces what its `base` had seen of this field.
    pub(super) fn write(&mut self, key: ChangeKey, value: V, base: &Seen) {
        self.replaced.join(&base_of(key, base));
        self.open.insert(key, value);
        let replaced = &self.replaced;
        self.open.retain(|key, _| !replaced.covers(*key));
    }

    /// What stands, in the order of [`ChangeKey::rank`], without what was thrown away.
    pub(super) fn standing(&self, discarded: &Seen) -> Vec<(ChangeKey, &V)> {
        let mut standing: Vec<_> =
            self.open.iter().filter(|(key, _)| !discarded.covers(**key)).map(|(key, value)| (*key, value)).collect();
        standing.sort_by_key(|(key, _)| key.rank());
        standing
    }
}

/// What a change replaces. A journal that no other device reads has entries from before changes carried a base: there, the
/// earlier ones had been seen.
pub(super) fn base_of(key: ChangeKey, base: &Seen) -> Seen {
    let mut base = base.clone();
    if base.is_empty() && key.device == NO_DEVICE {
        base.see(ChangeKey { device: key.device, seq: key.seq.saturating_sub(1) });
    }
    base
}
