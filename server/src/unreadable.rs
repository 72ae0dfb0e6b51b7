//! Requests that no page could read: too large, of another kind, by another method. The framework's own words would be English
//! and lead nowhere.

use crate::AppState;
use axum::{
    body::Body,
    extract::State,
    http::{Request, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

/// Puts a German page in place of a bare refusal. Addresses below `/api/` are for programs and keep theirs.
pub async fn explain_unreadable(State(state): State<AppState>, request: Request<Body>, next: Next) -> Response {
    let for_programs = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let Some((title, advice)) = words(response.status()).filter(|_| !for_programs && is_bare(&response)) else {
        return response;
    };
    let css = &state.assets.css;
    let page = format!(
        r#"<!DOCTYPE html>
<html lang="de" data-kern-theme="light"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Sozialraumportal</title><link rel="stylesheet" href="{css}"></head>
<body><main class="content"><h1 class="kern-heading-large page__title">{title}</h1><p class="lead">{advice}</p>
<p class="actions"><a class="kern-btn kern-btn--secondary" href="/"><span class="kern-label">Zur Startseite</span></a></p></main></body></html>"#
    );
    (response.status(), Html(page)).into_response()
}

/// Our own pages are HTML, our answers to programs JSON; what the framework refuses with is plain text or nothing.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or_default());
    kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

fn words(status: StatusCode) -> Option<(&'static str, &'static str)> {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Some((
            "Zu viel auf einmal",
            "Was Sie gesendet haben, ist zu groß; es ist nichts gespeichert. Bitte gehen Sie im Browser zurück: Ihre Eingaben stehen \
             dort noch. Kürzen Sie sie und senden Sie erneut.",
        )),
        StatusCode::METHOD_NOT_ALLOWED => Some((
            "So lässt sich diese Seite nicht öffnen",
            "Unter dieser Adresse wird etwas entgegengenommen, aber nichts gezeigt. Bitte beginnen Sie auf der Startseite.",
        )),
        StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => Some((
            "Das ist unvollständig angekommen",
            "Wir konnten nicht lesen, was Ihr Browser gesendet hat; es ist nichts gespeichert. Bitte gehen Sie im Browser zurück und \
             senden Sie erneut.",
        )),
        _ => None,
    }
}
