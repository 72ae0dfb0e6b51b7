//! Sending a workbook to the server's fixed address for imports.

use super::ImportAnswer;
use domain::AppError;

#[cfg(feature = "hydrate")]
pub use browser::{Chosen, chosen, send};

#[cfg(not(feature = "hydrate"))]
pub use elsewhere::{Chosen, chosen, send};

#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use crate::questionnaires::IMPORT_ADDRESS;
    use leptos::web_sys::{File, FormData, HtmlInputElement, RequestInit, Response};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    /// A file that a person has chosen.
    pub type Chosen = File;

    pub fn chosen(input: &HtmlInputElement) -> Option<Chosen> {
        input.files().and_then(|files| files.item(0))
    }

    /// Stores the workbook as a draft, or learns everything that is wrong with it. `questionnaire` is the one whose
    /// next version it becomes, blank for a new one.
    pub async fn send(file: &Chosen, questionnaire: &str) -> Result<ImportAnswer, AppError> {
        let text = post(file, questionnaire).await.ok_or(AppError::Unreachable)?;
        // Anything but our own JSON comes from something between us and the server.
        serde_json::from_str(&text).map_err(|_| serde_json::from_str(&text).unwrap_or(AppError::Unreachable))
    }

    /// What the server said; `None` when it was not reached, or the file is gone.
    async fn post(file: &File, questionnaire: &str) -> Option<String> {
        let form = FormData::new().ok()?;
        form.append_with_str("questionnaire", questionnaire).ok()?;
        form.append_with_blob_and_filename("file", file, &file.name()).ok()?;
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&form);
        let answer = leptos::web_sys::window()?.fetch_with_str_and_init(IMPORT_ADDRESS, &request);
        let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
        JsFuture::from(response.text().ok()?).await.ok()?.as_string()
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
