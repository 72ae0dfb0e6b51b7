use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What part of the portal a change belongs to: the first word of its action, `budget` in `budget.save_run`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    Account,
    Directory,
    Event,
    Questionnaire,
    Erhebung,
    Budget,
}

impl Area {
    pub const ALL: [Area; 6] =
        [Area::Account, Area::Directory, Area::Event, Area::Questionnaire, Area::Erhebung, Area::Budget];

    /// Stable name in actions and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Area::Account => "account",
            Area::Directory => "directory",
            Area::Event => "event",
            Area::Questionnaire => "questionnaire",
            Area::Erhebung => "erhebung",
            Area::Budget => "budget",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.code() == code)
    }
}

/// Which entries somebody asks for, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub area: Option<Area>,
    /// Only entries older than the one with this id: how a list goes on.
    pub older_than: Option<String>,
}

/// A record that a change was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Table of the database, which is the feature's word: `kita`, `run`.
    pub kind: String,
    pub key: String,
    /// How people call the record, where the log keeps values and it has a name.
    pub name: Option<String>,
}

/// One row of the log, readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub id: String,
    /// Place in the chain; `None` for the second until the sealer has come by.
    pub sequence: Option<u64>,
    pub at: DateTime<Utc>,
    /// Name of the account; `None` for the program itself at set-up.
    pub who: Option<String>,
    pub action: String,
    pub note: Option<String>,
    pub subjects: Vec<Subject>,
    /// What changed, where the log keeps values (budget, master data); empty where it keeps hashes only.
    pub changes: Vec<FieldChange>,
}

/// One field of one record before and after; `None` where the record or the field was not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl FieldChange {
    /// The fields that differ between two states of a record, by name.
    pub fn between(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<FieldChange> {
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        names
            .into_iter()
            .filter(|name| before.get(*name) != after.get(*name))
            .map(|name| FieldChange {
                field: name.clone(),
                before: before.get(name).cloned(),
                after: after.get(name).cloned(),
            })
            .collect()
    }
}

/// What recomputing the whole chain found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// Sealed rows that the chain holds.
    pub length: u64,
    /// Sentences on what is wrong, for the log's readers; empty when all is well.
    pub faults: Vec<ChainFault>,
}

/// A place where the log is not what was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The row with this number was changed after it was sealed.
    Changed(u64),
    /// The row with this number, or its seal, is gone.
    Missing(u64),
    /// A row that was never sealed and does not wait for it.
    Loose,
    /// The file of this day names another head than the chain has.
    HeadDiffers(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let before = record(&[("name", "Mendig"), ("places", "40"), ("level", "1")]);
        let after = record(&[("name", "Polch"), ("places", "40"), ("area", "9")]);
        let change = |field: &str, before: Option<&str>, after: Option<&str>| FieldChange {
            field: field.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        assert_eq!(
            FieldChange::between(&before, &after),
            [
                change("area", None, Some("9")),
                change("level", Some("1"), None),
                change("name", Some("Mendig"), Some("Polch")),
            ]
        );
        assert_eq!(FieldChange::between(&after, &after), []);
    }

    #[test]
    fn codes_are_unique_and_read_back() {
        for area in Area::ALL {
            assert_eq!(Area::from_code(area.code()), Some(area));
        }
    }
}
