//! Several pages of one browser: one of them leads (it alone talks to the server), all of them tell each other what they
//! have written.

use crate::offline::Word;
use js_sys::{Function, Promise, Reflect};
use leptos::{
    ev,
    prelude::{document, window, window_event_listener},
};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

thread_local! {
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
}

/// Calls `led` once this page leads: at once, or when the page that does so now has gone. It is told whether this page leads alone:
/// a browser without Web Locks has no such order, and every page leads there, which costs requests but no answer.
pub fn lead(account: &str, led: impl FnOnce(bool) + 'static) {
    let wait = Closure::once_into_js(move |lock: JsValue| {
        led(lock.is_object());
        // The lock is held until this promise is kept: never, for as long as the page lives.
        Promise::new(&mut |_, _| ())
    });
    let name = JsValue::from_str(&format!("sozialraumportal-sync-{account}"));
    let request = || -> Result<JsValue, JsValue> {
        let locks = Reflect::get(&window().navigator(), &"locks".into())?;
        Reflect::get(&locks, &"request".into())?.dyn_into::<Function>()?.call2(&locks, &name, &wait)
    };
    if let Err(why) = request() {
        leptos::logging::warn!("no Web Locks, every page leads: {why:?}");
        if let Some(wait) = wait.dyn_ref::<Function>() {
            // It cannot fail: it is the closure above.
            _ = wait.call0(&JsValue::NULL);
        }
    }
}

/// Listens to the other pages of this account.
pub fn hear(account: &str, heard: impl Fn(Word) + 'static) {
    let channel = match BroadcastChannel::new(&format!("sozialraumportal-sync-{account}")) {
        Ok(channel) => channel,
        Err(why) => return leptos::logging::warn!("other pages are not heard: {why:?}"),
    };
    let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        // A page of a later version may say things that this one does not know.
        if let Some(word) = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
            heard(word);
        }
    });
    channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // Needed for as long as the page lives.
    listen.forget();
    CHANNEL.set(Some(channel));
}

/// Tells the other pages.
pub fn tell(word: &Word) {
    let Ok(text) = serde_json::to_string(word) else { return };
    CHANNEL.with_borrow(|channel| {
        if let Some(Err(why)) = channel.as_ref().map(|channel| channel.post_message(&JsValue::from_str(&text))) {
            leptos::logging::warn!("other pages are not told: {why:?}");
        }
    });
}

/// Calls `left` when this page is not looked at any more: hidden, or on its way out. What it begins may not come to its end.
pub fn when_left(left: impl Fn() + Clone + 'static) {
    let hidden = left.clone();
    window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            hidden();
        }
    });
    window_event_listener(ev::pagehide, move |_| left());
}
