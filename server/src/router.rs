use crate::{
    AppState, auth, barrier_reports, documents, events, export, headers, health, incidents, pages, people,
    questionnaires, refusal::Refusal, shell_files, sync, unreadable,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, Request, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{AppError, ErrorCode, FieldError, accounts::port::Visitor};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
use tower_http::compression::{
    CompressionLayer,
    predicate::{DefaultPredicate, NotForContentType, Predicate},
};

/// Largest request body but for what sets its own limit: 1 MiB.
const BODY_LIMIT: usize = 1024 * 1024;
/// Largest call of a server function by somebody who is logged in, 8 MiB: the designer sends a whole draft, and one of 2,000 questions
/// in several languages is larger than any form. A body is read before the function judges who asks, so that nobody else has more
/// than [`BODY_LIMIT`].
const CALL_LIMIT: usize = 8 * 1024 * 1024;

/// The whole server. Layers run from the last to the first.
pub fn router(state: AppState) -> Router {
    // Rendering spawns tasks through it. Set once a process: tests make many routers, and only the first one sets it.
    let _already_set = any_spawner::Executor::init_tokio();
    Router::new()
        .route("/api/fn/{*name}", post(server_function))
        .merge(auth::routes())
        .merge(barrier_reports::routes())
        .merge(documents::routes())
        .merge(events::routes())
        .merge(export::routes())
        .merge(incidents::routes())
        .merge(people::routes())
        .merge(questionnaires::routes())
        .merge(sync::routes())
        .merge(shell_files::routes())
        .fallback(get(pages::public_page))
        .layer(middleware::from_fn_with_state(state.clone(), auth::session::find_visitor))
        .layer(middleware::from_fn_with_state(state.clone(), headers::refuse_foreign_origin))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(incidents::note_own))
        .layer(middleware::from_fn_with_state(state.clone(), unreadable::explain_unreadable))
        .merge(shell_files::site_files(&state))
        .layer(middleware::from_fn_with_state(state.clone(), headers::explain_insecure))
        .merge(health::routes())
        .layer(middleware::from_fn_with_state(state.clone(), headers::secure))
        // A release brings its bundles compressed; compressing megabytes of WASM anew for each page takes seconds.
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/wasm"))),
        )
        .with_state(state)
}

async fn server_function(State(state): State<AppState>, mut request: Request<axum::body::Body>) -> Response {
    let is_known = request.extensions().get::<Visitor>().is_some();
    if let Err(refused) = judge_size(request.headers(), is_known) {
        return Refusal::from(refused).into_response();
    }
    // Also for what does not say how much it brings.
    DefaultBodyLimit::max(if is_known { CALL_LIMIT } else { BODY_LIMIT }).apply(&mut request);
    let mut response =
        leptos_axum::handle_server_fns_with_context(move || state.provide(), request).await.into_response();
    // Every `ApiError` that is made sets the status of the response, also one that the function did without. Leptos marks the
    // answers that are errors.
    let is_error = response.headers().contains_key(SERVER_FN_ERROR_HEADER);
    if !is_error && response.status().is_client_error() | response.status().is_server_error() {
        *response.status_mut() = StatusCode::OK;
    }
    response
}

/// Refuses what says that it is too large: Leptos would call it a server that is not reached, and the person would try again and
/// again.
fn judge_size(headers: &HeaderMap, is_known: bool) -> Result<(), AppError> {
    match announced(headers) {
        Some(bytes) if bytes > CALL_LIMIT => {
            Err(AppError::Invalid(vec![FieldError::with_limit("", ErrorCode::TooMuch, "8 MB".to_owned())]))
        }
        // Nothing that can be sent without a login is so large: it is a draft whose session has ended.
        Some(bytes) if bytes > BODY_LIMIT && !is_known => Err(AppError::Unauthenticated),
        _ => Ok(()),
    }
}

/// How many bytes a request says that it brings.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
