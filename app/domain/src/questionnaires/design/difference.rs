//! What changed from one version to another.

use crate::questionnaires::definition::{ChoiceList, Definition, Node, QuestionId, Texts};
use std::collections::BTreeMap;

/// One question, list or setting that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// `None`: a choice list, or the questionnaire as a whole.
    pub question: Option<QuestionId>,
    /// The question's text, or the list's name; blank for the questionnaire as a whole.
    pub called: String,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Added,
    Removed,
    Changed(Vec<Changed>),
}

/// One property before and after; blank where it was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The column of XLSForm; `place` for the place among the other questions.
    pub part: &'static str,
    /// The language or code that the property is of, where there are several.
    pub of: String,
    pub before: String,
    pub after: String,
}

type Facts = BTreeMap<(&'static str, String), String>;

/// Added, removed and changed questions and choices, in the order of the new version; removed ones last.
pub fn difference(before: &Definition, after: &Definition) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut note = |question: Option<QuestionId>, called: &str, parts: Vec<Changed>| {
        if !parts.is_empty() {
            changes.push(Change { question, called: called.to_owned(), what: What::Changed(parts) });
        }
    };
    note(None, "", compare(&of_whole(before), &of_whole(after)));
    let (old, new) = (before.walk(), after.walk());
    let find = |nodes: &[&Node], id: QuestionId| nodes.iter().position(|node| node.id == id);
    let moved = moved(before, after);
    let mut news = Vec::new();
    for node in new.iter().filter(|node| !node.generated) {
        let called = called(node, after);
        match find(&old, node.id).map(|place| old[place]) {
            None => news.push(Change { question: Some(node.id), called, what: What::Added }),
            Some(known) => {
                let mut parts = compare(&of_node(known), &of_node(node));
                if moved.contains(&node.id) {
                    parts.push(Changed {
                        part: "place",
                        of: String::new(),
                        before: String::new(),
                        after: String::new(),
                    });
                }
                if !parts.is_empty() {
                    news.push(Change { question: Some(node.id), called, what: What::Changed(parts) });
                }
            }
        }
    }
    changes.extend(news);
    for list in &after.lists {
        let what = match before.list(&list.name) {
            None => What::Added,
            Some(known) => match compare(&of_list(known), &of_list(list)) {
                parts if parts.is_empty() => continue,
                parts => What::Changed(parts),
            },
        };
        changes.push(Change { question: None, called: list.name.clone(), what });
    }
    let gone = old.iter().filter(|node| !node.generated && find(&new, node.id).is_none());
    changes.extend(gone.map(|node| Change {
        question: Some(node.id),
        called: called(node, before),
        what: What::Removed,
    }));
    let gone = before.lists.iter().filter(|list| after.list(&list.name).is_none());
    changes.extend(gone.map(|list| Change { question: None, called: list.name.clone(), what: What::Removed }));
    changes
}

fn called(node: &Node, definition: &Definition) -> String {
    node.label.best(definition.first_language(), "").unwrap_or(&node.name).to_owned()
}

