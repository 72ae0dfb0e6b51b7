//! As much of XML as schemas and payment files have: elements, attributes, text, comments.

use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Without its prefix.
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Element>,
    /// All text directly inside, put together.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub fn one<'a>(&'a self, name: &'a str) -> Option<&'a Element> {
        self.all(name).next()
    }
}

/// The document's element; panics where the text is not well-formed, which fails the test.
pub fn parse(text: &str) -> Element {
    let mut open: Vec<Element> = vec![Element::default()];
    let mut rest = text.trim_start_matches('\u{FEFF}');
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        open.last_mut().expect("the document").text.push_str(&decoded(before));
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").expect("the end of a comment").1;
            continue;
        }
        let (inside, after) = tag[1..].split_once('>').expect("the end of a tag");
        rest = after;
        if inside.starts_with('?') {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            let done = open.pop().expect("an open element");
            assert_eq!(done.name, local(name.trim()), "elements end in the order in which they began");
            open.last_mut().expect("a parent").children.push(done);
            continue;
        }
        let empty = inside.ends_with('/');
        let element = begin(inside.trim_end_matches('/'));
        if empty { open.last_mut().expect("a parent").children.push(element) } else { open.push(element) }
    }
    assert_eq!(open.len(), 1, "every element ends");
    let document = open.remove(0);
    assert_eq!(document.children.len(), 1, "one element for the document");
    document.children.into_iter().next().expect("the document's element")
}

fn begin(inside: &str) -> Element {
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut element = Element { name: local(name).to_owned(), ..Element::default() };
    while let Some((key, after)) = rest.trim_start().split_once('=') {
        let quote = after.trim_start().chars().next().expect("a quote");
        let (value, after) = after.trim_start()[1..].split_once(quote).expect("the end of a value");
        element.attributes.insert(key.trim().to_owned(), decoded(value));
        rest = after;
    }
    element
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn decoded(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.into_iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}
