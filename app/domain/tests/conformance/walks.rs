//! Answering: `walks.jsonl`, every state of every step.
//!
//! What is compared: existence, relevance, read-only, required, value, label, hint, choices and violations of the
//! author's making. Spaces in texts are not (the reference shows those of its XML), a decimal `7` may be `7.0`, and
//! the present time need only agree in the hour.

use crate::{
    cases::{self, Score, text},
    workbooks,
};
use domain::questionnaires::{
    Context, Definition, Form, Kind, NodeState, RepeatState, ViolationKind, engine::Plan, expression::Zone, xlsform,
};
use serde_json::Value as Json;
use std::{collections::BTreeMap, sync::Arc};

#[test]
fn forms_go_through_the_states_of_the_reference() {
    let mut score = Score::new("walks");
    let Some(folder) = cases::folder() else { return };
    for case in cases::read("walks.jsonl") {
        let file = folder.join("import").join(format!("{}.xlsx", text(&case, "id")));
        let wrong = match workbooks::read(&file).map(|workbook| xlsform::import(&workbook, None)) {
            Some(Ok(imported)) => walk(&case, imported.definition),
            Some(Err(faults)) => Some(format!("not imported: {}", faults[0].sentence())),
            None => Some("the file cannot be read".into()),
        };
        score.count(text(&case, "tier"), text(&case, "id"), wrong);
    }
    score.finish();
}

/// When and where the reference was asked, 2026-11-22T00:57 in Phoenix.
const RECORDED: i64 = 1_795_334_220_000;

/// States by path, as far as the reference knows them.
type States = BTreeMap<String, Json>;

fn walk(case: &Json, mut definition: Definition) -> Option<String> {
    let mut expected: States =
        case["init"].as_object()?.iter().map(|(path, state)| (path.clone(), state.clone())).collect();
    // The reference names the root after its own test, not after the workbook.
    let root = expected.keys().find(|path| path.matches('/').count() == 1)?.clone();
    definition.settings.root = root[1..].to_owned();
    let plan = match Plan::new(&definition) {
        Ok(plan) => Arc::new(plan),
        Err(faults) => return Some(format!("not loaded: {faults:?}")),
    };
    let language = case["languages"].get(0).and_then(Json::as_str).unwrap_or_default();
    let context = Context { now: RECORDED, zone: Zone::Fixed(-420), seed: 7, language: own_language(language).into() };
    let mut form = Form::open(plan, context);
    if let Some(id) = expected.get(&format!("{root}/meta/instanceID")) {
        form.set_instance_id(text(id, "val"));
    }
    if let Some(wrong) = compare(&expected, &mut form, &root) {
        return Some(format!("at first: {wrong}"));
    }
    for (number, step) in case["steps"].as_array()?.iter().enumerate() {
        let did = take(&mut form, step);
        let delta = &step["delta"];
        for (path, state) in delta["set"].as_object().into_iter().flatten() {
            expected.insert(path.clone(), state.clone());
        }
        for path in delta["del"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            expected.remove(path);
        }
        let (op, at, value) = (text(step, "op"), text(step, "ref"), &step["value"]);
        if let Err(fault) = did {
            return Some(format!("step {number} ({op} {at} {value}): {fault}"));
        }
        if let Some(wrong) = compare(&expected, &mut form, &root) {
            return Some(format!("step {number} ({op} {at} {value}): {wrong}"));
        }
    }
    None
}

fn take(form: &mut Form, step: &Json) -> Result<(), String> {
    let path = text(step, "ref");
    if text(step, "op") == "lang" {
        form.set_language(own_language(text(step, "value")));
        return Ok(());
    }
    let nodes = form.all_nodes();
    let node = nodes.iter().find(|node| node.path == path && !is_instance(node)).ok_or("no such node")?;
    match text(step, "op") {
        "set" => form.answer(node.place.clone(), text(step, "value")).map(|_| ()).map_err(|fault| fault.to_string()),
        "addRepeat" => form.add_repeat(&node.place).map(|_| ()).map_err(|fault| fault.to_string()),
        "removeRepeat" => {
            let index = step["index"].as_u64().unwrap_or_default() + 1;
            let wanted = format!("{path}[{index}]");
            let instance =
                nodes.iter().find(|node| node.path == wanted && is_instance(node)).ok_or("no such instance")?;
            form.remove_repeat(&instance.place).map_err(|fault| fault.to_string())
        }
        other => Err(format!("unknown step {other}")),
    }
}

/// The reference calls text without a language `default`.
fn own_language(language: &str) -> &str {
    if language == "default" { "" } else { language }
}

fn is_instance(node: &NodeState) -> bool {
    matches!(node.repeat, Some(RepeatState::Instance { .. }))
}

