//! Where the device is. The browser asks the person; no network is needed for it.

use crate::offline::{LocateFault, Located};
use js_sys::{Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::PositionOptions;

/// How long the device may look for satellites, in milliseconds; it counts from the person's consent.
const PATIENCE: u32 = 30_000;
/// A place that the device has known for so long, in milliseconds, is this place.
const AGE: u32 = 10_000;

/// Asks once.
pub async fn locate() -> Result<Located, LocateFault> {
    let geolocation = window().navigator().geolocation().map_err(|_| LocateFault::Unavailable)?;
    let options = PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(PATIENCE);
    options.set_maximum_age(AGE);
    let asked = Promise::new(&mut |found, failed| {
        let asking = geolocation.get_current_position_with_error_callback_and_options(&found, Some(&failed), &options);
        if asking.is_err() {
            // It cannot fail: it ends the promise.
            _ = failed.call0(&JsValue::NULL);
        }
    });
    match JsFuture::from(asked).await {
        Ok(position) => located(&position).ok_or(LocateFault::Unavailable),
        Err(why) => Err(LocateFault::of_code(number(&why, "code").map_or(0, |code| code as u16))),
    }
}

fn located(position: &JsValue) -> Option<Located> {
    let found = Reflect::get(position, &"coords".into()).ok()?;
    Some(Located {
        latitude: number(&found, "latitude")?,
        longitude: number(&found, "longitude")?,
        altitude: number(&found, "altitude"),
        accuracy: number(&found, "accuracy"),
    })
}

fn number(of: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(of, &name.into()).ok()?.as_f64()
}
