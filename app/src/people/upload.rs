//! Sending a file to the server's fixed address for imports. Server functions take no files.

use domain::{AppError, people::import::ImportAnswer};

#[cfg(feature = "hydrate")]
pub use browser::{Chosen, chosen, send};

#[cfg(not(feature = "hydrate"))]
pub use elsewhere::{Chosen, chosen, send};

/// Where tables of the directory are sent.
#[cfg(feature = "hydrate")]
const ADDRESS: &str = "/api/v1/verzeichnis/einspielen";

#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use leptos::web_sys::{File, FormData, HtmlInputElement, RequestInit, Response};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    /// A file that a person has chosen.
    pub type Chosen = File;

    pub fn chosen(input: &HtmlInputElement) -> Option<Chosen> {
        input.files().and_then(|files| files.item(0))
    }

    /// Asks what the file would change; with the fingerprint of that answer, changes it.
    pub async fn send(file: &File, agreed: &str) -> Result<ImportAnswer, AppError> {
        let (ok, text) = post(file, agreed).await.ok_or(AppError::Unreachable)?;
        // Anything but our own JSON comes from something between us and the server.
        if ok {
            serde_json::from_str(&text).map_err(|_| AppError::Unreachable)
        } else {
            Err(serde_json::from_str(&text).unwrap_or(AppError::Unreachable))
        }
    }

    /// Whether the server took it, and what it said; `None` when it was not reached, or the file is gone.
    async fn post(file: &File, agreed: &str) -> Option<(bool, String)> {
        let form = FormData::new().ok()?;
        form.append_with_blob("file", file).ok()?;
        form.append_with_str("agreed", agreed).ok()?;
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&form);
        let answer = leptos::web_sys::window()?.fetch_with_str_and_init(ADDRESS, &request);
        let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
        let text = JsFuture::from(response.text().ok()?).await.ok()?;
        Some((response.ok(), text.as_string()?))
    }
}

#[cfg(not(feature = "hydrate"))]
mod elsewhere {
    use super::*;

    /// Files are chosen in browsers only.
    pub type Chosen = ();

    pub fn chosen(_: &leptos::web_sys::HtmlInputElement) -> Option<Chosen> {
        None
    }

    pub async fn send(_: &Chosen, _: &str) -> Result<ImportAnswer, AppError> {
        Err(AppError::Unreachable)
    }
}
