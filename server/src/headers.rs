//! Response headers that browsers are told to enforce, and the check against requests that other sites trigger.

use crate::AppState;
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

/// Everything from this origin; scripts of server-rendered pages carry a nonce in a policy of their own.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The policy of a server-rendered page, whose inline scripts carry `nonce`.
pub fn policy_with_nonce(nonce: &str) -> String {
    POLICY.replace("script-src 'self'", &format!("script-src 'self' 'nonce-{nonce}'"))
}

/// Sets what is the same for every response; a policy that the page has set itself stays.
pub async fn secure(State(state): State<AppState>, request: Request<Body>, next: Next) -> Response {
    let permissions = permissions(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", permissions),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    if state.config.public_url.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// What pages may ask the browser for. Where a device is, only questionnaires of the staff zone may know.
fn permissions(path: &str) -> &'static str {
    let is_staff = path.strip_prefix("/app").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if is_staff {
        "camera=(), microphone=(), geolocation=(self), payment=()"
    } else {
        "camera=(), microphone=(), geolocation=(), payment=()"
    }
}

/// Refuses writing requests that another site made the browser send (Leptos has no such check by design, #3786).
///
/// Browsers send `Sec-Fetch-Site` on secure origins; older ones at least `Origin` with a POST. A client that sends
/// neither is no browser, and no cookie of a person travels with it.
pub async fn refuse_foreign_origin(State(state): State<AppState>, request: Request<Body>, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads && is_foreign(request.headers(), &state.config.public_url) {
        return (StatusCode::FORBIDDEN, "Diese Anfrage kam von einer fremden Seite und wurde nicht ausgeführt.")
            .into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap, public_url: &str) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = header("host").unwrap_or_default();
    let of_this_site =
        |origin: &str| origin == public_url || origin.split_once("://").is_some_and(|(_, of)| of == host);
    header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"))
        || header("origin").is_some_and(|origin| !of_this_site(origin))
}

/// Answers plain http on any address but localhost with an explanation: cookies, service worker and encryption on the
/// device need a secure context there.
pub async fn explain_insecure(State(state): State<AppState>, request: Request<Body>, next: Next) -> Response {
    if state.config.is_secure_context() {
        return next.run(request).await;
    }
    (StatusCode::UPGRADE_REQUIRED, Html(INSECURE)).into_response()
}

const INSECURE: &str = r#"<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Verschlüsselung fehlt – Sozialraumportal</title></head>
<body><main><h1>Diese Adresse ist nicht verschlüsselt</h1>
<p>Das Sozialraumportal arbeitet nur über eine verschlüsselte Verbindung (https), damit Anmeldung und Eingaben geschützt sind. Bitte wenden Sie sich an die Stelle, die das Portal betreibt.</p>
<p>Für den Betrieb: Setzen Sie <code>TLS_CERT</code> und <code>TLS_KEY</code> oder einen Proxy mit TLS davor, und <code>PUBLIC_URL</code> auf die https-Adresse.</p></main></body></html>"#;
