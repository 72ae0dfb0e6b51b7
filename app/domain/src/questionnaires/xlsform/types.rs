//! The `type` column.

use super::similar::nearest;
use crate::questionnaires::definition::Kind;

/// What a row of the survey is.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKind {
    Question {
        kind: Kind,
        or_other: bool,
    },
    /// A file beside the workbook gives the choices.
    FromFile {
        kind: Kind,
        file: String,
    },
    /// Choices in the sheet `external_choices`, filtered by what was answered before.
    External(String),
    /// A file beside the workbook for look-ups, `xml-external` or `csv-external`.
    File(String),
    Begin(Kind),
    End(Kind),
    /// A row that only other programs use, such as `audit`: kept and given back.
    Metadata(String),
}

impl RowKind {
    /// Notes get a name where the author gave none, and the log of other programs has one.
    pub fn needs_name(&self) -> bool {
        match self {
            Self::Question { kind: Kind::Note, .. } | Self::End(_) => false,
            Self::Metadata(name) => name != "audit",
            _ => true,
        }
    }
}

/// Why a type is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeFault {
    Unknown {
        suggestion: Option<&'static str>,
    },
    /// A select without the name of its list.
    NoList,
}

/// Names under which simple types occur, the XLSForm name first.
pub(super) const SIMPLE: &[(&[&str], Kind)] = &[
    (&["text", "string", "add text prompt", "q text", "q string"], Kind::Text),
    (&["integer", "int", "add integer prompt", "q int"], Kind::Integer),
    (&["decimal", "add decimal prompt", "q decimal"], Kind::Decimal),
    (&["date", "add date prompt", "q date"], Kind::Date),
    (&["time", "add time prompt", "q time"], Kind::Time),
    (&["datetime", "date time", "add date time prompt", "q datetime"], Kind::DateTime),
    (&["note", "add note prompt", "q note"], Kind::Note),
    (&["calculate", "add calculate prompt", "q calculate"], Kind::Calculate),
    (&["acknowledge", "trigger", "add acknowledge prompt", "q acknowledge"], Kind::Acknowledge),
    (&["range"], Kind::Range),
    (&["hidden"], Kind::Hidden),
    (&["start", "start time", "get start time"], Kind::Start),
    (&["end", "end time", "get end time"], Kind::End),
    (&["today", "get today"], Kind::Today),
    (
        &["geopoint", "gps", "location", "add location prompt", "add geopoint prompt", "q geopoint", "q location"],
        Kind::Geopoint,
    ),
    (&["image", "photo", "add image prompt", "add photo prompt", "q image", "q picture"], Kind::Image),
];

/// One of each type that the portal tells apart and publishes, those with choices without a list.
pub fn kinds_run() -> Vec<Kind> {
    let list = String::new;
    let others = [
        Kind::SelectOne { list: list() },
        Kind::SelectMultiple { list: list() },
        Kind::Rank { list: list() },
        Kind::Group,
        Kind::Repeat,
    ];
    SIMPLE.iter().map(|(_, kind)| kind.clone()).chain(others).collect()
}

/// Types of questions that the portal reads and gives back, but cannot ask.
pub(super) const OTHER: &[&str] = &[
    "geotrace",
    "geoshape",
    "audio",
    "video",
    "file",
    "barcode",
    "osm",
    "percentage",
    "add audio prompt",
    "add video prompt",
    "add file prompt",
    "add barcode prompt",
    "q audio",
    "q video",
    "q barcode",
    "q geotrace",
    "q geoshape",
    "add geotrace prompt",
    "add geoshape prompt",
    "number of days in last month",
    "number of days in last six months",
    "number of days in last year",
];

pub(super) const FILES: &[&str] = &["xml-external", "csv-external"];

pub(super) const METADATA: &[&str] = &[
    "deviceid",
    "device id",
    "get device id",
    "imei",
    "subscriberid",
    "subscriber id",
    "get subscriber id",
    "simserial",
    "sim id",
    "get sim id",
    "phonenumber",
    "phone number",
    "get phone number",
    "email",
    "username",
    "audit",
    "background-audio",
    "background-geopoint",
    "start-geopoint",
    "uri:deviceid",
    "uri:subscriberid",
    "uri:simserial",
    "uri:phonenumber",
    "uri:username",
    "uri:email",
    "caseid",
];

const SELECTS: &[(&str, Select)] = &[
    ("select_one_from_file", Select::One),
    ("select one from file", Select::One),
    ("select_multiple_from_file", Select::Multiple),
    ("select multiple from file", Select::Multiple),
    ("select all that apply from", Select::Multiple),
    ("select one from", Select::One),
    ("select multiple from", Select::Multiple),
    ("select_one_external", Select::External),
    ("select one external", Select::External),
    ("select1 external", Select::External),
    ("add select one prompt using", Select::One),
    ("add select multiple prompt using", Select::Multiple),
    ("select one using", Select::One),
    ("select all that apply", Select::Multiple),
    ("select_multiple", Select::Multiple),
    ("select multiple", Select::Multiple),
    ("select_one", Select::One),
    ("select one", Select::One),
    ("select1", Select::One),
    ("rank", Select::Rank),
];

