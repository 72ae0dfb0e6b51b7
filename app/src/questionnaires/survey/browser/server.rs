//! A page sent to the server without leaving it, and what the server says to it.

use super::{draw::without_autofocus, read};
use crate::questionnaires::survey::{PAGE, RESUME};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Headers, RequestInit, Response};

/// What came back.
pub enum Reply {
    /// The answers have arrived; the address leads to the thanks.
    Thanks(String),
    /// The questions that follow, or the same ones with what is wrong: the element around them.
    Questions(Element),
    /// The answers lie on this device, or wait for another code: the page that says so, with a form of its own.
    Paused(Element),
    /// Anything else, in the words of the server's page.
    Said { title: String, text: String },
}

/// Sends the fields as their form would. Cookies are set and redirects followed as with a form, since both are of this origin.
///
/// `None` when the server was not reached, or something between us and it has answered: then nobody knows whether the fields
/// have arrived. They carry the mark of this filling-in, so that sending them again counts once.
pub async fn send(address: &str, fields: &[(String, String)]) -> Option<Reply> {
    let headers = Headers::new().ok()?;
    headers.set("content-type", "application/x-www-form-urlencoded").ok()?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&JsValue::from_str(&encoded(fields)));
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &request)).await.ok()?;
    let response: Response = answer.dyn_into().ok()?;
    if response.ok() && response.redirected() {
        return Some(Reply::Thanks(response.url()));
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    reply_of(&text, response.status())
}

/// Reads a page in an element that stands nowhere: nothing in it runs.
fn reply_of(html: &str, status: u16) -> Option<Reply> {
    let held = document().create_element("div").ok()?;
    held.set_inner_html(html);
    if let Some(questions) = read::find(&held, &format!("#{PAGE}")) {
        without_autofocus(&questions);
        return Some(Reply::Questions(questions));
    }
    let page = read::find(&held, "main.survey")?;
    if read::find(&page, &format!("button[value=\"{RESUME}\"]")).is_some() {
        return Some(Reply::Paused(page));
    }
    // It tells people to go back and try again. Here they need not go back.
    if status >= 500 {
        return None;
    }
    let words = |selector: &str| read::find(&page, selector).and_then(|found| found.text_content());
    let title = words(".outcome .kern-title").or_else(|| words("h1"))?;
    Some(Reply::Said { title, text: words(".lead").unwrap_or_default() })
}

/// As forms are encoded (`application/x-www-form-urlencoded`).
fn encoded(fields: &[(String, String)]) -> String {
    let part = |text: &str| String::from(js_sys::encode_uri_component(text));
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect();
    pairs.join("&")
}
