//! What can only be judged when every row of the survey has been read.

use super::{
    fault::{FaultCode, Faults, ImportFault},
    settings::ImportSettings,
    survey::Outside,
    table::Table,
    types::{self, RowKind},
};
use crate::questionnaires::definition::{ChoiceList, Kind, Node};
use std::collections::{HashMap, HashSet};

pub struct Whole<'a> {
    pub table: &'a Table,
    pub settings: &'a ImportSettings,
    pub lists: &'a [ChoiceList],
    pub nodes: &'a [Node],
    /// The rows of all nodes that are not generated, in the order in which they begin.
    pub numbers: &'a [usize],
    pub outside: &'a Outside,
}

pub fn check(whole: &Whole, faults: &mut Faults) {
    let numbered = number(whole);
    check_names(whole, &numbered, faults);
    check_triggers(whole, &numbered, faults);
    check_sources(whole, faults);
    check_places(whole, &numbered, faults);
}

type Numbered = HashMap<*const Node, usize>;

fn number(whole: &Whole) -> Numbered {
    let mut rows = whole.numbers.iter();
    let own = walk(whole.nodes).into_iter().filter(|node| !node.generated);
    own.filter_map(|node| rows.next().map(|row| (std::ptr::from_ref(node), *row))).collect()
}

/// All nodes, parents before their children.
fn walk(nodes: &[Node]) -> Vec<&Node> {
    let mut found = Vec::new();
    let mut open: Vec<&Node> = nodes.iter().rev().collect();
    while let Some(node) = open.pop() {
        found.push(node);
        open.extend(node.children.iter().rev());
    }
    found
}

impl Whole<'_> {
    fn fault(&self, row: Option<usize>, column: &str, code: FaultCode, detail: &str) -> ImportFault {
        let fault = ImportFault::of_sheet(&self.table.sheet, code).about(detail);
        match row {
            Some(row) => fault.at(row, column),
            None => fault.at(1, column),
        }
    }
}

/// Names that occur twice among siblings, are reserved, or clash with the form's own.
fn check_names(whole: &Whole, numbered: &Numbered, faults: &mut Faults) {
    let row = |node: &Node| numbered.get(&std::ptr::from_ref(node)).copied();
    let nodes = walk(whole.nodes);
    for siblings in std::iter::once(whole.nodes).chain(nodes.iter().map(|node| node.children.as_slice())) {
        let mut seen: HashMap<&str, &Node> = HashMap::new();
        for node in siblings.iter().filter(|node| !node.name.is_empty()) {
            let Some(first) = seen.insert(&node.name, node) else { continue };
            // What the importer made stands in no row; then the author's own is the one to rename.
            let at = row(node).or_else(|| row(first));
            faults.push(whole.fault(at, "name", FaultCode::DoubleName, &node.name));
        }
    }
    let mut repeats: HashSet<&str> = HashSet::new();
    for node in nodes {
        if node.name == "meta" {
            faults.push(whole.fault(row(node), "name", FaultCode::ReservedName, &node.name));
        }
        if node.kind == Kind::Repeat && (node.name == whole.settings.settings.root || !repeats.insert(&node.name)) {
            faults.push(whole.fault(row(node), "name", FaultCode::RepeatName, &node.name));
        }
    }
}

/// Only what a person sees and changes can trigger a calculation.
fn check_triggers(whole: &Whole, numbered: &Numbered, faults: &mut Faults) {
    let nodes = walk(whole.nodes);
    let unseen = |node: &&&Node| {
        let computed = node.calculation.is_some() || !node.trigger.is_empty();
        node.kind == Kind::Calculate || (computed && node.label.is_empty() && node.hint.is_empty())
    };
    let unseen: HashSet<&str> = nodes.iter().filter(unseen).map(|node| node.name.as_str()).collect();
    for node in &nodes {
        for name in node.trigger.iter().filter(|name| unseen.contains(name.as_str())) {
            let row = numbered.get(&std::ptr::from_ref(*node)).copied();
            faults.push(whole.fault(row, whole.table.header("trigger"), FaultCode::UnseenTrigger, name));
        }
    }
}

/// Lists and files are known by one name each: one name must not mean two of them.
fn check_sources(whole: &Whole, faults: &mut Faults) {
    let mut known: HashMap<String, String> = HashMap::new();
    let mut files: HashSet<&str> = HashSet::new();
    for row in &whole.table.rows {
        let mut sources: Vec<(String, String)> = Vec::new();
        match types::read(whole.table.get(row, "type")) {
            Ok(RowKind::Question { kind, .. }) => {
                let list = kind.list().filter(|list| whole.lists.iter().any(|known| known.name == *list));
                sources.extend(list.map(|list| (list.to_owned(), "choices".to_owned())));
            }
            Ok(RowKind::FromFile { file, .. }) => {
                let base = file.rsplit_once('.').map_or(file.as_str(), |(base, _)| base).to_owned();
                sources.push((base, file));
            }
            Ok(RowKind::File(kind)) => {
                let name = whole.table.get(row, "name");
                let ending = kind.trim_end_matches("-external");
                sources.push((name.to_owned(), format!("{name}.{ending}")));
                if !name.is_empty() && !files.insert(name) {
                    faults.push(whole.fault(Some(row.number), "name", FaultCode::DoubleName, name));
                }
            }
            _ => {}
        }
        if row.cells.iter().any(|cell| cell.contains("${last-saved#")) {
            sources.push(("__last-saved".into(), "last-saved".into()));
        }
        for (name, source) in sources {
            if known.insert(name.clone(), source.clone()).is_some_and(|before| before != source) {
                let column = whole.table.header("type");
                faults.push(whole.fault(Some(row.number), column, FaultCode::DoubleSource, &name));
            }
        }
    }
}

/// `reference-geometry` names a list, a file or a repeat with places to choose from.
fn check_places(whole: &Whole, numbered: &Numbered, faults: &mut Faults) {
    let nodes = walk(whole.nodes);
    let file = |wanted: &str| {
        whole.table.rows.iter().any(|row| match types::read(whole.table.get(row, "type")) {
            Ok(RowKind::FromFile { file, .. }) => file.rsplit_once('.').is_some_and(|(base, _)| base == wanted),
            Ok(RowKind::File(_)) => whole.table.get(row, "name") == wanted,
            _ => false,
        })
    };
    for node in &nodes {
        let Some(wanted) = node.parameters.get("reference-geometry") else { continue };
        let known = match wanted.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => nodes.iter().any(|node| node.kind == Kind::Repeat && node.name == name.trim()),
            None => {
                whole.lists.iter().any(|list| list.name == *wanted)
                    || whole.outside.entities.contains(wanted)
                    || file(wanted)
            }
        };
        if !known {
            let row = numbered.get(&std::ptr::from_ref(*node)).copied();
            faults.push(whole.fault(row, whole.table.header("parameters"), FaultCode::UnknownPlaces, wanted));
        }
    }
}