#[derive(Clone, Copy)]
enum Select {
    One,
    Multiple,
    Rank,
    External,
}

/// Whether this is a type of which only other programs know the value.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn is_metadata(name: &str) -> bool {
    METADATA.contains(&name)
}

/// Reads the `type` of a row.
pub fn read(text: &str) -> Result<RowKind, TypeFault> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = words.join(" ");
    let lower = plain.to_lowercase();
    if let Some(row) = read_bracket(&lower) {
        return Ok(row);
    }
    if let Some((_, kind)) = SIMPLE.iter().find(|(names, _)| names.contains(&lower.as_str())) {
        return Ok(RowKind::Question { kind: kind.clone(), or_other: false });
    }
    if OTHER.contains(&lower.as_str()) {
        return Ok(RowKind::Question { kind: Kind::Other { name: lower }, or_other: false });
    }
    if METADATA.contains(&lower.as_str()) {
        return Ok(RowKind::Metadata(lower));
    }
    if FILES.contains(&lower.as_str()) {
        return Ok(RowKind::File(lower));
    }
    // Tags of a map, with the name of their list.
    if lower.strip_prefix("osm ").is_some_and(|list| !list.contains(' ')) {
        return Ok(RowKind::Question { kind: Kind::Other { name: plain }, or_other: false });
    }
    for (name, select) in SELECTS {
        let Some(rest) = lower.strip_prefix(name) else { continue };
        if !rest.is_empty() && !rest.starts_with(' ') {
            continue;
        }
        // The name of the list keeps its capitals.
        let rest = plain[plain.len() - rest.len()..].trim();
        return read_select(*select, rest, name.contains("file"));
    }
    Err(TypeFault::Unknown { suggestion: nearest(&lower, known()) })
}

fn read_select(select: Select, rest: &str, from_file: bool) -> Result<RowKind, TypeFault> {
    let lower = rest.to_lowercase();
    let other = [" or_other", " or other", " or specify other"].iter().find(|suffix| lower.ends_with(**suffix));
    let list = other.map_or(rest, |suffix| &rest[..rest.len() - suffix.len()]).trim();
    if list.is_empty() {
        return Err(TypeFault::NoList);
    }
    if list.contains(' ') && !list.starts_with("${") {
        return Err(TypeFault::Unknown { suggestion: None });
    }
    let list = list.to_owned();
    let kind = match select {
        Select::One => Kind::SelectOne { list: list.clone() },
        Select::Multiple => Kind::SelectMultiple { list: list.clone() },
        Select::Rank => Kind::Rank { list: list.clone() },
        Select::External => return Ok(RowKind::External(list)),
    };
    Ok(if from_file {
        RowKind::FromFile { kind, file: list }
    } else {
        RowKind::Question { kind, or_other: other.is_some() }
    })
}

fn read_bracket(lower: &str) -> Option<RowKind> {
    let (word, rest) = lower.split_once([' ', '_'])?;
    let kind = match rest.trim() {
        "group" => Kind::Group,
        "repeat" | "looped group" | "lgroup" => Kind::Repeat,
        _ => return None,
    };
    match word {
        "begin" => Some(RowKind::Begin(kind)),
        "end" => Some(RowKind::End(kind)),
        _ => None,
    }
}

fn known() -> impl Iterator<Item = &'static str> {
    let simple = SIMPLE.iter().filter_map(|(names, _)| names.first().copied());
    let structure = ["begin_group", "end_group", "begin_repeat", "end_repeat", "select_one", "select_multiple"];
    simple.chain(structure).chain(OTHER.iter().chain(FILES).chain(METADATA).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_by_all_their_names() {
        let question = |kind| Ok(RowKind::Question { kind, or_other: false });
        assert_eq!(read("text"), question(Kind::Text));
        assert_eq!(read("Add Text Prompt"), question(Kind::Text));
        assert_eq!(read("dateTime"), question(Kind::DateTime));
        assert_eq!(read("begin group"), Ok(RowKind::Begin(Kind::Group)));
        assert_eq!(read("end_repeat"), Ok(RowKind::End(Kind::Repeat)));
        assert_eq!(read("select_one JaNein"), question(Kind::SelectOne { list: "JaNein".into() }));
        let multiple = Kind::SelectMultiple { list: "wege".into() };
        assert_eq!(read("select_multiple wege or_other"), Ok(RowKind::Question { kind: multiple, or_other: true }));
    }

    #[test]
    fn a_misspelt_type_gets_a_suggestion() {
        assert_eq!(read("intger"), Err(TypeFault::Unknown { suggestion: Some("integer") }));
        assert_eq!(read("select_one"), Err(TypeFault::NoList));
    }
}
