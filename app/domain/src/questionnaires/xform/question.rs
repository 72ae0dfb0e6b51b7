//! The type of a question as XLSForm names it, from its control and the type of its node.

use super::{
    document::{Element, attribute, child},
    model::Bind,
};
use crate::questionnaires::xlsform::{FaultCode, is_metadata};

/// A type that cannot be told, with what to name in the fault.
pub type Untold = (FaultCode, String);

/// Of a question that is seen; selects get their list from elsewhere.
pub fn seen(control: Element, bind: &Bind) -> Result<&'static str, Untold> {
    Ok(match control.tag_name().name() {
        "select1" => "select_one",
        "select" => "select_multiple",
        "rank" => "rank",
        "range" => "range",
        "trigger" => "acknowledge",
        "upload" => uploaded(attribute(control, "mediatype").unwrap_or_default()),
        _ if let Some(query) = attribute(control, "query") => return Err((FaultCode::UnknownItems, query.to_owned())),
        _ => typed(bind.kind()).ok_or_else(|| (FaultCode::UnknownType, bind.kind().to_owned()))?,
    })
}

fn uploaded(media_type: &str) -> &'static str {
    match media_type.split('/').next() {
        Some("image") => "image",
        Some("audio") => "audio",
        Some("video") => "video",
        _ => "file",
    }
}

/// XML Schema's and ODK's types that can be typed in.
fn typed(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "string" | "select1" | "select" => "text",
        "int" | "integer" | "long" | "short" => "integer",
        "decimal" | "double" | "float" => "decimal",
        "date" => "date",
        "time" => "time",
        "dateTime" => "dateTime",
        "geopoint" => "geopoint",
        "geotrace" => "geotrace",
        "geoshape" => "geoshape",
        "barcode" => "barcode",
        _ => return None,
    })
}

/// Of a node that nobody sees. `computed`: something gives it its value.
pub fn unseen(bind: &Bind, computed: bool) -> String {
    let preload = (bind.get("preload").unwrap_or_default(), bind.get("preloadParams").unwrap_or_default());
    match preload {
        ("timestamp", "start") => "start".into(),
        ("timestamp", "end") => "end".into(),
        ("date", "today") => "today".into(),
        ("property", name) if is_metadata(name) => name.to_owned(),
        _ if computed => "calculate".into(),
        _ => "hidden".into(),
    }
}

/// Whether a value comes from something that the portal does not know.
pub fn is_unknown_preload(bind: &Bind) -> bool {
    bind.get("preload").is_some() && unseen(bind, false) == "hidden"
}

/// What stands in the column `parameters`.
pub fn parameters(control: Element, bind: &Bind) -> Vec<(String, String)> {
    let pairs: &[(&str, &str)] = match control.tag_name().name() {
        "range" => &[
            ("start", "start"),
            ("end", "end"),
            ("step", "step"),
            ("tick-interval", "tick_interval"),
            ("placeholder", "placeholder"),
        ],
        "input" => &[
            ("rows", "rows"),
            ("accuracyThreshold", "capture-accuracy"),
            ("unacceptableAccuracyThreshold", "warning-accuracy"),
        ],
        _ => &[],
    };
    let own = pairs.iter().filter_map(|(name, key)| Some(((*key).to_owned(), attribute(control, name)?.to_owned())));
    let pixels = bind.get("max-pixels").map(|pixels| ("max-pixels".to_owned(), pixels.to_owned()));
    own.chain(pixels).collect()
}

/// Attributes of a control that have a place in XLSForm or matter only in an XForm.
pub const KNOWN: [&str; 18] = [
    "ref",
    "nodeset",
    "bind",
    "appearance",
    "mediatype",
    "start",
    "end",
    "step",
    "tick-interval",
    "placeholder",
    "rows",
    "accuracyThreshold",
    "unacceptableAccuracyThreshold",
    "count",
    "noAddRemove",
    "query",
    "template",
    "id",
];

/// A text that can only be read: an input that nobody can fill in.
pub fn is_note(kind: &str, control: Element, bind: &Bind, filled: bool) -> bool {
    kind == "text" && !filled && bind.get("readonly") == Some("true()") && child(control, "label").is_some()
}
