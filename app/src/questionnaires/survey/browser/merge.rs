//! Brings a page up to date while somebody is filling it in: elements that look the same stay, and a field stays whatever
//! changes around it, so that neither the focus nor the caret nor what was typed is lost.

use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node};

const FIELDS: &str = "input, select, textarea";

/// Makes the content of `known` look like that of `fresh`, whose elements are taken where something is new.
pub fn merge_content(known: &Element, fresh: &Element) {
    let wanted = children(fresh);
    let keys: Vec<String> = wanted.iter().map(key_of).collect();
    let (stay, gone): (Vec<Element>, Vec<Element>) =
        children(known).into_iter().partition(|child| keys.contains(&key_of(child)));
    gone.iter().for_each(Element::remove);
    let mut stay = stay.into_iter().peekable();
    for (child, key) in wanted.iter().zip(&keys) {
        if let Some(next) = stay.next_if(|next| key_of(next) == *key) {
            merge(&next, child);
        } else {
            let before: Option<&Node> = stay.peek().map(|next| &**next);
            let _put = known.insert_before(child, before);
        }
    }
    stay.for_each(|left| left.remove());
}

fn merge(known: &Element, fresh: &Element) {
    if is_field(known) && is_field(fresh) {
        merge_field(known, fresh);
    } else if holds_field(known) && holds_field(fresh) {
        copy_attributes(known, fresh);
        merge_content(known, fresh);
    } else if known.text_content() != fresh.text_content() || !is_same(known, fresh) {
        let _replaced = known.replace_with_with_node_1(fresh);
    }
}

/// What a person has typed or ticked since the page was last drawn stays; what a rule has changed is shown.
fn merge_field(known: &Element, fresh: &Element) {
    if let Some(lines) = known.dyn_ref::<HtmlTextAreaElement>() {
        let (before, after) = (text(known), text(fresh));
        let untouched = lines.value() == before;
        copy_attributes(known, fresh);
        if before != after {
            known.set_text_content(Some(&after));
            if untouched {
                lines.set_value(&after);
            }
        }
    } else if let Some(list) = known.dyn_ref::<HtmlSelectElement>() {
        merge_list(known, list, fresh);
    } else if let Some(input) = known.dyn_ref::<HtmlInputElement>() {
        let value = |input: &Element| input.get_attribute("value").unwrap_or_default();
        let (untouched, unticked) = (input.value() == value(known), input.checked() == input.default_checked());
        copy_attributes(known, fresh);
        if untouched && input.value() != value(known) {
            input.set_value(&value(known));
        }
        if unticked && input.checked() != input.default_checked() {
            input.set_checked(input.default_checked());
        }
    }
}

/// As with other fields; what is not offered any more is chosen no more. The numbers of an order are the person's own: what the
/// form makes of them (a 3 alone is its first place) is not put into their place.
fn merge_list(known: &Element, list: &HtmlSelectElement, fresh: &Element) {
    let is_number = known.get_attribute("name").is_some_and(|name| name.contains('!'));
    let (before, after) = (preset(known), preset(fresh));
    let untouched = !is_number && list.value() == before;
    copy_attributes(known, fresh);
    if text(known) == text(fresh) && (is_number || before == after) {
        return;
    }
    let chosen = if untouched { after } else { list.value() };
    known.set_inner_html(&fresh.inner_html());
    list.set_value(&chosen);
    if list.selected_index() < 0 {
        list.set_selected_index(0);
    }
}

/// What a list was written with.
fn preset(list: &Element) -> String {
    let option = list.query_selector("option[selected]").ok().flatten();
    option.and_then(|option| option.get_attribute("value")).unwrap_or_default()
}

/// Two elements with the same key are one and the same to a person: a field by its name, what stands around fields by the
/// first of them, everything else by what it looks like.
fn key_of(element: &Element) -> String {
    let inside = element.query_selector(FIELDS).ok().flatten();
    let field = if is_field(element) { Some(element.clone()) } else { inside };
    let Some(field) = field else { return format!("{} {}", element.tag_name(), element.class_name()) };
    let part = |name: &str| field.get_attribute(name).unwrap_or_default();
    let is_one = element.query_selector_all(FIELDS).is_ok_and(|found| found.length() < 2);
    let is_choice = is_one && matches!(part("type").as_str(), "radio" | "checkbox");
    let choice = if is_choice { part("value") } else { String::new() };
    format!("{} {} {choice}", element.tag_name(), part("name"))
}

/// What came of the last page that was turned stays until the next one is.
fn children(element: &Element) -> Vec<Element> {
    let all = element.children();
    let child = |at| all.item(at).filter(|child| child.class_name() != "outcome");
    (0..all.length()).filter_map(child).collect()
}

fn is_field(element: &Element) -> bool {
    element.matches(FIELDS).unwrap_or_default()
}

fn holds_field(element: &Element) -> bool {
    element.query_selector(FIELDS).is_ok_and(|field| field.is_some())
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

/// Comments, which only the server's page has, do not count.
fn is_same(known: &Element, fresh: &Element) -> bool {
    let (own, other) = (children(known), children(fresh));
    known.tag_name() == fresh.tag_name()
        && attributes(known) == attributes(fresh)
        && own.len() == other.len()
        && own.iter().zip(&other).all(|(own, other)| is_same(own, other))
}

fn attributes(element: &Element) -> BTreeMap<String, String> {
    let names = element.get_attribute_names();
    let names = names.iter().filter_map(|name| name.as_string());
    names.map(|name| (name.clone(), element.get_attribute(&name).unwrap_or_default())).collect()
}

fn copy_attributes(known: &Element, fresh: &Element) {
    let (before, after) = (attributes(known), attributes(fresh));
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        let _removed = known.remove_attribute(name);
    }
    for (name, value) in after.iter().filter(|(name, value)| before.get(*name) != Some(*value)) {
        let _set = known.set_attribute(name, value);
    }
}
