//! Who refers to whom by name.

use crate::questionnaires::{
    definition::{Definition, Kind, Node, QuestionId, Texts},
    expression::{Axis, Expression, NodeTest, Path, Start, parse},
};

/// Every text and expression of a node in which `${name}` may stand.
pub fn strings(node: &Node) -> Vec<&str> {
    let texts = [&node.label, &node.hint, &node.guidance_hint, &node.required_message, &node.constraint_message];
    let texts = texts.into_iter().chain(node.media.values());
    let mut found: Vec<&str> = texts.flat_map(Texts::iter).map(|(_, text)| text).collect();
    found.extend(node.rules().map(|(_, source)| source));
    found.extend(node.kind.list());
    found.push(&node.appearance);
    found.extend(node.parameters.values().chain(node.extra.values()).map(String::as_str));
    found
}

pub(super) fn strings_mut(node: &mut Node) -> Vec<&mut String> {
    let Node { required, relevant, constraint, read_only, calculation, .. } = node;
    let mut found: Vec<&mut String> =
        [required, relevant, constraint, read_only, calculation].into_iter().filter_map(Option::as_mut).collect();
    let Node { default, choice_filter, repeat_count, .. } = node;
    found.extend([default, choice_filter, repeat_count].into_iter().filter_map(Option::as_mut));
    let Node { label, hint, guidance_hint, required_message, constraint_message, media, .. } = node;
    let texts = [label, hint, guidance_hint, required_message, constraint_message];
    found.extend(texts.into_iter().chain(media.values_mut()).flat_map(Texts::iter_mut));
    if let Kind::SelectOne { list } | Kind::SelectMultiple { list } | Kind::Rank { list } = &mut node.kind {
        found.push(list);
    }
    found.push(&mut node.appearance);
    found.extend(node.parameters.values_mut().chain(node.extra.values_mut()));
    found
}

/// The text with `${old}` as `${new}`; `None` when it does not refer to it.
pub fn renamed(text: &str, old: &str, new: &str) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut found) = (text, false);
    while let Some(begin) = rest.find("${") {
        let Some(length) = rest[begin..].find('}') else { break };
        let name = &rest[begin + 2..begin + length];
        let plain = name.trim();
        let (saved, plain) = plain.strip_prefix("last-saved#").map_or(("", plain), |plain| ("last-saved#", plain));
        out.push_str(&rest[..begin]);
        if plain == old {
            found = true;
            out.push_str(&format!("${{{saved}{new}}}"));
        } else {
            out.push_str(&rest[begin..=begin + length]);
        }
        rest = &rest[begin + length + 1..];
    }
    out.push_str(rest);
    found.then_some(out)
}

/// Lets a node follow a new name; whether it referred to the old one.
pub fn follow(node: &mut Node, old: &str, new: &str) -> bool {
    let mut followed = false;
    for text in strings_mut(node) {
        if let Some(renamed) = renamed(text, old, new) {
            *text = renamed;
            followed = true;
        }
    }
    for name in node.trigger.iter_mut().filter(|name| *name == old) {
        new.clone_into(name);
        followed = true;
    }
    followed
}

/// As [`follow`] for all nodes, choices and settings; the ids of the nodes that followed.
pub fn follow_everywhere(definition: &mut Definition, old: &str, new: &str) -> Vec<QuestionId> {
    let mut followed = Vec::new();
    let mut open: Vec<&mut Node> = definition.nodes.iter_mut().collect();
    while let Some(node) = open.pop() {
        if follow(node, old, new) {
            followed.push(node.id);
        }
        open.extend(&mut node.children);
    }
    let choices = definition.lists.iter_mut().flat_map(|list| &mut list.choices);
    let cells = choices.flat_map(|choice| {
        let media = choice.media.values_mut().flat_map(Texts::iter_mut);
        choice.label.iter_mut().chain(media).chain(choice.columns.values_mut())
    });
    let settings = &mut definition.settings;
    let settings = settings.instance_name.iter_mut().chain(settings.extra.values_mut());
    for text in cells.chain(settings) {
        if let Some(renamed) = renamed(text, old, new) {
            *text = renamed;
        }
    }
    followed
}

/// Whether a node refers to a name: by `${name}`, as a trigger, or on a path.
pub fn refers(node: &Node, name: &str) -> bool {
    node.trigger.iter().any(|trigger| trigger == name)
        || strings(node).into_iter().any(|text| renamed(text, name, name).is_some())
        || node.rules().any(|(_, source)| names_on_paths(source).iter().any(|step| step == name))
}

/// The questions outside of it that refer to this one or to something in it.
pub fn referrers(definition: &Definition, id: QuestionId) -> Vec<QuestionId> {
    let Some(node) = definition.find(id) else { return Vec::new() };
    let mut inside = vec![node];
    let mut at = 0;
    while let Some(node) = inside.get(at) {
        inside.extend(&node.children);
        at += 1;
    }
    let outside = |node: &&Node| !node.generated && !inside.iter().any(|within| within.id == node.id);
    let refers = |node: &&Node| inside.iter().any(|within| refers(node, &within.name));
    definition.walk().into_iter().filter(outside).filter(refers).map(|node| node.id).collect()
}

/// Names of questions on paths such as `/data/group/name` and `../name`. Conditions within a path speak of rows of
/// choice lists, too, and are left out.
pub fn names_on_paths(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Ok(expression) = parse(source) {
        collect(&expression, &mut names);
    }
    names
}

fn collect(expression: &Expression, names: &mut Vec<String>) {
    match expression {
        Expression::Number(_) | Expression::Text(_) => {}
        Expression::Negate(inner) => collect(inner, names),
        Expression::Chain(first, rest) => {
            collect(first, names);
            rest.iter().for_each(|(_, operand)| collect(operand, names));
        }
        Expression::Union(parts) | Expression::Call(_, parts) => parts.iter().for_each(|part| collect(part, names)),
        Expression::Path(Path { start, steps, .. }) => {
            let of_questions = match start {
                Start::Root => true,
                Start::Here => steps.first().is_some_and(|step| step.axis == Axis::Parent),
                Start::Reference(_) | Start::Value(_) => false,
            };
            for step in steps.iter().filter(|_| of_questions) {
                if let NodeTest::Name(name) = &step.test {
                    names.push(name.clone());
                }
            }
        }
    }
}
