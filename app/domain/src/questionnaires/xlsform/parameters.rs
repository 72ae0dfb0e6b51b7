//! The `parameters` column: `start=1 end=5 step=1`.

use super::{fault::FaultCode, similar::nearest};
use crate::questionnaires::{
    definition::{ChoiceList, Kind},
    expression::{is_name, parse_number},
};
use std::collections::BTreeMap;

/// A fault of a parameter: what it is, the key or text concerned, what was probably meant.
pub type ParameterFault = (FaultCode, String, Option<&'static str>);

/// Reads `key=value` pairs divided by spaces, commas or semicolons; keys in lower case.
pub fn split(text: &str) -> Result<BTreeMap<String, String>, ParameterFault> {
    let mut pairs = BTreeMap::new();
    let divider = if text.contains(';') {
        ';'
    } else if text.contains(',') {
        ','
    } else {
        ' '
    };
    for part in text.split(divider).map(str::trim).filter(|part| !part.is_empty()) {
        match part.split('=').map(str::trim).collect::<Vec<_>>().as_slice() {
            [key, value] if !key.is_empty() && !value.is_empty() => {
                pairs.insert(key.to_lowercase(), (*value).to_owned());
            }
            _ => return Err((FaultCode::BadParameters, part.to_owned(), None)),
        }
    }
    Ok(pairs)
}

/// Checks the parameters of a question against what its type knows.
pub(crate) fn check(
    kind: &Kind,
    from_file: bool,
    parameters: &BTreeMap<String, String>,
    appearance: &str,
    lists: &[ChoiceList],
) -> Vec<ParameterFault> {
    let Some(allowed) = known(kind, from_file) else { return Vec::new() };
    let mut faults: Vec<ParameterFault> = parameters
        .keys()
        .filter(|key| !allowed.contains(&key.as_str()))
        .map(|key| (FaultCode::UnknownParameter, key.clone(), nearest(key, allowed.iter().copied())))
        .collect();
    let get = |key: &str| parameters.get(key).map(String::as_str);
    let numbers: &[&str] = match kind {
        Kind::Range => &["start", "end", "step", "tick_interval", "placeholder"],
        Kind::Geopoint => &["capture-accuracy", "warning-accuracy"],
        Kind::Image => &["max-pixels"],
        Kind::Text => &["rows"],
        _ => &[],
    };
    let whole = matches!(kind, Kind::Image | Kind::Text);
    for key in numbers {
        let good = |value: &str| parse_number(value).is_some_and(|number| !whole || number.fract() == 0.0);
        if get(key).is_some_and(|value| !good(value)) {
            faults.push((FaultCode::ParameterNotANumber, (*key).to_owned(), None));
        }
    }
    if let Kind::Range = kind {
        faults.extend(check_range(parameters, appearance, lists));
    }
    if *kind == Kind::Image && get("app").is_some_and(|app| !is_package(app)) && matches!(appearance, "" | "annotate") {
        faults.push((FaultCode::ParameterValue, "app".into(), None));
    }
    for key in ["value", "label"] {
        if from_file && get(key).is_some_and(|value| !is_name(value)) {
            faults.push((FaultCode::BadName, key.to_owned(), None));
        }
    }
    let allowed_values: &[(&str, &[&str])] =
        &[("quality", &["voice-only", "low", "normal", "external"]), ("allow-mock-accuracy", &["true", "false"])];
    for (key, values) in allowed_values {
        if allowed.contains(key) && get(key).is_some_and(|value| !values.contains(&value.to_lowercase().as_str())) {
            faults.push((FaultCode::ParameterValue, (*key).to_owned(), None));
        }
    }
    if get("randomize").is_some_and(|value| !matches!(value.to_lowercase().as_str(), "true" | "false")) {
        faults.push((FaultCode::ParameterValue, "randomize".into(), None));
    }
    if let Some(seed) = get("seed") {
        if get("randomize").is_none() {
            faults.push((FaultCode::ParameterValue, "seed".into(), None));
        } else if parse_number(seed).is_none() && !seed.starts_with("${") {
            faults.push((FaultCode::ParameterNotANumber, "seed".into(), None));
        }
    }
    faults
}

/// Whether a name can be that of an Android program: parts divided by points, each beginning with a letter.
fn is_package(name: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    name.contains('.') && name.split('.').all(part)
}

/// The parameters that a question of this type can have; none for a type that is not checked.
pub(crate) fn allowed(kind: &Kind) -> &'static [&'static str] {
    known(kind, false).unwrap_or_default()
}

