//! A schema and what is wrong with a document by it.

use super::{
    pattern,
    xml::{self, Element},
};
use std::collections::BTreeMap;

pub struct Schema {
    namespace: String,
    root: Element,
    types: BTreeMap<String, Element>,
}

impl Schema {
    pub fn read(text: &str) -> Self {
        let schema = xml::parse(text);
        let types = schema.children.iter().filter(|child| child.name.ends_with("Type"));
        Self {
            namespace: schema.attribute("targetNamespace").expect("a namespace").to_owned(),
            root: schema.one("element").expect("the document's element").clone(),
            types: types.map(|found| (found.attribute("name").expect("a name").to_owned(), found.clone())).collect(),
        }
    }

    /// Everything that is wrong with a document, each with the path to it.
    pub fn faults(&self, document: &str) -> Vec<String> {
        let document = xml::parse(document);
        let mut faults = Vec::new();
        if document.attribute("xmlns") != Some(&self.namespace) {
            faults.push("another namespace".to_owned());
        }
        if Some(document.name.as_str()) != self.root.attribute("name") {
            faults.push(format!("<{}> is not the document", document.name));
        }
        self.judge(&self.root, &document, &document.name, &mut faults);
        faults
    }

    /// `declared`: an `xs:element`, or an `xs:attribute` with its value as text.
    fn judge(&self, declared: &Element, found: &Element, path: &str, faults: &mut Vec<String>) {
        match declared.attribute("type") {
            Some(name) => self.judge_named(name, found, path, faults),
            None => {
                let inner = declared.children.iter().find(|child| child.name.ends_with("Type"));
                self.judge_type(inner.unwrap_or_else(|| panic!("{path} has no type")), found, path, faults);
            }
        }
    }

    fn judge_named(&self, name: &str, found: &Element, path: &str, faults: &mut Vec<String>) {
        match self.types.get(name) {
            Some(declared) => self.judge_type(declared, found, path, faults),
            None => judge_built_in(name, &found.text, path, faults),
        }
    }

    fn judge_type(&self, declared: &Element, found: &Element, path: &str, faults: &mut Vec<String>) {
        if declared.name == "simpleType" {
            if !found.children.is_empty() {
                faults.push(format!("{path} holds elements"));
            }
            return self.judge_restriction(declared.one("restriction").expect("a restriction"), found, path, faults);
        }
        if let Some(simple) = declared.one("simpleContent") {
            let derived =
                simple.children.iter().find(|child| matches!(child.name.as_str(), "extension" | "restriction"));
            let derived = derived.expect("a derivation");
            self.judge_attributes(derived, found, path, faults);
            return self.judge_restriction(derived, found, path, faults);
        }
        // A restriction of complex content says everything again that it allows.
        let content = declared.one("complexContent").and_then(|content| content.one("restriction")).unwrap_or(declared);
        if !found.text.trim().is_empty() {
            faults.push(format!("{path} holds text"));
        }
        let group = content.children.iter().find(|child| matches!(child.name.as_str(), "sequence" | "choice"));
        let mut left = found.children.as_slice();
        if let Some(group) = group {
            self.judge_group(group, &mut left, path, faults);
        }
        if let Some(extra) = left.first() {
            faults.push(format!("{path}/{} is not allowed here", extra.name));
        }
    }

    fn judge_group(&self, group: &Element, left: &mut &[Element], path: &str, faults: &mut Vec<String>) {
        let members = group.children.iter().filter(|child| child.name != "annotation");
        if group.name == "choice" {
            let is_next = |member: &&Element| {
                left.first().is_some_and(|next| Some(next.name.as_str()) == member.attribute("name"))
            };
            let optional = group.attribute("minOccurs") == Some("0");
            match members.clone().find(is_next) {
                Some(member) => self.judge_member(member, left, path, faults),
                None if optional => {}
                None => faults.push(format!("{path} has none of its choices")),
            }
            return;
        }
        assert_eq!(group.name, "sequence", "{path}");
        for member in members {
            match member.name.as_str() {
                "element" => self.judge_member(member, left, path, faults),
                "sequence" | "choice" => self.judge_group(member, left, path, faults),
                other => assert!(other == "any" && left.is_empty(), "{path}: xs:{other} is not understood"),
            }
        }
    }

