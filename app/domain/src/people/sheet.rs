//! The shape in which people meet the directory: lists, forms, files and their columns. One description for all of
//! them, so that an exported file can be imported again and a form asks for what a file holds.

use super::german;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A kind of lines. All but [`Sheet::VereinbarungKitas`] have one line for each record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    Sozialraeume,
    Kommunen,
    KitaTraeger,
    Kitas,
    Anstellungstraeger,
    KiSo,
    Leitungen,
    Vereinbarungen,
    /// The Kitas of agreements: one line for each Kita and period.
    VereinbarungKitas,
    Zuordnungen,
    Stellen,
}

impl Sheet {
    /// In the order in which they refer to each other: what is referred to comes first.
    pub const ALL: [Self; 11] = [
        Self::Sozialraeume,
        Self::Kommunen,
        Self::KitaTraeger,
        Self::Kitas,
        Self::Anstellungstraeger,
        Self::KiSo,
        Self::Leitungen,
        Self::Vereinbarungen,
        Self::VereinbarungKitas,
        Self::Zuordnungen,
        Self::Stellen,
    ];

    /// Stable name: part of addresses and file names.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sozialraeume => "sozialraeume",
            Self::Kommunen => "kommunen",
            Self::KitaTraeger => "kita-traeger",
            Self::Kitas => "kitas",
            Self::Anstellungstraeger => "anstellungstraeger",
            Self::KiSo => "kiso",
            Self::Leitungen => "leitungen",
            Self::Vereinbarungen => "vereinbarungen",
            Self::VereinbarungKitas => "vereinbarung-kitas",
            Self::Zuordnungen => "zuordnungen",
            Self::Stellen => "stellen",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.code() == code)
    }

    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Sozialraeume => &SOZIALRAEUME,
            Self::Kommunen => &KOMMUNEN,
            Self::KitaTraeger => &KITA_TRAEGER,
            Self::Kitas => &KITAS,
            Self::Anstellungstraeger => &ANSTELLUNGSTRAEGER,
            Self::KiSo => &KISO,
            Self::Leitungen => &LEITUNGEN,
            Self::Vereinbarungen => &VEREINBARUNGEN,
            Self::VereinbarungKitas => &VEREINBARUNG_KITAS,
            Self::Zuordnungen => &ZUORDNUNGEN,
            Self::Stellen => &STELLEN,
        }
    }

    pub fn column(self, field: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.field == field)
    }

    /// Columns that can be entered.
    pub fn fields(self) -> impl Iterator<Item = &'static Column> {
        self.columns().iter().filter(|column| column.role != ColumnRole::Derived)
    }
}

/// One column, and the form field of the same name.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    pub field: &'static str,
    pub kind: ColumnKind,
    pub role: ColumnRole,
    pub required: bool,
    /// Shown in the list; the other columns are in the form and in files only.
    pub listed: bool,
}

impl Column {
    pub fn title(&self) -> &'static str {
        german::column(self.field)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Whole,
    Hours,
    Day,
    YesNo,
    /// Names a line of that sheet by its first column.
    Reference(Sheet),
    /// One of a few codes, written in German.
    Choice(&'static [&'static str]),
    /// Weekdays such as "Mo, Mi".
    Weekdays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// Together the key columns tell a file's line which record it means.
    Key,
    Value,
    /// Computed: shown and exported, not entered.
    Derived,
}

const fn key(field: &'static str, kind: ColumnKind) -> Column {
    Column { field, kind, role: ColumnRole::Key, required: true, listed: true }
}

const fn value(field: &'static str, kind: ColumnKind) -> Column {
    Column { field, kind, role: ColumnRole::Value, required: true, listed: true }
}

/// May stay empty.
const fn optional(field: &'static str, kind: ColumnKind) -> Column {
    Column { required: false, ..value(field, kind) }
}

const fn derived(field: &'static str, kind: ColumnKind) -> Column {
    Column { field, kind, role: ColumnRole::Derived, required: false, listed: true }
}

const fn unlisted(column: Column) -> Column {
    Column { listed: false, ..column }
}

use ColumnKind::{Choice, Day, Hours, Reference, Text, Weekdays, Whole, YesNo};

