//! What the browser says of its storage, and that it is asked to keep it.

use domain::sync::Room;
use leptos::prelude::window;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// Asks the browser to keep what lies here, if it has not promised that yet, and reads how full it is. `None` where it says
/// nothing: without a secure address there is no such part of it.
pub async fn room() -> Option<Room> {
    let storage = window().navigator().storage();
    if storage.is_undefined() {
        return None;
    }
    let persisted = asked(storage.persisted()).await || asked(storage.persist()).await;
    let estimate = estimate(&storage).await;
    Some(Room {
        used: bytes(estimate.as_ref().and_then(StorageEstimate::get_usage)),
        quota: bytes(estimate.as_ref().and_then(StorageEstimate::get_quota)),
        persisted,
    })
}

async fn asked(promise: Result<js_sys::Promise, wasm_bindgen::JsValue>) -> bool {
    let Ok(promise) = promise else { return false };
    JsFuture::from(promise).await.ok().and_then(|answer| answer.as_bool()).unwrap_or(false)
}

async fn estimate(storage: &StorageManager) -> Option<StorageEstimate> {
    Some(JsFuture::from(storage.estimate().ok()?).await.ok()?.unchecked_into())
}

/// JavaScript counts in floating point; what is no number of bytes counts as none.
fn bytes(number: Option<f64>) -> u64 {
    number.filter(|number| number.is_finite() && *number > 0.0).map_or(0, |number| number as u64)
}
