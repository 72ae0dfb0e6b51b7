//! Sending a file to one of the server's fixed addresses. Server functions take no files.

#[cfg(feature = "hydrate")]
pub use browser::{Chosen, chosen, send_file};

#[cfg(not(feature = "hydrate"))]
pub use elsewhere::{Chosen, chosen, send_file};

#[cfg(feature = "hydrate")]
mod browser {
    use domain::{
        AppError, FieldError,
        field::{FILE_BYTES_MAX, file_changed, file_too_large},
    };
    use leptos::web_sys::{File, FormData, HtmlInputElement, RequestInit, Response, window};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    /// A file that a person has chosen.
    pub type Chosen = File;

    pub fn chosen(input: &HtmlInputElement) -> Option<Chosen> {
        input.files().and_then(|files| files.item(0))
    }

    /// Sends the file as the field `file` together with other fields. Whether the server took it, and what it said; `None`
    /// when it was not reached. What is too large is refused here as the server would: a connection that
    /// breaks off in the middle of an upload looks like a server that is not reached.
    pub async fn send_file(address: &str, file: &Chosen, fields: &[(&str, &str)]) -> Option<(bool, String)> {
        let refused = |fault: FieldError| Some((false, serde_json::to_string(&AppError::Invalid(vec![fault])).ok()?));
        if file.size() > FILE_BYTES_MAX as f64 {
            return refused(file_too_large());
        }
        // One that was corrected and saved meanwhile has to be chosen again; sent, it would look like a server that is not reached.
        if JsFuture::from(file.array_buffer()).await.is_err() {
            return refused(file_changed());
        }
        let form = FormData::new().ok()?;
        for (name, value) in fields {
            form.append_with_str(name, value).ok()?;
        }
        form.append_with_blob_and_filename("file", file, &file.name()).ok()?;
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&form);
        let answer = window()?.fetch_with_str_and_init(address, &request);
        let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
        let text = JsFuture::from(response.text().ok()?).await.ok()?;
        Some((response.ok(), text.as_string()?))
    }
}

#[cfg(not(feature = "hydrate"))]
mod elsewhere {
    /// Files are chosen in browsers only.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Chosen;

    pub fn chosen(_: &leptos::web_sys::HtmlInputElement) -> Option<Chosen> {
        None
    }

    pub async fn send_file(_: &str, _: &Chosen, _: &[(&str, &str)]) -> Option<(bool, String)> {
        None
    }
}
