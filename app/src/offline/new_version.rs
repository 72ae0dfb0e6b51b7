//! The service worker that waits with a new version of the staff zone.

use leptos::{
    leptos_dom::helpers::set_interval,
    prelude::{RwSignal, Set, window},
    task::spawn_local,
};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

/// Browsers look for a new version when a page is opened; a tablet keeps one open for days.
const LOOK_PERIOD: Duration = Duration::from_secs(3_600);

/// Sets `ready` when a new version lies on the device and waits for its turn. Does nothing where the browser has no service
/// workers: there every page is loaded anew anyway.
pub fn watch_for_new_version(ready: RwSignal<bool>) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        if let Err(why) = watch(container, ready).await {
            leptos::logging::warn!("new versions are not noticed: {why:?}");
        }
    });
}

/// Lets the waiting version take over and loads the page anew with it.
pub fn take_over_new_version() {
    let Some(container) = container() else { return };
    spawn_local(async move {
        if let Err(why) = take_over(container).await {
            leptos::logging::warn!("the new version does not take over: {why:?}");
        }
    });
}

async fn watch(container: ServiceWorkerContainer, ready: RwSignal<bool>) -> Result<(), JsValue> {
    let registration = registration(&container).await?;
    ready.set(registration.waiting().is_some());
    let follow = {
        let registration = registration.clone();
        move || {
            let Some(coming) = registration.installing() else { return };
            let registration = registration.clone();
            // The very first version waits for nobody: only a page that one controls already has something to be replaced.
            let controlled = container.controller().is_some();
            let changed = Closure::<dyn Fn()>::new(move || ready.set(controlled && registration.waiting().is_some()));
            coming.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
            // Both closures are needed for as long as the page lives.
            changed.forget();
        }
    };
    // The browser looks for one while this page still starts: what it has found by now is told to nobody any more.
    follow();
    let found = Closure::<dyn Fn()>::new(follow);
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
    set_interval(
        move || {
            // Without network there is nothing new; the next look is an hour later.
            _ = registration.update();
        },
        LOOK_PERIOD,
    );
    Ok(())
}

async fn take_over(container: ServiceWorkerContainer) -> Result<(), JsValue> {
    let registration = registration(&container).await?;
    let reload = Closure::<dyn Fn()>::new(|| {
        if let Err(why) = window().location().reload() {
            leptos::logging::warn!("the page cannot be loaded anew: {why:?}");
        }
    });
    container.set_oncontrollerchange(Some(reload.as_ref().unchecked_ref()));
    reload.forget();
    match registration.waiting() {
        Some(waiting) => waiting.post_message(&JsValue::from_str("take-over")),
        // Another tab was faster.
        None => window().location().reload(),
    }
}

async fn registration(container: &ServiceWorkerContainer) -> Result<ServiceWorkerRegistration, JsValue> {
    JsFuture::from(container.ready()?).await?.dyn_into()
}

/// `None` in browsers and windows without service workers, whatever web-sys says.
fn container() -> Option<ServiceWorkerContainer> {
    js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("serviceWorker")).ok()?.dyn_into().ok()
}
