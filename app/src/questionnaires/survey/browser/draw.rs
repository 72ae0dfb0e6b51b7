//! A page drawn with the very views that the server writes, and put in place of the one before.

use super::read::find;
use crate::{
    questionnaires::survey::{ADD, Frame, PROGRESS, SPEAK, STEP, move_of, page::Page},
    ui::{Notice, NoticeKind},
};
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
    without_autofocus(&place);
    Some(place)
}

/// Browsers would lead the focus there at a time of their own.
pub fn without_autofocus(place: &Element) {
    if let Some(outcome) = find(place, "[autofocus]") {
        let _removed = outcome.remove_attribute("autofocus");
    }
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

/// Puts the content of another page of the server in place of this one's.
pub fn replace_main(fresh: &Element) {
    let Some(main) = document().query_selector("main").ok().flatten() else { return };
    replace(&main, fresh);
    if let Some(heading) = find(&main, "h1") {
        let _reached = heading.set_attribute("tabindex", "-1");
        focus(&heading, false);
    }
}

/// Says above the questions what came of sending them, and leads there; they stay as they are. `again`: what a button sends that
/// tries once more, and its label.
pub fn tell(place: &Element, title: String, text: String, again: Option<(String, String)>) {
    let Ok(held) = document().create_element("div") else { return };
    Owner::new().with(|| {
        let mut told = view! { <Told title text again /> }.into_any().build();
        told.mount(&held, None);
    });
    let Some(told) = find(&held, ".outcome") else { return };
    if let Some(before) = find(place, ".outcome") {
        before.remove();
    }
    if let Some(progress) = find(place, ".survey__progress") {
        let _put = progress.insert_adjacent_element("afterend", &told);
    }
    focus(&told, false);
}

#[component]
fn Told(title: String, text: String, again: Option<(String, String)>) -> impl IntoView {
    let again = again.map(|(step, label)| {
        view! {
            <p class="actions">
                <button class="kern-btn kern-btn--primary" type="submit" name=STEP value=step>
                    <span class="kern-label">{label}</span>
                </button>
            </p>
        }
    });
    view! {
        <div class="outcome" tabindex="-1">
            <Notice kind=NoticeKind::Danger title><p>{text}</p>{again}</Notice>
        </div>
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
