//! A small tree of XML, enough to run the reference cases on.

use domain::questionnaires::expression::{NodeKind, Tree};
use std::{borrow::Cow, cmp::Ordering, collections::HashMap};

#[derive(Debug)]
struct Item {
    kind: NodeKind,
    /// Local name and name as written.
    name: String,
    full_name: String,
    text: String,
    parent: Option<usize>,
    children: Vec<usize>,
    attributes: Vec<usize>,
    /// Prefixes declared here, `""` for the default namespace.
    namespaces: Vec<(String, String)>,
}

/// A document; nodes are numbered in document order.
#[derive(Debug)]
pub struct Document {
    items: Vec<Item>,
    /// Where absolute paths begin: the document, or the primary instance of a form.
    pub root: usize,
    pub language: String,
}

impl Document {
    /// Reads well-formed XML; entities of XML and numeric ones only.
    pub fn parse(source: &str) -> Option<Self> {
        let mut document = Self { items: Vec::new(), root: 0, language: String::new() };
        document.add(NodeKind::Document, "", "", None);
        let mut open = 0;
        let mut rest = source;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("<?") {
                let (inner, tail) = after.split_once("?>")?;
                if !inner.starts_with("xml") {
                    document.add(NodeKind::Instruction, inner.split_whitespace().next()?, "", Some(open));
                }
                rest = tail;
            } else if let Some(after) = rest.strip_prefix("<!--") {
                let (inner, tail) = after.split_once("-->")?;
                document.add(NodeKind::Comment, "", inner, Some(open));
                rest = tail;
            } else if let Some(after) = rest.strip_prefix("<![CDATA[") {
                let (inner, tail) = after.split_once("]]>")?;
                document.add(NodeKind::Text, "", inner, Some(open));
                rest = tail;
            } else if let Some(after) = rest.strip_prefix("<!") {
                rest = after.split_once('>')?.1;
            } else if let Some(after) = rest.strip_prefix("</") {
                rest = after.split_once('>')?.1;
                open = document.items[open].parent?;
            } else if let Some(after) = rest.strip_prefix('<') {
                let end = end_of_tag(after)?;
                let (tag, tail) = (&after[..end], &after[end + 1..]);
                let closed = tag.ends_with('/');
                let tag = tag.trim_end_matches('/');
                let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
                let element = document.add(NodeKind::Element, &tag[..name_end], "", Some(open));
                document.read_attributes(element, &tag[name_end..])?;
                if !closed {
                    open = element;
                }
                rest = tail;
            } else {
                let end = rest.find('<').unwrap_or(rest.len());
                if open != 0 {
                    document.add(NodeKind::Text, "", &unescape(&rest[..end]), Some(open));
                }
                rest = &rest[end..];
            }
        }
        Some(document)
    }

    fn add(&mut self, kind: NodeKind, full_name: &str, text: &str, parent: Option<usize>) -> usize {
        let index = self.items.len();
        self.items.push(Item {
            kind,
            name: full_name.rsplit(':').next().unwrap_or_default().to_owned(),
            full_name: full_name.to_owned(),
            text: text.to_owned(),
            parent,
            children: Vec::new(),
            attributes: Vec::new(),
            namespaces: Vec::new(),
        });
        if let Some(parent) = parent {
            let parent = &mut self.items[parent];
            if kind == NodeKind::Attribute { parent.attributes.push(index) } else { parent.children.push(index) }
        }
        index
    }

    fn read_attributes(&mut self, element: usize, mut rest: &str) -> Option<()> {
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next()?;
            let (value, tail) = after[1..].split_once(quote)?;
            let name = name.trim();
            match name.strip_prefix("xmlns") {
                Some(prefix) => {
                    let prefix = prefix.trim_start_matches(':').to_owned();
                    self.items[element].namespaces.push((prefix, unescape(value)));
                }
                None => {
                    self.add(NodeKind::Attribute, name, &unescape(value), Some(element));
                }
            }
            rest = tail;
        }
        Some(())
    }

    /// The node at `/h:html[1]/model[1]`, every step with its position.
    pub fn locate(&self, path: &str) -> Option<usize> {
        let mut node = 0;
        for step in path.split('/').filter(|step| !step.is_empty()) {
            let (name, position) = step.trim_end_matches(']').split_once('[')?;
            let local = name.rsplit(':').next()?;
            let position: usize = position.parse().ok()?;
            let same = self.items[node].children.iter().filter(|child| self.items[**child].name == local);
            node = *same.clone().nth(position - 1)?;
        }
        Some(node)
    }

    /// As [`Self::locate`] reads it.
    pub fn path_of(&self, node: usize) -> String {
        let mut steps = Vec::new();
        let mut at = node;
        while let Some(parent) = self.items[at].parent {
            steps.push(format!("/{}[{}]", self.items[at].full_name, self.position(at)));
            at = parent;
        }
        steps.into_iter().rev().collect()
    }

    /// In a form, absolute paths mean the primary instance.
    pub fn start_in_primary_instance(&mut self) {
        if let Some(instance) = self.items.iter().position(|item| item.name == "instance") {
            self.root = instance;
        }
    }

    fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        let found = self.items[node].attributes.iter().find(|attribute| self.items[**attribute].name == name);
        found.map(|attribute| self.items[*attribute].text.as_str())
    }
}