fn known(kind: &Kind, from_file: bool) -> Option<&'static [&'static str]> {
    Some(match kind {
        Kind::SelectOne { .. } | Kind::SelectMultiple { .. } | Kind::Rank { .. } => {
            if from_file {
                &["randomize", "seed", "value", "label"]
            } else {
                &["randomize", "seed"]
            }
        }
        Kind::Range => &["start", "end", "step", "tick_interval", "placeholder", "tick_labelset"],
        Kind::Image => &["max-pixels", "app"],
        Kind::Text => &["rows"],
        Kind::Geopoint => &["capture-accuracy", "warning-accuracy", "allow-mock-accuracy", "reference-geometry"],
        Kind::Other { name } => match name.as_str() {
            "audio" => &["quality"],
            "geotrace" | "geoshape" => &["allow-mock-accuracy", "incremental", "reference-geometry"],
            _ => return None,
        },
        _ => return None,
    })
}

fn check_range(parameters: &BTreeMap<String, String>, appearance: &str, lists: &[ChoiceList]) -> Vec<ParameterFault> {
    let mut faults = Vec::new();
    let number = |key: &str, default: f64| parameters.get(key).and_then(|value| parse_number(value)).unwrap_or(default);
    let (start, end) = (number("start", 1.0), number("end", 10.0));
    let inside = |number: f64| number >= start.min(end) && number <= start.max(end);
    let plain = matches!(appearance, "" | "vertical" | "no-ticks" | "vertical no-ticks" | "no-ticks vertical");
    for key in ["tick_interval", "placeholder", "tick_labelset"] {
        if !plain && parameters.contains_key(key) {
            faults.push((FaultCode::ParameterOnlyWithAppearance, key.to_owned(), None));
        }
    }
    let step = number("step", 1.0);
    if step == 0.0 || step.abs() > (end - start).abs() {
        faults.push((FaultCode::ParameterValue, "step".into(), None));
    }
    let interval = number("tick_interval", step);
    let on_step = |distance: f64| step == 0.0 || ((distance / step) - (distance / step).round()).abs() < 1e-9;
    if interval == 0.0 || interval.abs() > (end - start).abs() || !on_step(interval) {
        faults.push((FaultCode::ParameterValue, "tick_interval".into(), None));
    }
    if parameters.contains_key("placeholder") && !on_step(number("placeholder", start) - start) {
        faults.push((FaultCode::ParameterValue, "placeholder".into(), None));
    }
    if parameters.contains_key("placeholder") && !inside(number("placeholder", start)) {
        faults.push((FaultCode::ParameterValue, "placeholder".into(), None));
    }
    if let Some(labels) = parameters.get("tick_labelset") {
        match lists.iter().find(|list| list.name == *labels) {
            None => faults.push((FaultCode::UnknownList, labels.clone(), None)),
            Some(list) => {
                // Without ticks only the ends of the scale are labelled.
                let ends_only = appearance.contains("no-ticks");
                let good = |name: &str| {
                    parse_number(name).is_some_and(|value| {
                        let at_end = value == start || value == end;
                        inside(value) && on_step(value - start) && (at_end || !ends_only)
                    })
                };
                if !list.choices.iter().all(|choice| good(&choice.name)) {
                    faults.push((FaultCode::ParameterValue, "tick_labelset".into(), None));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_divided_by_spaces_commas_or_semicolons() {
        for text in ["start=1 end=5", "start=1, end=5", "start=1 ;end=5", "Start = 1; end= 5"] {
            let pairs = split(text).expect("pairs");
            assert_eq!(pairs.get("start").map(String::as_str), Some("1"), "{text}");
            assert_eq!(pairs.get("end").map(String::as_str), Some("5"), "{text}");
        }
        assert!(["org.odk.collect", "a.b_1"].into_iter().all(is_package));
        assert!(
            ["something", "a.", ".a", "a..b", "1.a", "_a.b", "a.b-c", "a.ä"].into_iter().all(|name| !is_package(name))
        );
        assert!(split("start==1").is_err());
        assert!(split("start").is_err());
    }
}
