//! The `survey` sheet: rows into nodes.

use super::{
    fault::{FaultCode, Faults, ImportFault},
    generated::{counter_of, other_question},
    metadata, parameters,
    settings::ImportSettings,
    similar::nearest,
    table::{Row, Table},
    types::{self, RowKind, TypeFault},
    whole,
};
use crate::questionnaires::{
    definition::{ChoiceList, Kind, Node},
    engine::{MAX_DEPTH, is_dynamic_default},
    expression::is_name,
};
use std::collections::{BTreeMap, HashMap};

/// Nodes, and the row in which each name stands.
pub struct Survey {
    pub nodes: Vec<Node>,
    pub rows: HashMap<String, usize>,
    /// The rows of all nodes that are not generated, in the order in which they begin.
    pub numbers: Vec<usize>,
}

/// Lists of other sheets, which only other programs use.
#[derive(Debug, Default)]
pub struct Outside {
    /// Of the sheet `external_choices`; `None` when there is no such sheet.
    pub external: Option<Vec<String>>,
    /// Of the sheet `entities`.
    pub entities: Vec<String>,
}

/// A group or repeat that is not closed yet.
struct Open {
    node: Node,
    row: usize,
}

struct Reader<'a> {
    table: &'a Table,
    settings: &'a ImportSettings,
    lists: &'a [ChoiceList],
    outside: &'a Outside,
    faults: &'a mut Faults,
    rows: HashMap<String, usize>,
    /// The row of each node that stands in the sheet, in the order in which they begin.
    numbers: Vec<usize>,
    open: Vec<Open>,
    /// Groups beyond the permitted depth that are open: their questions stand in the deepest permitted group.
    too_deep: usize,
    top: Vec<Node>,
}

pub fn read(
    table: &Table,
    settings: &ImportSettings,
    lists: &[ChoiceList],
    outside: &Outside,
    faults: &mut Faults,
) -> Survey {
    check_sheet(table, faults);
    let mut reader = Reader {
        table,
        settings,
        lists,
        outside,
        faults,
        rows: HashMap::new(),
        numbers: Vec::new(),
        open: Vec::new(),
        too_deep: 0,
        top: Vec::new(),
    };
    if table.has("type") {
        for row in &table.rows {
            reader.read_row(row);
        }
    }
    while let Some(open) = reader.open.pop() {
        reader.fault(open.row, "type", FaultCode::BeginWithoutEnd, &open.node.name);
        reader.place(open.node);
    }
    let (nodes, rows, numbers) = (reader.top, reader.rows, reader.numbers);
    whole::check(&whole::Whole { table, settings, lists, nodes: &nodes, numbers: &numbers, outside }, faults);
    Survey { nodes, rows, numbers }
}

/// Whether there is anything to read. A column `name` need not be there where only notes stand.
fn check_sheet(table: &Table, faults: &mut Faults) {
    table.check_columns(faults);
    let nameless = |row: &Row| matches!(types::read(table.get(row, "type")), Ok(kind) if kind.needs_name());
    for column in ["type", "name"] {
        if !table.has(column) && (column == "type" || table.rows.iter().any(nameless)) {
            let names = table.columns.iter().map(|column| column.header.as_str());
            let fault = ImportFault::of_sheet(&table.sheet, FaultCode::NoColumn).about(column);
            faults.push(fault.suggest(nearest(column, names)));
        }
    }
    if table.rows.is_empty() {
        faults.push(ImportFault::of_sheet(&table.sheet, FaultCode::NoRows));
    }
}

