use super::{
    Anstellungstraeger, KiSo, Kita, KitaTraeger, Kommune, Kooperationsvereinbarung, Leitung, Post, Sight, Sozialraum,
    Zuordnung, rules,
};
use crate::{
    error::{AppError, ErrorCode, FieldError},
    ids::{
        AnstellungstraegerId, KitaId, KitaTraegerId, KommuneId, KooperationsvereinbarungId, PersonId, PostId,
        SozialraumId, ZuordnungId,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Counts the writes to the directory. Every record carries the one that wrote it last; 0 means "not there yet".
pub type Revision = u64;

/// A thing of the directory with an identity of its own.
pub trait Entity {
    type Id: Copy + Ord;
    fn id(&self) -> Self::Id;
}

/// A record and the write it stems from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<T> {
    pub revision: Revision,
    pub value: T,
}

/// All records of one kind, ordered by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T: Entity>(BTreeMap<T::Id, Entry<T>>);

impl<T: Entity> Default for Table<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Entity> Table<T> {
    pub fn get(&self, id: T::Id) -> Option<&T> {
        self.0.get(&id).map(|entry| &entry.value)
    }

    pub fn entry(&self, id: T::Id) -> Option<&Entry<T>> {
        self.0.get(&id)
    }

    /// The write that this record stems from; 0 when there is none.
    pub fn revision(&self, id: T::Id) -> Revision {
        self.0.get(&id).map_or(0, |entry| entry.revision)
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.values().map(|entry| &entry.value)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn put(&mut self, revision: Revision, value: T) {
        self.0.insert(value.id(), Entry { revision, value });
    }

    pub(super) fn remove(&mut self, id: T::Id) {
        self.0.remove(&id);
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.0.retain(|_, entry| keep(&entry.value));
    }

    pub(super) fn for_each(&mut self, change: impl Fn(&mut T)) {
        self.0.values_mut().for_each(|entry| change(&mut entry.value));
    }
}

macro_rules! records {
    ($($name:ident($id:ident) in $table:ident as $code:literal;)*) => {
        /// What kinds of records the directory holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $($name,)*
        }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// Stable name: table of the database, and what the audit log calls it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Kind::$name => $code,)*
                }
            }
        }

        /// One record of any kind.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Record {
            $($name($name),)*
        }

        impl Record {
            pub fn key(&self) -> RecordKey {
                match self {
                    $(Record::$name(record) => RecordKey { kind: Kind::$name, id: record.id.uuid() },)*
                }
            }
        }

        $(
            impl Entity for $name {
                type Id = $id;

                fn id(&self) -> $id {
                    self.id
                }
            }

            impl From<$name> for Record {
                fn from(record: $name) -> Self {
                    Record::$name(record)
                }
            }
        )*

        /// The whole directory, or the part of it that somebody may see ([`Directory::visible_to`]).
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Directory {
            /// Number of the last write.
            pub revision: Revision,
            /// How much of the whole this is.
            pub sight: Sight,
            $(pub $table: Table<$name>,)*
        }

        impl Directory {
            /// Puts a stored record where it belongs, without looking at rules: for reading the database.
            pub fn put(&mut self, revision: Revision, record: Record) {
                match record {
                    $(Record::$name(record) => self.$table.put(revision, record),)*
                }
            }

            pub fn record(&self, key: RecordKey) -> Option<Record> {
                match key.kind {
                    $(Kind::$name => self.$table.get($id::new(key.id)).cloned().map(Record::$name),)*
                }
            }

            /// The write that a record stems from; 0 when there is none.
            pub fn revision_of(&self, key: RecordKey) -> Revision {
                match key.kind {
                    $(Kind::$name => self.$table.revision($id::new(key.id)),)*
                }
            }

            fn remove(&mut self, key: RecordKey) {
                match key.kind {
                    $(Kind::$name => self.$table.remove($id::new(key.id)),)*
                }
            }

            pub fn is_empty(&self) -> bool {
                true $(&& self.$table.is_empty())*
            }

            /// Every record with the write it stems from.
            pub fn records(&self) -> Vec<(Revision, Record)> {
                let mut records = Vec::new();
                $(records.extend(self.$table.0.values().map(|entry| (entry.revision, entry.value.clone().into())));)*
                records
            }
        }
    };
}

