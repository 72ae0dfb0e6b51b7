//! Calls to the fixed, versioned endpoints. What an old page sends after weeks without reception must still arrive, so
//! these are not server functions.

use domain::{
    AppError,
    events::attendance::tablet::{SealedRecords, SealedRecordsReply, TabletPush, TabletReply, TabletSheet},
    questionnaires::FieldPackage,
    sync::{
        ReferenceReply,
        client::{Reply, Request},
        protocol::DeviceQuery,
        quarantine::{SealedUpload, StandingReply, StandingRequest, UploadReply},
        vault::{Ending, HalfReply, HalfRequest},
    },
};
use leptos::{
    ev,
    prelude::{document, window, window_event_listener},
};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

const SYNC: &str = "/api/v1/sync";

pub async fn fetch_packages() -> Result<Vec<FieldPackage>, AppError> {
    get("packages".to_owned()).await
}

/// The own Kitas and events, unless they are those whose hash is `after`: hexadecimal digits, nothing in it needs escaping.
pub async fn fetch_reference(after: &str) -> Result<ReferenceReply, AppError> {
    get(format!("reference?after={after}")).await
}

/// Asks for the half that opens this device, and leaves its key for the office.
pub async fn fetch_half(request: &HalfRequest) -> Result<HalfReply, AppError> {
    post("half", request).await
}

/// Asks whether a device is revoked; nobody has to be logged in.
pub async fn fetch_standing(request: &StandingRequest) -> Result<StandingReply, AppError> {
    post("standing", request).await
}

/// Sends envelopes of a revoked device.
pub async fn deliver(upload: &SealedUpload) -> Result<UploadReply, AppError> {
    post("quarantine", upload).await
}

/// Sends entries of attendance of a revoked tablet, in their envelopes.
pub async fn deliver_attendance(upload: &SealedRecords) -> Result<SealedRecordsReply, AppError> {
    post("quarantine/attendance", upload).await
}

/// Asks for what ends the session that this page is in.
pub async fn fetch_ending() -> Result<Ending, AppError> {
    get("ending".to_owned()).await
}

/// Ends a session that was left; nobody has to be logged in.
pub async fn end_session(ending: &Ending) -> Result<(), AppError> {
    post("ending", ending).await
}

/// The lists of attendance that this device may keep today.
pub async fn fetch_lists() -> Result<Vec<TabletSheet>, AppError> {
    get("attendance".to_owned()).await
}

/// Sends what was entered in them.
pub async fn send_attendance(push: &TabletPush) -> Result<TabletReply, AppError> {
    post("attendance", push).await
}

/// Asks the server what the client core wants to know.
pub async fn ask(request: &Request) -> Result<Reply, AppError> {
    Ok(match request.clone() {
        Request::Status(status) => Reply::Status(get(format!("status?{}", DeviceQuery::from(status).text())).await?),
        Request::Pull(pull) => Reply::Pull(get(format!("changes?{}", DeviceQuery::from(pull).text())).await?),
        Request::Push(push) => Reply::Push(post("changes", &push).await?),
        Request::Check(check) => Reply::Check(post("submissions/check", &check).await?),
        Request::Submit(sent) => Reply::Submit(post("submissions", &sent).await?),
    })
}

/// Calls `wake` when the network comes back and when the page becomes visible.
pub fn listen(wake: impl Fn() + Clone + 'static) {
    let online = wake.clone();
    window_event_listener(ev::online, move |_| online());
    window_event_listener(ev::visibilitychange, move |_| {
        if !document().hidden() {
            wake();
        }
    });
}

async fn get<T: DeserializeOwned>(path: String) -> Result<T, AppError> {
    request("GET", &path, None).await
}

async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, AppError> {
    let body = serde_json::to_string(body).map_err(|_| AppError::Invalid(Vec::new()))?;
    request("POST", path, Some(body)).await
}

async fn request<T: DeserializeOwned>(method: &str, path: &str, body: Option<String>) -> Result<T, AppError> {
    let answer = fetch(method, &format!("{SYNC}/{path}"), body).await.map_err(|_| AppError::Unreachable)?;
    let text =
        JsFuture::from(answer.text().map_err(|_| AppError::Unreachable)?).await.map_err(|_| AppError::Unreachable)?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        return serde_json::from_str(&text).map_err(|_| AppError::Unreachable);
    }
    // A proxy's error page instead of our JSON: the server behind it was not reached.
    let refusal = serde_json::from_str(&text).unwrap_or(AppError::Unreachable);
    if refusal == AppError::Unauthenticated {
        super::forget_me();
    }
    Err(refusal)
}

async fn fetch(method: &str, path: &str, body: Option<String>) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(&body));
    }
    init.set_headers(&headers);
    JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?.dyn_into()
}
