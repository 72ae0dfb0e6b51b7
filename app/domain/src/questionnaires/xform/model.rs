//! Binds, actions and the other instances of a model.

use super::{
    document::{Element, Source, attribute, children, is_named},
    instance::target,
    itext::Itext,
    origin::Spot,
};
use crate::questionnaires::xlsform::{FaultCode, ImportFault};
use std::collections::HashMap;

/// The parts of a file.
pub struct Parts<'a> {
    pub title: String,
    pub model: Element<'a>,
    pub body: Element<'a>,
    /// The root of the main instance.
    pub root: Element<'a>,
}

impl<'a> Parts<'a> {
    pub fn find(source: &'a Source<'a>) -> Result<Self, ImportFault> {
        let html = source.document.root_element();
        let spot = source.spot(html);
        let missing = |name: &str| spot.fault(FaultCode::NoForm, name);
        let head = super::document::child(html, "head").ok_or_else(|| missing("head"))?;
        let model = super::document::child(head, "model").ok_or_else(|| missing("model"))?;
        let body = super::document::child(html, "body").ok_or_else(|| missing("body"))?;
        let instance = super::document::child(model, "instance").ok_or_else(|| missing("instance"))?;
        let root = instance.first_element_child().ok_or_else(|| missing("instance"))?;
        let title = super::document::child(head, "title").map(super::document::plain_text).unwrap_or_default();
        Ok(Self { title, model, body, root })
    }
}

pub struct Model<'a> {
    pub itext: Itext<'a>,
    /// Path → bind.
    pub binds: HashMap<String, Element<'a>>,
    /// Id of a bind → path.
    pub bind_ids: HashMap<&'a str, String>,
    /// Path → action that gives the node its value when the form or the entry of a repeat begins.
    pub first: HashMap<String, Element<'a>>,
}

impl<'a> Model<'a> {
    pub fn read(parts: &Parts<'a>, source: &Source<'a>, warnings: &mut Vec<ImportFault>) -> Self {
        let root = format!("/{}", parts.root.tag_name().name());
        let mut model = Self {
            itext: Itext::read(parts.model),
            binds: HashMap::new(),
            bind_ids: HashMap::new(),
            first: HashMap::new(),
        };
        for bind in children(parts.model, "bind") {
            let Some(path) = target(bind, &root, &HashMap::new()) else { continue };
            if let Some(id) = attribute(bind, "id") {
                model.bind_ids.insert(id, path.clone());
            }
            model.binds.insert(path, bind);
        }
        for action in parts.model.children().filter(Element::is_element) {
            match action.tag_name().name() {
                "itext" | "instance" | "bind" | "submission" => {}
                "setvalue" => model.add_first(action, &root, source, warnings),
                name => warnings.push(source.spot(action).fault(FaultCode::NotTaken, name)),
            }
        }
        model
    }

    /// Keeps an action that fills a node at the beginning.
    pub fn add_first(
        &mut self,
        action: Element<'a>,
        around: &str,
        source: &Source<'a>,
        warnings: &mut Vec<ImportFault>,
    ) {
        let event = attribute(action, "event").unwrap_or_default();
        let known = event.split_whitespace().any(|event| matches!(event, "odk-instance-first-load" | "odk-new-repeat"));
        match target(action, around, &self.bind_ids).filter(|_| known) {
            Some(path) => drop(self.first.insert(path, action)),
            None => warnings.push(source.spot(action).fault(FaultCode::NotTaken, event)),
        }
    }

    pub fn bind(&self, path: &str) -> Bind<'a> {
        Bind(self.binds.get(path).copied())
    }
}

/// What a bind says about a node; of a node without one, nothing.
#[derive(Clone, Copy)]
pub struct Bind<'a>(pub Option<Element<'a>>);

/// Attributes of a bind that have a column of their own or matter only in an XForm.
const KNOWN: [&str; 13] = [
    "nodeset",
    "id",
    "type",
    "required",
    "requiredMsg",
    "relevant",
    "constraint",
    "constraintMsg",
    "readonly",
    "calculate",
    "preload",
    "preloadParams",
    "max-pixels",
];

impl<'a> Bind<'a> {
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.and_then(|bind| attribute(bind, name))
    }

    /// The type without its prefix, `string` where none is given.
    pub fn kind(&self) -> &'a str {
        let kind = self.get("type").unwrap_or("string");
        kind.rsplit(':').next().unwrap_or(kind)
    }

    /// Attributes that only other programs use, as columns of XLSForm.
    pub fn others(&self) -> Vec<(String, String)> {
        self.0.map(|bind| others(bind, "bind", &KNOWN)).unwrap_or_default()
    }

    pub fn spot(&self, source: &Source) -> Option<Spot> {
        self.0.map(|bind| source.spot(bind))
    }
}

/// Attributes that are not `known`, as columns such as `bind::odk:x`.
pub fn others(element: Element, part: &str, known: &[&str]) -> Vec<(String, String)> {
    let unknown = element.attributes().filter(|attribute| !known.contains(&attribute.name()));
    unknown
        .map(|attribute| {
            let prefix = attribute.namespace().and_then(|space| element.lookup_prefix(space));
            let prefix = prefix.map(|prefix| format!("{prefix}:")).unwrap_or_default();
            (format!("{part}::{prefix}{}", attribute.name()), attribute.value().trim().to_owned())
        })
        .collect()
}

/// The value that an action sets: an attribute with an expression, or a text.
pub fn value_of(action: Element) -> String {
    match attribute(action, "value") {
        // A text in quotation marks is a value that stands as it is.
        Some(value) => literal(value).unwrap_or(value).to_owned(),
        None => super::document::plain_text(action),
    }
}

fn literal(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote)).then_some(inner)
}

/// The actions within an element of the body.
pub fn actions<'a>(element: Element<'a>) -> impl Iterator<Item = Element<'a>> {
    element.children().filter(|child| is_named(*child, "setvalue"))
}
