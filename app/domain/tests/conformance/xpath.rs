//! Expressions: `xpath.jsonl` (values) and `xpath_parse.jsonl` (what can be read at all).

use crate::{
    cases::{self, Score, text},
    xml::Document,
};
use domain::questionnaires::expression::{Environment, Value, Zone, evaluate, parse};
use serde_json::Value as Json;

#[test]
fn expressions_have_the_values_of_the_reference() {
    let mut score = Score::new("xpath");
    for case in cases::read("xpath.jsonl") {
        let wrong = check(&case);
        let name = format!("`{}` at {}", text(&case, "expr"), text(&case, "ctx"));
        score.count("must", &name, wrong);
    }
    score.finish();
}

#[test]
fn expressions_are_read_or_refused_as_by_the_reference() {
    let mut score = Score::new("xpath_parse");
    for case in cases::read("xpath_parse.jsonl") {
        let expected = case["parses"].as_bool().unwrap_or_default();
        let read = parse(text(&case, "expr"));
        let wrong = (read.is_ok() != expected).then(|| format!("expected to be read: {expected}, was {read:?}"));
        score.count("must", text(&case, "expr"), wrong);
    }
    score.finish();
}

fn check(case: &Json) -> Option<String> {
    let source = text(case, "xml");
    let source = if source.is_empty() { "<root/>" } else { source };
    let Some(mut document) = Document::parse(source) else { return Some("the document is not read".into()) };
    let Some(node) = document.locate(text(case, "ctx")) else { return Some("the context is not found".into()) };
    if text(case, "ctx").contains("/instance[") {
        document.start_in_primary_instance();
    }
    document.language = text(case, "lang").to_owned();
    let zone = match text(case, "tz") {
        "America/Phoenix" => Zone::Fixed(-420),
        "Europe/Berlin" => Zone::Berlin,
        _ => Zone::Fixed(0),
    };
    let environment = Environment { now: 1_763_800_000_000, zone, seed: 1 };
    let expected = &case["expected"];
    let found = parse(text(case, "expr")).and_then(|read| evaluate(&read, &document, node, &environment));
    let found = match (found, text(case, "kind")) {
        (Err(_), "error") => return None,
        (Ok(found), "error") => return Some(format!("expected a fault, was {:?}", found.value)),
        (Err(fault), _) => return Some(format!("expected {expected}, was fault {fault}")),
        (Ok(found), _) => found,
    };
    let tolerance = case["abs_tol"].as_f64().unwrap_or(0.0);
    let right = match text(case, "kind") {
        "boolean" => expected.as_bool() == Some(found.truth),
        "number" => number(expected).is_some_and(|wanted| is_same(wanted, found.number, tolerance)),
        "number-rounded" => {
            let factor = case["round_factor"].as_f64().unwrap_or(1.0);
            number(expected).is_some_and(|wanted| (found.number * factor).round() / factor == wanted)
        }
        "string" => expected.as_str() == Some(&found.text),
        // The patterns are `/text/` or `/^text$/`.
        "string-matches" => {
            let pattern = text(case, "expected").trim_matches('/');
            match pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')) {
                Some(whole) => found.text == whole,
                None => found.text.contains(pattern),
            }
        }
        "nodeset" => match &found.value {
            Value::Nodes(nodes) => {
                let paths: Vec<Json> = nodes.iter().map(|node| document.path_of(*node).into()).collect();
                expected.as_array() == Some(&paths)
            }
            _ => false,
        },
        "date" | "datetime" => {
            let wanted = expected.as_str().unwrap_or_default();
            let wanted = format!("date-time('{wanted}')");
            parse(&wanted)
                .and_then(|read| evaluate(&read, &document, node, &environment))
                .is_ok_and(|wanted| wanted.number == found.number)
        }
        _ => false,
    };
    (!right).then(|| format!("expected {expected}, was {:?} = {:?}", found.value, found.text))
}

fn number(expected: &Json) -> Option<f64> {
    match expected.as_str() {
        Some("NaN") => Some(f64::NAN),
        Some("Infinity") => Some(f64::INFINITY),
        Some("-Infinity") => Some(f64::NEG_INFINITY),
        Some("-0") => Some(-0.0),
        Some(_) => None,
        None => expected.as_f64(),
    }
}

fn is_same(wanted: f64, found: f64, tolerance: f64) -> bool {
    wanted == found
        || (wanted.is_nan() && found.is_nan())
        || (wanted - found).abs() <= tolerance.max(wanted.abs() * 1e-15)
}
