//! Rows that only other programs use (`audit`, recordings in the background): their names and parameters.

use super::{fault::FaultCode, similar::nearest};
use crate::questionnaires::{definition::Node, expression::parse_number};

/// A fault, its column and what it concerns.
type MetadataFault = (FaultCode, &'static str, String);

/// What is wrong with such a row; `written` is its name as it stands in the workbook.
pub fn check(kind: &str, written: &str, node: &Node) -> Vec<MetadataFault> {
    match kind {
        "audit" => check_audit(written, node),
        "background-audio" => {
            let good = node
                .parameters
                .get("quality")
                .is_none_or(|quality| matches!(quality.to_lowercase().as_str(), "voice-only" | "low" | "normal"));
            let mut faults = unknown(node, &["quality"]);
            faults.extend((!good).then(|| value("quality")));
            faults
        }
        "background-geopoint" => {
            let mut faults = Vec::new();
            if node.trigger.is_empty() {
                faults.push((FaultCode::NoTrigger, "trigger", node.name.clone()));
            }
            if node.calculation.is_some() {
                faults.push((FaultCode::NotCalculated, "calculation", node.name.clone()));
            }
            faults
        }
        _ => Vec::new(),
    }
}

const PLACE: [&str; 3] = ["location-priority", "location-min-interval", "location-max-age"];

fn check_audit(written: &str, node: &Node) -> Vec<MetadataFault> {
    let get = |key: &str| node.parameters.get(key).map(|value| value.to_lowercase());
    let mut faults =
        unknown(node, &[PLACE[0], PLACE[1], PLACE[2], "track-changes", "track-changes-reasons", "identify-user"]);
    if !matches!(written, "" | "audit") {
        faults.push((FaultCode::AuditName, "name", written.to_owned()));
    }
    let words: [(&str, &[&str]); 4] = [
        ("track-changes", &["true", "false"]),
        ("identify-user", &["true", "false"]),
        ("track-changes-reasons", &["on-form-edit"]),
        ("location-priority", &["no-power", "low-power", "balanced", "high-accuracy"]),
    ];
    for (key, allowed) in words {
        if get(key).is_some_and(|word| !allowed.contains(&word.as_str())) {
            faults.push(value(key));
        }
    }
    let given = PLACE.iter().filter(|key| node.parameters.contains_key(**key)).count();
    // Where the device is noted, all three say how often.
    if given > 0 && given < PLACE.len() {
        let missing = PLACE.iter().find(|key| !node.parameters.contains_key(**key)).copied().unwrap_or_default();
        faults.push((FaultCode::MissingParameter, "parameters", missing.to_owned()));
    }
    let seconds =
        |key: &str| get(key).map(|text| parse_number(&text).filter(|number| *number >= 0.0 && number.fract() == 0.0));
    let (interval, age) = (seconds(PLACE[1]), seconds(PLACE[2]));
    faults.extend((interval == Some(None)).then(|| value(PLACE[1])));
    faults.extend((age == Some(None)).then(|| value(PLACE[2])));
    if let (Some(Some(interval)), Some(Some(age))) = (interval, age)
        && age < interval
    {
        faults.push(value(PLACE[2]));
    }
    faults
}

fn value(key: &str) -> MetadataFault {
    (FaultCode::ParameterValue, "parameters", key.to_owned())
}

fn unknown(node: &Node, allowed: &[&'static str]) -> Vec<MetadataFault> {
    let keys = node.parameters.keys().filter(|key| !allowed.contains(&key.as_str()));
    keys.map(|key| {
        let meant = nearest(key, allowed.iter().copied()).map_or(key.clone(), |meant| format!("{key} ({meant}?)"));
        (FaultCode::UnknownParameter, "parameters", meant)
    })
    .collect()
}