    fn judge_member(&self, member: &Element, left: &mut &[Element], path: &str, faults: &mut Vec<String>) {
        let name = member.attribute("name").expect("a name");
        let count = |attribute: &str| match member.attribute(attribute) {
            None => 1,
            Some("unbounded") => usize::MAX,
            Some(number) => number.parse().expect("a number"),
        };
        let mut found = 0;
        while let Some((next, rest)) =
            left.split_first().filter(|(next, _)| next.name == name && found < count("maxOccurs"))
        {
            self.judge(member, next, &format!("{path}/{name}"), faults);
            found += 1;
            *left = rest;
        }
        if found < count("minOccurs") {
            faults.push(format!("{path}/{name} is missing"));
        }
    }

    fn judge_attributes(&self, declared: &Element, found: &Element, path: &str, faults: &mut Vec<String>) {
        for attribute in declared.all("attribute") {
            let name = attribute.attribute("name").expect("a name");
            match found.attribute(name) {
                Some(value) => {
                    let value = Element { text: value.to_owned(), ..Element::default() };
                    self.judge(attribute, &value, &format!("{path}@{name}"), faults);
                }
                None if attribute.attribute("use") == Some("required") => {
                    faults.push(format!("{path}@{name} is missing"))
                }
                None => {}
            }
        }
        let known = |name: &str| declared.all("attribute").any(|attribute| attribute.attribute("name") == Some(name));
        for name in found.attributes.keys().filter(|name| !known(name)) {
            faults.push(format!("{path}@{name} is not allowed"));
        }
    }

    fn judge_restriction(&self, restriction: &Element, found: &Element, path: &str, faults: &mut Vec<String>) {
        let base = restriction.attribute("base").expect("a base");
        match self.types.get(base) {
            // Attributes are judged where they are declared last.
            Some(declared) => {
                let bare = Element { attributes: BTreeMap::new(), ..found.clone() };
                let inner = declared.one("simpleContent").map(|content| &content.children);
                match inner.and_then(|children| children.iter().find(|child| child.name != "annotation")) {
                    Some(derived) => self.judge_restriction(derived, &bare, path, faults),
                    None => self.judge_type(declared, &bare, path, faults),
                }
            }
            None => judge_built_in(base, &found.text, path, faults),
        }
        let facets = restriction
            .children
            .iter()
            .filter(|child| !matches!(child.name.as_str(), "annotation" | "attribute" | "simpleType"));
        let (choices, facets): (Vec<&Element>, Vec<&Element>) = facets.partition(|facet| facet.name == "enumeration");
        if !choices.is_empty() && choices.iter().all(|choice| choice.attribute("value") != Some(&found.text)) {
            faults.push(format!("{path}: `{}` is none of the values", found.text));
        }
        for facet in facets {
            if !fits_facet(&facet.name, facet.attribute("value").expect("a value"), &found.text) {
                faults.push(format!("{path}: `{}` breaks {}", found.text, facet.name));
            }
        }
    }
}

fn fits_facet(name: &str, limit: &str, text: &str) -> bool {
    let count = limit.parse::<usize>();
    let digits = || text.chars().filter(char::is_ascii_digit).count();
    match name {
        "pattern" => pattern::fits(limit, text),
        "minLength" => count.is_ok_and(|least| text.chars().count() >= least),
        "maxLength" => count.is_ok_and(|most| text.chars().count() <= most),
        "fractionDigits" => count.is_ok_and(|most| text.split_once('.').map_or(0, |(_, places)| places.len()) <= most),
        "totalDigits" => count.is_ok_and(|most| digits() <= most),
        "minInclusive" => decimal(text).zip(decimal(limit)).is_some_and(|(number, least)| number >= least),
        "maxInclusive" => decimal(text).zip(decimal(limit)).is_some_and(|(number, most)| number <= most),
        other => panic!("the facet {other} is not understood"),
    }
}

fn judge_built_in(name: &str, text: &str, path: &str, faults: &mut Vec<String>) {
    let fits = match name.rsplit(':').next().unwrap_or(name) {
        "string" => true,
        "decimal" => decimal(text).is_some(),
        "boolean" => matches!(text, "true" | "false" | "0" | "1"),
        "date" => text.parse::<chrono::NaiveDate>().is_ok(),
        "dateTime" => {
            let local = text.parse::<chrono::NaiveDateTime>().is_ok();
            local || chrono::DateTime::parse_from_rfc3339(text).is_ok()
        }
        other => panic!("{path}: the type {other} is not understood"),
    };
    if !fits {
        faults.push(format!("{path}: `{text}` is no {name}"));
    }
}

/// In units of the tenth decimal place; `None` for whatever is no plain decimal.
fn decimal(text: &str) -> Option<i128> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = digits(whole) && digits(places) && !(whole.is_empty() && places.is_empty()) && places.len() <= 10;
    is_plain.then(|| format!("{whole}{places:0<10}").parse().ok()).flatten()
}
