//! Question ids that stay the same from version to version.

use crate::questionnaires::definition::{Definition, Kind, Node, QuestionId};
use std::collections::{HashMap, HashSet};

/// Gives every node the id it had in the previous version, or a new one that no version has used.
///
/// A node is the same when its path is the same; after a move, when its name occurs once in both versions; after a
/// new name, when kind and text are the same in the same group. A question that became a group is another one.
pub fn assign(definition: &mut Definition, previous: Option<&Definition>) {
    let mut known = Known::default();
    if let Some(previous) = previous {
        known.remember(&previous.nodes, "");
    }
    let highest = previous.map_or(0, |previous| previous.walk().iter().map(|node| node.id.0).max().unwrap_or(0));
    let mut next = previous.map_or(1, |previous| previous.next_id).max(highest.saturating_add(1));
    let mut names: HashMap<String, u32> = HashMap::new();
    for node in definition.walk() {
        *names.entry(node.name.clone()).or_default() += 1;
    }
    let mut taken = HashSet::new();
    // Three passes: a moved node must not take the id of one that stayed, nor a renamed one that of a moved one.
    take_by_path(&mut definition.nodes, "", &known, &mut taken);
    take_by_name(&mut definition.nodes, &known, &names, &mut taken);
    take_rest(&mut definition.nodes, "", &known, &mut taken, &mut next);
    definition.next_id = next;
}

#[derive(Default)]
struct Known {
    by_path: HashMap<String, (QuestionId, bool)>,
    by_name: HashMap<String, Vec<(QuestionId, bool)>>,
    /// Nodes by the path of their group and what they ask.
    by_question: HashMap<(String, String), Vec<QuestionId>>,
}

impl Known {
    fn remember(&mut self, nodes: &[Node], around: &str) {
        for node in nodes {
            let path = format!("{around}/{}", node.name);
            let entry = (node.id, is_container(node));
            self.by_name.entry(node.name.clone()).or_default().push(entry);
            if let Some(question) = question_of(node) {
                self.by_question.entry((around.to_owned(), question)).or_default().push(node.id);
            }
            self.remember(&node.children, &path);
            self.by_path.insert(path, entry);
        }
    }
}

/// Kind and texts, by which a question is known again under another name; `None` without text.
fn question_of(node: &Node) -> Option<String> {
    (!node.label.is_empty()).then(|| format!("{:?} {:?}", node.kind, node.label))
}

fn is_container(node: &Node) -> bool {
    matches!(node.kind, Kind::Group | Kind::Repeat)
}

fn take_by_path(nodes: &mut [Node], around: &str, known: &Known, taken: &mut HashSet<QuestionId>) {
    for node in nodes {
        let path = format!("{around}/{}", node.name);
        node.id = QuestionId(0);
        if let Some((id, container)) = known.by_path.get(&path)
            && *container == is_container(node)
            && taken.insert(*id)
        {
            node.id = *id;
        }
        take_by_path(&mut node.children, &path, known, taken);
    }
}

fn take_by_name(nodes: &mut [Node], known: &Known, names: &HashMap<String, u32>, taken: &mut HashSet<QuestionId>) {
    for node in nodes {
        if node.id == QuestionId(0)
            && let Some([(id, container)]) = known.by_name.get(&node.name).map(Vec::as_slice)
            && *container == is_container(node)
            && names.get(&node.name) == Some(&1)
            && taken.insert(*id)
        {
            node.id = *id;
        }
        take_by_name(&mut node.children, known, names, taken);
    }
}

fn take_rest(nodes: &mut [Node], around: &str, known: &Known, taken: &mut HashSet<QuestionId>, next: &mut u32) {
    for node in nodes {
        if node.id == QuestionId(0) {
            let same = question_of(node).and_then(|question| known.by_question.get(&(around.to_owned(), question)));
            node.id = match same.map(Vec::as_slice) {
                Some([id]) if taken.insert(*id) => *id,
                _ => {
                    let id = QuestionId(*next);
                    *next += 1;
                    id
                }
            };
        }
        take_rest(&mut node.children, &format!("{around}/{}", node.name), known, taken, next);
    }
}
