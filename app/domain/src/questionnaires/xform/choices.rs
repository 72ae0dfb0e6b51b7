//! Where the choices of a select question come from: another instance, a file, answers in a repeat, or its own items.

use super::{
    document::{Element, Source, attribute, child, children, plain_text},
    itext::{Cells, LABEL, Reading},
    origin::{Origin, Spot},
    paths::{Paths, last, resolve},
};
use crate::questionnaires::xlsform::{FaultCode, ImportFault};
use std::collections::HashMap;

/// An instance beside the main one.
enum Other<'a> {
    /// Its items, as children of this root.
    Here(Element<'a>),
    /// A file beside the form.
    File(String),
}

/// What of an item is stored and what is shown.
#[derive(Clone, Copy)]
struct Fields<'a> {
    value: &'a str,
    label: &'a str,
    /// `label` holds the id of a text in several languages.
    by_id: bool,
}

/// The choices of a question.
#[derive(Debug, Default, PartialEq)]
pub struct Offer {
    /// What follows `select_one` in the type: a list, a file or `${question}`.
    pub list: String,
    pub from_file: bool,
    pub filter: Option<String>,
    pub parameters: Vec<(String, String)>,
}

/// A row of the sheet `choices`.
pub struct ChoiceRow {
    pub list: String,
    pub cells: Cells,
    pub origin: Origin,
}

pub struct Lists<'a> {
    /// In the order of the file.
    order: Vec<&'a str>,
    others: HashMap<&'a str, Other<'a>>,
    fields: HashMap<&'a str, Fields<'a>>,
    /// Files that a question offers choices from.
    used: Vec<String>,
    /// Lists made of items that stand in the question itself.
    own: Vec<(String, Vec<ChoiceRow>)>,
}

impl<'a> Lists<'a> {
    pub fn read(model: Element<'a>) -> Self {
        let mut lists =
            Self { order: vec![], others: HashMap::new(), fields: HashMap::new(), used: vec![], own: vec![] };
        for instance in children(model, "instance").skip(1) {
            let Some(id) = attribute(instance, "id") else { continue };
            let other = match attribute(instance, "src") {
                Some(source) if source.contains("last-saved") => continue,
                Some(source) => Other::File(last(source).to_owned()),
                None => match instance.first_element_child() {
                    Some(root) => Other::Here(root),
                    None => continue,
                },
            };
            lists.order.push(id);
            lists.others.insert(id, other);
        }
        lists
    }

    /// The choices of a question, or why they cannot be found.
    pub fn offer(
        &mut self,
        control: Element<'a>,
        name: &str,
        paths: &Paths,
        reading: &mut Reading<'_, 'a>,
    ) -> Result<Offer, FaultCode> {
        match child(control, "itemset") {
            Some(itemset) => self.itemset(itemset, paths, reading.context),
            None => Ok(Offer { list: self.own_items(control, name, reading), ..Offer::default() }),
        }
    }

    /// The list with the words at the ticks of a scale.
    pub fn of_scale(&self, control: Element<'a>) -> Option<String> {
        let nodeset = child(control, "itemset").and_then(|itemset| attribute(itemset, "nodeset"))?;
        instance_of(nodeset).filter(|id| self.others.contains_key(id)).map(str::to_owned)
    }

    fn itemset(&mut self, itemset: Element<'a>, paths: &Paths, context: &str) -> Result<Offer, FaultCode> {
        let nodeset = attribute(itemset, "nodeset").ok_or(FaultCode::NoTarget)?;
        let (nodeset, mut parameters) = unwrap_randomize(nodeset, paths, context);
        let reference = |name| child(itemset, name).and_then(|part| attribute(part, "ref"));
        let (value, label) = (reference("value").unwrap_or("name"), reference("label").unwrap_or("label"));
        let (path, conditions) = split_conditions(nodeset).ok_or(FaultCode::UnknownItems)?;
        let Some(id) = instance_of(path) else {
            let path = resolve(&format!("{path}/{value}"), context);
            let list = paths.reference(&path).ok_or(FaultCode::UnknownItems)?;
            let plain = format!("./{value} != ''");
            let filter = filter_of(conditions.into_iter().filter(|condition| *condition != plain), paths, context);
            return Ok(Offer { list, filter, parameters, ..Offer::default() });
        };
        let filter = filter_of(conditions.into_iter(), paths, context);
        let (id, other) = self.others.get_key_value(id).ok_or(FaultCode::UnknownItems)?;
        if let Other::File(file) = other {
            let named = [("value", value, "name"), ("label", label, "label")].into_iter();
            parameters.extend(
                named.filter(|(_, field, usual)| field != usual).map(|(key, field, _)| (key.into(), field.into())),
            );
            self.used.push(file.clone());
            return Ok(Offer { list: file.clone(), from_file: true, filter, parameters });
        }
        let by_id = label.strip_prefix("jr:itext(").and_then(|rest| rest.strip_suffix(')'));
        let fields = Fields { value, label: by_id.unwrap_or(label).trim(), by_id: by_id.is_some() };
        let id = *id;
        self.fields.entry(id).or_insert(fields);
        Ok(Offer { list: id.to_owned(), filter, parameters, ..Offer::default() })
    }