impl Reader<'_> {
    fn fault(&mut self, row: usize, column: &str, code: FaultCode, detail: &str) {
        let fault = ImportFault::of_sheet(&self.table.sheet, code).about(detail);
        let header = if column == "name" { column } else { self.table.header(column) };
        self.faults.push(fault.at(row, header));
    }

    fn read_row(&mut self, row: &Row) {
        let text = self.table.get(row, "type");
        if text.is_empty() {
            // A row with a name or text but no type asks nothing; a remark in another column is let be.
            let label = self.table.texts(row, "label", &self.settings.settings);
            let text = label.iter().map(|(_, text)| text).next().unwrap_or_default();
            let about = Some(self.table.get(row, "name")).filter(|name| !name.is_empty()).unwrap_or(text);
            if !about.is_empty() {
                self.fault(row.number, "type", FaultCode::NoType, about);
            }
            return;
        }
        match types::read(text) {
            Err(TypeFault::Unknown { suggestion }) => {
                let fault = ImportFault::of_sheet(&self.table.sheet, FaultCode::UnknownType).about(text);
                self.faults.push(fault.at(row.number, self.table.header("type")).suggest(suggestion));
            }
            Err(TypeFault::NoList) => self.fault(row.number, "type", FaultCode::NoList, text),
            Ok(RowKind::Begin(_)) if self.open.len() >= MAX_DEPTH => {
                self.too_deep += 1;
                self.fault(row.number, "type", FaultCode::TooDeep, self.table.get(row, "name"));
            }
            Ok(RowKind::End(_)) if self.too_deep > 0 => self.too_deep -= 1,
            Ok(RowKind::Begin(kind)) => {
                let node = self.read_node(row, kind);
                self.open.push(Open { node, row: row.number });
            }
            Ok(RowKind::End(kind)) => self.close(row, &kind),
            Ok(RowKind::Question { kind, or_other }) => {
                self.check_list(row, &kind);
                let mut node = self.read_node(row, kind);
                self.check_question(row, &node, false);
                let other = or_other.then(|| other_question(&node, &self.settings.settings));
                node.or_other = or_other;
                if or_other && node.choice_filter.is_some() {
                    self.fault(row.number, "choice_filter", FaultCode::OtherWithFilter, &node.name);
                }
                self.place(node);
                if let Some(other) = other {
                    self.rows.entry(other.name.clone()).or_insert(row.number);
                    self.place(other);
                }
            }
            Ok(RowKind::FromFile { kind, file }) => {
                let node = self.read_node(row, kind);
                self.check_question(row, &node, true);
                let good = [".csv", ".xml", ".geojson"].iter().any(|ending| file.to_lowercase().ends_with(ending));
                if !good {
                    self.fault(row.number, "type", FaultCode::BadFileName, &file);
                }
                self.place(Node { kind: Kind::Other { name: text.to_owned() }, ..node });
            }
            Ok(RowKind::External(list)) => self.read_external(row, list, text),
            Ok(RowKind::File(_)) => {
                // A file for look-ups: nothing is asked or stored here.
                let name = self.table.get(row, "name");
                if !is_name(name) {
                    let code = if name.is_empty() { FaultCode::NoName } else { FaultCode::BadName };
                    self.fault(row.number, "name", code, name);
                }
                self.rows.entry(name.to_owned()).or_insert(row.number);
            }
            Ok(RowKind::Metadata(name)) => {
                let mut node = self.read_node(row, Kind::Other { name: name.clone() });
                if node.name.is_empty() {
                    node.name = name.replace([' ', ':'], "_");
                }
                for (code, column, detail) in metadata::check(&name, self.table.get(row, "name"), &node) {
                    self.fault(row.number, column, code, &detail);
                }
                node.extra.insert("metadata".into(), name);
                self.place(node);
            }
        }
    }

    /// A select whose choices stand in the sheet `external_choices`; without a filter it is a common select.
    fn read_external(&mut self, row: &Row, list: String, text: &str) {
        let kind = Kind::SelectOne { list: list.clone() };
        if self.table.get(row, "choice_filter").is_empty() {
            self.check_list(row, &kind);
        } else {
            let code = match &self.outside.external {
                None => Some(FaultCode::NoExternalChoices),
                Some(known) if !known.contains(&list) => Some(FaultCode::UnknownList),
                Some(_) => None,
            };
            if let Some(code) = code {
                self.fault(row.number, "type", code, &list);
            }
        }
        let node = self.read_node(row, kind);
        self.check_question(row, &node, false);
        self.place(Node { kind: Kind::Other { name: text.to_owned() }, ..node });
    }

    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(open) => open.node.children.push(node),
            None => self.top.push(node),
        }
    }

    fn close(&mut self, row: &Row, kind: &Kind) {
        match self.open.pop() {
            Some(open) if open.node.kind == *kind => {
                let counter = counter_of(&open.node);
                if let Some(counter) = counter {
                    self.rows.entry(counter.name.clone()).or_insert(open.row);
                    self.place(counter);
                }
                self.place(open.node);
            }
            // `end group` where a repeat is open: closed all the same, so that the rest is read as it was meant.
            Some(open) => {
                self.fault(row.number, "type", FaultCode::EndWithoutBegin, self.table.get(row, "name"));
                self.place(open.node);
            }
            None => self.fault(row.number, "type", FaultCode::EndWithoutBegin, self.table.get(row, "name")),
        }
    }

    fn read_node(&mut self, row: &Row, kind: Kind) -> Node {
        let table = self.table;
        let settings = &self.settings.settings;
        let text = |column: &str| table.text(row, column);
        let texts = |column: &str| table.texts(row, column, settings);
        self.numbers.push(row.number);
        let mut name = table.get(row, "name").to_owned();
        // The log of other programs has a name of its own.
        let nameless = matches!(&kind, Kind::Other { name } if name == "audit") && name.is_empty();
        if name.is_empty() && kind == Kind::Note {
            name = format!("generated_note_name_{}", row.number);
        }
        let parameters = match parameters::split(table.get(row, "parameters")) {
            Ok(parameters) => parameters,
            Err((code, detail, _)) => {
                self.fault(row.number, "parameters", code, &detail);
                BTreeMap::new()
            }
        };
        let media = ["image", "big-image", "audio", "video"].map(|medium| (medium, texts(medium)));
        let node = Node {
            name,
            label: texts("label"),
            hint: texts("hint"),
            guidance_hint: texts("guidance_hint"),
            required: text("required").map(|source| condition(&source)),
            required_message: texts("required_message"),
            relevant: text("relevant").map(|source| condition(&source)),
            constraint: text("constraint").map(|source| condition(&source)),
            constraint_message: texts("constraint_message"),
            read_only: text("read_only").map(|source| condition(&source)),
            calculation: text("calculation").map(|source| condition(&source)),
            default: text("default"),
            trigger: self.read_trigger(row),
            choice_filter: text("choice_filter"),
            repeat_count: text("repeat_count"),
            appearance: text("appearance").unwrap_or_default(),
            parameters,
            media: media
                .into_iter()
                .filter(|(_, texts)| !texts.is_empty())
                .map(|(medium, texts)| (medium.into(), texts))
                .collect(),
            extra: table.extra(row).collect(),
            kind,
            ..Node::default()
        };
        if node.name.is_empty() && !nameless {
            self.fault(row.number, "name", FaultCode::NoName, table.get(row, "type"));
        } else if !node.name.is_empty() && !is_name(&node.name) {
            self.fault(row.number, "name", FaultCode::BadName, &node.name);
        }
        self.rows.entry(node.name.clone()).or_insert(row.number);
        node
    }

    fn read_trigger(&mut self, row: &Row) -> Vec<String> {
        let mut names = Vec::new();
        for part in self.table.get(row, "trigger").split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match part.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
                Some(name) => names.push(name.trim().to_owned()),
                None => self.fault(row.number, "trigger", FaultCode::BadReference, part),
            }
        }
        names
    }

    fn check_list(&mut self, row: &Row, kind: &Kind) {
        let Some(list) = kind.list() else { return };
        let known = list.starts_with("${") || self.lists.iter().any(|known| known.name == list);
        if !known {
            let names = self.lists.iter().map(|list| list.name.as_str());
            let fault = ImportFault::of_sheet(&self.table.sheet, FaultCode::UnknownList).about(list);
            let fault = fault.suggest(nearest(list, names)).at(row.number, self.table.header("type"));
            self.faults.push(fault);
        }
    }

    fn check_question(&mut self, row: &Row, node: &Node, from_file: bool) {
        for (code, detail, suggestion) in
            parameters::check(&node.kind, from_file, &node.parameters, &node.appearance, self.lists)
        {
            let column = match code {
                FaultCode::BadName => format!("parameters ({detail})"),
                _ => self.table.header("parameters").to_owned(),
            };
            let fault = ImportFault::of_sheet(&self.table.sheet, code).about(&detail).suggest(suggestion);
            self.faults.push(fault.at(row.number, &column));
        }
        if node.media.contains_key("big-image") && !node.media.contains_key("image") {
            self.fault(row.number, "big-image", FaultCode::NoImage, &node.name);
        }
        let asked = node.kind.is_asked() || node.kind == Kind::Note;
        let silent = node.label.is_empty() && node.hint.is_empty() && node.media.is_empty();
        // A question that is computed asks nobody, and so needs no text.
        let computed = node.calculation.is_some() || !node.trigger.is_empty();
        if asked && silent && !computed {
            self.fault(row.number, "label", FaultCode::NoLabel, &node.name);
        }
        let default = node.default.as_deref().is_some_and(|default| is_dynamic_default(default, &node.kind));
        if node.kind == Kind::Calculate && !computed && !default {
            self.fault(row.number, "calculation", FaultCode::NoCalculation, &node.name);
        }
    }
}

/// `yes` and `no` are expressions in these columns, and so is what a German author writes for them: as a path, `ja`
/// would mean a question inside this question, which there never is.
pub(crate) fn condition(source: &str) -> String {
    match source.to_lowercase().as_str() {
        "yes" | "true" | "ja" => "true()".into(),
        "no" | "false" | "nein" => "false()".into(),
        _ => source.to_owned(),
    }
}
