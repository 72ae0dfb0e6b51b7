//! The main instance: which nodes there are, in which order, with which values to begin with.

use super::{
    document::{Element, attribute, plain_text},
    paths::resolve,
};
use std::collections::{HashMap, HashSet};

/// Elements within elements of an instance; the importer of workbooks refuses groups that are nested half as deep.
pub const DEPTH_MAX: usize = 60;

/// A node of the instance.
pub struct Field<'a> {
    pub path: String,
    pub name: &'a str,
    pub element: Element<'a>,
    /// A value that stands there from the beginning.
    pub default: String,
    pub children: Vec<Field<'a>>,
}

/// The nodes of the form without those that programs keep for themselves (`meta`).
pub struct Instance<'a> {
    pub fields: Vec<Field<'a>>,
    /// Children of `meta`, by name.
    pub meta: HashMap<&'a str, Element<'a>>,
    /// Whether something lies deeper than is read.
    pub too_deep: bool,
}

impl<'a> Instance<'a> {
    /// `repeats`: the paths of repeats, of which only one instance is read, the template if there is one.
    pub fn read(root: Element<'a>, repeats: &HashSet<String>) -> Self {
        let mut instance = Self { fields: Vec::new(), meta: HashMap::new(), too_deep: false };
        let meta = root.children().find(|child| is_meta(*child));
        let children = meta.into_iter().flat_map(|meta| meta.children()).filter(|child| child.is_element());
        instance.meta = children.map(|child| (child.tag_name().name(), child)).collect();
        instance.fields = instance.fields_of(root, &format!("/{}", root.tag_name().name()), repeats, 1);
        instance
    }

    fn fields_of(
        &mut self,
        parent: Element<'a>,
        path: &str,
        repeats: &HashSet<String>,
        depth: usize,
    ) -> Vec<Field<'a>> {
        let elements: Vec<Element> = parent.children().filter(|child| child.is_element() && !is_meta(*child)).collect();
        if depth > DEPTH_MAX {
            self.too_deep |= !elements.is_empty();
            return Vec::new();
        }
        let templates: HashSet<&str> = elements
            .iter()
            .filter(|element| attribute_is_there(**element, "template"))
            .map(|element| element.tag_name().name())
            .collect();
        let mut seen = HashSet::new();
        let mut fields = Vec::new();
        for element in elements {
            let name = element.tag_name().name();
            let path = format!("{path}/{name}");
            let is_repeat = repeats.contains(&path);
            let skipped = is_repeat && templates.contains(name) && !attribute_is_there(element, "template");
            if skipped || (!seen.insert(name) && is_repeat) {
                continue;
            }
            let children = self.fields_of(element, &path, repeats, depth + 1);
            let default = if children.is_empty() { plain_text(element) } else { String::new() };
            fields.push(Field { path, name, element, default, children });
        }
        fields
    }

    /// All fields, parents before their children.
    pub fn walk(&self) -> Vec<&Field<'a>> {
        let mut found = Vec::new();
        let mut open: Vec<&Field> = self.fields.iter().rev().collect();
        while let Some(field) = open.pop() {
            found.push(field);
            open.extend(field.children.iter().rev());
        }
        found
    }
}

/// `jr:template` is blank where it stands.
fn attribute_is_there(element: Element, name: &str) -> bool {
    element.attributes().any(|attribute| attribute.name() == name)
}

/// What programs keep for themselves: ids of the form and entities of its groups.
fn is_meta(element: Element) -> bool {
    element.is_element() && element.tag_name().name() == "meta"
}

/// Whether a path leads into `meta`, of the form or of a group.
pub fn is_in_meta(path: &str) -> bool {
    path.contains("/meta/") || path.ends_with("/meta")
}

/// Where an element of the form points to, from the node around it.
pub fn target(element: Element, around: &str, binds: &HashMap<&str, String>) -> Option<String> {
    if let Some(path) = attribute(element, "ref").or_else(|| attribute(element, "nodeset")) {
        return Some(resolve(path, around));
    }
    attribute(element, "bind").and_then(|id| binds.get(id)).cloned()
}