fn compare(expected: &States, form: &mut Form, root: &str) -> Option<String> {
    let mut found: BTreeMap<String, NodeState> = BTreeMap::new();
    let mut instances: BTreeMap<String, NodeState> = BTreeMap::new();
    for node in form.all_nodes() {
        let into = if is_instance(&node) { &mut instances } else { &mut found };
        into.insert(node.path.clone(), node);
    }
    for (path, state) in expected {
        if path.ends_with("/instanceID") || path == root || *path == format!("{root}/meta") {
            continue;
        }
        if *path == format!("{root}/meta/instanceName") {
            let name = form.instance_name().unwrap_or_default();
            if name != text(state, "val") {
                return Some(format!("instance name is {name:?} instead of {:?}", text(state, "val")));
            }
            continue;
        }
        let node = if text(state, "t") == "repeat-instance" { instances.remove(path) } else { found.remove(path) };
        let Some(node) = node else { return Some(format!("{path} is missing")) };
        if let Some(wrong) = compare_node(state, &node) {
            return Some(format!("{path}: {wrong}"));
        }
    }
    found.into_keys().chain(instances.into_keys()).next().map(|path| format!("{path} should not be there"))
}

fn compare_node(state: &Json, node: &NodeState) -> Option<String> {
    let flag = |key: &str| state[key].as_bool().unwrap_or_default();
    let differs = |what: &str, wanted: &dyn std::fmt::Debug, found: &dyn std::fmt::Debug| {
        Some(format!("{what} is {found:?} instead of {wanted:?}"))
    };
    if node.relevant != flag("rel") {
        return differs("relevant", &flag("rel"), &node.relevant);
    }
    if node.required != flag("req") {
        return differs("required", &flag("req"), &node.required);
    }
    if node.read_only != flag("ro") {
        return differs("read only", &flag("ro"), &node.read_only);
    }
    if let Some(value) = state["val"].as_str()
        && !is_same_value(value, &node.value)
    {
        return differs("value", &value, &node.value);
    }
    for (key, own) in [("label", &node.label), ("hint", &node.hint)] {
        // What the reference shows for model values it does not show at all.
        let guided = format!("{own}{}", node.guidance_hint);
        let same = spaced(text(state, key)) == spaced(own) || (key == "hint" && text(state, key) == guided);
        // `-` stands in the reference for a translation that is missing; here the default language is shown.
        if text(state, "t") != "model-value" && text(state, key) != "-" && !same {
            return differs(key, &text(state, key), own);
        }
    }
    if let Some(options) = state["opts"].as_array() {
        let wanted: Vec<(String, String)> =
            options.iter().map(|option| (string(&option[0]), spaced(&string(&option[1])))).collect();
        let own: Vec<(String, String)> =
            node.choices.iter().map(|choice| (choice.name.clone(), spaced(&choice.label))).collect();
        // Without a label the name is shown here; the reference adds the addresses of pictures and sounds to labels.
        let same = |(wanted, own): (&(String, String), &(String, String))| {
            let label = wanted.1.split_once("jr://").map_or(wanted.1.as_str(), |(label, _)| label);
            wanted.0 == own.0 && (label == own.1 || label == "-" || (label.is_empty() && own.1 == own.0))
        };
        if wanted.len() != own.len() || !wanted.iter().zip(&own).all(same) {
            return differs("choices", &wanted, &own);
        }
    }
    let wanted = state["viol"].as_array().map(|violation| (string(&violation[0]), spaced(&string(&violation[1]))));
    let own = node.violation.as_ref().and_then(|violation| match violation.kind {
        ViolationKind::Required => Some(("required".to_owned(), spaced(&violation.message))),
        ViolationKind::Constraint => Some(("constraint".to_owned(), spaced(&violation.message))),
        ViolationKind::Entry(_) => None,
    });
    let same_kind = wanted.as_ref().map(|(kind, _)| kind) == own.as_ref().map(|(kind, _)| kind);
    if !same_kind {
        return differs("violation", &wanted, &own);
    }
    let kinds = (text(state, "t"), &node.kind);
    let same_type = match kinds {
        ("group", kind) => *kind == Kind::Group,
        ("select", Kind::SelectOne { .. } | Kind::SelectMultiple { .. } | Kind::Other { .. }) => true,
        ("select", _) => false,
        // A text that can only be read is a note in the reference.
        ("note", kind) => *kind == Kind::Note || (*kind == Kind::Text && node.read_only),
        ("range", kind) => *kind == Kind::Range,
        ("rank", kind) => matches!(kind, Kind::Rank { .. }),
        _ => true,
    };
    if same_type { None } else { differs("type", &kinds.0, kinds.1) }
}

fn is_same_value(wanted: &str, own: &str) -> bool {
    let same_hour = wanted.len() > 20 && wanted.get(..13) == own.get(..13) && own.ends_with("-07:00");
    wanted == own || wanted.strip_suffix(".0").is_some_and(|whole| whole == own) || same_hour
}

fn string(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