fn compare(before: &Facts, after: &Facts) -> Vec<Changed> {
    let mut keys: Vec<&(&'static str, String)> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let text = |facts: &Facts, key| facts.get(key).cloned().unwrap_or_default();
    let changed = keys.into_iter().map(|key| Changed {
        part: key.0,
        of: key.1.clone(),
        before: text(before, key),
        after: text(after, key),
    });
    changed.filter(|changed| changed.before != changed.after).collect()
}

fn of_whole(definition: &Definition) -> Facts {
    let settings = &definition.settings;
    let mut facts = Facts::new();
    let mut put = |part, text: &str| _ = facts.insert((part, String::new()), text.to_owned());
    put("form_title", &settings.title);
    put("default_language", &settings.default_language);
    put("languages", &definition.languages.join(", "));
    put("instance_name", settings.instance_name.as_deref().unwrap_or_default());
    facts
}

fn of_node(node: &Node) -> Facts {
    let mut facts = Facts::new();
    for (part, texts) in [
        ("label", &node.label),
        ("hint", &node.hint),
        ("guidance_hint", &node.guidance_hint),
        ("required_message", &node.required_message),
        ("constraint_message", &node.constraint_message),
    ] {
        put_texts(&mut facts, part, texts);
    }
    for (kind, texts) in &node.media {
        facts.insert(("media", kind.clone()), texts.iter().map(|(_, file)| file).collect::<Vec<_>>().join(", "));
    }
    let mut put = |part, of: &str, text: &str| _ = facts.insert((part, of.to_owned()), text.to_owned());
    put("name", "", &node.name);
    put("type", "", crate::questionnaires::german::kind(&node.kind));
    put("list_name", "", node.kind.list().unwrap_or_default());
    put("appearance", "", &node.appearance);
    put("or_other", "", if node.or_other { "true()" } else { "" });
    put("trigger", "", &node.trigger.join(", "));
    node.rules().for_each(|(column, source)| put(column, "", source));
    node.parameters.iter().for_each(|(key, value)| put("parameters", key, value));
    facts
}

fn put_texts(facts: &mut Facts, part: &'static str, texts: &Texts) {
    for (language, text) in texts.iter() {
        facts.insert((part, language.to_owned()), text.to_owned());
    }
}

fn of_list(list: &ChoiceList) -> Facts {
    let mut facts = Facts::new();
    let codes: Vec<&str> = list.choices.iter().map(|choice| choice.name.as_str()).collect();
    facts.insert(("choices", String::new()), codes.join(", "));
    for choice in &list.choices {
        for (language, text) in choice.label.iter() {
            let of = if language.is_empty() { choice.name.clone() } else { format!("{}, {language}", choice.name) };
            facts.insert(("label", of), text.to_owned());
        }
        for (column, value) in &choice.columns {
            facts.insert(("column", format!("{}, {column}", choice.name)), value.clone());
        }
    }
    facts
}

/// Nodes that stand in another group, or in another order among those that stayed. Of those in another order as few as
/// possible are named: the longest row of siblings that kept their order stayed.
fn moved(before: &Definition, after: &Definition) -> Vec<QuestionId> {
    let (old, new) = (groups(before), groups(after));
    let mut moved = Vec::new();
    for (group, ids) in &new {
        let stayed = old.get(group).map(Vec::as_slice).unwrap_or_default();
        let place = |id: &QuestionId| stayed.iter().position(|known| known == id);
        let places: Vec<(QuestionId, usize)> = ids.iter().filter_map(|id| Some((*id, place(id)?))).collect();
        let kept = longest_ascending(&places);
        moved.extend(places.iter().map(|(id, _)| *id).filter(|id| !kept.contains(id)));
        let elsewhere = |id: &&QuestionId| place(id).is_none() && old.values().flatten().any(|known| known == *id);
        moved.extend(ids.iter().filter(elsewhere));
    }
    moved
}

/// The ids of each group's nodes; of the top under `None`.
fn groups(definition: &Definition) -> BTreeMap<Option<QuestionId>, Vec<QuestionId>> {
    let ids = |nodes: &[Node]| nodes.iter().filter(|node| !node.generated).map(|node| node.id).collect::<Vec<_>>();
    let mut groups = BTreeMap::from([(None, ids(&definition.nodes))]);
    let containers = definition.walk().into_iter().filter(|node| node.kind.is_container());
    groups.extend(containers.map(|node| (Some(node.id), ids(&node.children))));
    groups
}

fn longest_ascending(places: &[(QuestionId, usize)]) -> Vec<QuestionId> {
    // Length of the longest row that ends at each place, and what comes before in it.
    let mut rows: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, place)) in places.iter().enumerate() {
        let before = (0..at).filter(|earlier| places[*earlier].1 < *place).max_by_key(|earlier| rows[*earlier].0);
        rows.push((before.map_or(1, |before| rows[before].0 + 1), before));
    }
    let mut at = (0..rows.len()).max_by_key(|at| rows[*at].0);
    let mut kept = Vec::new();
    while let Some(now) = at {
        kept.push(places[now].0);
        at = rows[now].1;
    }
    kept
}