records! {
    Sozialraum(SozialraumId) in sozialraeume as "sozialraum";
    Kommune(KommuneId) in kommunen as "kommune";
    KitaTraeger(KitaTraegerId) in kita_traeger as "kita_traeger";
    Kita(KitaId) in kitas as "kita";
    Anstellungstraeger(AnstellungstraegerId) in anstellungstraeger as "anstellungstraeger";
    Kooperationsvereinbarung(KooperationsvereinbarungId) in agreements as "kooperationsvereinbarung";
    KiSo(PersonId) in kisos as "kiso";
    Leitung(PersonId) in leitungen as "leitung";
    Zuordnung(ZuordnungId) in zuordnungen as "zuordnung";
    Post(PostId) in posts as "post";
}

/// Which record, of whatever kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    pub kind: Kind,
    pub id: Uuid,
}

/// A wish to write one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The revision that the person saw when they began; 0 for a new record.
    pub base: Revision,
    pub action: Action,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "nearly every action is the large one, and none is kept")]
pub enum Action {
    Put(Record),
    /// Takes back what was entered by mistake; only assignments and posts, everything else ends by date.
    Remove(RecordKey),
}

impl Change {
    pub fn put(base: Revision, record: impl Into<Record>) -> Self {
        Self { base, action: Action::Put(record.into()) }
    }

    pub fn remove(base: Revision, key: RecordKey) -> Self {
        Self { base, action: Action::Remove(key) }
    }

    pub fn key(&self) -> RecordKey {
        match &self.action {
            Action::Put(record) => record.key(),
            Action::Remove(key) => *key,
        }
    }
}

impl Directory {
    /// The directory after the changes, as one write with the next revision.
    ///
    /// # Errors
    /// `Conflict` when a record was changed since its `base`; `Invalid` with every broken rule, fields named as in the
    /// record's form; `Invalid` with `WrongState` when something is to be removed that only ends by date.
    pub fn with(&self, changes: &[Change]) -> Result<Directory, AppError> {
        self.judge(changes).map_err(|refusal| match refusal {
            Refusal::Stale(_) => AppError::Conflict,
            Refusal::Broken(faults) => AppError::Invalid(faults.into_iter().map(|broken| broken.fault).collect()),
        })
    }

    /// As [`Self::with`], but says which record is at fault: for imports.
    pub fn judge(&self, changes: &[Change]) -> Result<Directory, Refusal> {
        if let Some(stale) = changes.iter().find(|change| self.revision_of(change.key()) != change.base) {
            return Err(Refusal::Stale(stale.key()));
        }
        let mut next = self.clone();
        next.revision += 1;
        let mut faults = Vec::new();
        for change in changes {
            match &change.action {
                Action::Put(record) => next.put(next.revision, record.clone()),
                Action::Remove(key) if matches!(key.kind, Kind::Zuordnung | Kind::Post) => next.remove(*key),
                Action::Remove(key) => {
                    faults.push(rules::Broken { record: *key, fault: FieldError::new("", ErrorCode::WrongState) });
                }
            }
        }
        let touched: BTreeSet<_> = changes.iter().map(Change::key).collect();
        faults.extend(rules::broken(&next).into_iter().filter(|broken| touched.contains(&broken.record)));
        if faults.is_empty() { Ok(next) } else { Err(Refusal::Broken(faults)) }
    }
}

/// Why changes were not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This record was changed by somebody else meanwhile.
    Stale(RecordKey),
    Broken(Vec<rules::Broken>),
}