    /// A list for items that stand in the question; questions with the same items share one.
    fn own_items(&mut self, control: Element<'a>, name: &str, reading: &mut Reading<'_, 'a>) -> String {
        let mut rows = Vec::new();
        for item in children(control, "item") {
            let value = child(item, "value").map(plain_text).unwrap_or_default();
            let mut cells = vec![("name".to_owned(), value)];
            if let Some(label) = child(item, "label") {
                cells.extend(reading.element(label, LABEL));
            }
            rows.push((cells, reading.source.spot(item)));
        }
        let same = |known: &&(String, Vec<ChoiceRow>)| {
            known.1.len() == rows.len() && known.1.iter().zip(&rows).all(|(known, (cells, _))| known.cells == *cells)
        };
        if let Some((list, _)) = self.own.iter().find(same) {
            return list.clone();
        }
        let mut list = name.to_owned();
        while self.others.contains_key(list.as_str()) || self.own.iter().any(|(known, _)| *known == list) {
            list.push('_');
        }
        let row = |(cells, spot)| ChoiceRow { list: list.clone(), cells, origin: origin(spot) };
        self.own.push((list.clone(), rows.into_iter().map(row).collect()));
        list
    }

    /// The rows of all lists.
    pub fn rows(self, reading: &mut Reading<'_, 'a>) -> Vec<ChoiceRow> {
        let mut rows = Vec::new();
        for id in &self.order {
            if let Some(Other::Here(root)) = self.others.get(id) {
                let items: Vec<Element> = root.children().filter(Element::is_element).collect();
                let fields = self.fields.get(id).copied().unwrap_or_else(|| usual_fields(&items));
                rows.extend(items.into_iter().map(|item| row_of(id, item, fields, reading)));
            }
        }
        rows.extend(self.own.into_iter().flat_map(|(_, rows)| rows));
        rows
    }

    /// Files that only look-ups use: type and name of a row in the survey.
    pub fn files(&self) -> Vec<(&'static str, &'a str)> {
        let files = self.order.iter().filter_map(|id| match self.others.get(id) {
            Some(Other::File(file)) if !self.used.contains(file) => {
                Some((if file.ends_with(".csv") { "csv-external" } else { "xml-external" }, *id))
            }
            _ => None,
        });
        files.collect()
    }
}

fn row_of<'a>(list: &str, item: Element<'a>, fields: Fields<'a>, reading: &mut Reading<'_, 'a>) -> ChoiceRow {
    let mut cells: Cells = vec![("name".into(), String::new())];
    for part in item.children().filter(Element::is_element) {
        let (name, text) = (part.tag_name().name(), plain_text(part));
        if name == fields.value {
            cells[0].1 = text;
        } else if name == fields.label && fields.by_id {
            cells.extend(reading.id(&text, part, LABEL));
        } else if name == fields.label {
            cells.push(("label".into(), text));
        } else {
            cells.push((name.to_owned(), text));
        }
    }
    ChoiceRow { list: list.to_owned(), cells, origin: origin(reading.source.spot(item)) }
}

fn usual_fields<'a>(items: &[Element<'a>]) -> Fields<'a> {
    let by_id = items.iter().any(|item| child(*item, "itextId").is_some());
    Fields { value: "name", label: if by_id { "itextId" } else { "label" }, by_id }
}

fn origin(item: Spot) -> Origin {
    Origin { node: item, bind: None, control: None }
}

/// `randomize(…, seed)` as parameters of the question.
fn unwrap_randomize<'n>(nodeset: &'n str, paths: &Paths, context: &str) -> (&'n str, Vec<(String, String)>) {
    let inner = nodeset.strip_prefix("randomize(").and_then(|rest| rest.strip_suffix(')'));
    let Some(inner) = inner else { return (nodeset, Vec::new()) };
    let mut parameters = vec![("randomize".to_owned(), "true".to_owned())];
    let (mut depth, mut comma) = (0_i32, None);
    for (at, c) in inner.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => comma = Some(at),
            _ => {}
        }
    }
    let Some(comma) = comma else { return (inner.trim(), parameters) };
    parameters.push(("seed".into(), paths.rewrite(&inner[comma + 1..], context)));
    (inner[..comma].trim(), parameters)
}

/// A path and the conditions behind it; `None` when more follows.
fn split_conditions(nodeset: &str) -> Option<(&str, Vec<&str>)> {
    let Some(begin) = nodeset.find('[') else { return Some((nodeset.trim(), Vec::new())) };
    let (path, mut rest) = nodeset.split_at(begin);
    let mut conditions = Vec::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = end_of_condition(rest)?;
        conditions.push(rest[1..end].trim());
        rest = &rest[end + 1..];
    }
    Some((path.trim(), conditions))
}

/// Where the bracket closes with which the text begins.
fn end_of_condition(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') if depth == 1 => return Some(at),
            (None, ']') => depth = depth.checked_sub(1)?,
            (None, _) if depth == 0 => return None,
            (None, _) => {}
        }
    }
    None
}

/// The id in `instance('id')/root/item`.
fn instance_of(path: &str) -> Option<&str> {
    let (id, _) = path.strip_prefix("instance(")?.split_once(')')?;
    let id = id.trim();
    let quote = id.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    id.strip_prefix(quote)?.strip_suffix(quote)
}

fn filter_of<'c>(conditions: impl Iterator<Item = &'c str>, paths: &Paths, context: &str) -> Option<String> {
    let conditions: Vec<String> = conditions.map(|condition| inside(condition, paths, context)).collect();
    match conditions.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(format!("({})", several.join(") and ("))),
    }
}

/// A condition on an item: only what begins at the root or at `current()` is a question.
fn inside(condition: &str, paths: &Paths, context: &str) -> String {
    let bracketed = paths.rewrite(&format!("[{condition}]"), context);
    let inner = bracketed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.unwrap_or(condition).to_owned()
}

pub fn fault(source: &Source, control: Element, code: FaultCode) -> ImportFault {
    let itemset = child(control, "itemset").unwrap_or(control);
    let nodeset = attribute(itemset, "nodeset").unwrap_or_default();
    source.spot(itemset).fault(code, nodeset)
}
