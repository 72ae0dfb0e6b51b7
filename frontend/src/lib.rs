//! Entry points of the browser bundles; each is built with one feature.
#![recursion_limit = "256"]

#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "staff")]
mod chunks;
#[cfg(feature = "staff")]
mod staff;

#[cfg(any(feature = "public", feature = "staff", feature = "survey"))]
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the server-rendered page of the public zone.
#[cfg(feature = "public")]
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::routes::PublicApp);
}

/// Renders the staff zone into the static shell.
#[cfg(feature = "staff")]
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(staff::StaffApp);
}

/// Takes over a page of the public survey.
#[cfg(feature = "survey")]
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    app::questionnaires::survey::browser::start();
}