impl Tree for Document {
    type Node = usize;

    fn root(&self) -> usize {
        self.root
    }

    fn parent(&self, node: usize) -> Option<usize> {
        self.items[node].parent
    }

    fn children(&self, node: usize, into: &mut Vec<usize>) {
        into.extend(&self.items[node].children);
    }

    fn attributes(&self, node: usize, into: &mut Vec<usize>) {
        into.extend(&self.items[node].attributes);
    }

    fn kind(&self, node: usize) -> NodeKind {
        self.items[node].kind
    }

    fn name(&self, node: usize) -> &str {
        &self.items[node].name
    }

    fn qualified_name(&self, node: usize) -> &str {
        &self.items[node].full_name
    }

    /// From the nearest declaration of the prefix; attributes without prefix have none.
    fn namespace(&self, node: usize) -> &str {
        let prefix = self.items[node].full_name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        if prefix.is_empty() && self.items[node].kind != NodeKind::Element {
            return "";
        }
        let mut at = Some(node);
        while let Some(next) = at {
            if let Some((_, uri)) = self.items[next].namespaces.iter().find(|(known, _)| known == prefix) {
                return uri;
            }
            at = self.items[next].parent;
        }
        ""
    }

    fn text(&self, node: usize) -> Cow<'_, str> {
        let item = &self.items[node];
        if !matches!(item.kind, NodeKind::Document | NodeKind::Element) {
            return Cow::Borrowed(&item.text);
        }
        let mut text = String::new();
        let mut open: Vec<usize> = item.children.iter().rev().copied().collect();
        while let Some(next) = open.pop() {
            if self.items[next].kind == NodeKind::Text {
                text.push_str(&self.items[next].text);
            }
            open.extend(self.items[next].children.iter().rev());
        }
        Cow::Owned(text)
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        a.cmp(&b)
    }

    fn instance(&self, id: &str) -> Option<usize> {
        (0..self.items.len())
            .find(|node| self.items[*node].name == "instance" && self.attribute(*node, "id") == Some(id))
    }

    fn itext(&self, id: &str) -> Option<String> {
        let translations: Vec<usize> =
            (0..self.items.len()).filter(|node| self.items[*node].name == "translation").collect();
        let wanted = translations.iter().find(|node| self.attribute(**node, "lang") == Some(&self.language));
        let default = translations.iter().find(|node| self.attribute(**node, "default").is_some());
        let translation = wanted.or(default).or(translations.first())?;
        let entry = self.items[*translation].children.iter().find(|node| self.attribute(**node, "id") == Some(id))?;
        let value = self.items[*entry].children.iter().find(|node| self.items[**node].name == "value")?;
        Some(self.text(*value).into_owned())
    }
}

fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn unescape(text: &str) -> String {
    let named: HashMap<&str, char> =
        [("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{A0}')].into();
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((entity, tail)) = after.split_once(';') else {
            out.push('&');
            rest = after;
            continue;
        };
        let numbered = entity.strip_prefix('#').and_then(|digits| match digits.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        });
        out.extend(numbered.and_then(char::from_u32).or_else(|| named.get(entity).copied()));
        rest = tail;
    }
    out.push_str(rest);
    out
}