const SOZIALRAEUME: [Column; 5] = [
    key("name", Text),
    derived("kommunen_count", Whole),
    derived("kitas_count", Whole),
    derived("kisos_count", Whole),
    derived("assigned", Hours),
];

const KOMMUNEN: [Column; 6] = [
    key("name", Text),
    value("sozialraum", Reference(Sheet::Sozialraeume)),
    optional("level", Whole),
    unlisted(optional("level_from", Day)),
    optional("decision", Text),
    derived("kitas_count", Whole),
];

const KITA_TRAEGER: [Column; 2] = [key("name", Text), derived("kitas_count", Whole)];

const KITAS: [Column; 15] = [
    key("number", Text),
    value("name", Text),
    value("kommune", Reference(Sheet::Kommunen)),
    derived("sozialraum", Text),
    unlisted(value("traeger", Reference(Sheet::KitaTraeger))),
    derived("anstellungstraeger", Text),
    derived("level", Whole),
    optional("places", Whole),
    unlisted(optional("places_from", Day)),
    unlisted(optional("children", Whole)),
    unlisted(optional("children_from", Day)),
    unlisted(optional("no_access", YesNo)),
    unlisted(optional("development_need", YesNo)),
    unlisted(optional("indicators_from", Day)),
    derived("assigned", Hours),
];

const ANSTELLUNGSTRAEGER: [Column; 13] = [
    key("name", Text),
    value("tariff", Text),
    value("full_time", Hours),
    unlisted(optional("account_holder", Text)),
    unlisted(optional("iban", Text)),
    unlisted(optional("street", Text)),
    unlisted(optional("house_number", Text)),
    unlisted(optional("postcode", Text)),
    unlisted(optional("town", Text)),
    derived("kitas_count", Whole),
    derived("kisos_count", Whole),
    derived("contract_hours", Hours),
    derived("vacant", Hours),
];

const KISO: [Column; 8] = [
    key("code", Text),
    value("name", Text),
    value("anstellungstraeger", Reference(Sheet::Anstellungstraeger)),
    value("hours", Hours),
    unlisted(value("contract_from", Day)),
    optional("last_day", Day),
    derived("assigned", Hours),
    derived("kitas_count", Whole),
];

const LEITUNGEN: [Column; 5] = [
    key("name", Text),
    key("kita", Reference(Sheet::Kitas)),
    derived("kita_name", Text),
    value("from", Day),
    optional("to", Day),
];

const VEREINBARUNGEN: [Column; 8] = [
    key("reference", Text),
    key("version", Whole),
    value("anstellungstraeger", Reference(Sheet::Anstellungstraeger)),
    value("status", Choice(&["draft", "active", "terminated"])),
    value("from", Day),
    optional("to", Day),
    value("settlement", Choice(&["M1", "M2", "M3"])),
    derived("kitas_count", Whole),
];

const VEREINBARUNG_KITAS: [Column; 7] = [
    key("reference", Text),
    key("version", Whole),
    derived("anstellungstraeger", Text),
    key("kita", Reference(Sheet::Kitas)),
    derived("kita_name", Text),
    key("from", Day),
    optional("to", Day),
];

const ZUORDNUNGEN: [Column; 9] = [
    key("kiso", Reference(Sheet::KiSo)),
    derived("kiso_name", Text),
    key("kita", Reference(Sheet::Kitas)),
    derived("kita_name", Text),
    derived("sozialraum", Text),
    value("hours", Hours),
    optional("days", Weekdays),
    key("from", Day),
    optional("to", Day),
];

const STELLEN: [Column; 9] = [
    key("name", Text),
    key("anstellungstraeger", Reference(Sheet::Anstellungstraeger)),
    value("hours", Hours),
    value("from", Day),
    optional("to", Day),
    optional("kiso", Reference(Sheet::KiSo)),
    unlisted(optional("kiso_from", Day)),
    unlisted(optional("kiso_to", Day)),
    optional("pay_group", Text),
];

/// What was entered, as it was typed, by field name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Empty when nothing was entered.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    pub fn set(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.0.insert(field.into(), text.into());
    }

    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(pairs.into_iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect())
    }
}
