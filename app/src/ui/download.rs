//! Files that the server makes once, for a form that was sent; what must not be made twice has no address to fetch it again.

#[cfg(feature = "hydrate")]
pub use browser::fetch_file;

#[cfg(not(feature = "hydrate"))]
pub use elsewhere::fetch_file;

#[cfg(feature = "hydrate")]
mod browser {
    use domain::AppError;
    use leptos::web_sys::{RequestInit, Response, window};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Blob, HtmlAnchorElement, Url};

    /// Sends `body` as JSON and hands the answer to the browser as the file `name`.
    ///
    /// What the server refused with; `Unreachable` when it was not reached, or the browser takes no file.
    pub async fn fetch_file(address: &str, body: &str, name: &str) -> Result<(), AppError> {
        let response = send(address, body).await.map_err(|_| AppError::Unreachable)?;
        if !response.ok() {
            let text = text(&response).await.map_err(|_| AppError::Unreachable)?;
            return Err(serde_json::from_str(&text).unwrap_or(AppError::Unreachable));
        }
        save(&response, name).await.map_err(|_| AppError::Unreachable)
    }

    async fn send(address: &str, body: &str) -> Result<Response, JsValue> {
        let request = RequestInit::new();
        request.set_method("POST");
        request.set_body(&JsValue::from_str(body));
        let headers = web_sys::Headers::new()?;
        headers.set("content-type", "application/json")?;
        request.set_headers(&headers);
        let window = window().ok_or(JsValue::NULL)?;
        JsFuture::from(window.fetch_with_str_and_init(address, &request)).await?.dyn_into()
    }

    async fn text(response: &Response) -> Result<String, JsValue> {
        JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::NULL)
    }

    async fn save(response: &Response, name: &str) -> Result<(), JsValue> {
        let blob: Blob = JsFuture::from(response.blob()?).await?.dyn_into()?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let document = window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    }
}

#[cfg(not(feature = "hydrate"))]
mod elsewhere {
    use domain::AppError;

    /// Files are saved in browsers only.
    pub async fn fetch_file(_: &str, _: &str, _: &str) -> Result<(), AppError> {
        Err(AppError::Unreachable)
    }
}
