//! Entry points of the browser bundles; each is built with one feature.
#![recursion_limit = "256"]

#[cfg(feature = "bench")]
mod bench;
#[cfg(any(feature = "staff", feature = "watched"))]
mod chunks;
#[cfg(any(feature = "staff", feature = "watched"))]
mod staff;

#[cfg(any(feature = "public", feature = "staff", feature = "survey", feature = "watched"))]
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

/// Does what the bundle of the page's zone would do.
#[cfg(feature = "watched")]
#[wasm_bindgen]
pub fn start() {
    use app::questionnaires::survey::{ADDRESS, browser};
    use leptos::prelude::location;

    console_error_panic_hook::set_once();
    let path = location().pathname().unwrap_or_default();
    match path.split('/').nth(1).unwrap_or_default() {
        "app" => leptos::mount::mount_to_body(staff::StaffApp),
        first if ADDRESS == format!("/{first}") => browser::start(),
        _ => leptos::mount::hydrate_body(app::routes::PublicApp),
    }
}
