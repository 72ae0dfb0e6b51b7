//! What the importer makes of an author's rows: the text question behind "other", the counter of a repeat. Commands
//! work on the author's rows alone; afterwards the rest is made again, with the ids it had.

use crate::questionnaires::{
    definition::{Definition, Node, QuestionId, Settings},
    xlsform::{add_other, counter_of, other_question},
};
use std::collections::HashMap;

/// Ids of made nodes by the id of the author's row.
pub type Made = HashMap<QuestionId, QuestionId>;

/// Takes out what was made.
pub fn take_out(nodes: &mut Vec<Node>, made: &mut Made) {
    for node in nodes.iter().filter(|node| node.generated) {
        let origin = nodes.iter().find(|origin| {
            !origin.generated
                && [("other", origin.or_other), ("count", origin.kind.is_container())]
                    .iter()
                    .any(|(ending, fits)| *fits && node.name == format!("{}_{ending}", origin.name))
        });
        if let Some(origin) = origin {
            made.insert(origin.id, node.id);
        }
    }
    nodes.retain(|node| !node.generated);
    nodes.iter_mut().for_each(|node| take_out(&mut node.children, made));
}

/// Makes it again, and the choice "other" in lists that need it.
pub fn put_back(definition: &mut Definition, made: &Made) {
    let settings = definition.settings.clone();
    let mut next = definition.next_id;
    let mut lists = Vec::new();
    let mut nodes = std::mem::take(&mut definition.nodes);
    renew(&mut nodes, &settings, made, &mut next, &mut lists);
    definition.nodes = nodes;
    definition.next_id = next;
    for list in definition.lists.iter_mut().filter(|list| lists.contains(&list.name)) {
        add_other(list, &settings);
        if let Some(other) = list.choices.last_mut() {
            other.label.sort_by(&definition.languages);
        }
    }
}

fn renew(nodes: &mut Vec<Node>, settings: &Settings, made: &Made, next: &mut u32, lists: &mut Vec<String>) {
    let mut id_of = |origin: QuestionId| {
        made.get(&origin).copied().unwrap_or_else(|| {
            let id = QuestionId(*next);
            *next += 1;
            id
        })
    };
    for node in std::mem::take(nodes) {
        let id = node.id;
        let other = node.or_other.then(|| Node { id: id_of(id), ..other_question(&node, settings) });
        let counter = counter_of(&node).filter(|_| node.kind.is_container());
        lists.extend(node.kind.list().filter(|_| node.or_other).map(str::to_owned));
        nodes.extend(counter.map(|counter| Node { id: id_of(id), ..counter }));
        nodes.push(node);
        nodes.extend(other);
    }
    for node in nodes {
        renew(&mut node.children, settings, made, next, lists);
    }
}
