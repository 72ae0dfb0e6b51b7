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
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

const SYNC: &str = "/api/v1/sync";

/// After how long without an answer the server counts as not reached: where a network carries nothing, browsers wait without end.
/// What was sent may have arrived; it is sent again, and taken in once.
const PATIENCE: Duration = Duration::from_secs(60);

/// The same for what may be large, on a slow line.
const PATIENCE_WITH_MUCH: Duration = Duration::from_secs(300);

pub async fn fetch_packages() -> Result<Vec<FieldPackage>, AppError> {
    get("packages".to_owned(), PATIENCE_WITH_MUCH).await
}

/// The own Kitas and events, unless they are those whose hash is `after`: hexadecimal digits, nothing in it needs escaping.
pub async fn fetch_reference(after: &str) -> Result<ReferenceReply, AppError> {
    get(format!("reference?after={after}"), PATIENCE_WITH_MUCH).await
}

/// Asks for the half that opens this device, and leaves its key for the office.
pub async fn fetch_half(request: &HalfRequest) -> Result<HalfReply, AppError> {
    post("half", request, PATIENCE).await
}

/// Asks whether a device is revoked; nobody has to be logged in.
pub async fn fetch_standing(request: &StandingRequest) -> Result<StandingReply, AppError> {
    post("standing", request, PATIENCE).await
}

/// Sends envelopes of a revoked device.
pub async fn deliver(upload: &SealedUpload) -> Result<UploadReply, AppError> {
    post("quarantine", upload, PATIENCE_WITH_MUCH).await
}

/// Sends entries of attendance of a revoked tablet, in their envelopes.
pub async fn deliver_attendance(upload: &SealedRecords) -> Result<SealedRecordsReply, AppError> {
    post("quarantine/attendance", upload, PATIENCE_WITH_MUCH).await
}

/// Asks for what ends the session that this page is in.
pub async fn fetch_ending() -> Result<Ending, AppError> {
    get("ending".to_owned(), PATIENCE).await
}

/// Ends a session that was left; nobody has to be logged in.
pub async fn end_session(ending: &Ending) -> Result<(), AppError> {
    post("ending", ending, PATIENCE).await
}

/// The lists of attendance that this device may keep today.
pub async fn fetch_lists() -> Result<Vec<TabletSheet>, AppError> {
    get("attendance".to_owned(), PATIENCE).await
}

/// Sends what was entered in them.
pub async fn send_attendance(push: &TabletPush) -> Result<TabletReply, AppError> {
    post("attendance", push, PATIENCE).await
}

/// Asks the server what the client core wants to know.
pub async fn ask(request: &Request) -> Result<Reply, AppError> {
    let much = PATIENCE_WITH_MUCH;
    Ok(match request.clone() {
        Request::Status(status) => {
            // Little, and the first of every round: where the network carries nothing, nobody waits longer to be told.
            Reply::Status(get(format!("status?{}", DeviceQuery::from(status).text()), PATIENCE).await?)
        }
        Request::Pull(pull) => Reply::Pull(get(format!("changes?{}", DeviceQuery::from(pull).text()), much).await?),
        Request::Push(push) => Reply::Push(post("changes", &push, much).await?),
        Request::Check(check) => Reply::Check(post("submissions/check", &check, much).await?),
        Request::Submit(sent) => Reply::Submit(post("submissions", &sent, much).await?),
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

async fn get<T: DeserializeOwned>(path: String, patience: Duration) -> Result<T, AppError> {
    request("GET", &path, None, patience).await
}

async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize, patience: Duration) -> Result<T, AppError> {
    let body = serde_json::to_string(body).map_err(|_| AppError::Invalid(Vec::new()))?;
    request("POST", path, Some(body), patience).await
}

async fn request<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: Option<String>,
    patience: Duration,
) -> Result<T, AppError> {
    let path = format!("{SYNC}/{path}");
    let answer = super::within(patience, answer(method, &path, body)).await;
    let (is_good, text) = answer.and_then(Result::ok).ok_or(AppError::Unreachable)?;
    if is_good {
        return serde_json::from_str(&text).map_err(|_| AppError::Unreachable);
    }
    // A proxy's error page instead of our JSON: the server behind it was not reached.
    let refusal = serde_json::from_str(&text).unwrap_or(AppError::Unreachable);
    if refusal == AppError::Unauthenticated {
        super::forget_me();
    }
    Err(refusal)
}

/// Whether it is what was asked for, and the text.
async fn answer(method: &str, path: &str, body: Option<String>) -> Result<(bool, String), JsValue> {
    let answer = fetch(method, path, body).await?;
    let text = JsFuture::from(answer.text()?).await?;
    Ok((answer.ok(), text.as_string().unwrap_or_default()))
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
