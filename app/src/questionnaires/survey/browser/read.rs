//! What stands on the page that the server wrote, and the questionnaire behind it.

use crate::{
    offline::now,
    questionnaires::survey::{CODE, Frame, KIOSK, PAGE, PAUSE, QUESTIONS},
};
use domain::questionnaires::{
    Context, Definition, NodeState, Place,
    expression::Zone,
    survey::{Language, field_name},
};
use js_sys::Array;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, FormData, HtmlFormElement, Response};

/// The element around a page of questions.
pub fn place() -> Option<Element> {
    document().get_element_by_id(PAGE)
}

pub fn form(place: &Element) -> Option<HtmlFormElement> {
    find(place, "form")?.dyn_into().ok()
}

pub fn find(place: &Element, selector: &str) -> Option<Element> {
    place.query_selector(selector).ok().flatten()
}

/// The value of a hidden field.
pub fn hidden(form: &HtmlFormElement, name: &str) -> Option<String> {
    find(form, &format!("input[name=\"{name}\"]"))?.get_attribute("value")
}

/// Names and values as the form would send them, without the button.
pub fn fields(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else { return Vec::new() };
    let Ok(Some(entries)) = js_sys::try_iter(&data) else { return Vec::new() };
    let pair = |entry: JsValue| {
        let pair: Array = entry.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    entries.filter_map(Result::ok).filter_map(pair).collect()
}

/// The place of the question to which a field belongs, by its name (`f12:1`, or `f12:1!choice` in a ranking).
pub fn place_of(field: &Element) -> Option<Place> {
    let name = field.get_attribute("name")?;
    name.strip_prefix('f')?.split('!').next()?.parse().ok()
}

/// Whether the page already says that something is wrong with this answer.
pub fn is_refused(node: &NodeState) -> bool {
    document().get_element_by_id(&format!("{}-fault", field_name(&node.place))).is_some()
}

/// The survey's own language for a language of the questionnaire, as the server chooses it.
pub fn spoken(language: &str) -> Language {
    Language::of_questionnaire(language).unwrap_or(Language::German)
}

/// What stands around the page's questions and goes on standing there.
pub fn frame(form: &HtmlFormElement, language: &str) -> Frame {
    Frame {
        title: String::new(),
        kita: String::new(),
        language: spoken(language),
        address: form.get_attribute("action").unwrap_or_default(),
        css: String::new(),
        demo: false,
        code: hidden(form, CODE).unwrap_or_default(),
        kiosk: hidden(form, KIOSK).is_some(),
        may_pause: find(form, &format!("button[value=\"{PAUSE}\"]")).is_some(),
        takeover: None,
    }
}

/// What the form knows of the world: the day is the server's.
pub fn context(place: &Element, seed: u64, language: String) -> Option<Context> {
    let now = place.get_attribute("data-now")?.parse().ok()?;
    Some(Context { now, zone: Zone::Berlin, seed, language })
}

/// When the day is over for which the page was written, by the clock of this device.
pub fn day_ends(place: &Element) -> Option<i64> {
    let left: i64 = place.get_attribute("data-left")?.parse().ok()?;
    Some(now().saturating_add(left))
}

/// The questionnaire; `None` when the server does not give it or was not reached. Then the pages go on without WASM.
pub async fn definition(frame: &Frame) -> Option<Definition> {
    let code = String::from(js_sys::encode_uri_component(&frame.code));
    let kiosk = if frame.kiosk { "1" } else { "" };
    let address = format!("{}{QUESTIONS}?{CODE}={code}&{KIOSK}={kiosk}", frame.address);
    let response: Response = JsFuture::from(window().fetch_with_str(&address)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}
