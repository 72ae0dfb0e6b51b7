//! The staff zone's static page, its starter and service worker, the starter of the survey, and the built files.

use crate::AppState;
use app::shell::Assets;
use axum::{
    Router,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse},
    routing::get,
};
use tower::ServiceBuilder;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

/// Files under `/pkg/` carry a hash of their content in their name: a browser may keep them for a year.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// But not those that cargo-leptos renews under the same names.
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/app", get(shell))
        .route("/app/{*page}", get(shell))
        .route("/app/start.js", get(start))
        .route("/app/sw.js", get(service_worker))
        .route(app::questionnaires::survey::START, get(start_survey))
}

/// What lies in the site folder: `/pkg/…`, fonts, icons, manifest.
pub fn site_files(state: &AppState) -> Router<AppState> {
    let site = &state.config.site_dir;
    let caching = if state.config.watched { ASK_FIRST } else { FOREVER };
    let kept = ServiceBuilder::new().layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, caching));
    Router::new()
        .nest_service("/pkg", kept.service(ServeDir::new(site.join("pkg")).precompressed_br()))
        .nest_service("/fonts", ServeDir::new(site.join("fonts")))
        .nest_service("/icons", ServeDir::new(site.join("icons")))
        .route_service("/icon.svg", tower_http::services::ServeFile::new(site.join("icon.svg")))
        .route_service("/manifest.webmanifest", tower_http::services::ServeFile::new(site.join("manifest.webmanifest")))
}

/// The same page for everybody and for every address under `/app`: it can be kept on the device.
async fn shell(State(state): State<AppState>) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-cache")], Html(shell_html(&state.assets, state.config.demo)))
}

fn shell_html(assets: &Assets, demo: bool) -> String {
    let Assets { css, staff_js, build, .. } = assets;
    let demo = if demo { " data-demo" } else { "" };
    format!(
        r#"<!DOCTYPE html>
<html lang="de" data-kern-theme="light" data-build="{build}"{demo}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>Sozialraumportal</title>
<link rel="stylesheet" href="{css}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/icons/apple-touch-icon.png">
<link rel="manifest" href="/manifest.webmanifest">
<link rel="modulepreload" href="{staff_js}">
<script type="module" src="/app/start.js"></script>
</head>
<body>
<noscript>
<p>Dieser Bereich braucht JavaScript. Bitte schalten Sie es ein; ohne geht es auf den <a href="/">öffentlichen Seiten</a>.</p>
</noscript>
</body>
</html>
"#
    )
}

/// Starts the bundle and registers the service worker. Its scope is `/app` without a slash, so that the overview itself
/// opens without network too; the header `Service-Worker-Allowed` permits it.
async fn start(State(state): State<AppState>) -> impl IntoResponse {
    let Assets { staff_js, staff_wasm, .. } = &*state.assets;
    let script = format!(
        "import init, {{ start }} from '{staff_js}';\n\
         if ('serviceWorker' in navigator) navigator.serviceWorker.register('/app/sw.js', {{ scope: '/app' }});\n\
         await init({{ module_or_path: '{staff_wasm}' }});\n\
         start();\n"
    );
    javascript(script)
}

/// Starts the browser part of the public survey.
async fn start_survey(State(state): State<AppState>) -> impl IntoResponse {
    let Assets { survey_js, survey_wasm, .. } = &*state.assets;
    let script = format!(
        "import init, {{ start }} from '{survey_js}';\n\
         await init({{ module_or_path: '{survey_wasm}' }});\n\
         start();\n"
    );
    javascript(script)
}

/// Keeps the shell and its files on the device. Touches GET only: iOS sends re-sent POST bodies empty (Q1).
async fn service_worker(State(state): State<AppState>) -> impl IntoResponse {
    javascript(if state.config.watched { WATCHED.to_owned() } else { service_worker_js(&state.assets) })
}

/// Takes the place of one that keeps files, and goes: what cargo-leptos renews has to be seen.
const WATCHED: &str = "\
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('shell-')) await caches.delete(name);
  await self.registration.unregister();
})()));
";

fn service_worker_js(assets: &Assets) -> String {
    let Assets { build, css, staff_js, staff_wasm, staff_parts, .. } = assets;
    let files = [css.as_str(), staff_js, staff_wasm, "/app/start.js", "/icon.svg", "/manifest.webmanifest"];
    let files = files.into_iter().chain(staff_parts.iter().map(String::as_str));
    let list = files.map(|file| format!("'{file}'")).collect::<Vec<_>>().join(", ");
    format!(
        r#"const CACHE = 'shell-{build}';
const SHELL = '/app';
const FILES = [SHELL, {list}];

self.addEventListener('install', (event) => {{
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, {{ cache: 'reload' }})))));
}});

self.addEventListener('activate', (event) => {{
  event.waitUntil((async () => {{
    for (const name of await caches.keys()) if (name.startsWith('shell-') && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  }})());
}});

self.addEventListener('message', (event) => {{
  if (event.data === 'take-over') self.skipWaiting();
}});

self.addEventListener('fetch', (event) => {{
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') {{
    event.respondWith(caches.match(SHELL).then((kept) => kept ?? fetch(request)));
  }} else if (FILES.includes(url.pathname) || url.pathname.startsWith('/pkg/') || url.pathname.startsWith('/fonts/') || url.pathname.startsWith('/icons/')) {{
    event.respondWith((async () => {{
      const kept = await caches.match(request);
      if (kept) return kept;
      const fresh = await fetch(request);
      if (fresh.ok) (await caches.open(CACHE)).put(request, fresh.clone());
      return fresh;
    }})());
  }}
}});
"#
    )
}

fn javascript(script: String) -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")],
        [(HeaderName::from_static("service-worker-allowed"), "/app")],
        script,
    )
}
