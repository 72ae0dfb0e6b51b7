//! A page drawn with the very views that the server writes, and put in place of the one before.

use super::read::find;
use crate::questionnaires::survey::{ADD, Frame, PROGRESS, SPEAK, move_of, page::Page};
use domain::questionnaires::survey::{Language, Move, Turn};
use leptos::{
    prelude::*,
    tachys::view::{Mountable, Render},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// The page in an element that stands nowhere yet. Nothing in it is reactive: what is drawn stays as it is.
pub fn draw(frame: &Frame, turn: Turn, offered: Vec<String>) -> Option<Element> {
    let place = document().create_element("div").ok()?;
    let frame = frame.clone();
    Owner::new().with(|| {
        let mut page = view! { <Page frame turn offered /> }.into_any().build();
        page.mount(&place, None);
    });
    // Browsers would lead the focus there at a time of their own.
    if let Some(outcome) = find(&place, "[autofocus]") {
        let _removed = outcome.remove_attribute("autofocus");
    }
    Some(place)
}

/// Puts what was drawn in place of what stands there.
pub fn replace(place: &Element, drawn: &Element) {
    place.set_inner_html("");
    while let Some(child) = drawn.first_child() {
        if place.append_child(&child).is_err() {
            break;
        }
    }
}

/// Says to the browser, and so to a screen reader, what the page is written in.
pub fn speak(language: Language) {
    if let Some(root) = document().document_element() {
        let _tag = root.set_attribute("lang", language.tag());
        let _way = root.set_attribute("dir", language.direction().code());
    }
}

/// The ids of all fields, to tell which ones are new afterwards.
pub fn field_ids(place: &Element) -> Vec<String> {
    let Ok(found) = place.query_selector_all("input[id], select[id], textarea[id]") else { return Vec::new() };
    let id = |at| Some(found.item(at)?.dyn_into::<Element>().ok()?.id());
    (0..found.length()).filter_map(id).collect()
}

/// Leads to what a person has to know first: what came of the page, else what they have asked for, else where they are now.
pub fn lead(place: &Element, step: &str, ids_before: &[String]) {
    if let Some(goal) = find(place, ".outcome").or_else(|| asked_for(place, step, ids_before)) {
        focus(&goal, false);
        return;
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
    if let Some(progress) = find(place, &format!("#{PROGRESS}")) {
        focus(&progress, true);
    }
}

fn asked_for(place: &Element, step: &str, ids_before: &[String]) -> Option<Element> {
    if step.starts_with(SPEAK) {
        return find(place, "button[aria-pressed=\"true\"]");
    }
    match move_of(step) {
        Move::Add(_) => {
            let new = field_ids(place).into_iter().find(|id| !ids_before.contains(id))?;
            document().get_element_by_id(&new)
        }
        Move::Remove(mut of) => {
            // An instance is gone; the repeat it belonged to is still there.
            of.instances.pop();
            find(place, &format!("button[value=\"{}{of}\"]", ADD))
        }
        Move::Next | Move::Back | Move::Stay => None,
    }
}

fn focus(goal: &Element, stay_at_top: bool) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(stay_at_top);
    if let Some(goal) = goal.dyn_ref::<HtmlElement>() {
        let _led = goal.focus_with_options(&options);
    }
}
